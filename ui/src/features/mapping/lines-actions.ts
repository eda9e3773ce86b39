import { createContext, useContext, type KeyboardEvent } from "react";
import type { Target } from "./lines-model.ts";
import type { RuleSet } from "./rules.ts";

/** What the nodes can ask for. The functions stay the same, so that no node is drawn for them. */
export interface LinesActions {
  /** A claim was chosen to be connected, by pointer or keyboard. */
  choose: (name: string) => void;
  /** A target was chosen: for the claim that is waiting, or to choose its source. */
  take: (target: Target) => void;
  open: (set: RuleSet, key: number) => void;
  press: (event: KeyboardEvent, id: string) => void;
  focused: (id: string) => void;
}

const Context = createContext<LinesActions | null>(null);

export const LinesActionsProvider = Context.Provider;

export function useLinesActions(): LinesActions {
  const actions = useContext(Context);
  if (actions === null) throw new Error("Nodes are drawn inside of the lines.");
  return actions;
}

/** Two nodes are drawn alike when all that is said about them is the same. */
export function sameData<T extends { data: object }>(before: T, after: T): boolean {
  const [a, b] = [Object.entries(before.data), after.data as Record<string, unknown>];
  return a.length === Object.keys(b).length && a.every(([name, value]) => Object.is(value, b[name]));
}
