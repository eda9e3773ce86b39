import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { RunOutcome, TestStatus } from "../backend/bindings.ts";
import { durationParts } from "../components/duration.ts";
import { outcomes, units } from "../messages/actions.ts";

const RUN: Record<RunOutcome, StatusIndicatorProps.Type> = {
  running: "in-progress",
  passed: "success",
  failed: "error",
  cancelled: "stopped",
  interrupted: "warning",
};

const TEST: Record<TestStatus, StatusIndicatorProps.Type> = {
  never_tested: "pending",
  passed: "success",
  failed: "error",
  stale: "warning",
};

export function RunOutcomeIndicator({ outcome }: { outcome: RunOutcome }) {
  return <StatusIndicator type={RUN[outcome]}>{whole(outcomes.run[outcome])}</StatusIndicator>;
}

export function TestStatusIndicator({ status }: { status: TestStatus }) {
  return <StatusIndicator type={TEST[status]}>{whole(outcomes.test[status])}</StatusIndicator>;
}

/** A status indicator breaks its text anywhere; these texts have words. */
function whole(text: string) {
  return <span className="whole-words">{text}</span>;
}

/** `812 ms`, `3.4 s`, `2 min 5 s` */
export function durationText(milliseconds: number): string {
  const { minutes, seconds } = durationParts(milliseconds);
  if (minutes > 0) return units.minutes(minutes, seconds);
  return milliseconds < 1000 ? units.milliseconds(milliseconds) : units.seconds(seconds);
}
