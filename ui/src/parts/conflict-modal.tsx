import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { actions, conflict as text } from "../messages/actions.ts";

interface ConflictModalProps {
  onBack: () => void;
  onTakeStored: () => void;
  onOverwrite: () => void;
}

/** Somebody else saved the provider meanwhile: theirs or mine. */
export function ConflictModal({ onBack, onTakeStored, onOverwrite }: ConflictModalProps) {
  return (
    <Modal
      visible
      size="medium"
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onBack}
      data-testid="conflict-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={onBack}>
              {text.back}
            </Button>
            <Button formAction="none" data-testid="take-stored" onClick={onTakeStored}>
              {text.stored}
            </Button>
            <Button
              formAction="none"
              variant="primary"
              data-testid="overwrite"
              onClick={onOverwrite}
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
