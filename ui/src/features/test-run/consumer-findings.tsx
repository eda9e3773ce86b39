import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ConsumerFinding, ConsumerView, FindingEffect } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { consumers as messages } from "../../messages/consumers.ts";
import { CopyButton } from "../../parts/copy-button.tsx";

const text = messages.findings;

const STATUS: Record<FindingEffect, StatusIndicatorProps.Type> = {
  refuses: "error",
  remark: "warning",
  note: "info",
};

const COLUMNS: TableProps.ColumnDefinition<ConsumerFinding>[] = [
  {
    id: "effect",
    header: text.columns.effect,
    minWidth: 140,
    width: 150,
    cell: ({ effect }) => (
      <StatusIndicator type={STATUS[effect]}>
        <span className="whole-words">{text.effects[effect]}</span>
      </StatusIndicator>
    ),
  },
  {
    id: "problem",
    header: text.columns.problem,
    isRowHeader: true,
    minWidth: 280,
    cell: (finding) => <Problem finding={finding} />,
  },
  {
    id: "next",
    header: text.columns.next,
    minWidth: 280,
    cell: ({ nextStep, setting }) => (
      <SpaceBetween size="xxs">
        <span>{nextStep}</span>
        {setting === null ? null : (
          <span className="copyable">
            <CopyButton text={setting.text} what={text.setting} />
            <UntrustedText code>{setting.text}</UntrustedText>
          </span>
        )}
      </SpaceBetween>
    ),
  },
];

/** What was found, the worst first, each with what to do. */
export function ConsumerFindings({ consumer }: { consumer: ConsumerView }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      contentDensity="compact"
      cellVerticalAlign="top"
      items={consumer.findings}
      columnDefinitions={COLUMNS}
      trackBy="id"
      ariaLabels={{ tableLabel: text.title }}
      data-testid="consumer-findings"
      header={
        <Header variant="h3" headingTagOverride="h2">
          {text.title}
        </Header>
      }
      empty={text.none}
    />
  );
}

function Problem({ finding }: { finding: ConsumerFinding }) {
  const { problem, found, source, verified } = finding;
  return (
    <SpaceBetween size="xxs">
      <span>{problem}</span>
      {found === null ? null : (
        <Box fontSize="body-s">
          <UntrustedText>{text.found(found)}</UntrustedText>
        </Box>
      )}
      <Box fontSize="body-s" color="text-body-secondary">
        {text.source(source)}
      </Box>
      {verified ? null : <Badge>{text.general}</Badge>}
    </SpaceBetween>
  );
}
