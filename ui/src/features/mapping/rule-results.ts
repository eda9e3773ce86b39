import type { MappingView, RuleResult, RuleStatus } from "../../backend/bindings.ts";
import { RULE_SETS, type Rules } from "./rules.ts";

/** What is known of a rule. Without a status there was nothing to try it with. */
export type ShownResult = Omit<RuleResult, "status"> & { readonly status: RuleStatus | null };

/** The result of each rule by its key. */
export type RuleResults = ReadonlyMap<number, ShownResult>;

/**
 * Puts the results to their rules. An answer may be one edit older than the rules, so it comes
 * with those that were asked about; a rule that was not among them is known by its target.
 */
export function resultsOf(view: MappingView | null, asked: Rules, rules: Rules, nothing = false): RuleResults {
  const found = new Map<number, ShownResult>();
  if (view === null) return found;
  for (const set of RULE_SETS) {
    const own = view.results.filter((result) => result.set === set);
    const results = nothing ? own.map(withoutClaims) : own;
    const byKey = new Map(asked[set].map(({ key }, index) => [key, results[index]]));
    for (const { key, rule } of rules[set]) {
      const result = byKey.has(key) ? byKey.get(key) : results.find(({ target }) => target === rule.target);
      if (result !== undefined) found.set(key, result);
    }
  }
  return found;
}

/** The same result is the same object afterwards, too: what shows it is not drawn anew. */
const known = new WeakMap<RuleResult, ShownResult>();

/**
 * What a rule says when nothing was received: that claims are missing is no news then. A constant
 * has its value all the same, and a text that is wrong is wrong.
 */
function withoutClaims(result: RuleResult): ShownResult {
  const { status, reads, error } = result;
  const holdsAnyway = status === "ok" || (status === "error" && error?.code !== "not_there");
  if (reads.length === 0 && holdsAnyway) return result;
  const before = known.get(result);
  if (before !== undefined) return before;
  const bare = { ...result, status: null, value: null, valueType: null, why: "", error: null, usedDefault: false };
  known.set(result, bare);
  return bare;
}

/** Sent under their own names beside the rules; what would be dropped, when it is not yet. */
export function othersOf(view: MappingView | null, rules: Rules): string[] | null {
  if (view === null) return null;
  if (rules.sendOnlyConfigured) return view.dropped;
  const targets = new Set(rules.external.map(({ rule }) => rule.target));
  return view.mapped.external.map(({ name }) => name).filter((name) => !targets.has(name));
}

/** Whether a source that was not read says something else. */
export function differs({ others }: Pick<ShownResult, "others">): boolean {
  return others.some(({ same }) => !same);
}

/** The value of a result on one line. */
export function shown({ value }: Pick<ShownResult, "value">): string {
  if (value === null) return "";
  return typeof value === "string" ? value : value.join(", ");
}
