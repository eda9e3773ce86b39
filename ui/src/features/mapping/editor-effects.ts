import { useCallback, useEffect, type FocusEvent } from "react";
import type { ProviderView } from "../../backend/bindings.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import type { HistoryAction } from "./history.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";

const draftOf = (id: string) => `draft of ${id}`;

/** Leaving keeps the draft; that is said, since nothing of it is in effect yet. */
export function useSayingWhatIsKept({ id, definition }: ProviderView, unsaved: boolean) {
  const { informed, withdraw } = useNotifications();
  const say = useLatest(() => {
    if (!unsaved) return;
    informed(text.left.title(definition.displayName ?? ""), text.left.text, {
      label: text.left.back,
      act: () => navigate(paths.provider(id, "attributes")),
      about: [draftOf(id)],
    });
  });
  useEffect(() => withdraw([draftOf(id)]), [id, withdraw]);
  useEffect(() => () => say.current(), [say]);
}

const FIRST_WRONG = '[data-testid^="rules-"] [aria-invalid="true"]';

/** After a refused save the first wrong field of the table is in view, as soon as it is marked. */
export function useFirstWrongFocused(refusals: number) {
  useEffect(() => {
    if (refusals === 0) return;
    const frame = requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(FIRST_WRONG)?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [refusals]);
}

/** Ctrl+Z and Ctrl+Shift+Z, except where a text is typed that is no rule. */
export function useUndoKeys(editor: AttributesEditor, say: (words: string) => void) {
  const press = useLatest((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || editor.busy) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    if (event.target instanceof Element && event.target.closest("[data-own-undo]")) return;
    event.preventDefault();
    const redo = key === "y" || event.shiftKey;
    if (!(redo ? editor.canRedo : editor.canUndo)) return;
    editor.dispatch({ type: redo ? "redo" : "undo" });
    say(redo ? text.redone : text.undone);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press.current(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [press]);
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
