import { useEffect, useState } from "react";
import type { BackendError } from "../../backend/backend.ts";
import type { BrandingDraft, BrandingView, Severity } from "../../backend/bindings.ts";
import { useChangeBranding, useRememberBranding } from "../../backend/branding-queries.ts";
import { useLatest } from "../../parts/latest.ts";

const AFTER_MS = 250;

/** What is being entered. */
export interface BrandingForm {
  readonly entered: BrandingDraft;
  readonly error: BackendError | null;
  /** What is wrong with a field, as far as it was looked at. */
  readonly problem: (field: keyof BrandingDraft, severity: Severity) => string | undefined;
  readonly change: (values: Partial<BrandingDraft>) => void;
  /** Keeps what was entered now. */
  readonly keep: () => void;
}

/** Keeps what is entered after each pause, and when the page is left. */
export function useBrandingForm(view: BrandingView): BrandingForm {
  const [entered, setEntered] = useState(view.entered);
  const { mutate, error } = useChangeBranding();
  const keep = () => mutate((backend) => backend.updateBranding(entered));
  const remember = useRememberBranding();
  const last = useLatest({ entered, keep, kept: view.entered });
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!same(last.current.entered, last.current.kept)) last.current.keep();
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [entered, last]);
  useEffect(
    () => () => {
      // Read when the page is left: what was typed last.
      const { entered: typed, kept, keep: keepNow } = last.current;
      if (same(typed, kept)) return;
      remember(typed);
      keepNow();
    },
    [last, remember],
  );
  return {
    entered,
    error,
    problem: (field, severity) => {
      const of = view.checked.problems.filter((one) => one.field === field);
      const found = of.filter((one) => one.severity === severity);
      return found.length === 0 ? undefined : found.map(({ message }) => message).join(" ");
    },
    change: (values) => setEntered((before) => ({ ...before, ...values })),
    keep: () => {
      if (!same(entered, view.entered)) keep();
    },
  };
}

function same(one: BrandingDraft, other: BrandingDraft): boolean {
  return (
    one.organisation === other.organisation &&
    one.buttonColour === other.buttonColour &&
    one.backgroundColour === other.backgroundColour
  );
}
