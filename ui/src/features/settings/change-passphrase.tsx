import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import { secretStore } from "../../messages/secret-store.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { Dialog } from "../../parts/secret-store/dialog.tsx";
import { PassphraseFields, usePassphrase } from "../../parts/secret-store/passphrase-fields.tsx";

const text = secretStore.change;

/** Another passphrase for the vault. */
export default function ChangePassphrase({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const { succeeded } = useNotifications();
  const passphrase = usePassphrase();
  const [old, setOld] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const wrong = failure?.code === "wrong_passphrase";

  const change = async () => {
    if (!passphrase.check(true)) return;
    setBusy(true);
    setFailure(null);
    try {
      await backend.changeVaultPassphrase(old, passphrase.value);
      succeeded(text.done);
      onClose();
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={text.title}
      onCancel={onClose}
      confirm={{ label: text.confirm, busy, run: () => void change() }}
    >
      {failure === null || wrong ? null : <ErrorAlert error={failure} />}
      <FormField
        label={text.old}
        errorText={wrong ? `${failure.title} ${failure.advice}` : undefined}
        data-testid="field-old-passphrase"
      >
        <Input
          type="password"
          autoComplete="off"
          value={old}
          onChange={({ detail }) => setOld(detail.value)}
        />
      </FormField>
      <PassphraseFields passphrase={passphrase} isNew label={secretStore.newPassphrase} />
    </Dialog>
  );
}
