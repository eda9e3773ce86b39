import { useMemo, useState } from "react";
import type {
  Attribute,
  ClaimSource,
  PreviewInput,
  RunsWithAttributes,
  RunWithAttributes,
} from "../../backend/bindings.ts";
import { useMappingPreview } from "../../backend/mapping-queries.ts";
import { useRunsWithAttributes } from "../../backend/queries.ts";
import { useDebounced } from "../../parts/debounced.ts";
import { attributesOf, type Rules } from "./rules.ts";

/** From a key to the picture it is a tenth of a second at most, and Rust needs a part of it. */
const PREVIEW_AFTER_MS = 0;
const NOTHING: readonly Attribute[] = [];

/** What the person wants to look at; `run` without an identifier is the newest. */
export type Choice = { kind: "run"; runId: string | null } | { kind: "all_runs" } | { kind: "sample" };

export type SampleTexts = Partial<Record<ClaimSource, string>>;

export type Preview = ReturnType<typeof usePreview>;

/** What is looked at, and what the rules make of it. */
export function usePreview(providerId: string, rules: Rules) {
  const runs = useRunsWithAttributes(providerId);
  const [choice, setChoice] = useState<Choice>({ kind: "run", runId: null });
  const [sample, setSample] = useState<SampleTexts>({});
  const settledSample = useDebounced(sample, PREVIEW_AFTER_MS);
  const run = runOf(choice, runs.data?.runs ?? []);
  const runId = run?.runId ?? null;
  const { kind } = choice;
  const input = useMemo(
    () => inputOf(kind, providerId, runId, settledSample),
    [kind, providerId, runId, settledSample],
  );
  const settled = useDebounced(rules, PREVIEW_AFTER_MS);
  const attributes = useMemo(() => attributesOf(settled), [settled]);
  const answer = useMappingPreview(input, attributes, settled);
  const given = input === null ? null : (answer.data ?? null);
  const view = given?.view ?? null;
  const asked = answer.isPlaceholderData && given !== null ? given.about : settled;
  const known = useKnown(view?.received ?? NOTHING, runs.data);
  return {
    runs,
    choice,
    setChoice,
    sample,
    setSample,
    run,
    input,
    view,
    /** The rules that the results are those of. */
    asked,
    /** The results are those of the rules as they are now. */
    fresh:
      settled === rules && (input === null || (!answer.isFetching && !answer.isPlaceholderData)),
    /** A sample that is none, or a run that is gone. */
    error: input === null ? null : answer.error,
    /** What was received in what is looked at. */
    received: view?.received ?? NOTHING,
    /** Names that were received, now or in another run. */
    known,
  };
}

function runOf(choice: Choice, runs: readonly RunWithAttributes[]): RunWithAttributes | null {
  if (choice.kind !== "run") return null;
  return runs.find(({ runId }) => runId === choice.runId) ?? runs[0] ?? null;
}

function inputOf(
  kind: Choice["kind"],
  providerId: string,
  runId: string | null,
  sample: SampleTexts,
): PreviewInput | null {
  switch (kind) {
    case "run":
      return runId === null ? null : { kind: "run", runId };
    case "all_runs":
      return { kind: "all_runs", providerId };
    case "sample": {
      const claims = Object.entries(sample)
        .filter(([, text]) => text.trim() !== "")
        .map(([source, text]) => ({ source: source as ClaimSource, text }));
      return { kind: "sample", providerId, claims };
    }
  }
}

function useKnown(received: readonly Attribute[], runs: RunsWithAttributes | undefined) {
  return useMemo(
    () => [...new Set([...received.map(({ name }) => name), ...(runs?.names ?? [])])],
    [received, runs],
  );
}
