import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import { ModalFooter } from "../components/modal-footer.tsx";
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
        <ModalFooter>
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
        </ModalFooter>
      }
    >
      {text.text}
    </Modal>
  );
}
