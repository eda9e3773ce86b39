import { form } from "../../messages/provider-form.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";

interface DiscardModalProps {
  onStay: () => void;
  onDiscard: () => void;
}

/** Asks before a draft is thrown away. */
export function DiscardModal({ onStay, onDiscard }: DiscardModalProps) {
  return (
    <ConfirmModal
      title={form.discardTitle}
      confirm={form.discard}
      confirmId="confirm-discard"
      onConfirm={onDiscard}
      onCancel={onStay}
    >
      {form.discardText}
    </ConfirmModal>
  );
}
