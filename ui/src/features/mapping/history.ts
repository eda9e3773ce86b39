import { changeRules, isSame, type Rules, type RulesAction } from "./rules.ts";

/** The rules, and the states that undo and redo go to. */
export interface History {
  readonly past: readonly Rules[];
  readonly present: Rules;
  readonly future: readonly Rules[];
  /** What is being typed: further characters at the same place are one step. */
  readonly typing: string | null;
}

export type HistoryAction =
  | RulesAction
  | { type: "undo" }
  | { type: "redo" }
  /** The person went on to another field: what is typed next is a step of its own. */
  | { type: "settle" };

const STEPS_MAX = 200;

export function historyOf(present: Rules): History {
  return { past: [], present, future: [], typing: null };
}

/** One state after another; what changes nothing is no step. */
export function changeHistory(history: History, action: HistoryAction): History {
  switch (action.type) {
    case "undo":
      return undone(history);
    case "redo":
      return redone(history);
    case "settle":
      return history.typing === null ? history : { ...history, typing: null };
    case "load":
    case "add":
    case "accept":
    case "remove":
    case "move":
    case "change":
    case "connect":
    case "disconnect":
    case "sendOnly":
      return edited(history, action);
  }
}

function edited(history: History, action: RulesAction): History {
  const { past, present } = history;
  const next = changeRules(present, action);
  const typing = placeTyped(action);
  if (isSame(present, next)) {
    // A rule that is typed at may differ in what is not sent, such as an empty source.
    const nothing = action.type === "load" || action.type === "move";
    return nothing ? history : { ...history, present: next };
  }
  if (typing !== null && typing === history.typing) {
    return { past, present: next, future: [], typing };
  }
  return { past: [...past, present].slice(-STEPS_MAX), present: next, future: [], typing };
}

function undone({ past, present, future }: History): History {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future, typing: null };
  const back = { ...before, nextKey: present.nextKey };
  return { past: past.slice(0, -1), present: back, future: [present, ...future], typing: null };
}

function redone({ past, present, future }: History): History {
  const [after, ...rest] = future;
  if (after === undefined) return { past, present, future, typing: null };
  const forward = { ...after, nextKey: present.nextKey };
  return { past: [...past, present], present: forward, future: rest, typing: null };
}

/** Where a text is typed; ticking a box or choosing from a list is a step each time. */
function placeTyped(action: RulesAction): string | null {
  if (action.type !== "change") return null;
  const { set, key, values, part } = action;
  const typed = part !== undefined || Object.values(values).every((value) => typeof value !== "boolean");
  return typed ? `${set} ${key} ${part ?? Object.keys(values).join(" ")}` : null;
}
