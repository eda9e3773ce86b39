import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { BackendError } from "../backend/backend.ts";
import { useBackend } from "../backend/backend-context.tsx";
import type { SecretStoreKind } from "../backend/bindings.ts";
import { secretStoreChosen, useSecretStore } from "../backend/queries.ts";
import { actions, secretStore as text } from "../messages/actions.ts";

interface SecretStoreModalProps {
  /** The refusal that led here, if one did. */
  reason?: BackendError;
  onReady: () => void;
  onCancel: () => void;
}

const KINDS: readonly SecretStoreKind[] = ["keychain", "vault", "session"];

/** Asks where secrets go: keychain, vault or this session; or unlocks the vault. */
export default function SecretStoreModal({ reason, onReady, onCancel }: SecretStoreModalProps) {
  const backend = useBackend();
  const client = useQueryClient();
  const status = useSecretStore().data;
  const unlocking = status?.kind === "vault" && status.state === "locked";
  const [picked, setPicked] = useState<SecretStoreKind | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<BackendError | null>(null);

  const kind = picked ?? status?.kind ?? "keychain";
  const isNewVault = kind === "vault" && !unlocking;
  const missing = kind === "vault" && passphrase === "";
  const differs = isNewVault && passphrase !== again;

  const confirm = async () => {
    setTried(true);
    if (missing || differs) return;
    setBusy(true);
    setFailure(null);
    try {
      const result = await backend.chooseSecretStore(kind, kind === "vault" ? passphrase : null);
      await secretStoreChosen(client);
      if (result.state === "ready") onReady();
      else setFailure(refusal(result.explanation));
    } catch (error) {
      setFailure(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  const shown = failure ?? reason;
  return (
    <Modal
      visible
      onDismiss={onCancel}
      closeAriaLabel={actions.close}
      header={unlocking && kind === "vault" ? text.unlockTitle : text.title}
      data-testid="secret-store-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {actions.cancel}
            </Button>
            <Button
              variant="primary"
              loading={busy}
              data-testid="confirm-store"
              onClick={() => void confirm()}
            >
              {unlocking && kind === "vault" ? text.unlock : text.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Form>
          <SpaceBetween size="l">
            {shown === undefined ? (
              <Box variant="p">{text.intro}</Box>
            ) : (
              <Alert type={failure === null ? "info" : "error"} header={shown.title}>
                {shown.advice}
                {reason === undefined ? null : <Box variant="p">{text.nothingLost}</Box>}
              </Alert>
            )}
            <FormField label={text.label} stretch>
              <RadioGroup
                value={kind}
                ariaRequired
                onChange={({ detail }) => setPicked(detail.value as SecretStoreKind)}
                items={KINDS.map((value) => ({
                  value,
                  label: <span data-testid={`choose-store-${value}`}>{text.kinds[value].name}</span>,
                  description: text.kinds[value].description,
                }))}
              />
            </FormField>
            {kind === "vault" ? (
              <FormField
                label={text.passphrase}
                constraintText={isNewVault ? text.newPassphraseHint : undefined}
                errorText={tried && missing ? text.passphraseMissing : undefined}
                data-testid="field-passphrase"
              >
                <Input
                  type="password"
                  autoComplete={isNewVault ? "new-password" : "off"}
                  value={passphrase}
                  onChange={({ detail }) => setPassphrase(detail.value)}
                />
              </FormField>
            ) : null}
            {isNewVault ? (
              <FormField
                label={text.passphraseAgain}
                errorText={tried && differs ? text.passphraseDiffers : undefined}
                data-testid="field-passphrase-again"
              >
                <Input
                  type="password"
                  autoComplete="new-password"
                  value={again}
                  onChange={({ detail }) => setAgain(detail.value)}
                />
              </FormField>
            ) : null}
          </SpaceBetween>
        </Form>
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}

function refusal(explanation: string): BackendError {
  return new BackendError({
    code: "secret_store_unavailable",
    title: explanation,
    advice: "",
    fields: [],
    detail: null,
  });
}
