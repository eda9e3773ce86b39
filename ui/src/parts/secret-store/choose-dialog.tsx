import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { SecretStoreKind, SecretStoreStatus } from "../../backend/bindings.ts";
import { secretStore as text } from "../../messages/secret-store.ts";
import { Dialog } from "./dialog.tsx";
import { PassphraseFields, usePassphrase } from "./passphrase-fields.tsx";
import { StoreProblem } from "./store-problem.tsx";

const KINDS: readonly SecretStoreKind[] = ["keychain", "vault", "session"];

interface ChooseDialogProps {
  status: SecretStoreStatus;
  nothingLost: string | undefined;
  look: () => Promise<unknown>;
  onDone: () => Promise<void>;
  onWithoutSecret: (() => void) | undefined;
  onCancel: () => void;
}

/** Offers the three stores; one that does not work is marked and not chosen beforehand. */
export function ChooseDialog(props: ChooseDialogProps) {
  const { status } = props;
  const backend = useBackend();
  const passphrase = usePassphrase();
  const [picked, setPicked] = useState<SecretStoreKind | null>(null);
  const [busy, setBusy] = useState<"choosing" | "looking" | null>(null);
  const [failure, setFailure] = useState<{ kind: SecretStoreKind; error: BackendError } | null>(
    null,
  );

  const keychainFails = status.keychainWorks === false || failure?.kind === "keychain";
  const kind = picked ?? (keychainFails ? "vault" : (status.kind ?? "keychain"));
  const isNewVault = kind === "vault" && !status.vaultExists;

  const choose = async () => {
    if (kind === "vault" && !passphrase.check(isNewVault)) return;
    setBusy("choosing");
    setFailure(null);
    try {
      await backend.chooseSecretStore(kind, kind === "vault" ? passphrase.value : null);
      await props.onDone();
    } catch (error) {
      setFailure({ kind, error: BackendError.from(error) });
    } finally {
      setBusy(null);
    }
  };
  const look = async () => {
    setBusy("looking");
    setFailure(null);
    await props.look();
    setBusy(null);
  };

  const wrong = failure?.error.code === "wrong_passphrase" ? failure.error : null;
  const shown = wrong === null ? (failure?.error ?? null) : null;
  const retry = keychainFails
    ? { label: text.tryAgain, busy: busy === "looking", run: () => void look() }
    : undefined;
  return (
    <Dialog
      title={text.title}
      onCancel={props.onCancel}
      confirm={{ label: text.confirm, busy: busy === "choosing", run: () => void choose() }}
      extra={
        props.onWithoutSecret === undefined ? null : (
          <Button
            formAction="none"
            data-testid="save-without-secret"
            onClick={props.onWithoutSecret}
          >
            {text.withoutSecret}
          </Button>
        )
      }
    >
      {shown !== null ? (
        <StoreProblem
          type="error"
          title={shown.title}
          advice={shown.advice}
          detail={shown.detail}
          retry={retry}
        />
      ) : status.state === "ready" ? (
        <div>{text.intro}</div>
      ) : (
        <StoreProblem
          title={status.explanation}
          advice={status.nextStep}
          detail={status.detail}
          nothingLost={props.nothingLost}
          retry={retry}
        />
      )}
      <FormField label={text.label} stretch>
        <RadioGroup
          value={kind}
          ariaRequired
          onChange={({ detail }) => setPicked(detail.value as SecretStoreKind)}
          items={KINDS.map((value) => ({
            value,
            label: (
              <span data-testid={`choose-store-${value}`}>
                {value === "keychain" && keychainFails
                  ? `${text.kinds[value].name} (${text.notUsable})`
                  : text.kinds[value].name}
              </span>
            ),
            description: text.kinds[value].description,
          }))}
        />
      </FormField>
      {kind === "vault" ? (
        <PassphraseFields
          passphrase={passphrase}
          isNew={isNewVault}
          error={wrong === null ? undefined : wrong.title}
        />
      ) : null}
    </Dialog>
  );
}
