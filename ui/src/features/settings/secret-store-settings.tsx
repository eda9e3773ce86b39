import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import { lazy, Suspense, useState } from "react";
import type { SecretStoreStateName, SecretStoreStatus } from "../../backend/bindings.ts";
import { useSecretStore, useSecretStoreProof } from "../../backend/queries.ts";
import { useReadOnly } from "../../backend/start-queries.ts";
import { readOnly } from "../../messages/actions.ts";
import { secretStore } from "../../messages/secret-store.ts";
import { settings } from "../../messages/settings.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { StoreProblem } from "../../parts/secret-store/store-problem.tsx";
import { SecretsElsewhere } from "./secrets-elsewhere.tsx";

const SecretStoreModal = lazy(() => import("../../parts/secret-store-modal.tsx"));
const ChangePassphrase = lazy(() => import("./change-passphrase.tsx"));
const text = settings.store;

const TYPE: Record<SecretStoreStateName, StatusIndicatorProps.Type> = {
  ready: "success",
  locked: "warning",
  unavailable: "error",
  damaged: "error",
  waiting_for_prompt: "in-progress",
  not_chosen: "pending",
};

/** Where secrets are kept, whether they outlast a restart, and choosing another place. */
export function SecretStoreSettings() {
  const { data, error, refetch } = useSecretStore();
  const { succeeded } = useNotifications();
  const noWriting = useNoWriting();
  const [open, setOpen] = useState<"choose" | "passphrase" | null>(null);
  const close = () => setOpen(null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={text.description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {data?.kind === "vault" && data.state === "ready" ? (
                <Button
                  {...noWriting}
                  data-testid="change-passphrase"
                  onClick={() => setOpen("passphrase")}
                >
                  {secretStore.change.action}
                </Button>
              ) : null}
              <Button
                {...noWriting}
                data-testid="choose-store"
                onClick={() => setOpen("choose")}
              >
                {actionText(data)}
              </Button>
            </SpaceBetween>
          }
        >
          {text.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
        {data === undefined ? null : <State status={data} />}
        {data === undefined ? null : <SecretsElsewhere status={data} />}
      </SpaceBetween>
      <Suspense>
        {open === "choose" ? (
          <SecretStoreModal
            onCancel={close}
            onReady={(keptAs) => {
              close();
              succeeded(
                keptAs === undefined ? secretStore.chosen : secretStore.anew.done(keptAs),
              );
            }}
          />
        ) : null}
        {open === "passphrase" ? <ChangePassphrase onClose={close} /> : null}
      </Suspense>
    </Container>
  );
}

function State({ status }: { status: SecretStoreStatus }) {
  const ready = status.state === "ready";
  // Trying means writing an entry.
  const canTry = !useReadOnly();
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: text.kind,
            value: status.kind === null ? text.notChosen : text.kinds[status.kind],
          },
          {
            label: text.state,
            value: (
              <StatusIndicator type={TYPE[status.state]} data-testid="store-state">
                {text.states[status.state]}
              </StatusIndicator>
            ),
          },
          { label: text.survives, value: !canTry ? readOnly.settings : ready ? <Proof /> : text.unknown },
        ]}
      />
      {ready ? (
        <Box color="text-body-secondary">{status.explanation}</Box>
      ) : (
        <StoreProblem
          title={status.explanation}
          advice={status.nextStep}
          detail={status.detail}
        />
      )}
    </SpaceBetween>
  );
}

/** What a round trip through another process showed. */
function Proof() {
  const { data, error } = useSecretStoreProof(true);
  if (error !== null) {
    return (
      <div data-testid="store-proof">
        <StatusIndicator type="error">{error.title}</StatusIndicator>
        <Box color="text-body-secondary">{error.advice}</Box>
      </div>
    );
  }
  if (data === undefined) return <StatusIndicator type="loading">{text.trying}</StatusIndicator>;
  return (
    <div data-testid="store-proof">
      <StatusIndicator type={data.survives ? "success" : "warning"}>
        {data.survives ? text.survivesYes : text.survivesNo[data.way]}
      </StatusIndicator>
      <Box color="text-body-secondary">{text.tried[data.way]}</Box>
    </div>
  );
}

function actionText(status: SecretStoreStatus | undefined): string {
  if (status === undefined || status.kind === null) return text.choose;
  return status.kind === "vault" && status.state === "locked" ? text.unlock : text.change;
}
