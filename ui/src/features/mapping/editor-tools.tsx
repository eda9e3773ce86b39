import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useState } from "react";
import { mapping as text } from "../../messages/mapping.ts";
import { UndoButtons } from "./undo-buttons.tsx";
import type { Undo } from "./use-undo.ts";

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
  undo: Undo;
  view: View;
  onView: (view: View) => void;
}

/** The views, and the way back. */
export function EditorTools({ undo, view, onView }: EditorToolsProps) {
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
      <UndoButtons undo={undo} />
    </div>
  );
}
