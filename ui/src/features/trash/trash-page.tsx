import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMemo, useState } from "react";
import type { TrashEntry } from "../../backend/bindings.ts";
import { useTrash } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { trash as text } from "../../messages/trash.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useRestoreProviders } from "../../parts/restore-providers.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { PurgeTrashModal } from "./purge-trash-modal.tsx";

/** Yields whether it is out of the trash. */
type Restore = (entry: TrashEntry) => Promise<boolean>;

/** The deleted providers: restoring one, or emptying the trash. */
export default function TrashPage() {
  const { data, error, refetch } = useTrash();
  const restore = useRestoreProviders();
  const noWriting = useNoWriting();
  const [purging, setPurging] = useState(false);
  const columns = useMemo(
    () => trashColumns(({ id, displayName }) => restore([{ id, name: displayName }])),
    [restore],
  );
  return (
    <SpaceBetween size="m">
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines
        items={data ?? []}
        columnDefinitions={columns}
        trackBy="id"
        loading={data === undefined && error === null}
        loadingText={text.loading}
        ariaLabels={{ tableLabel: text.title }}
        data-testid="trash-table"
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={data === undefined ? "" : text.counter(data.length)}
            description={text.description}
            actions={
              <Button
                disabled={data === undefined || data.length === 0}
                {...noWriting}
                data-testid="purge-trash"
                onClick={() => setPurging(true)}
              >
                {text.purge.action}
              </Button>
            }
          >
            {text.title}
          </Header>
        }
        empty={
          error === null ? (
            <EmptyState
              title={text.empty.title}
              text={text.empty.text}
              action={
                <Button onClick={() => navigate(paths.providers())}>{text.empty.action}</Button>
              }
            />
          ) : null
        }
      />
      {purging ? (
        <PurgeTrashModal entries={data ?? []} onClose={() => setPurging(false)} />
      ) : null}
    </SpaceBetween>
  );
}

function trashColumns(restore: Restore): TableProps.ColumnDefinition<TrashEntry>[] {
  return [
    {
      id: "name",
      header: text.columns.name,
      isRowHeader: true,
      minWidth: 240,
      cell: ({ displayName }) => <UntrustedText>{displayName}</UntrustedText>,
    },
    {
      id: "deleted",
      header: text.columns.deleted,
      minWidth: 160,
      cell: ({ deletedAt }) => <Timestamp at={deletedAt} />,
    },
    {
      id: "secret",
      header: text.columns.secret,
      minWidth: 130,
      cell: ({ clientSecretSet }) => (clientSecretSet ? text.secret.kept : text.secret.none),
    },
    {
      id: "actions",
      header: text.columns.actions,
      minWidth: 120,
      cell: (entry) => <RestoreButton entry={entry} restore={restore} />,
    },
  ];
}

interface RestoreButtonProps {
  entry: TrashEntry;
  restore: Restore;
}

function RestoreButton({ entry, restore }: RestoreButtonProps) {
  const [busy, setBusy] = useState(false);
  const noWriting = useNoWriting();
  return (
    <Button
      variant="inline-link"
      {...noWriting}
      loading={busy}
      ariaLabel={text.restoreOne(entry.displayName)}
      onClick={() => {
        setBusy(true);
        // Its row goes as soon as the list is read anew.
        void restore(entry).then((isRestored) => setBusy(isRestored));
      }}
    >
      {text.restore}
    </Button>
  );
}
