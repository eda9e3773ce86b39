import { useState } from "react";
import type { MappingRuleDraft, RuleError, TransformEntry } from "../../backend/bindings.ts";
import { useTransforms } from "../../backend/mapping-queries.ts";
import { afterPress } from "../../parts/after-press.ts";
import { faultyParameters } from "./transforms.ts";

const NONE: readonly TransformEntry[] = [];

/** A step that was just added, with the parameters that were not left yet. */
interface NewStep {
  at: number;
  waiting: readonly string[];
}

export interface StepFaults {
  entries: readonly TransformEntry[];
  /** What is wrong with a parameter of a step. */
  ofParameter: (at: number, name: string) => string | undefined;
  /** What is wrong with a step and with none of its parameters. */
  ofStep: (at: number) => string | null;
  /** All that is missing are fields of a new step that were not left yet. */
  isNew: boolean;
  added: (at: number, entry: TransformEntry) => void;
  left: (at: number, name: string) => void;
  /** The steps are others or in another order now: the fields of the new one were left. */
  rearranged: () => void;
}

/** The fault of a rule's steps at its place: an empty field is none before it was left. */
export function useStepFaults(rule: MappingRuleDraft, error: RuleError | null): StepFaults {
  const entries = useTransforms().data ?? NONE;
  const [fresh, setFresh] = useState<NewStep | null>(null);
  const fault = error?.part === "transform" ? error : null;
  const step = fault === null ? undefined : rule.transforms?.[fault.offset];
  const entry = entries.find(({ kind }) => kind === step?.kind);
  const faulty = !fault || !step || !entry ? [] : faultyParameters(step, entry, fault.code);
  const isFault = (at: number) => fault?.offset === at;
  const isWaiting = (name: string) =>
    fault?.code === "empty" && isFault(fresh?.at ?? -1) && fresh?.waiting.includes(name) === true;
  return {
    entries,
    ofParameter: (at, name) =>
      isFault(at) && faulty.includes(name) && !isWaiting(name) ? fault?.message : undefined,
    ofStep: (at) => (isFault(at) && faulty.length === 0 ? (fault?.message ?? null) : null),
    isNew: faulty.length > 0 && faulty.every(isWaiting),
    added: (at, { parameters }) => setFresh({ at, waiting: parameters.map(({ name }) => name) }),
    // What it becomes changes the height of the dialog.
    left: (at, name) =>
      afterPress(() =>
        setFresh((now) =>
          now?.at === at ? { at, waiting: now.waiting.filter((one) => one !== name) } : now,
        ),
      ),
    rearranged: () => setFresh(null),
  };
}
