import { useCallback, useEffect, useRef } from "react";
import { beginning } from "../../components/odd-characters.ts";
import { lines as text } from "../../messages/mapping-lines.ts";
import { preview as words } from "../../messages/mapping-preview.ts";
import type { RuleResults } from "./rule-results.ts";
import { findRow, type Rules, type RuleSet } from "./rules.ts";

const SAID_CHARACTERS = 200;

/** What a connection takes the place of: a source, or an expression without one. */
export interface Replaced {
  source: string | null;
}

interface Made {
  set: RuleSet;
  key: number;
  source: string;
  was: Replaced | null;
}

/** Says what was connected together with its result, as soon as the preview has it. */
export function useAnnouncing(
  rules: Rules,
  results: RuleResults,
  /** The results are those of the rules. */
  fresh: boolean,
  say: (words: string) => void,
) {
  const made = useRef<Made | null>(null);
  useEffect(() => {
    if (!fresh || made.current === null) return;
    const { set, key, source, was } = made.current;
    made.current = null;
    const rule = findRow(rules, set, key)?.rule;
    // It was undone before it could be said.
    if (rule?.source !== source) return;
    const { target } = rule;
    const result = results.get(key);
    const status = result?.status ?? null;
    const connected =
      was === null ? text.connected(source, target) : text.connectedInstead(source, target, was.source);
    if (result === undefined || status === null) say(connected);
    else {
      const shown = result.value === null ? words.status[status] : beginning(String(result.value), SAID_CHARACTERS);
      say(text.withResult(connected, shown));
    }
  }, [rules, results, fresh, say]);
  return useCallback((set: RuleSet, key: number, source: string, was: Replaced | null = null) => {
    made.current = { set, key, source, was };
  }, []);
}
