import type { MappingView, RuleResult } from "../../backend/bindings.ts";
import { RULE_SETS, type Rules } from "./rules.ts";

/** The result of each rule by its key. */
export type RuleResults = ReadonlyMap<number, RuleResult>;

/**
 * Puts the results to their rules. An answer may be one edit older than the rules, so it comes
 * with those that were asked about; a rule that was not among them is known by its target.
 */
export function resultsOf(view: MappingView | null, asked: Rules, rules: Rules): RuleResults {
  const found = new Map<number, RuleResult>();
  if (view === null) return found;
  for (const set of RULE_SETS) {
    const results = view.results.filter((result) => result.set === set);
    const byKey = new Map(asked[set].map(({ key }, index) => [key, results[index]]));
    for (const { key, rule } of rules[set]) {
      const result = byKey.has(key) ? byKey.get(key) : results.find(({ target }) => target === rule.target);
      if (result !== undefined) found.set(key, result);
    }
  }
  return found;
}

/** Sent under their own names beside the rules; what would be dropped, when it is not yet. */
export function othersOf(view: MappingView | null, rules: Rules): string[] | null {
  if (view === null) return null;
  if (rules.sendOnlyConfigured) return view.dropped;
  const targets = new Set(rules.external.map(({ rule }) => rule.target));
  return view.mapped.external.map(({ name }) => name).filter((name) => !targets.has(name));
}

/** The value of a result on one line. */
export function shown({ value }: Pick<RuleResult, "value">): string {
  if (value === null) return "";
  return typeof value === "string" ? value : value.join(", ");
}
