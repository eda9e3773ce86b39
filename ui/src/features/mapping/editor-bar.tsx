import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { mapping as text } from "../../messages/mapping.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";

interface EditorBarProps {
  editor: AttributesEditor;
  /** Rules are marked as wrong. */
  wrong: boolean;
}

/** Saving and discarding, and whether there is anything to save. */
export function EditorBar({ editor, wrong }: EditorBarProps) {
  const { dirty, kept, busy, otherChanges } = editor;
  const refused = editor.refused && wrong && dirty;
  const state = dirty
    ? kept
      ? text.state.kept
      : text.state.keeping
    : otherChanges
      ? text.state.others
      : text.state.clean;
  return (
    <div className="editor-bar">
      {refused ? (
        <div role="alert" data-testid="refused">
          <StatusIndicator type="error">{text.refused}</StatusIndicator>
        </div>
      ) : (
        <Box color="text-body-secondary" data-testid="editor-state">
          {state}
        </Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="link"
          disabled={!dirty || busy}
          {...(dirty ? {} : { disabledReason: text.nothingToDiscard })}
          data-testid="discard-attributes"
          onClick={() => void editor.discard(false)}
        >
          {text.discard}
        </Button>
        <Button
          variant="primary"
          loading={busy}
          disabled={!dirty && !otherChanges}
          {...(dirty || otherChanges ? {} : { disabledReason: text.nothingToSave })}
          data-testid="save-attributes"
          onClick={() => void editor.save()}
        >
          {text.save}
        </Button>
      </SpaceBetween>
    </div>
  );
}
