import { useEffect, useMemo, useState } from "react";
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
import { readJson } from "../../parts/read-json.ts";
import { useKeepUnfinished } from "./keep-unfinished.tsx";
import { attributesOf, type Rules } from "./rules.ts";

/** From a key to the picture it is a tenth of a second at most, and Rust needs a part of it. */
const PREVIEW_AFTER_MS = 0;
/** Many runs take longer: while they are looked at, what is typed waits for a pause. */
const ALL_RUNS_AFTER_MS = 200;
const NOTHING: readonly Attribute[] = [];
const NEWEST: Choice = { kind: "run", runId: null };
const SAMPLE: Choice = { kind: "sample" };

/** What the person wants to look at; `run` without an identifier is the newest. */
export type Choice = { kind: "run"; runId: string | null } | { kind: "all_runs" } | { kind: "sample" };

export type SampleTexts = Partial<Record<ClaimSource, string>>;

/** A sample on the disk. Pairs: the name of a source before a colon would look like that of a token. */
type KeptSample = [ClaimSource, string][];

export type Preview = ReturnType<typeof usePreview>;

/** What is looked at, and what the rules make of it. */
export function usePreview(providerId: string, rules: Rules, stored: string | null) {
  const runs = useRunsWithAttributes(providerId);
  const [chosen, setChoice] = useState<Choice | null>(null);
  const [sample, setSample] = useState(() => readSample(stored));
  // What was pasted before is looked at until there is a run, or it is chosen.
  const choice = chosen ?? (stored !== null && runs.data?.runs.length === 0 ? SAMPLE : NEWEST);
  const written = useMemo(() => sampleText(sample), [sample]);
  const keptSample = useKeepUnfinished({ providerId, place: "sample", stored, text: written });
  const settledSample = useDebounced(sample, PREVIEW_AFTER_MS);
  const run = runOf(choice, runs.data?.runs ?? []);
  const runId = run?.runId ?? null;
  const { kind } = choice;
  const isRead = runs.data !== undefined;
  const input = useMemo(
    () => (isRead || kind !== "run" ? inputOf(kind, providerId, runId, settledSample) : null),
    [isRead, kind, providerId, runId, settledSample],
  );
  const isEmpty = input?.kind === "sample" && input.claims.length === 0;
  const [settled, setSettled] = useState(rules);
  const attributes = useMemo(() => attributesOf(settled), [settled]);
  const question = useMemo(() => ({ rules: settled, nothing: isEmpty }), [settled, isEmpty]);
  const { answer, askAhead } = useMappingPreview(input, attributes, question);
  const isBusy = kind === "all_runs" && answer.isFetching;
  useEffect(() => {
    if (rules === settled || isBusy) return;
    if (kind !== "all_runs") askAhead(attributesOf(rules), { rules, nothing: isEmpty });
    const timer = setTimeout(() => setSettled(rules), kind === "all_runs" ? ALL_RUNS_AFTER_MS : PREVIEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [rules, settled, isBusy, kind, isEmpty, askAhead]);
  const given = input === null ? null : (answer.data ?? null);
  const ofRules = given?.view ?? null;
  const { rules: asked, nothing } = answer.isPlaceholderData && given !== null ? given.about : question;
  const view = nothing ? null : ofRules;
  const known = useKnown(view?.received ?? NOTHING, runs.data);
  return {
    runs,
    choice,
    setChoice,
    sample,
    setSample,
    /** Whether pasted claims are there after a restart: none with a token or a secret in them. */
    keptSample,
    run,
    input,
    /** What the rules make of what was received. */
    view,
    /** The same, or what can be said of the rules alone when nothing was received. */
    ofRules,
    nothing,
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

function sampleText(texts: SampleTexts): string | null {
  const pairs = Object.entries(texts).filter(([, text]) => text !== "") as KeptSample;
  return pairs.length === 0 ? null : JSON.stringify(pairs);
}

function readSample(text: string | null): SampleTexts {
  const read = readJson(text);
  return Array.isArray(read) ? Object.fromEntries(read as KeptSample) : {};
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
): PreviewInput {
  switch (kind) {
    case "run":
      // Sentences, CEL texts and what is wrong with one need no run.
      return runId === null ? { kind: "sample", providerId, claims: [] } : { kind: "run", runId };
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
