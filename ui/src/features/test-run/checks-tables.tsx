import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { CheckView, StepView, Verdict } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run } from "../../messages/test-run.ts";

const text = run.checks;

const VERDICT: Record<Verdict, StatusIndicatorProps.Type> = {
  passed: "success",
  failed: "error",
  warning: "warning",
  not_checked: "stopped",
};

const COLUMNS: TableProps.ColumnDefinition<CheckView>[] = [
  {
    id: "verdict",
    header: text.columns.verdict,
    minWidth: 140,
    cell: ({ verdict }) => (
      <StatusIndicator type={VERDICT[verdict]}>
        <span className="whole-words">{text.verdicts[verdict]}</span>
      </StatusIndicator>
    ),
  },
  {
    id: "text",
    header: text.columns.text,
    isRowHeader: true,
    minWidth: 260,
    cell: ({ text: sentence, source, requirement }) => (
      <>
        {sentence}
        <Box fontSize="body-s" color="text-body-secondary">
          {text.requirements[requirement]} · {source}
        </Box>
      </>
    ),
  },
  { id: "found", header: text.columns.found, minWidth: 200, cell: ({ found }) => value(found) },
  {
    id: "expected",
    header: text.columns.expected,
    minWidth: 200,
    cell: ({ expected }) => value(expected),
  },
];

/** The checks that did not simply pass. */
export function notableChecks(steps: readonly StepView[]): CheckView[] {
  return steps.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict !== "passed"));
}

/** What did not pass, then the check table of each step. */
export function ChecksTables({ steps }: { steps: readonly StepView[] }) {
  const notable = notableChecks(steps);
  return (
    <SpaceBetween size="l">
      {notable.length === 0 ? null : (
        <Checks id="notable" title={text.notable} checks={notable} empty={null} />
      )}
      {steps.map((step) => (
        <Checks
          key={step.step}
          id={step.step}
          title={step.title}
          description={counts(step)}
          checks={step.checks}
          empty={step.skipped ?? text.none}
        />
      ))}
    </SpaceBetween>
  );
}

interface ChecksProps {
  id: string;
  title: string;
  description?: string | undefined;
  checks: readonly CheckView[];
  empty: string | null;
}

function Checks({ id, title, description, checks, empty }: ChecksProps) {
  return (
    <Table
      variant="embedded"
      wrapLines
      contentDensity="compact"
      cellVerticalAlign="top"
      items={checks}
      columnDefinitions={COLUMNS}
      ariaLabels={{ tableLabel: title }}
      data-testid={`checks-${id}`}
      header={
        <Header variant="h3" headingTagOverride="h2" description={description}>
          {title}
        </Header>
      }
      empty={empty}
    />
  );
}

function counts(step: StepView): string | undefined {
  if (step.checks.length === 0) return undefined;
  const passed = step.checks.filter(({ verdict }) => verdict === "passed").length;
  return text.counts(passed, step.checks.length);
}

function value(content: string | null) {
  return content === null ? null : <UntrustedText code>{content}</UntrustedText>;
}
