import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { lazy, Suspense, useState } from "react";
import type { SecretPlaceView, SecretStoreStatus } from "../../backend/bindings.ts";
import { useSecretPlaces } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { secretStore } from "../../messages/secret-store.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";

const MoveSecrets = lazy(() => import("./move-secrets.tsx"));
const text = secretStore.elsewhere;

/** Names the secrets that lie in another store than the one in use, and offers to move them. */
export function SecretsElsewhere({ status }: { status: SecretStoreStatus }) {
  const { data, error, refetch } = useSecretPlaces();
  const [moving, setMoving] = useState(false);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  const elsewhere = data?.filter(({ inUse, gone }) => !inUse || gone) ?? [];
  if (elsewhere.length === 0 && !moving) return null;
  const movable = elsewhere.filter(({ gone }) => !gone);
  return (
    <SpaceBetween size="s">
      <Table
        variant="embedded"
        data-testid="secrets-elsewhere"
        items={elsewhere}
        trackBy={({ owner }) => owner}
        wrapLines
        columnDefinitions={[
          {
            id: "owner",
            header: text.owner,
            cell: ({ owner }) => <UntrustedText>{owner}</UntrustedText>,
          },
          { id: "where", header: text.where, cell: placeText },
        ]}
        header={
          <Header
            variant="h3"
            counter={`(${elsewhere.length})`}
            actions={
              movable.length === 0 || status.state !== "ready" || status.kind === null ? null : (
                <Button data-testid="move-secrets" onClick={() => setMoving(true)}>
                  {secretStore.move.action(movable.length, secretStore.places[status.kind])}
                </Button>
              )
            }
          >
            {text.title}
          </Header>
        }
      />
      {moving && status.kind !== null ? (
        <Suspense>
          <MoveSecrets
            to={status.kind}
            fromVault={movable.some(({ store }) => store === "vault")}
            onClose={() => setMoving(false)}
          />
        </Suspense>
      ) : null}
    </SpaceBetween>
  );
}

function placeText({ store, gone }: SecretPlaceView): string {
  return gone ? text.gone : text.place(secretStore.places[store]);
}
