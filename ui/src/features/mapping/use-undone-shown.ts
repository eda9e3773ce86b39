import { useEffect } from "react";
import { useLatest } from "../../parts/latest.ts";
import { placeOf } from "./lines-model.ts";
import type { Rules } from "./rules.ts";
import type { Undone } from "./use-undo.ts";

interface Keys {
  focus: (id: string) => void;
  bringIntoView: (id: string) => void;
}

/** The rule that was undone is in view; it takes the focus over from what is gone. */
export function useUndoneShown(last: Undone | null, rules: Rules, keys: Keys) {
  const latest = useLatest({ rules, keys });
  useEffect(() => {
    const place = last?.place;
    if (!place) return;
    const { set, key, target } = place;
    const id = placeOf(latest.current.rules, set, key, target);
    latest.current.keys.bringIntoView(id);
    // The node that is gone leaves the page a moment after its rule.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) latest.current.keys.focus(id);
    });
    return () => cancelAnimationFrame(frame);
  }, [last, latest]);
}
