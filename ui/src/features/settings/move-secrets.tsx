import Box from "@cloudscape-design/components/box";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import Table from "@cloudscape-design/components/table";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import { events, type SecretsMoved, type SecretStoreKind } from "../../backend/bindings.ts";
import { secretStoreChosen } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { secretStore } from "../../messages/secret-store.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { Dialog } from "../../parts/secret-store/dialog.tsx";
import { PassphraseFields, usePassphrase } from "../../parts/secret-store/passphrase-fields.tsx";

const text = secretStore.move;

interface MoveSecretsProps {
  to: SecretStoreKind;
  /** Some lie in the vault, which may be locked. */
  fromVault: boolean;
  onClose: () => void;
}

/** Moves secrets into the store in use; shows how many of how many, and what failed. */
export default function MoveSecrets({ to, fromVault, onClose }: MoveSecretsProps) {
  const backend = useBackend();
  const client = useQueryClient();
  const passphrase = usePassphrase();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [result, setResult] = useState<SecretsMoved | null>(null);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const listening = events.secretsMoving.listen(({ payload }) => setProgress(payload));
    return () => void listening.then((stop) => stop());
  }, []);

  const wrong = failure?.code === "wrong_passphrase";
  const move = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const given = fromVault && passphrase.value !== "" ? passphrase.value : null;
      setResult(await backend.moveSecrets(given));
      await secretStoreChosen(client);
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
      setProgress(null);
    }
  };

  const finished = result !== null && result.failed.length === 0;
  return (
    <Dialog
      title={text.title}
      onCancel={onClose}
      cancelLabel={result === null ? actions.cancel : actions.close}
      {...(finished
        ? {}
        : {
            confirm: {
              label: result === null ? text.confirm : text.retry,
              busy,
              run: () => void move(),
            },
          })}
    >
      {result === null ? <div>{text.text(secretStore.places[to])}</div> : null}
      {fromVault && !finished ? (
        <SpaceBetween size="m">
          <div>{text.vaultLocked}</div>
          <PassphraseFields
            passphrase={passphrase}
            isNew={false}
            error={wrong ? `${failure.title} ${failure.advice}` : undefined}
          />
        </SpaceBetween>
      ) : null}
      {failure === null || wrong ? null : <ErrorAlert error={failure} />}
      {progress === null ? null : (
        <ProgressBar
          value={progress.total === 0 ? 100 : (100 * progress.done) / progress.total}
          label={text.title}
          additionalInfo={text.progress(progress.done, progress.total)}
        />
      )}
      {result === null ? null : (
        <div role="status" data-testid="move-result">
          {text.result(result.moved, result.total, secretStore.places[to])}
        </div>
      )}
      {result === null || finished ? null : (
        <Table
          variant="embedded"
          wrapLines
          items={result.failed}
          header={<Box variant="h4">{text.failed}</Box>}
          columnDefinitions={[
            {
              id: "owner",
              header: text.owner,
              cell: ({ owner }) => <UntrustedText>{owner}</UntrustedText>,
            },
            { id: "reason", header: text.reason, cell: ({ reason }) => reason },
          ]}
        />
      )}
    </Dialog>
  );
}
