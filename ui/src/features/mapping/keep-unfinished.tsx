import { useMemo, useState, useSyncExternalStore } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { TextPlace } from "../../backend/bindings.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { NotKept } from "../../parts/not-kept.tsx";
import type { Rules } from "./rules.ts";
import { byPlace, textOf, type UnfinishedTexts } from "./unfinished-texts.ts";

const PAUSE_MS = 400;

interface Keep {
  providerId: string;
  place: TextPlace;
  /** What is on the disk at first. */
  stored: string | null;
  /** What is to be there; null forgets it. */
  text: string | null;
}

/** Keeps a text that no draft can hold. One with a secret in it is refused. */
export function useKeepUnfinished({ providerId, place, stored, text }: Keep) {
  const backend = useBackend();
  const [kept, setKept] = useState(stored);
  const [refused, setRefused] = useState<string | null>(null);
  const keep = async () => {
    const may = await inOrder(() => backend.keepUnfinishedText(providerId, place, text));
    setKept(text);
    setRefused(may ? null : text);
  };
  const failure = useKeeping({ value: text, pending: text !== kept, keep, pause: PAUSE_MS });
  return { failure, refused: refused !== null && refused === text };
}

interface KeepUnfinishedTextsProps {
  providerId: string;
  texts: UnfinishedTexts;
  rules: Rules;
  stored: string | null;
}

/** Keeps the unfinished texts of the rules. By itself, so that a key draws no more than its field. */
export function KeepUnfinishedTexts({ providerId, texts, rules, stored }: KeepUnfinishedTextsProps) {
  const all = useSyncExternalStore(texts.subscribe, texts.all);
  const text = useMemo(() => textOf(byPlace(all, rules)), [all, rules]);
  const { failure } = useKeepUnfinished({ providerId, place: "rule_texts", stored, text });
  return failure === null ? null : <NotKept failure={failure} />;
}
