import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { HandOver, HandOverField, ProviderView } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { handOver as text } from "../../messages/hand-over.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { useTicks } from "../../parts/hand-over-ticks.ts";
import { useCopiedSecret } from "./copied-secret.ts";
import { SecretButton, SecretState } from "./secret-row.tsx";

interface FieldsTableProps {
  provider: ProviderView;
  page: HandOver;
}

/** The fields in the order of the consumer's form; what is done is ticked off. */
export function FieldsTable({ provider, page }: FieldsTableProps) {
  const { fields } = page;
  const { isDone, tick } = useTicks(provider.id, page.consumer);
  const secret = useCopiedSecret(provider.id);
  const stored = provider.clientSecretSet;

  const copyCell = ({ kind, label, value }: HandOverField) => {
    switch (kind) {
      case "text":
        return value === "" ? null : <CopyButton text={value} what={label} />;
      case "client_secret":
        return <SecretButton secret={secret} stored={stored} />;
      case "choice":
      case "own":
        return null;
    }
  };

  const columns: TableProps.ColumnDefinition<HandOverField>[] = [
    { id: "copy", header: text.columns.copy, width: 70, cell: copyCell },
    {
      id: "field",
      header: text.columns.field,
      isRowHeader: true,
      minWidth: 200,
      width: 260,
      cell: ({ label }) => <Box fontWeight="bold">{label}</Box>,
    },
    {
      id: "value",
      header: text.columns.value,
      minWidth: 320,
      cell: (field) => (
        <>
          {field.kind === "client_secret" ? (
            <SecretState providerId={provider.id} secret={secret} stored={stored} />
          ) : (
            <FieldValue field={field} />
          )}
          {field.note === null ? null : (
            <Box fontSize="body-s" color="text-body-secondary">
              {field.note}
            </Box>
          )}
        </>
      ),
    },
    {
      id: "done",
      header: text.columns.done,
      width: 90,
      cell: (field) => (
        <Checkbox
          checked={isDone(field)}
          ariaLabel={text.doneOf(field.label)}
          onChange={({ detail }) => tick(field, detail.checked)}
        />
      ),
    },
  ];

  return (
    <Table
      variant="container"
      wrapLines
      items={fields}
      columnDefinitions={columns}
      trackBy="label"
      ariaLabels={{ tableLabel: text.fields }}
      data-testid="hand-over-fields"
      header={
        <Header variant="h2" counter={text.progress(fields.filter(isDone).length, fields.length)}>
          {text.fields}
        </Header>
      }
    />
  );
}

function FieldValue({ field }: { field: HandOverField }) {
  if (field.kind === "choice") return <Box fontWeight="bold">{text.setTo(field.value)}</Box>;
  if (field.kind === "own") return <Box color="text-status-inactive">{text.own}</Box>;
  if (field.value === "") return <Box color="text-status-inactive">{text.leaveEmpty}</Box>;
  return <UntrustedText code>{field.value}</UntrustedText>;
}
