import type { FieldProblem } from "../../backend/bindings.ts";
import type { RuleSet, Rules } from "./rules.ts";

export interface PlacedProblems {
  /** The error of a cell, by {@link place}. */
  at: ReadonlyMap<string, string>;
  /** The same by the exact field of the rule, as its dialog has them. */
  byField: ReadonlyMap<string, string>;
  /** Warnings about a set as a whole. */
  ofSet: Record<RuleSet, string[]>;
  /** Errors of fields that are not here, once saving was refused. */
  elsewhere: FieldProblem[];
}

export function place(key: number, field: string): string {
  return `${key}.${field}`;
}

const CELL = /^attributes\.(user|external)\[(\d+)\]\.(\w+)/;

/** Where a value comes from is one cell: source, steps, expression and condition. */
const cellOf = (field: string) => (field === "target" ? "target" : "source");

/**
 * Puts problems to their rules. A rule that is being typed is not called incomplete before
 * saving was tried; a target that is there twice is said at once.
 */
export function placeProblems(
  problems: readonly FieldProblem[],
  rules: Rules,
  all: boolean,
): PlacedProblems {
  const at = new Map<string, string>();
  const byField = new Map<string, string>();
  const ofSet: PlacedProblems["ofSet"] = { user: [], external: [] };
  const elsewhere: FieldProblem[] = [];
  for (const problem of problems) {
    const [, set, index, field] = CELL.exec(problem.field) ?? [];
    if (set !== undefined && field !== undefined) {
      const row = rules[set as RuleSet][Number(index)];
      const shown = all || problem.code === "repeated";
      if (row === undefined || !shown) continue;
      at.set(place(row.key, cellOf(field)), problem.message);
      byField.set(place(row.key, field), problem.message);
    } else if (problem.field === "attributes.user") {
      ofSet.user.push(problem.message);
    } else if (problem.field === "attributes.external") {
      ofSet.external.push(problem.message);
    } else if (problem.severity === "error" && all) {
      elsewhere.push(problem);
    }
  }
  return { at, byField, ofSet, elsewhere };
}
