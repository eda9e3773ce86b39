import type { KeyboardEvent, ReactNode } from "react";

interface EscapeKeptProps {
  /** What Escape does where the list of suggestions is closed. */
  onEscape?: () => void;
  children: ReactNode;
}

/** Cloudscape's Autosuggest empties itself on Escape; here Escape closes and nothing typed is lost. */
export function EscapeKept({ onEscape, children }: EscapeKeptProps) {
  const keep = (event: KeyboardEvent) => {
    const isOpen = event.target instanceof Element && event.target.getAttribute("aria-expanded") === "true";
    if (event.key !== "Escape" || isOpen) return;
    event.stopPropagation();
    event.preventDefault();
    onEscape?.();
  };
  return <div onKeyDownCapture={keep}>{children}</div>;
}
