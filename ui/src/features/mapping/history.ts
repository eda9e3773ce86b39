import { changeRules, isSame, type Rules, type RulesAction } from "./rules.ts";

/** The rules, and the states that undo and redo go to. */
export interface History {
  readonly past: readonly Rules[];
  readonly present: Rules;
  readonly future: readonly Rules[];
  /** What is being typed: further characters at the same place are one step. */
  readonly typing: string | null;
  /** While the dialog of a rule is open, undo and redo stay within what was done there. */
  readonly dialog: DialogSteps | null;
}

interface DialogSteps {
  /** How many steps were there when it was opened. */
  readonly past: number;
  readonly future: number;
  /** The last of them made the rule; it goes when nothing is done with it. */
  readonly made: boolean;
}

export type HistoryAction =
  | RulesAction
  | { type: "undo" }
  | { type: "redo" }
  /** The person went on to another field: what is typed next is a step of its own. */
  | { type: "settle" }
  | { type: "open"; made: boolean }
  /** `unfinished`: a text is typed there that is no rule yet. */
  | { type: "close"; unfinished: boolean };

const STEPS_MAX = 200;

export function historyOf(present: Rules): History {
  return { past: [], present, future: [], typing: null, dialog: null };
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
    case "open":
      return opened(history, action.made);
    case "close":
      return closed(history, action.unfinished);
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

/** The state that undo goes to. */
export function stateBefore({ past, dialog }: History): Rules | undefined {
  return past.length > (dialog?.past ?? 0) ? past.at(-1) : undefined;
}

/** The state that redo goes to. */
export function stateAfter({ future, dialog }: History): Rules | undefined {
  return future.length > (dialog?.future ?? 0) ? future[0] : undefined;
}

/** Whether the dialog made a rule that nothing was done with. */
export function isUnused({ past, dialog }: History): boolean {
  return dialog?.made === true && past.length === dialog.past;
}

function opened(history: History, made: boolean): History {
  const { past, future } = history;
  return { ...history, typing: null, dialog: { past: past.length, future: future.length, made } };
}

function closed(history: History, unfinished: boolean): History {
  const rest = { ...history, typing: null, dialog: null };
  const { past, present } = history;
  const before = past.at(-1);
  if (before === undefined || unfinished || !isUnused(history)) return rest;
  return { ...rest, past: past.slice(0, -1), present: { ...before, nextKey: present.nextKey } };
}

function edited(history: History, action: RulesAction): History {
  const { past, present, dialog } = history;
  const next = changeRules(present, action);
  const typing = placeTyped(action);
  if (isSame(present, next)) {
    // A rule that is typed at may differ in what is not sent, such as an empty source.
    const nothing = action.type === "load" || action.type === "move";
    return nothing ? history : { ...history, present: next };
  }
  if (typing !== null && typing === history.typing) {
    return { ...history, present: next, future: [], dialog: withoutFuture(dialog, 0) };
  }
  const dropped = past.length < STEPS_MAX ? 0 : 1;
  return {
    past: [...past.slice(dropped), present],
    present: next,
    future: [],
    typing,
    dialog: withoutFuture(dialog, dropped),
  };
}

function withoutFuture(dialog: DialogSteps | null, dropped: number): DialogSteps | null {
  return dialog === null ? null : { ...dialog, past: Math.max(dialog.past - dropped, 0), future: 0 };
}

function undone(history: History): History {
  const { past, present, future } = history;
  const before = stateBefore(history);
  if (before === undefined) return { ...history, typing: null };
  const back = { ...before, nextKey: present.nextKey };
  return { ...history, past: past.slice(0, -1), present: back, future: [present, ...future], typing: null };
}

function redone(history: History): History {
  const { past, present, future } = history;
  const after = stateAfter(history);
  if (after === undefined) return { ...history, typing: null };
  const forward = { ...after, nextKey: present.nextKey };
  return { ...history, past: [...past, present], present: forward, future: future.slice(1), typing: null };
}

/** Where a text is typed; ticking a box or choosing from a list is a step each time. */
function placeTyped(action: RulesAction): string | null {
  if (action.type !== "change") return null;
  const { set, key, values, part } = action;
  const typed = part !== undefined || Object.values(values).every((value) => typeof value !== "boolean");
  return typed ? `${set} ${key} ${part ?? Object.keys(values).join(" ")}` : null;
}
