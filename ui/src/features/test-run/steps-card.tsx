import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import type { RunView, StepOutcome, StepView } from "../../backend/bindings.ts";
import { run as text } from "../../messages/test-run.ts";
import { durationText } from "../../parts/outcome.tsx";

const STATUS: Record<StepOutcome, StepsProps.Status> = {
  running: "loading",
  passed: "success",
  failed: "error",
  not_checked: "stopped",
  skipped: "pending",
};

/** The steps as a timeline with their durations. */
export function StepsCard({ run }: { run: RunView }) {
  return (
    <Container header={<Header variant="h2">{text.steps}</Header>} data-testid="steps">
      {run.steps.length === 0 ? (
        <Box color="text-status-inactive">{text.noSteps}</Box>
      ) : (
        <Steps
          ariaLabel={text.steps}
          steps={run.steps.map((step) => ({
            status: statusOf(step),
            statusIconAriaLabel: text.stepOutcomes[step.outcome],
            header: (
              <span data-testid={`step-${step.step}`}>
                {step.title}
                {step.outcome === "running" ? null : (
                  <Box variant="span" color="text-body-secondary" margin={{ left: "xs" }}>
                    {durationText(step.durationMs)}
                  </Box>
                )}
              </span>
            ),
            details: detailsOf(step),
          }))}
        />
      )}
    </Container>
  );
}

function statusOf(step: StepView): StepsProps.Status {
  const warned = step.checks.some(({ verdict }) => verdict === "warning");
  return step.outcome === "passed" && warned ? "warning" : STATUS[step.outcome];
}

function detailsOf(step: StepView) {
  const problems = step.checks.filter(
    ({ verdict }) => verdict === "failed" || verdict === "warning",
  );
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {step.outcome === "passed" ? null : text.stepOutcomes[step.outcome]}
      {step.skipped === null ? null : `: ${step.skipped}`}
      {problems.map((check) => (
        <div key={check.check}>
          {text.checks.verdicts[check.verdict]}: {check.text}
        </div>
      ))}
    </Box>
  );
}
