import { useState } from "react";
import { place, type PlacedProblems } from "./placed-problems.ts";
import { shown, type RuleResults } from "./rule-results.ts";
import { readsNothing, RULE_SETS, type RuleRow, type Rules } from "./rules.ts";
import type { Undone } from "./use-undo.ts";

/** Which rules are looked at. */
export type Show = "all" | "connected" | "problems";

export interface Finding {
  search: string;
  setSearch: (search: string) => void;
  show: Show;
  setShow: (show: Show) => void;
  /** The rules that are shown; all of them when it is nothing. */
  only: ReadonlySet<number> | null;
  /** How many rules have a problem. */
  problems: number;
}

interface About {
  rules: Rules;
  results: RuleResults;
  problems: PlacedProblems;
  /** How often saving was refused. */
  refusals: number;
  undone: Undone | null;
  /** The search leaves out what does not fit, instead of going to what does. */
  searchFilters: boolean;
}

/** A part of many rules: those that fit a search, are connected, or have a problem. */
export function useFinding(about: About): Finding {
  const { rules, results, problems, searchFilters } = about;
  const [search, setSearch] = useState("");
  const [show, setShow] = useState<Show>("all");
  const words = searchFilters ? search.trim().toLowerCase() : "";
  const all = RULE_SETS.flatMap((set) => rules[set]);
  const wrong = all.filter(({ key }) => hasProblem(key, results, problems));
  const fits = ({ key, rule }: RuleRow) => {
    // A new rule is there until there is something to judge it by.
    if (readsNothing(rule) && rule.target === "") return true;
    if (show === "problems" && !hasProblem(key, results, problems)) return false;
    if (show === "connected" && readsNothing(rule)) return false;
    const result = results.get(key);
    const texts = [rule.target, rule.source ?? "", rule.expression ?? "", result === undefined ? "" : shown(result)];
    return texts.some((one) => one.toLowerCase().includes(words));
  };
  const isAll = show === "all" && words === "";
  const fitting = isAll ? [] : all.filter(fits).map(({ key }) => key);
  const only = useKeeping(fitting, `${show} ${words}`);
  useShowingAll(about, isAll ? null : only, () => {
    setShow("all");
    setSearch("");
  });
  return { search, setSearch, show, setShow, only: isAll ? null : only, problems: wrong.length };
}

export function hasProblem(key: number, results: RuleResults, { at }: PlacedProblems): boolean {
  const status = results.get(key)?.status;
  const wrong = status === "error" || status === "required_missing";
  return wrong || at.has(place(key, "target")) || at.has(place(key, "source"));
}

/** What once was shown stays while it is edited, until something else is looked for. */
function useKeeping(fitting: readonly number[], lookedFor: string): ReadonlySet<number> {
  const [kept, setKept] = useState({ lookedFor, keys: new Set(fitting) });
  const same = kept.lookedFor === lookedFor;
  if (same && fitting.every((key) => kept.keys.has(key))) return kept.keys;
  const keys = new Set([...(same ? kept.keys : []), ...fitting]);
  setKept({ lookedFor, keys });
  return keys;
}

/** What a refused save marks, and what was undone, is never hidden. */
function useShowingAll({ refusals, undone }: About, only: ReadonlySet<number> | null, showAll: () => void) {
  const [seen, setSeen] = useState({ refusals, undone });
  if (seen.refusals === refusals && seen.undone === undone) return;
  setSeen({ refusals, undone });
  const place = undone?.place;
  const isHidden = only !== null && place !== null && place !== undefined && !only.has(place.key);
  if (seen.refusals !== refusals || isHidden) showAll();
}
