import { form } from "../../messages/provider-form.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";

interface DiscardModalProps {
  busy: boolean;
  onStay: () => void;
  onDiscard: () => void;
}

/** Asks before a draft is thrown away. */
export function DiscardModal({ busy, onStay, onDiscard }: DiscardModalProps) {
  return (
    <ConfirmModal
      title={form.discardTitle}
      confirm={form.discard}
      confirmId="confirm-discard"
      busy={busy}
      onConfirm={onDiscard}
      onCancel={onStay}
    >
      {form.discardText}
    </ConfirmModal>
  );
}
