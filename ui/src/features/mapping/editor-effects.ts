import { useCallback, useEffect, useRef, type FocusEvent } from "react";
import type { BackendError } from "../../backend/backend.ts";
import type { ProviderView } from "../../backend/bindings.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import type { HistoryAction } from "./history.ts";
import type { PlacedProblems } from "./placed-problems.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";
import { addButton } from "./rules-table.tsx";
import { rowButtonId } from "./rule-cells.tsx";
import type { Undone } from "./use-undo.ts";

const draftOf = (id: string) => `draft of ${id}`;

/**
 * Leaving keeps the draft; that is said, since nothing of it is in effect yet, or why it could
 * not be.
 */
export function useSayingWhatIsKept({ id, definition }: ProviderView) {
  const { failed, informed, withdraw } = useNotifications();
  useEffect(() => withdraw([draftOf(id)]), [id, withdraw]);
  return (unsaved: boolean, failure: BackendError | null) => {
    if (failure !== null) failed(failure);
    else if (unsaved) {
      informed(text.left.title(definition.displayName ?? ""), text.left.text, {
        label: text.left.back,
        act: () => navigate(paths.provider(id, "attributes")),
        about: [draftOf(id)],
      });
    }
  };
}

const FIRST_WRONG = '[data-testid^="rules-"] [aria-invalid="true"]';

type Refused = Pick<AttributesEditor, "refusals" | "endWaiting">;

/** After a refused save the first wrong field of the table is in view, as soon as it is marked. */
export function useFirstWrongFocused({ refusals, endWaiting }: Refused, marked: PlacedProblems) {
  const shown = useRef(refusals);
  useEffect(() => {
    if (shown.current === refusals) return;
    const frame = requestAnimationFrame(() => {
      const wrong = document.querySelector<HTMLElement>(FIRST_WRONG);
      if (wrong === null) return;
      shown.current = refusals;
      if (endWaiting()) wrong.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [refusals, marked, endWaiting]);
}

/** What was undone in the table is in view; the lines bring it into view themselves. */
export function useUndoneInTable(last: Undone | null, inTable: boolean) {
  useEffect(() => {
    const place = last?.place;
    if (!inTable || !place) return;
    const { set, key } = place;
    const frame = requestAnimationFrame(() => {
      const row = document.getElementById(rowButtonId(key, "details"))?.closest("tr");
      const at = row?.querySelector("input") ?? document.querySelector<HTMLElement>(addButton(set));
      // What had the focus may be gone with its rule.
      if (document.activeElement === document.body) at?.focus();
      else at?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [last, inTable]);
}

/** Leaving a field ends the step that typing in it was. */
export function useSettling(dispatch: (action: HistoryAction) => void) {
  return useCallback(
    ({ target }: FocusEvent) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
        dispatch({ type: "settle" });
      }
    },
    [dispatch],
  );
}
