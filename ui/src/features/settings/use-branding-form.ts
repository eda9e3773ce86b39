import { useState } from "react";
import type { BackendError } from "../../backend/backend.ts";
import type { BrandingDraft, BrandingView, Severity } from "../../backend/bindings.ts";
import { useChangeBranding, useRememberBranding } from "../../backend/branding-queries.ts";
import { useKeeping } from "../../parts/keeping.ts";

const PAUSE_MS = 250;

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

/** Keeps what is entered while it is, and when the page is left. */
export function useBrandingForm(view: BrandingView): BrandingForm {
  const [entered, setEntered] = useState(view.entered);
  const [kept, setKept] = useState(view.entered);
  /** On its way; it is in the view before it is written. */
  const [sent, setSent] = useState<BrandingDraft | null>(null);
  const { mutateAsync, error } = useChangeBranding();
  const remember = useRememberBranding();
  const keep = async () => {
    // For a page that opens before it is written.
    remember(entered);
    setSent(entered);
    await mutateAsync((backend) => backend.updateBranding(entered));
    setSent((now) => (now === entered ? null : now));
    setKept(entered);
  };
  const pending = !same(entered, kept);
  const isOwn = same(view.entered, kept) || (sent !== null && same(view.entered, sent));
  if (!pending && !isOwn) {
    // Another window, or a backup that was restored: what is stored now is what is edited.
    setEntered(view.entered);
    setKept(view.entered);
    setSent(null);
  }
  useKeeping({ value: entered, pending, keep, pause: PAUSE_MS });
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
      // A failure is said below the fields, and it is tried again.
      if (pending) keep().catch(() => undefined);
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
