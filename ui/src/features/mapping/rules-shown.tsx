import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type {
  AttributesDraft,
  MappingRuleDraft,
  PreviewInput,
  ProviderView,
  RuleResult,
} from "../../backend/bindings.ts";
import { useMappingPreview } from "../../backend/mapping-queries.ts";
import { useProvider } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { optionsInWords } from "./rule-words.ts";
import type { RuleSet } from "./rules.ts";

/** A rule and what the program says about it. */
interface ShownRule {
  rule: MappingRuleDraft;
  about: RuleResult | undefined;
}

const COLUMNS: TableProps.ColumnDefinition<ShownRule>[] = [
  {
    id: "target",
    header: text.columns.target,
    isRowHeader: true,
    width: 220,
    cell: ({ rule }) => <UntrustedText code>{rule.target}</UntrustedText>,
  },
  { id: "rule", header: text.columns.rule, cell: (shown) => <InWords {...shown} /> },
  { id: "options", header: text.columns.options, width: 220, cell: ({ rule }) => optionsInWords(rule) },
];

function InWords({ about }: ShownRule) {
  if (about === undefined) return null;
  return (
    <SpaceBetween size="xxs">
      <UntrustedText>{about.sentence}</UntrustedText>
      <Box color="text-body-secondary" fontSize="body-s">
        <UntrustedText code>{about.cel}</UntrustedText>
      </Box>
    </SpaceBetween>
  );
}

/** The stored rules without anything to change them with. */
export function RulesShown({ providerId }: { providerId: string }) {
  const { data, error, refetch } = useProvider(providerId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageReading text={text.loading} />;
  return <Rules provider={data} />;
}

const NO_RULES: AttributesDraft = { user: [], external: [] };

function Rules({ provider }: { provider: ProviderView }) {
  const attributes = provider.definition.attributes ?? NO_RULES;
  // Sentences and CEL texts do not depend on what is received.
  const nothing: PreviewInput = { kind: "sample", providerId: provider.id, claims: [] };
  const about = useMappingPreview(nothing, attributes, null).answer.data?.view.results ?? [];
  const shown = (set: RuleSet): ShownRule[] =>
    (attributes[set] ?? []).map((rule, index) => ({
      rule,
      about: about.find((result) => result.set === set && result.index === index),
    }));
  return (
    <SpaceBetween size="l">
      <RuleList set="user" rules={shown("user")} />
      <RuleList set="external" rules={shown("external")} />
      <Box>
        {attributes.sendOnlyConfigured === true ? text.sendOnly.text : text.sendOnly.isOff}
      </Box>
    </SpaceBetween>
  );
}

function RuleList({ set, rules }: { set: RuleSet; rules: ShownRule[] }) {
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
