import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";
import { form as text } from "../../messages/provider-form.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import type { Save } from "./use-save.ts";

interface DiscardButtonProps {
  form: ProviderFormModel;
  save: Save;
  onDiscard: () => void;
  children: ReactNode;
}

/** Where there is a draft; what is being saved is not discarded meanwhile. */
export function DiscardButton({ form, save, onDiscard, children }: DiscardButtonProps) {
  if (!form.keeper.isDraft) return null;
  return (
    <Button
      formAction="none"
      variant="link"
      disabled={save.busy}
      data-testid="discard-draft"
      onClick={onDiscard}
    >
      {children}
    </Button>
  );
}

interface DiscardModalProps {
  busy: boolean;
  onStay: () => void;
  onDiscard: () => void;
}

/** Asks before a draft is thrown away. */
export function DiscardModal({ busy, onStay, onDiscard }: DiscardModalProps) {
  return (
    <ConfirmModal
      title={text.discardTitle}
      confirm={text.discard}
      confirmId="confirm-discard"
      busy={busy}
      onConfirm={onDiscard}
      onCancel={onStay}
    >
      {text.discardText}
    </ConfirmModal>
  );
}
