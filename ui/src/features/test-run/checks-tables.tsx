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
    cell: ({ text: sentence, source }) => (
      <>
        {sentence}
        <Box fontSize="body-s" color="text-body-secondary">
          {source}
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
  {
    id: "requirement",
    header: text.columns.requirement,
    minWidth: 120,
    cell: ({ requirement }) => text.requirements[requirement],
  },
];

/** The check table of each step. */
export function ChecksTables({ steps }: { steps: readonly StepView[] }) {
  return (
    <SpaceBetween size="l">
      {steps.map((step) => (
        <Table
          key={step.step}
          variant="embedded"
          wrapLines
          contentDensity="compact"
          cellVerticalAlign="top"
          items={step.checks}
          trackBy="check"
          columnDefinitions={COLUMNS}
          ariaLabels={{ tableLabel: step.title }}
          data-testid={`checks-${step.step}`}
          header={
            <Header variant="h3" headingTagOverride="h2" description={counts(step)}>
              {step.title}
            </Header>
          }
          empty={step.skipped ?? text.none}
        />
      ))}
    </SpaceBetween>
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
