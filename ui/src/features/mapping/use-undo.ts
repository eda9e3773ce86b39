import { useEffect, useState } from "react";
import { history as text } from "../../messages/mapping-history.ts";
import { useLatest } from "../../parts/latest.ts";
import type { Rules } from "./rules.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";
import { whatChanged, type RulePlace } from "./what-changed.ts";

export type Direction = "undo" | "redo";

/** What was undone or redone last; another object each time. */
export interface Undone {
  readonly words: string;
  readonly place: RulePlace | null;
}

export interface Undo {
  go: (direction: Direction) => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Where undo goes to. */
  to: Rules | undefined;
  /** Nothing when the rules were edited since. */
  last: Undone | null;
}

/**
 * Undo and redo by button and by Ctrl+Z, each told in words. `ruleOpen` says that the dialog
 * which is open edits a rule; under any other dialog the rules stay as they are.
 */
export function useUndo(editor: AttributesEditor, ruleOpen: boolean, say: (words: string) => void): Undo {
  const { rules, before, after, busy, dispatch } = editor;
  const [last, setLast] = useState<(Undone & { gave: Rules }) | null>(null);
  const [wasOpen, setWasOpen] = useState(ruleOpen);
  if (wasOpen !== ruleOpen) {
    setWasOpen(ruleOpen);
    // What was undone before is no news of the rule that is opened.
    if (ruleOpen) setLast(null);
  }
  const go = (direction: Direction) => {
    const to = direction === "undo" ? before : after;
    if (to === undefined || busy) return;
    const { words, place } = direction === "undo" ? whatChanged(to, rules) : whatChanged(rules, to);
    const told = text[direction === "undo" ? "undone" : "redone"](words);
    dispatch({ type: direction });
    say(told);
    setLast({ words: told, place, gave: to });
  };

  const press = useLatest((event: KeyboardEvent) => {
    const direction = directionOf(event);
    if (direction === null || isTypedElsewhere(event.target)) return;
    if (!ruleOpen && document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    go(direction);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press.current(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [press]);

  return {
    go,
    canUndo: before !== undefined && !busy,
    canRedo: after !== undefined && !busy,
    to: before,
    last: last !== null && isState(rules, last.gave) ? last : null,
  };
}

/** Whether nothing was edited since; a state keeps its rules when it is gone back to. */
function isState(rules: Rules, state: Rules): boolean {
  return (
    rules.user === state.user &&
    rules.external === state.external &&
    rules.sendOnlyConfigured === state.sendOnlyConfigured
  );
}

function directionOf(event: KeyboardEvent): Direction | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "y") return "redo";
  if (key !== "z") return null;
  return event.shiftKey ? "redo" : "undo";
}

/** A text that is no rule, or none yet, has an undo of its own. */
function isTypedElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-own-undo]") !== null;
}
