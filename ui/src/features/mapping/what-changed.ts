import type { MappingRuleDraft, RuleSet } from "../../backend/bindings.ts";
import { history as text } from "../../messages/mapping-history.ts";
import { canonical, RULE_SETS, type RuleRow, type Rules } from "./rules.ts";

/** The rule at which two states differ. */
export interface RulePlace {
  readonly set: RuleSet;
  readonly key: number;
  readonly target: string;
}

export interface Changed {
  /** In words, as the person did it. */
  readonly words: string;
  /** The first rule that differs; none when no rule does. */
  readonly place: RulePlace | null;
}

/** What an edit did, told from the rules before and after it. */
export function whatChanged(before: Rules, after: Rules): Changed {
  const all = RULE_SETS.flatMap((set) => [...changesOf(set, before[set], after[set])]);
  const [first] = all;
  if (first === undefined) return { words: text.sendOnly(after.sendOnlyConfigured), place: null };
  return { words: all.length === 1 ? first.words : text.several(all.length), place: first.place };
}

interface Change extends Changed {
  readonly place: RulePlace;
}

function* changesOf(set: RuleSet, before: readonly RuleRow[], after: readonly RuleRow[]): Generator<Change> {
  const had = new Map(before.map((row) => [row.key, row.rule]));
  const has = new Map(after.map((row) => [row.key, row.rule]));
  const change = (key: number, target: string, words: string): Change => ({ words, place: { set, key, target } });
  for (const { key, rule } of after) {
    const old = had.get(key);
    if (old === undefined) yield change(key, rule.target, text.added(rule.target));
    else {
      const parts = partsOf(old, rule);
      if (parts.length > 0) yield change(key, rule.target, text.changed(parts, rule.target || old.target));
    }
  }
  for (const { key, rule } of before) {
    if (!has.has(key)) yield change(key, rule.target, text.removed(rule.target));
  }
  // A rule goes one place up or down; those that stand as before say nothing.
  const stayed = after.length === before.length && after.every(({ key }) => had.has(key));
  const moved = stayed ? after.find(({ key }, index) => before[index]?.key !== key) : undefined;
  if (moved !== undefined) yield change(moved.key, moved.rule.target, text.moved(moved.rule.target));
}

function partsOf(before: MappingRuleDraft, after: MappingRuleDraft): string[] {
  const [one, other] = [canonical(before), canonical(after)] as const;
  const names = Object.keys(text.parts) as (keyof typeof text.parts)[];
  const different = names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
  return [...new Set(different.map((name) => text.parts[name]))];
}
