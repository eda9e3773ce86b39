import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { actions } from "../../messages/actions.ts";
import { form } from "../../messages/provider-form.ts";

interface LeaveModalProps {
  onStay: () => void;
  onLeave: () => void;
}

export function LeaveModal({ onStay, onLeave }: LeaveModalProps) {
  return (
    <Modal
      visible
      header={form.leave.title}
      closeAriaLabel={actions.close}
      onDismiss={onStay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={onStay}>
              {form.leave.stay}
            </Button>
            <Button
              formAction="none"
              variant="primary"
              onClick={onLeave}
              data-testid="confirm-leave"
            >
              {form.leave.leave}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {form.leave.text}
    </Modal>
  );
}
