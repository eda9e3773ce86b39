import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RunView } from "../../backend/bindings.ts";
import { useRun } from "../../backend/queries.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run as text } from "../../messages/test-run.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { usePageTitle } from "../../parts/page-title.ts";
import { CallbackCard } from "./callback-card.tsx";
import { DiagnosisCard } from "./diagnosis-card.tsx";
import { LivePanel } from "./live-panel.tsx";
import { ResultTabs } from "./result-tabs.tsx";
import { RunActions } from "./run-actions.tsx";
import { StepsCard } from "./steps-card.tsx";
import { Verdict } from "./verdict.tsx";

interface RunPageProps {
  runId: string;
  /** In the result window: no way to other pages. */
  compact?: boolean;
}

/** A test run while it runs and afterwards. */
export function RunPage({ runId, compact = false }: RunPageProps) {
  const { data, error, refetch } = useRun(runId);
  usePageTitle(data === undefined ? undefined : text.title(data.provider));
  if (data !== undefined) {
    return (
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={data.outcome === "running" ? null : <RunActions run={data} compact={compact} />}
        >
          <UntrustedText>{text.title(data.provider)}</UntrustedText>
        </Header>
        {data.outcome === "running" ? <Running run={data} /> : <Finished run={data} compact={compact} />}
      </SpaceBetween>
    );
  }
  if (error !== null) {
    return <PageError title={text.page} error={error} onRetry={() => void refetch()} />;
  }
  return <PageReading text={text.loading} />;
}

function Running({ run }: { run: RunView }) {
  return (
    <SpaceBetween size="l">
      <LivePanel run={run} />
      <StepsCard run={run} />
    </SpaceBetween>
  );
}

function Finished({ run, compact }: { run: RunView; compact: boolean }) {
  return (
    <SpaceBetween size="l">
      <Verdict run={run} />
      {run.diagnosis.map((diagnosis, index) => (
        <DiagnosisCard key={index} diagnosis={diagnosis} verdict={run.sentence} />
      ))}
      <ResultTabs run={run} compact={compact} />
      <div className="side-by-side">
        <StepsCard run={run} />
        {run.mode === "api" ? null : <CallbackCard run={run} />}
      </div>
    </SpaceBetween>
  );
}
