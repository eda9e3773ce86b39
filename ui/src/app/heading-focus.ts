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
      if (!isStillHere()) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }, [path]);
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
