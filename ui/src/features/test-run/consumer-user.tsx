import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ConsumerView, Judgement, UserField } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { consumers as messages } from "../../messages/consumers.ts";
import { run } from "../../messages/test-run.ts";

const text = messages.user;

type Field = UserField["field"];

/** The user that the consumer would make, field by field, with where each comes from. */
export function ConsumerUser({ consumer }: { consumer: ConsumerView }) {
  const { plain, fitted } = consumer;
  const rows = plain.user.length > 0 ? plain.user : (fitted?.user ?? []);
  const columns: TableProps.ColumnDefinition<UserField>[] = [
    {
      id: "field",
      header: text.columns.field,
      isRowHeader: true,
      minWidth: 170,
      width: 230,
      cell: ({ field, label }) => (
        <>
          <span>{messages.fields[field]}</span>
          {label === messages.fields[field] ? null : (
            <Box fontSize="body-s" color="text-body-secondary">
              <UntrustedText>{label}</UntrustedText>
            </Box>
          )}
        </>
      ),
    },
    ...madeBy("plain", plain),
    ...(fitted === null ? [] : madeBy("fitted", fitted)),
  ];
  const isRefused = plain.user.length === 0;
  const header = (
    <Header
      variant="h3"
      headingTagOverride="h2"
      description={isRefused ? (rows.length > 0 ? text.refused : text.refusedAnyway) : undefined}
    >
      {text.title}
    </Header>
  );
  if (rows.length === 0) return <div data-testid="consumer-user">{header}</div>;
  return (
    <Table
      variant="embedded"
      wrapLines
      contentDensity="compact"
      cellVerticalAlign="top"
      items={rows}
      columnDefinitions={columns}
      trackBy="field"
      ariaLabels={{ tableLabel: text.title }}
      data-testid="consumer-user"
      header={header}
    />
  );
}

/** A column for each judgement that makes a user. */
function madeBy(
  id: "plain" | "fitted",
  judgement: Judgement,
): TableProps.ColumnDefinition<UserField>[] {
  if (judgement.user.length === 0) return [];
  return [
    {
      id,
      header: text.columns[id],
      minWidth: 220,
      cell: ({ field }) => <Value user={judgement.user} field={field} />,
    },
  ];
}

function Value({ user, field }: { user: readonly UserField[]; field: Field }) {
  const made = user.find((one) => one.field === field);
  const { values = [], claim = null, source = null, note = null } = made ?? {};
  const origin = claim !== null && source !== null ? text.from(claim, run.attributes.sources[source]) : null;
  return (
    <>
      {values.length === 0 ? (
        <Box color="text-status-inactive">{text.empty}</Box>
      ) : (
        values.map((value, index) => (
          <div key={index}>
            {value === "" ? (
              <Box color="text-status-inactive">{run.attributes.emptyValue}</Box>
            ) : (
              <UntrustedText code>{value}</UntrustedText>
            )}
          </div>
        ))
      )}
      {[origin, note].map((line) =>
        line === null ? null : (
          <Box key={line} fontSize="body-s" color="text-body-secondary">
            <UntrustedText>{line}</UntrustedText>
          </Box>
        ),
      )}
    </>
  );
}
