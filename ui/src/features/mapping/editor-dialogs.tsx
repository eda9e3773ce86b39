import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import type { ProviderView } from "../../backend/bindings.ts";
import { ConflictModal } from "../../parts/conflict-modal.tsx";
import { DifferencesModal } from "../../parts/differences-modal.tsx";
import { FixturesModal } from "./fixtures-modal.tsx";
import type { PlacedProblems } from "./placed-problems.ts";
import { RuleDetails } from "./rule-details.tsx";
import type { RuleResults } from "./rule-results.ts";
import { findRow, type RuleSet } from "./rules.ts";
import { SuggestionsModal } from "./suggestions-modal.tsx";
import type { UnfinishedTexts } from "./unfinished-texts.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";
import type { Preview } from "./use-preview.ts";
import type { Undo } from "./use-undo.ts";

/** What is open over the editor. */
export type Dialog =
  | { kind: "rule"; set: RuleSet; key: number }
  | { kind: "suggestions" }
  | { kind: "fixtures" };

interface EditorDialogsProps {
  provider: ProviderView;
  editor: AttributesEditor;
  undo: Undo;
  unfinished: UnfinishedTexts;
  preview: Preview;
  results: RuleResults;
  problems: PlacedProblems;
  options: AutosuggestProps.Option[];
  dialog: Dialog | null;
  /** `unfinished`: a text is typed there that is no rule yet. */
  onClose: (unfinished?: boolean) => void;
  onSay: (words: string) => void;
}

/** One dialog at a time; what saving asks comes before what the person opened. */
export function EditorDialogs(props: EditorDialogsProps) {
  const { editor, dialog, preview, onClose, onSay } = props;
  const { rules, dispatch } = editor;
  if (editor.conflict) {
    return (
      <ConflictModal
        onBack={editor.endConflict}
        onTakeStored={() => void editor.discard(true)}
        onOverwrite={() => void editor.save({ overwrite: true })}
      />
    );
  }
  if (editor.differences !== null) {
    return (
      <DifferencesModal
        comparison={editor.differences}
        onBack={editor.endDifferences}
        onSave={() => void editor.save({ accept: true })}
      />
    );
  }
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "rule": {
      const { set, key } = dialog;
      const row = findRow(rules, set, key);
      if (row === undefined) return null;
      return (
        <RuleDetails
          unfinished={props.unfinished}
          problems={props.problems}
          key={key}
          set={set}
          rows={rules[set]}
          row={row}
          result={props.results.get(key) ?? null}
          options={props.options}
          dispatch={dispatch}
          undo={props.undo}
          onClose={onClose}
          onSay={onSay}
        />
      );
    }
    case "suggestions":
      return preview.input === null ? null : (
        <SuggestionsModal
          input={preview.input}
          rules={rules}
          dispatch={dispatch}
          onClose={onClose}
          onSay={onSay}
        />
      );
    case "fixtures":
      return (
        <FixturesModal provider={props.provider} run={preview.run} onClose={onClose} onSay={onSay} />
      );
  }
}
