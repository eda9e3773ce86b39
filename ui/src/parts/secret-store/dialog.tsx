import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { ModalFooter } from "../../components/modal-footer.tsx";
import { actions } from "../../messages/actions.ts";

interface DialogProps {
  title: string;
  children: ReactNode;
  onCancel: () => void;
  /** The main button; without one there is nothing to confirm. */
  confirm?: { label: string; busy: boolean; run: () => void; disabled?: boolean };
  /** Buttons between cancelling and confirming. */
  extra?: ReactNode;
  cancelLabel?: string;
}

/** A dialog of the secret store: Enter confirms, Escape cancels. */
export function Dialog({ title, children, onCancel, confirm, extra, cancelLabel }: DialogProps) {
  return (
    <Modal
      visible
      onDismiss={onCancel}
      closeAriaLabel={actions.close}
      header={title}
      data-testid="secret-store-modal"
      footer={
        <ModalFooter>
          <Button variant="link" onClick={onCancel} data-testid="cancel-store">
            {cancelLabel ?? actions.cancel}
          </Button>
          {extra}
          {confirm === undefined ? null : (
            <Button
              variant="primary"
              loading={confirm.busy}
              disabled={confirm.disabled ?? false}
              data-testid="confirm-store"
              onClick={confirm.run}
            >
              {confirm.label}
            </Button>
          )}
        </ModalFooter>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Enter is pressed again sooner than the button shows that it was.
          if (confirm !== undefined && !confirm.busy && confirm.disabled !== true) confirm.run();
        }}
      >
        <Form>
          <SpaceBetween size="l">{children}</SpaceBetween>
        </Form>
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}
