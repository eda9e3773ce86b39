import { useEffect, useRef, useState } from "react";
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

/** By the place of their rules: the keys of rules last as long as an editor. */
const left = new Map<string, ReadonlyMap<string, Kept>>();

/**
 * Texts that are not right yet change no rule, so no draft has them: they are kept here by the key
 * of their rule, whatever it is called, until they are finished or the window is closed.
 */
export class UnfinishedTexts {
  readonly #kept = new Map<string, Kept>();

  constructor(from: ReadonlyMap<string, Kept>, rules: Rules) {
    for (const { at, place } of placesOf(rules)) {
      const found = from.get(place);
      if (found !== undefined) this.#kept.set(at, found);
    }
  }

  of(key: number, part: TextPart): Unfinished {
    const at = `${key} ${part}`;
    return {
      get: (inForce) => {
        const kept = this.#kept.get(at);
        return kept?.beside === inForce ? kept.text : null;
      },
      keep: (text, inForce) => void this.#kept.set(at, { text, beside: inForce }),
      drop: () => void this.#kept.delete(at),
    };
  }

  byPlace(rules: Rules): ReadonlyMap<string, Kept> {
    const all = placesOf(rules).flatMap(({ at, place }) => {
      const kept = this.#kept.get(at);
      return kept === undefined ? [] : [[place, kept] as const];
    });
    return new Map(all);
  }

  /** Rules that were read anew, as after saving, have new keys at the same places. */
  follow(before: Rules, now: Rules): void {
    const isNew = RULE_SETS.every((set) => now[set].every(({ key }) => key >= before.nextKey));
    if (!isNew) return;
    for (const [at, kept] of new UnfinishedTexts(this.byPlace(before), now).#kept) this.#kept.set(at, kept);
  }
}

function placesOf(rules: Rules) {
  return RULE_SETS.flatMap((set) =>
    rules[set].flatMap(({ key }, index) =>
      PARTS.map((part) => ({ at: `${key} ${part}`, place: `${set} ${index} ${part}` })),
    ),
  );
}

/** The texts of a provider's rules; those that were left come back with the editor. */
export function useUnfinishedTexts(providerId: string, rules: Rules): UnfinishedTexts {
  const [texts] = useState(() => new UnfinishedTexts(left.get(providerId) ?? new Map<string, Kept>(), rules));
  const latest = useRef(rules);
  useEffect(() => {
    texts.follow(latest.current, rules);
    latest.current = rules;
  }, [texts, rules]);
  useEffect(() => () => void left.set(providerId, texts.byPlace(latest.current)), [providerId, texts]);
  return texts;
}
