import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import type { ReactNode } from "react";
import { ModalFooter } from "../components/modal-footer.tsx";
import { actions } from "../messages/actions.ts";

interface ConfirmModalProps {
  title: string;
  confirm: string;
  /** The test identifier of the button that confirms. */
  confirmId?: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** Asks before something that cannot be taken back, or not easily. */
export function ConfirmModal(props: ConfirmModalProps) {
  return (
    <Modal
      visible
      header={props.title}
      closeAriaLabel={actions.close}
      onDismiss={props.onCancel}
      data-testid="confirm-modal"
      footer={
        <ModalFooter>
          <Button formAction="none" variant="link" onClick={props.onCancel}>
            {actions.cancel}
          </Button>
          <Button
            formAction="none"
            variant="primary"
            loading={props.busy ?? false}
            data-testid={props.confirmId ?? "confirm"}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </ModalFooter>
      }
    >
      {props.children}
    </Modal>
  );
}
