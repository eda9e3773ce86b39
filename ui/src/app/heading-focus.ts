import { useEffect, useRef, useState } from "react";
import { hasLeftFirstPicture } from "../parts/early-input.ts";
import { watchFocus } from "../parts/watch-focus.ts";

/** A page that takes longer has said so by then, and the person may be elsewhere. */
const LONGEST_MS = 10_000;

/**
 * After going to another page its heading has the focus: screen readers say where one is, and
 * the next Tab goes into the page. Not at the start, and not when somebody was faster.
 */
export function useHeadingFocus(path: string): void {
  // Who was faster than the program has come from the list.
  const [first] = useState(() => (hasLeftFirstPicture() ? null : path));
  const shown = useRef(first);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    const isStillHere = watchFocus();
    return onceThere(pageHeading, (heading) => {
      if (isStillHere()) focusHeading(heading);
    });
  }, [path]);
}

/** What removes a button may put the focus somewhere itself. */
const LOST_AFTER_MS = 300;

/**
 * Where what had the focus is gone, as the row that was deleted or the button of a dialog whose
 * opener cannot be pressed any more, the page's heading has it: the next Tab would begin at the
 * top of the window, and a screen reader would be nowhere.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLost = () =>
      last !== null &&
      !last.isConnected &&
      document.activeElement === document.body &&
      document.querySelector('[role="dialog"]') === null;
    const keep = () => {
      timer = undefined;
      const heading = pageHeading();
      if (isLost() && heading !== undefined) focusHeading(heading);
    };
    const observer = new MutationObserver(() => {
      if (isLost()) timer ??= setTimeout(keep, LOST_AFTER_MS);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const note = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement ? target : null;
    };
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      // Somebody pressed where nothing takes the focus; what is being removed is gone right after.
      if (relatedTarget !== null) return;
      setTimeout(() => {
        if (target === last && last?.isConnected === true) last = null;
      });
    };
    document.addEventListener("focusin", note);
    document.addEventListener("focusout", leave);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      document.removeEventListener("focusin", note);
      document.removeEventListener("focusout", leave);
    };
  }, []);
}

function focusHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** The page that is left stays in the document, hidden, until the next one is loaded. */
function pageHeading(): HTMLElement | undefined {
  const headings = document.querySelectorAll<HTMLElement>("main h1");
  return [...headings].find((heading) => heading.getClientRects().length > 0);
}

function onceThere<T>(find: () => T | undefined, then: (found: T) => void): () => void {
  const look = () => {
    const found = find();
    if (found === undefined) return;
    stop();
    then(found);
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(() => stop(), LONGEST_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["style"] });
  look();
  return stop;
}
