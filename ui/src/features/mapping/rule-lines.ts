import { replaceEqualDeep } from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { place, type PlacedProblems } from "./placed-problems.ts";
import type { RuleResults, ShownResult } from "./rule-results.ts";
import { isRequired, type RuleRow, type RuleSet } from "./rules.ts";

/** A line of the table: the rule, its place, and what is known about it. */
export interface RuleLine {
  readonly rule: MappingRuleDraft;
  /** Its place among all rules, whatever is shown. */
  readonly index: number;
  /** The rule that is shown above it, and that it can go past. */
  readonly above: number | null;
  /** The rule that is shown below it. */
  readonly below: number | null;
  readonly targetError: string | undefined;
  readonly sourceError: string | undefined;
  readonly result: ShownResult | null;
}

/**
 * The lines by the key of their rule. The table itself is drawn anew only when rules come, go
 * or move; a key that is pressed draws the cells of one line.
 */
export class RuleLines {
  #lines: ReadonlyMap<number, RuleLine> = new Map();
  #keys: readonly number[] = [];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In their order; the same array until that changes. */
  readonly keys = () => this.#keys;

  of(key: number): RuleLine | undefined {
    return this.#lines.get(key);
  }

  /** Lines that say the same as before stay the same objects. */
  put(next: ReadonlyMap<number, RuleLine>): void {
    const lines = new Map<number, RuleLine>();
    for (const [key, line] of next) lines.set(key, replaceEqualDeep(this.#lines.get(key), line));
    this.#lines = lines;
    this.#keys = replaceEqualDeep(this.#keys, [...next.keys()]);
    for (const listener of this.#listeners) listener();
  }
}

/** In which order a table shows its rules. */
export interface TableOrder {
  readonly keys: readonly number[];
  /** How many of them are required. */
  readonly required: number;
}

function requiredFirst(set: RuleSet, rows: readonly RuleRow[]): TableOrder {
  const [first, others] = [rows.filter(({ rule }) => isRequired(set, rule)), rows.filter(({ rule }) => !isRequired(set, rule))];
  return { keys: [...first, ...others].map(({ key }) => key), required: first.length };
}

/** Required rules first. Nothing moves while it is typed at: only when rules come, go or move. */
export function useTableOrder(set: RuleSet, rows: readonly RuleRow[]): TableOrder {
  const all = rows.map(({ key }) => key).join(" ");
  const [kept, setKept] = useState(() => ({ all, order: requiredFirst(set, rows) }));
  if (kept.all === all) return kept.order;
  const order = requiredFirst(set, rows);
  setKept({ all, order });
  return order;
}

export function linesOf(
  rows: readonly RuleRow[],
  order: TableOrder,
  /** The rules that are shown; all of them when it is nothing. */
  only: ReadonlySet<number> | null,
  problems: PlacedProblems,
  results: RuleResults,
): Map<number, RuleLine> {
  const groups = [order.keys.slice(0, order.required), order.keys.slice(order.required)];
  const shown = groups.map((keys) => keys.filter((key) => only === null || only.has(key)));
  const places = new Map(shown.flatMap((keys) => keys.map((key, place) => [key, { keys, place }] as const)));
  const beside = (key: number, by: -1 | 1) => {
    const found = places.get(key);
    return found?.keys[found.place + by] ?? null;
  };
  const byKey = new Map(rows.map((row, index) => [row.key, { ...row, index }]));
  const inOrder = order.keys.flatMap((key) => byKey.get(key) ?? []);
  return new Map(
    inOrder.map(({ key, rule, index }) => [
      key,
      {
        rule,
        index,
        above: beside(key, -1),
        below: beside(key, 1),
        targetError: problems.at.get(place(key, "target")),
        sourceError: problems.at.get(place(key, "source")),
        result: results.get(key) ?? null,
      },
    ]),
  );
}

/** Keeps the lines up to date before anything is painted. */
export function useRuleLines(next: ReadonlyMap<number, RuleLine>): RuleLines {
  const [lines] = useState(() => {
    const first = new RuleLines();
    first.put(next);
    return first;
  });
  useLayoutEffect(() => lines.put(next), [lines, next]);
  return lines;
}

export function useRuleLine(lines: RuleLines, key: number): RuleLine | undefined {
  return useSyncExternalStore(
    lines.subscribe,
    useCallback(() => lines.of(key), [lines, key]),
  );
}

export function useRuleKeys(lines: RuleLines): readonly number[] {
  return useSyncExternalStore(lines.subscribe, lines.keys);
}
