import { useEffect, useRef, useState } from "react";
import { readJson } from "../../parts/read-json.ts";
import { RULE_SETS, type Rules } from "./rules.ts";

interface Kept {
  readonly text: string;
  /** What was in force beside it; another one means that the rule went on without it. */
  readonly beside: string;
}

/** Where a text that is not right yet is kept. */
export interface Unfinished {
  get: (inForce: string) => string | null;
  keep: (text: string, inForce: string) => void;
  drop: () => void;
}

export type TextPart = "cel" | "condition";

const PARTS: readonly TextPart[] = ["cel", "condition"];

type Texts = ReadonlyMap<string, Kept>;

/**
 * Texts that are not right yet change no rule, so no draft has them: they are kept here by the key
 * of their rule, whatever it is called, until they are finished; and on the disk by the place of
 * their rule, because the keys of rules last as long as an editor.
 */
export class UnfinishedTexts {
  #kept: Texts = new Map();
  readonly #listeners = new Set<() => void>();

  constructor(from: Texts, rules: Rules) {
    this.#kept = byKey(from, rules);
  }

  /** All of them, by key; another map after each change. */
  readonly all = () => this.#kept;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  of(key: number, part: TextPart): Unfinished {
    const at = `${key} ${part}`;
    return {
      get: (inForce) => {
        const kept = this.#kept.get(at);
        return kept?.beside === inForce ? kept.text : null;
      },
      keep: (text, inForce) => this.#change([...this.#kept, [at, { text, beside: inForce }]]),
      drop: () => {
        if (this.#kept.has(at)) this.#change([...this.#kept].filter(([other]) => other !== at));
      },
    };
  }

  /** Rules that were read anew, as after saving, have new keys at the same places. */
  follow(before: Rules, now: Rules): void {
    const isNew = RULE_SETS.every((set) => now[set].every(({ key }) => key >= before.nextKey));
    if (isNew) this.#change([...this.#kept, ...byKey(byPlace(this.#kept, before), now)]);
  }

  #change(texts: Iterable<readonly [string, Kept]>) {
    this.#kept = new Map(texts);
    for (const listener of this.#listeners) listener();
  }
}

function placesOf(rules: Rules) {
  return RULE_SETS.flatMap((set) =>
    rules[set].flatMap(({ key }, index) =>
      PARTS.map((part) => ({ at: `${key} ${part}`, place: `${set} ${index} ${part}` })),
    ),
  );
}

function byKey(texts: Texts, rules: Rules): Texts {
  const found = placesOf(rules).flatMap(({ at, place }) => {
    const kept = texts.get(place);
    return kept === undefined ? [] : [[at, kept] as const];
  });
  return new Map(found);
}

/** The texts by the places of their rules; what has no rule any more is not among them. */
export function byPlace(texts: Texts, rules: Rules): Texts {
  if (texts.size === 0) return texts;
  const found = placesOf(rules).flatMap(({ at, place }) => {
    const kept = texts.get(at);
    return kept === undefined ? [] : [[place, kept] as const];
  });
  return new Map(found);
}

/** Texts by place as they are written to the disk; null for none. */
export function textOf(texts: Texts): string | null {
  return texts.size === 0 ? null : JSON.stringify([...texts]);
}

/** What `textOf` wrote; what a later version wrote in another form is nothing. */
export function readTexts(text: string | null): Texts {
  const read = readJson(text);
  const isKept = (one: unknown): one is [string, Kept] =>
    Array.isArray(one) &&
    typeof one[0] === "string" &&
    typeof (one[1] as Partial<Kept> | null)?.text === "string" &&
    typeof (one[1] as Partial<Kept> | null)?.beside === "string";
  return new Map(Array.isArray(read) ? read.filter(isKept) : []);
}

/** The texts of a provider's rules; those that were left come back with the editor. */
export function useUnfinishedTexts(stored: string | null, rules: Rules): UnfinishedTexts {
  const [texts] = useState(() => new UnfinishedTexts(readTexts(stored), rules));
  const latest = useRef(rules);
  useEffect(() => {
    texts.follow(latest.current, rules);
    latest.current = rules;
  }, [texts, rules]);
  return texts;
}
