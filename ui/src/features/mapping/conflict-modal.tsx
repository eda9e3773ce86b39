import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { actions } from "../../messages/actions.ts";
import { mapping } from "../../messages/mapping.ts";
import type { AttributesEditor } from "./use-attributes-editor.ts";

const text = mapping.conflict;

/** Somebody else saved the provider meanwhile: theirs or mine. */
export function ConflictModal({ editor }: { editor: AttributesEditor }) {
  return (
    <Modal
      visible
      size="medium"
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={editor.endConflict}
      data-testid="conflict-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={editor.endConflict}>
              {text.back}
            </Button>
            <Button data-testid="take-stored" onClick={() => void editor.discard(true)}>
              {text.stored}
            </Button>
            <Button
              variant="primary"
              data-testid="overwrite"
              onClick={() => void editor.save(true)}
            >
              {text.overwrite}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {text.text}
    </Modal>
  );
}
