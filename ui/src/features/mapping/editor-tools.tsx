import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { mapping as text } from "../../messages/mapping.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";

export type View = "lines" | "table";

const KEY = "idp-console.mapping-view";

/** The view that was chosen last on this machine. */
export function useChosenView() {
  const [view, setView] = useState<View>(() => (read() === "table" ? "table" : "lines"));
  const choose = (next: View) => {
    setView(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return [view, choose] as const;
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

interface EditorToolsProps {
  editor: AttributesEditor;
  view: View;
  onView: (view: View) => void;
  onSay: (words: string) => void;
}

/** The views, and the way back. */
export function EditorTools({ editor, view, onView, onSay }: EditorToolsProps) {
  const { canUndo, canRedo, dispatch } = editor;
  const go = (type: "undo" | "redo") => {
    dispatch({ type });
    onSay(type === "undo" ? text.undone : text.redone);
  };
  return (
    <div className="editor-tools">
      <SegmentedControl
        label={text.views.label}
        selectedId={view}
        data-testid="mapping-view"
        options={[
          { id: "lines", text: text.views.lines },
          { id: "table", text: text.views.table },
        ]}
        onChange={({ detail }) => onView(detail.selectedId === "table" ? "table" : "lines")}
      />
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          iconName="undo"
          disabled={!canUndo}
          {...(canUndo ? {} : { disabledReason: text.nothingToUndo })}
          data-testid="undo"
          onClick={() => go("undo")}
        >
          {text.undo}
        </Button>
        <Button
          iconName="redo"
          disabled={!canRedo}
          {...(canRedo ? {} : { disabledReason: text.nothingToRedo })}
          data-testid="redo"
          onClick={() => go("redo")}
        >
          {text.redo}
        </Button>
      </SpaceBetween>
    </div>
  );
}
