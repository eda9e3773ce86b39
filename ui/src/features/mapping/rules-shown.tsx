import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { useProvider } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import type { RuleSet } from "./rules.ts";

const code = (value: string | null | undefined) =>
  value === null || value === undefined ? null : <UntrustedText code>{value}</UntrustedText>;

function optionsOf({ required, multiValued, onEveryLogin }: MappingRuleDraft): string {
  const { options } = text;
  return [
    required === true ? options.required : "",
    multiValued === true ? options.multiValued : "",
    onEveryLogin === true ? options.everyLogin : "",
  ]
    .filter((word) => word !== "")
    .join(", ");
}

const COLUMNS: TableProps.ColumnDefinition<MappingRuleDraft>[] = [
  { id: "target", header: text.columns.target, isRowHeader: true, cell: ({ target }) => code(target) },
  {
    id: "source",
    header: text.columns.source,
    cell: ({ source, expression }) => code(expression ?? source),
  },
  { id: "default", header: text.columns.default, cell: (rule) => code(rule.default) },
  { id: "options", header: text.columns.options, cell: optionsOf },
];

/** The stored rules without anything to change them with. */
export function RulesShown({ providerId }: { providerId: string }) {
  const { data, error, refetch } = useProvider(providerId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageReading text={text.loading} />;
  const { attributes } = data.definition;
  return (
    <SpaceBetween size="l">
      <RuleList set="user" rules={attributes?.user ?? []} />
      <RuleList set="external" rules={attributes?.external ?? []} />
      <Box>{attributes?.sendOnlyConfigured === true ? text.sendOnly.text : text.sendOnly.isOff}</Box>
    </SpaceBetween>
  );
}

function RuleList({ set, rules }: { set: RuleSet; rules: MappingRuleDraft[] }) {
  const words = text.sets[set];
  return (
    <Table
      items={rules}
      columnDefinitions={COLUMNS}
      wrapLines
      ariaLabels={{ tableLabel: words.title }}
      data-testid={`rules-shown-${set}`}
      header={
        <Header variant="h2" counter={`(${rules.length})`} description={words.text}>
          {words.title}
        </Header>
      }
      empty={<EmptyState title={words.empty} />}
    />
  );
}
