import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { SecretStoreStatus } from "../../backend/bindings.ts";
import { secretStore as text } from "../../messages/secret-store.ts";
import { Dialog } from "./dialog.tsx";
import { PassphraseFields, usePassphrase } from "./passphrase-fields.tsx";
import { StoreProblem } from "./store-problem.tsx";

interface UnlockDialogProps {
  status: SecretStoreStatus;
  nothingLost: string | undefined;
  onDone: () => Promise<void>;
  onOther: () => void;
  onAnew: () => void;
  onCancel: () => void;
}

/** Asks for the vault's passphrase; a damaged or forgotten one can be begun anew. */
export function UnlockDialog(props: UnlockDialogProps) {
  const backend = useBackend();
  const passphrase = usePassphrase();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const { status } = props;
  const damaged = status.state === "damaged";

  const unlock = async () => {
    if (!passphrase.check(false)) return;
    setBusy(true);
    setFailure(null);
    try {
      await backend.chooseSecretStore("vault", passphrase.value);
      await props.onDone();
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  const wrong = failure?.code === "wrong_passphrase";
  const shown = wrong ? null : failure;
  return (
    <Dialog
      title={text.unlock.title}
      onCancel={props.onCancel}
      confirm={{ label: text.unlock.action, busy, run: () => void unlock() }}
      extra={
        <Button formAction="none" data-testid="other-store" onClick={props.onOther}>
          {text.unlock.other}
        </Button>
      }
    >
      {shown === null && !damaged ? null : (
        <StoreProblem
          type="error"
          title={shown?.title ?? status.explanation}
          advice={shown?.advice ?? status.nextStep}
          detail={shown?.detail ?? status.detail}
        />
      )}
      {damaged ? null : <div>{text.unlock.text}</div>}
      {props.nothingLost === undefined ? null : <div>{props.nothingLost}</div>}
      <PassphraseFields
        passphrase={passphrase}
        isNew={false}
        focus
        error={wrong ? failure.title : undefined}
      />
      <SpaceBetween size="xxs">
        <Box color="text-body-secondary" fontSize="body-s">
          {text.unlock.forgotten}
        </Box>
        <Button
          formAction="none"
          variant="inline-link"
          data-testid="new-vault"
          onClick={props.onAnew}
        >
          {text.unlock.anew}
        </Button>
      </SpaceBetween>
    </Dialog>
  );
}
