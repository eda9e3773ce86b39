import { useEffect, useRef, useState } from "react";

/**
 * Remembers where the focus is while something is done. Yields whether it is still there, or on
 * nothing: an answer that comes late takes the focus from nobody who has gone on since.
 */
export function watchFocus(): () => boolean {
  const before = document.activeElement;
  return () => {
    const now = document.activeElement;
    return now === before || now === document.body || now === null;
  };
}

const WRITABLE = "input, textarea";

/**
 * Remembers who asks for what leads to another page. Yields whether they have begun nothing else
 * since: no dialog is open, and nothing is being written.
 */
export function watchHands(): () => boolean {
  const before = document.activeElement;
  return () => {
    const now = document.activeElement;
    const isWriting = now !== before && now?.matches(WRITABLE) === true;
    return !isWriting && document.querySelector('[role="dialog"]') === null;
  };
}

/** Whether somebody waits for an answer where they asked for it; each answer is asked about once. */
export interface Waiting {
  begin: () => void;
  end: () => boolean;
}

/** For what leads people to what is wrong: only who still waits is led, and never while typing. */
export function useWaiting(): Waiting {
  const isWaiting = useRef<(() => boolean) | null>(null);
  const [waiting] = useState<Waiting>(() => ({
    begin: () => {
      isWaiting.current = watchFocus();
    },
    end: () => {
      const wasWaiting = isWaiting.current?.() ?? false;
      isWaiting.current = null;
      return wasWaiting;
    },
  }));
  // Who asked with Enter and types on in the same field has gone on as well.
  useEffect(() => {
    const goOn = () => {
      isWaiting.current = null;
    };
    document.addEventListener("input", goOn, true);
    return () => document.removeEventListener("input", goOn, true);
  }, []);
  return waiting;
}
