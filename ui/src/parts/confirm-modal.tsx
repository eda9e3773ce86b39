import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { actions } from "../messages/actions.ts";

interface ConfirmModalProps {
  title: string;
  confirm: string;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** Asks before something large happens. */
export function ConfirmModal(props: ConfirmModalProps) {
  return (
    <Modal
      visible
      header={props.title}
      closeAriaLabel={actions.close}
      onDismiss={props.onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={props.onCancel}>
              {actions.cancel}
            </Button>
            <Button
              variant="primary"
              loading={props.busy}
              data-testid="confirm"
              onClick={props.onConfirm}
            >
              {props.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {props.children}
    </Modal>
  );
}
