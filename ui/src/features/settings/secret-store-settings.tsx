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
import { useSecretStore } from "../../backend/queries.ts";
import { secretStore } from "../../messages/actions.ts";
import { settings } from "../../messages/settings.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNotifications } from "../../parts/notifications.tsx";

const SecretStoreModal = lazy(() => import("../../parts/secret-store-modal.tsx"));
const text = settings.store;

const TYPE: Record<SecretStoreStateName, StatusIndicatorProps.Type> = {
  ready: "success",
  locked: "warning",
  unavailable: "error",
  waiting_for_prompt: "in-progress",
  not_chosen: "pending",
};

/** Where secrets are kept, and choosing another place. */
export function SecretStoreSettings() {
  const { data, error, refetch } = useSecretStore();
  const { succeeded } = useNotifications();
  const [choosing, setChoosing] = useState(false);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={text.description}
          actions={
            <Button data-testid="choose-store" onClick={() => setChoosing(true)}>
              {actionText(data)}
            </Button>
          }
        >
          {text.title}
        </Header>
      }
    >
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined ? null : (
        <SpaceBetween size="s">
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: text.kind,
                value: data.kind === null ? text.notChosen : text.kinds[data.kind],
              },
              {
                label: text.state,
                value: (
                  <StatusIndicator type={TYPE[data.state]} data-testid="store-state">
                    {text.states[data.state]}
                  </StatusIndicator>
                ),
              },
              ...(data.kind === null
                ? []
                : [
                    {
                      label: text.survives,
                      value: data.survivesRestart ? text.survivesYes : text.survivesNo,
                    },
                  ]),
            ]}
          />
          <Box color="text-body-secondary">{data.explanation}</Box>
        </SpaceBetween>
      )}
      {choosing ? (
        <Suspense>
          <SecretStoreModal
            onCancel={() => setChoosing(false)}
            onReady={() => {
              setChoosing(false);
              succeeded(secretStore.chosen);
            }}
          />
        </Suspense>
      ) : null}
    </Container>
  );
}

function actionText(status: SecretStoreStatus | undefined): string {
  if (status === undefined || status.kind === null) return text.choose;
  return status.kind === "vault" && status.state === "locked" ? text.unlock : text.change;
}
