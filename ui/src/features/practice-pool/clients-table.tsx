import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import type { PracticeClient } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { poolEditor } from "../../messages/pool-editor.ts";
import { pool } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { EntryMenu } from "./entry-menu.tsx";
import type { PoolRequest } from "./use-pool-editing.ts";

const text = pool.clients;

interface ClientsTableProps {
  clients: readonly PracticeClient[];
  running: boolean;
  onAsk: (request: PoolRequest) => void;
}

const columns = (
  onAsk: ClientsTableProps["onAsk"],
): TableProps.ColumnDefinition<PracticeClient>[] => [
  {
    id: "name",
    header: text.columns.name,
    isRowHeader: true,
    minWidth: 210,
    cell: ({ name, purpose, confidential }) => (
      <>
        <UntrustedText>{name}</UntrustedText>
        <Box fontSize="body-s" color="text-body-secondary">
          <UntrustedText>{purpose}</UntrustedText>
        </Box>
        <Badge>{confidential ? text.confidential : text.public}</Badge>
      </>
    ),
  },
  {
    id: "id",
    header: text.columns.id,
    minWidth: 180,
    cell: ({ id }) => <Copyable text={id} what={text.columns.id} />,
  },
  {
    id: "callbacks",
    header: text.columns.callbacks,
    minWidth: 240,
    cell: ({ callbackUrls }) =>
      callbackUrls.map((url) => (
        <div key={url}>
          <Copyable text={url} what={url} />
        </div>
      )),
  },
  {
    id: "scopes",
    header: text.columns.scopes,
    minWidth: 110,
    cell: ({ scopes }) => <UntrustedText>{scopes.join(" ")}</UntrustedText>,
  },
  {
    id: "add",
    header: text.columns.add,
    minWidth: 200,
    cell: (client) => (
      <span className="cell-actions">
        <AddButton client={client} />
        <EntryMenu what="client" id={client.id} name={client.name} onAsk={onAsk} />
      </span>
    ),
  },
];

/** The pool's app clients; while it runs, each can be added as a provider. */
export function ClientsTable({ clients, running, onAsk }: ClientsTableProps) {
  const all = columns(onAsk);
  const noWriting = useNoWriting();
  return (
    <Table
      items={clients}
      columnDefinitions={running ? all : all.filter(({ id }) => id !== "add")}
      trackBy="id"
      wrapLines
      cellVerticalAlign="top"
      ariaLabels={{ tableLabel: text.title }}
      data-testid="practice-clients"
      header={
        <Header
          variant="h2"
          {...(running ? { counter: `(${clients.length})` } : {})}
          actions={
            running ? (
              <Button
                {...noWriting}
                data-testid="add-pool-client"
                onClick={() => onAsk({ act: "add", what: "client" })}
              >
                {poolEditor.addClient}
              </Button>
            ) : null
          }
        >
          {text.title}
        </Header>
      }
      empty={running ? text.empty : text.stopped}
    />
  );
}

function AddButton({ client }: { client: PracticeClient }) {
  const noWriting = useNoWriting();
  const backend = useBackend();
  const { failed, succeeded, withSecretStore } = useNotifications();
  const add = useMutation({
    mutationFn: () => withSecretStore(() => backend.addPracticePoolProvider(client.id)),
    onMutate: watchPlace,
    onSuccess: (provider, _, isStillHere) => {
      succeeded(text.added(provider.definition.displayName ?? ""));
      if (isStillHere()) navigate(paths.provider(provider.id));
    },
    onError: (error) => failed(error),
  });
  return (
    <Button
      variant="inline-link"
      {...noWriting}
      loading={add.isPending}
      ariaLabel={text.addOne(client.name)}
      data-testid={`add-practice-client-${client.id}`}
      onClick={() => add.mutate()}
    >
      {text.add}
    </Button>
  );
}
