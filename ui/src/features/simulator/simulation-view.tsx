import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Attempt, Simulation } from "../../backend/bindings.ts";
import { useRun } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { simulator as text } from "../../messages/simulator.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { RunOutcomeIndicator } from "../../parts/outcome.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";
import { Candidates } from "./candidates.tsx";
import { Fallback } from "./fallback.tsx";
import type { RunParts } from "./simulator-page.tsx";

interface SimulationViewProps {
  simulation: Simulation;
  parts: RunParts;
}

/** The route, each provider that was tried, and what came of it. */
export function SimulationView({ simulation, parts }: SimulationViewProps) {
  const { attempts, running } = simulation;
  const last = attempts.at(-1);
  const passed = !running && last?.outcome === "passed";
  return (
    <SpaceBetween size="l">
      {running ? null : (
        <Alert
          type={passed ? "success" : "error"}
          header={passed ? text.result.passed(last.provider.name) : text.result.failed}
          data-testid="simulator-result"
        >
          <UntrustedText>{last?.sentence ?? ""}</UntrustedText>
        </Alert>
      )}
      <RouteCard simulation={simulation} parts={parts} />
      {attempts.map((attempt, index) => (
        <AttemptCard key={index} attempt={attempt} number={index + 1} />
      ))}
      {running && last?.runId ? <LiveRun runId={last.runId} parts={parts} /> : null}
      {!running && last?.runId ? <Received runId={last.runId} parts={parts} /> : null}
    </SpaceBetween>
  );
}

function RouteCard({ simulation, parts: { Failures } }: SimulationViewProps) {
  const { email, decision, fallbackOn } = simulation;
  const words = text.route;
  return (
    <Container header={<Header variant="h2">{words.title}</Header>} data-testid="simulator-route">
      <SpaceBetween size="m">
        <UntrustedText>{decision.explanation}</UntrustedText>
        <KeyValuePairs
          columns={3}
          items={[
            { label: words.email, value: <UntrustedText>{email ?? words.noEmail}</UntrustedText> },
            {
              label: words.provider,
              value: <UntrustedText>{decision.provider?.name ?? ""}</UntrustedText>,
            },
            {
              label: words.fallback,
              value: <Fallback decision={decision} />,
            },
          ]}
        />
        <ExpandableSection headerText={text.candidates.show}>
          <Candidates candidates={decision.candidates} />
        </ExpandableSection>
        <ExpandableSection headerText={words.failures} data-testid="simulator-failures">
          <Failures on={fallbackOn} />
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}

function AttemptCard({ attempt, number }: { attempt: Attempt; number: number }) {
  const { provider, runId, outcome, sentence, fallsBack } = attempt;
  return (
    <div data-testid={`attempt-${number}`}>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              runId === null ? null : (
                <RouteLink to={paths.run(runId)}>{text.toRun}</RouteLink>
              )
            }
          >
            <UntrustedText>{text.attempt(number, provider.name)}</UntrustedText>
          </Header>
        }
      >
        <SpaceBetween size="xs">
          <RunOutcomeIndicator outcome={outcome} />
          {sentence === "" ? null : <UntrustedText>{sentence}</UntrustedText>}
          {fallsBack === null ? null : (
            <div>
              <Box variant="awsui-key-label">{fallsBack.tried ? text.fellBack : text.stays}</Box>
              <UntrustedText>{fallsBack.because}</UntrustedText>
            </div>
          )}
        </SpaceBetween>
      </Container>
    </div>
  );
}

interface RunProps {
  runId: string;
  parts: RunParts;
}

/** What the person needs while one provider signs them in. */
function LiveRun({ runId, parts: { Live } }: RunProps) {
  const { data, error, refetch } = useRun(runId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return data?.outcome === "running" ? <Live run={data} /> : null;
}

/** What came of the sign-in: of one that failed, what there was before. */
function Received({ runId, parts: { Attributes, Mapped, User } }: RunProps) {
  const { data, error, refetch } = useRun(runId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const passed = data.outcome === "passed";
  if (!passed && data.attributes.length === 0) return null;
  return (
    <SpaceBetween size="l">
      {passed ? null : (
        <Alert type="info" data-testid="simulator-partial">
          {text.result.partial}
        </Alert>
      )}
      <Container header={<Header variant="h2">{text.result.received}</Header>}>
        <Mapped mapped={data.mapped} />
      </Container>
      <Container header={<Header variant="h2">{text.result.user}</Header>}>
        <User runId={runId} compact={false} />
      </Container>
      <Container header={<Header variant="h2">{text.result.attributes}</Header>}>
        <Attributes attributes={data.attributes} />
      </Container>
    </SpaceBetween>
  );
}
