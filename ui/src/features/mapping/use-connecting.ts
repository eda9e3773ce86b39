import { useCallback, useState } from "react";
import { lines as text } from "../../messages/mapping-lines.ts";
import { useLatest } from "../../parts/latest.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { claimId, targetId, targetsOf, type Target } from "./lines-model.ts";
import type { LinesViewProps } from "./lines-view.tsx";
import type { Replaced } from "./use-announcing.ts";
import { findRow, newRule, type Rules, type RuleSet } from "./rules.ts";

export type Connecting = ReturnType<typeof useConnecting>;

/** What happened to a line, with the way back or on; it goes with the next edit. */
export type LineNotice =
  /** `from` is the state that undo goes to as long as nothing else was done. */
  | { readonly kind: "undo"; readonly words: string; readonly from: Rules }
  | { readonly kind: "open"; readonly words: string; readonly at: Rules; readonly set: RuleSet; readonly key: number };

/** Lines are made by dragging, by two clicks, or by choosing the source in a list. */
export function useConnecting(props: LinesViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [picking, setPicking] = useState<Target | null>(null);
  const [notice, setNotice] = useState<LineNotice | null>(null);
  const now = useLatest({ ...props, chosen });

  const connect = useCallback(
    (source: string, { set, key, kind, name }: Target) => {
      const { rules, received, dispatch, onConnected, onOpen } = now.current;
      setChosen(null);
      if (key !== null) {
        const before = readBefore(rules, set, key);
        const was = before?.source === source ? null : before;
        dispatch({ type: "connect", set, key, source });
        onConnected(set, key, source, was);
        if (was !== null) setNotice({ kind: "undo", words: text.replaced(source, name, was.source), from: rules });
        focusWhenThere(targetId(set, key));
        return;
      }
      const taken = rules[set].some(({ rule }) => rule.target === source);
      const target = kind === "missing" ? name : taken ? "" : source;
      // A list stays one: taking its first value only is a decision, and none was made. Where
      // a user is known by the target there is one value only.
      const isList = kind === "add" && received.some(({ name, type }) => name === source && type === "array");
      const rule = newRule(set, target, source);
      dispatch({ type: "add", set, rules: [isList ? { ...rule, multiValued: true } : rule] });
      if (target === "") onOpen(set, rules.nextKey, true);
      else {
        onConnected(set, rules.nextKey, source);
        focusWhenThere(targetId(set, rules.nextKey));
      }
    },
    [now],
  );

  const choose = useCallback(
    (name: string) => {
      const again = now.current.chosen === name;
      setChosen(again ? null : name);
      now.current.onSay(again ? text.cancelled : text.choosing(name));
    },
    [now],
  );

  const take = useCallback(
    (target: Target) => {
      const { chosen: waiting, rules, dispatch, onOpen } = now.current;
      if (waiting !== null) connect(waiting, target);
      else if (target.kind === "add") {
        dispatch({ type: "add", set: target.set, rules: [newRule(target.set)] });
        onOpen(target.set, rules.nextKey, true);
      } else setPicking(target);
    },
    [now, connect],
  );

  const cancel = useCallback(() => {
    if (now.current.chosen === null) return;
    setChosen(null);
    now.current.onSay(text.cancelled);
  }, [now]);

  const disconnect = useCallback(
    ({ set, key, name }: Target) => {
      const { rules, results, dispatch, onSay } = now.current;
      const rule = key === null ? undefined : findRow(rules, set, key)?.rule;
      if (key === null || rule === undefined) {
        onSay(text.nothingToRemove(name));
      } else if (rule.source && !rule.expression) {
        dispatch({ type: "disconnect", set, key });
        const words = text.disconnected(name);
        onSay(words);
        setNotice({ kind: "undo", words, from: rules });
      } else {
        // Its lines stand for what its texts name: none of them can go alone.
        const hasLines = Boolean(rule.expression) || (results.get(key)?.reads ?? []).length > 0;
        const words = hasLines ? text.linesOfText(name) : text.nothingToRemove(name);
        onSay(words);
        if (hasLines) setNotice({ kind: "open", words, at: rules, set, key });
      }
    },
    [now],
  );

  const connectIds = (from: string, to: string) => {
    const target = targetsOf(props.rules).find(({ id }) => id === to);
    const source = from.slice(claimId("").length);
    if (from.startsWith(claimId("")) && target !== undefined) connect(source, target);
  };

  return {
    chosen,
    choose,
    take,
    cancel,
    disconnect,
    notice: notice !== null && isCurrent(notice, props) ? notice : null,
    connectIds,
    picking,
    endPicking: () => setPicking(null),
    pick: (source: string) => {
      if (picking !== null) connect(source, picking);
      setPicking(null);
    },
    unpick: () => {
      setPicking(null);
      if (picking === null) return;
      disconnect(picking);
      focusWhenThere(picking.id);
    },
  };
}

function isCurrent(notice: LineNotice, { undo, rules }: LinesViewProps): boolean {
  return notice.kind === "undo" ? undo.to === notice.from : rules === notice.at;
}

/** What a rule reads now; nothing when it reads nothing. */
function readBefore(rules: Rules, set: RuleSet, key: number): Replaced | null {
  const rule = findRow(rules, set, key)?.rule;
  if (rule?.expression) return { source: null };
  return rule?.source ? { source: rule.source } : null;
}
