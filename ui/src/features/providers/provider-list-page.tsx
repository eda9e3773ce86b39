import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ProviderSummary } from "../../backend/bindings.ts";
import { useProviders } from "../../backend/queries.ts";
import { providers as text } from "../../messages/providers.ts";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useTestConnection } from "../../parts/test-connection.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { useDuplicate, useEnable } from "./provider-actions.ts";
import type { RowHandlers } from "./provider-columns.tsx";
import { ProviderTable } from "./provider-table.tsx";

const DraftsNote = lazy(() => import("./drafts-note.tsx"));
const DeleteProvidersModal = lazy(() => import("./delete-providers-modal.tsx"));
const ErrorAlert = lazy(async () => ({
  default: (await import("../../parts/error-alert.tsx")).ErrorAlert,
}));

export function ProviderListPage() {
  const { data, error, refetch } = useProviders();
  const test = useTestConnection();
  const noWriting = useNoWriting();
  const { mutate: startTest } = test;
  const [selected, setSelected] = useState<readonly ProviderSummary[]>([]);
  const [deleting, setDeleting] = useState<readonly ProviderSummary[]>([]);

  const { mutate: duplicate } = useDuplicate();
  const { mutate: enable } = useEnable();

  const handlers = useMemo<RowHandlers>(
    () => ({
      noWriting,
      onTest: ({ id }) => startTest(id),
      onDuplicate: ({ id }) => duplicate(id),
      onEnable: ({ id }, enabled) => enable({ id, enabled }),
      onDelete: (provider) => setDeleting([provider]),
    }),
    [noWriting, startTest, duplicate, enable],
  );
  const [only] = selected;
  const testable = selected.length === 1 && only?.tests.includes("test_connection") === true;

  const header = (
    <Header
      variant="awsui-h1-sticky"
      counter={data === undefined ? "" : counter(data.length, selected.length)}
      description={text.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button data-testid="open-trash" onClick={() => navigate(paths.trash())}>
            {text.trash}
          </Button>
          <Button
            disabled={selected.length === 0}
            {...noWriting}
            onClick={() => setDeleting(selected)}
            data-testid="delete-selected"
          >
            {text.actions.remove}
          </Button>
          <Button
            disabled={!testable}
            {...noWriting}
            loading={test.isPending}
            onClick={() => {
              if (only !== undefined) handlers.onTest(only);
            }}
            data-testid="test-selected"
          >
            {text.actions.test}
          </Button>
          <Button
            variant="primary"
            {...noWriting}
            data-testid="add-provider"
            onClick={() => navigate(paths.newProvider())}
          >
            {text.add}
          </Button>
        </SpaceBetween>
      }
    >
      {text.title}
    </Header>
  );

  return (
    <SpaceBetween size="m">
      {error === null ? null : (
        <Suspense>
          <ErrorAlert error={error} onRetry={() => void refetch()} />
        </Suspense>
      )}
      {/* After the rows: the list does not wait for it. */}
      {data === undefined ? null : (
        <Suspense>
          <DraftsNote />
        </Suspense>
      )}
      <ProviderTable
        header={header}
        providers={data}
        failed={error !== null}
        selected={selected}
        onSelect={setSelected}
        handlers={handlers}
      />
      {deleting.length === 0 ? null : (
        <Suspense>
          <DeleteProvidersModal
            providers={deleting.map(({ id, displayName }) => ({ id, name: displayName }))}
            onClose={() => setDeleting([])}
            onDeleted={() =>
              setSelected((all) => all.filter((one) => !deleting.some(({ id }) => id === one.id)))
            }
          />
        </Suspense>
      )}
    </SpaceBetween>
  );
}

function counter(all: number, selected: number): string {
  const total = all.toLocaleString("en");
  return selected === 0 ? `(${total})` : `(${selected.toLocaleString("en")}/${total})`;
}
