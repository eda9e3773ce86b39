/** What marks the search of the list, before and after its page is there. */
export const EARLY_SEARCH = "search-providers";

/** What somebody did with the list before the page that manages it was there. */
export interface EarlyInput {
  readonly search: string;
  /** Gives the focus to what stands in the place of what had it. */
  readonly restoreFocus: () => void;
}

let picture: { field: HTMLInputElement; focused: Element | null } | null = null;

/** Keeps what is typed into the first picture of the list, and what of it has the focus. */
export function watchEarlyInput(within: HTMLElement, field: HTMLInputElement): void {
  const watched = (picture = { field, focused: null as Element | null });
  within.addEventListener("focusin", ({ target }) => {
    watched.focused = target instanceof Element ? target : null;
  });
  within.addEventListener("focusout", ({ target }) => {
    queueMicrotask(() => {
      // What goes with its picture has not been left.
      if (target === watched.focused && watched.focused?.isConnected === true) watched.focused = null;
    });
  });
}

/** What was done so far, for the page that is there now; null when nothing was drawn, or after that. */
export function takeEarlyInput(): EarlyInput | null {
  if (picture === null) return null;
  const { field, focused } = picture;
  forgetEarlyInput();
  return { search: field.value, restoreFocus: () => successor(focused)?.focus() };
}

/** The program is there: a page that comes later goes on with nothing. */
export function forgetEarlyInput(): void {
  picture = null;
}

function successor(element: Element | null): HTMLElement | null {
  if (!(element instanceof HTMLElement)) return null;
  const { testid } = element.dataset;
  if (testid === undefined) {
    const href = CSS.escape(element.getAttribute("href") ?? "");
    return document.querySelector(`a[href="${href}"]`);
  }
  const found = document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);
  return found?.querySelector("input") ?? found;
}
