import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { FieldChange, MappedValue, UserChange } from "../../backend/bindings.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { user as text } from "../../messages/users.ts";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

/** What happened to a user: when, what, by which sign-in. */
export function UserHistory({ history }: { history: readonly UserChange[] }) {
  return (
    <Table
      variant="container"
      wrapLines
      items={history}
      columnDefinitions={COLUMNS}
      trackBy={({ seq }) => String(seq)}
      ariaLabels={{ tableLabel: text.history }}
      data-testid="user-history"
      header={
        <Header variant="h2" description={text.historyHint}>
          {text.history}
        </Header>
      }
    />
  );
}

const COLUMNS: TableProps.ColumnDefinition<UserChange>[] = [
  { id: "at", header: text.historyColumns.at, minWidth: 100, cell: ({ at }) => <Timestamp at={at} /> },
  {
    id: "what",
    header: text.historyColumns.what,
    isRowHeader: true,
    minWidth: 90,
    cell: ({ kind, newLink }) => (
      <>
        {text.kinds[kind]}
        {newLink ? (
          <Box fontSize="body-s" color="text-body-secondary">
            {text.newLink}
          </Box>
        ) : null}
      </>
    ),
  },
  {
    id: "changes",
    header: text.historyColumns.changes,
    minWidth: 170,
    cell: (change) => <Changes change={change} />,
  },
  {
    id: "from",
    header: text.historyColumns.from,
    minWidth: 120,
    cell: (change) => <Origin change={change} />,
  },
];

function Changes({ change }: { change: UserChange }) {
  if (change.fields.length === 0) {
    const proven = change.kind === "updated" && !change.newLink;
    return <span>{proven ? text.proven : text.noFields}</span>;
  }
  return change.fields.map((field) => (
    <div key={field.name}>
      <UntrustedText>{sentence(field)}</UntrustedText>
    </div>
  ));
}

function sentence({ name, old, new: next }: FieldChange): string {
  return text.change(name, shown(old), shown(next));
}

function shown(value: MappedValue | null): string {
  if (value === null) return text.none;
  return typeof value === "string" ? value : value.join(", ");
}

function Origin({ change }: { change: UserChange }) {
  const { kind, provider, subject, runId } = change;
  return (
    <>
      <UntrustedText>{kind === "unlinked" ? provider : text.from(provider)}</UntrustedText>
      <Box fontSize="body-s" color="text-body-secondary">
        <UntrustedText>{subject}</UntrustedText>
      </Box>
      {kind === "unlinked" ? <div>{text.purged}</div> : null}
      {runId === null ? null : <RouteLink to={paths.run(runId)}>{text.run}</RouteLink>}
    </>
  );
}
