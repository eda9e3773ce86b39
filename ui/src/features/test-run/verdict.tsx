import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import LiveRegion from "@cloudscape-design/components/live-region";
import type { RunOutcome, RunView } from "../../backend/bindings.ts";
import { absoluteTime } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run as messages } from "../../messages/test-run.ts";
import { durationText } from "../../parts/outcome.tsx";

const text = messages.verdict;

const TYPE: Record<RunOutcome, AlertProps.Type> = {
  running: "info",
  passed: "success",
  failed: "error",
  cancelled: "warning",
  interrupted: "warning",
};

/** The verdict in one sentence, with whose and when. */
export function Verdict({ run }: { run: RunView }) {
  const rows = [
    { label: text.provider, value: run.provider },
    { label: text.started, value: absoluteTime(run.startedAt) },
    { label: text.duration, value: durationText(run.durationMs) },
    { label: text.mode, value: text.modes[run.mode] },
  ];
  return (
    <div>
      <Alert type={TYPE[run.outcome]} header={run.sentence} data-testid="verdict">
        <dl className="inline-pairs">
          {rows.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <UntrustedText>{value}</UntrustedText>
              </dd>
            </div>
          ))}
        </dl>
      </Alert>
      <LiveRegion hidden>{run.sentence}</LiveRegion>
    </div>
  );
}
