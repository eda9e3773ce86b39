import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { SecretPlaceView, SecretStoreStatus } from "../../backend/bindings.ts";
import { useSecretPlaces } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { secretStore } from "../../messages/secret-store.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

const MoveSecrets = lazy(() => import("./move-secrets.tsx"));
const text = secretStore.elsewhere;

/** Names the secrets to enter again, and those in another store than the one in use, to move. */
export function SecretsElsewhere({ status }: { status: SecretStoreStatus }) {
  const { data, error, refetch } = useSecretPlaces();
  const [moving, setMoving] = useState(false);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  const gone = data?.filter((place) => place.gone) ?? [];
  const movable = data?.filter((place) => !place.inUse && !place.gone) ?? [];
  if (gone.length === 0 && movable.length === 0 && !moving) return null;
  return (
    <SpaceBetween size="l">
      {gone.length === 0 ? null : (
        <Places
          testId="secrets-gone"
          title={text.goneTitle}
          description={text.goneText}
          places={gone}
          columns={[
            {
              id: "enter",
              header: text.enter,
              cell: (place) =>
                place.providerId === null ? null : (
                  <RouteLink
                    to={paths.editProvider(place.providerId)}
                    ariaLabel={text.enterFor(place.owner)}
                  >
                    {text.enter}
                  </RouteLink>
                ),
            },
          ]}
        />
      )}
      {movable.length === 0 ? null : (
        <Places
          testId="secrets-elsewhere"
          title={text.title}
          description={text.text}
          places={movable}
          columns={[
            {
              id: "where",
              header: text.where,
              cell: ({ store }) => text.place(secretStore.places[store]),
            },
          ]}
          actions={
            status.state !== "ready" || status.kind === null ? null : (
              <Button data-testid="move-secrets" onClick={() => setMoving(true)}>
                {secretStore.move.action(movable.length, secretStore.places[status.kind])}
              </Button>
            )
          }
        />
      )}
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

interface PlacesProps {
  testId: string;
  title: string;
  description: string;
  places: SecretPlaceView[];
  columns: TableProps.ColumnDefinition<SecretPlaceView>[];
  actions?: ReactNode;
}

function Places({ testId, title, description, places, columns, actions }: PlacesProps) {
  return (
    <Table
      variant="embedded"
      data-testid={testId}
      items={places}
      wrapLines
      columnDefinitions={[
        { id: "owner", header: text.owner, isRowHeader: true, cell: (place) => <Owner {...place} /> },
        ...columns,
      ]}
      header={
        <Header
          variant="h3"
          counter={`(${places.length})`}
          description={description}
          actions={actions}
        >
          {title}
        </Header>
      }
    />
  );
}

/** A draft and a provider in the trash have no page of their own. */
function Owner({ owner, providerId }: SecretPlaceView) {
  const name = <UntrustedText>{owner}</UntrustedText>;
  return providerId === null ? name : <RouteLink to={paths.provider(providerId)}>{name}</RouteLink>;
}
