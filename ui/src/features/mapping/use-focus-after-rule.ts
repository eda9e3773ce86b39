import { useEffect, useRef } from "react";
import type { Dialog } from "./editor-dialogs.tsx";
import type { View } from "./editor-tools.tsx";
import { focusAfterwards, focusWhenThere } from "./focus-when-there.ts";
import { placeOf } from "./lines-model.ts";
import { rowButtonId } from "./rule-cells.tsx";
import { addButton } from "./rules-table.tsx";
import { findRow, type Rules, type RuleSet } from "./rules.ts";

interface Closed {
  readonly set: RuleSet;
  readonly key: number;
  readonly target: string;
}

/**
 * What opened the dialog of a rule may be gone when it closes: a rule that was made there has
 * its own place now, and one that was removed leaves its place to what is there instead.
 */
export function useFocusAfterRule(dialog: Dialog | null, rules: Rules, view: View) {
  const open = useRef<Closed | null>(null);
  useEffect(() => {
    if (dialog?.kind === "rule") {
      const { set, key } = dialog;
      const target = findRow(rules, set, key)?.rule.target ?? open.current?.target ?? "";
      open.current = { set, key, target };
      return;
    }
    const closed = open.current;
    open.current = null;
    if (closed === null) return;
    const { set, key, target } = closed;
    if (view === "lines") focusWhenThere(placeOf(rules, set, key, target));
    else if (findRow(rules, set, key) === undefined) focusAfterwards(addButton(set));
    else focusAfterwards(`#${rowButtonId(key, "details")} button`);
  }, [dialog, rules, view]);
}
