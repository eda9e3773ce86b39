/** What marks the search of the list, before and after its page is there. */
export const EARLY_SEARCH = "search-providers";
/** As many rows as a window of the first size holds: the first picture has them, and the page at first. */
export const EARLY_ROWS = 11;

/** What somebody did with the list before the page that manages it was there. */
export interface EarlyInput {
  readonly search: string;
  /** Gives focus and selection to what stands in the place of what had them, once it stands there. */
  readonly restoreFocus: () => void;
}

interface Picture {
  readonly field: HTMLInputElement;
  readonly place: string;
  focused: HTMLElement | null;
}

let picture: Picture | null = null;

/** Keeps what is typed into the first picture of the list, and what of it has the focus. */
export function watchEarlyInput(within: HTMLElement, field: HTMLInputElement): void {
  const watched: Picture = (picture = { field, place: window.location.hash, focused: null });
  within.addEventListener("focusin", ({ target }) => {
    watched.focused = target instanceof HTMLElement ? target : null;
  });
  within.addEventListener("focusout", ({ target }) => {
    queueMicrotask(() => {
      // What goes with its picture has not been left.
      if (target === watched.focused && watched.focused?.isConnected === true) watched.focused = null;
    });
  });
}

/** Whether somebody has followed a link of the first picture, and the program begins elsewhere. */
export const hasLeftFirstPicture = (): boolean =>
  picture !== null && picture.place !== window.location.hash;

/** What was done so far, for the page that is there now; null when nothing was drawn, or after that. */
export function takeEarlyInput(): EarlyInput | null {
  if (picture === null) return null;
  const { field, focused } = picture;
  const { value: search, selectionStart, selectionEnd } = field;
  forgetEarlyInput();
  // What was found by the search is there after the page has been told of that.
  const restoreFocus = () =>
    queueMicrotask(() => {
      const next = successor(focused);
      next?.focus();
      if (next instanceof HTMLInputElement) next.setSelectionRange(selectionStart, selectionEnd);
    });
  return { search, restoreFocus };
}

/** The program is there: a page that comes later goes on with nothing. */
export function forgetEarlyInput(): void {
  picture = null;
}

function successor(element: HTMLElement | null): HTMLElement | null {
  if (element === null) return null;
  const { testid } = element.dataset;
  if (testid === undefined) {
    const href = CSS.escape(element.getAttribute("href") ?? "");
    // The bar at the top has some of the links, too, and some of them twice.
    return [...document.querySelectorAll<HTMLElement>(`a[href="${href}"]`)].at(-1) ?? null;
  }
  const found = document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);
  return found?.querySelector("input") ?? found;
}
