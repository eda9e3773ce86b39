import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import { useSecretPlaces } from "../../backend/queries.ts";
import { secretStore } from "../../messages/secret-store.ts";
import { ErrorAlert } from "../error-alert.tsx";
import { Dialog } from "./dialog.tsx";
import { PassphraseFields, usePassphrase } from "./passphrase-fields.tsx";

const text = secretStore.anew;

interface NewVaultDialogProps {
  onDone: (keptAs: string) => Promise<void>;
  onCancel: () => void;
}

/** Begins a new vault; says which secrets have to be entered again. */
export function NewVaultDialog({ onDone, onCancel }: NewVaultDialogProps) {
  const backend = useBackend();
  const passphrase = usePassphrase();
  const places = useSecretPlaces().data;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);

  const begin = async () => {
    if (!passphrase.check(true)) return;
    setBusy(true);
    setFailure(null);
    try {
      const { keptAs } = await backend.beginNewVault(passphrase.value);
      await onDone(keptAs);
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  const affected = places?.filter(({ store }) => store === "vault") ?? [];
  return (
    <Dialog
      title={text.title}
      onCancel={onCancel}
      confirm={{ label: text.confirm, busy, run: () => void begin() }}
    >
      <div>{text.text}</div>
      {affected.length === 0 ? (
        <div>{text.none}</div>
      ) : (
        <div data-testid="new-vault-affected">
          {text.affected}
          <ul>
            {affected.map(({ owner }) => (
              <li key={owner}>
                <Box variant="span">{owner}</Box>
              </li>
            ))}
          </ul>
        </div>
      )}
      {failure === null ? null : <ErrorAlert error={failure} />}
      <PassphraseFields passphrase={passphrase} isNew label={secretStore.newPassphrase} />
    </Dialog>
  );
}
