import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { actions } from "../../messages/actions.ts";
import { form } from "../../messages/provider-form.ts";

interface DiscardModalProps {
  onStay: () => void;
  onDiscard: () => void;
}

/** Asks before a draft is thrown away. */
export function DiscardModal({ onStay, onDiscard }: DiscardModalProps) {
  return (
    <Modal
      visible
      header={form.discardTitle}
      closeAriaLabel={actions.close}
      onDismiss={onStay}
      data-testid="discard-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={onStay}>
              {actions.cancel}
            </Button>
            <Button
              formAction="none"
              variant="primary"
              onClick={onDiscard}
              data-testid="confirm-discard"
            >
              {form.discard}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {form.discardText}
    </Modal>
  );
}
