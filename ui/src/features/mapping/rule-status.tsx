import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { RuleStatus } from "../../backend/bindings.ts";
import { preview } from "../../messages/mapping-preview.ts";

const ICONS: Record<RuleStatus, StatusIndicatorProps.Type> = {
  ok: "success",
  skipped: "stopped",
  empty: "pending",
  error: "error",
  required_missing: "error",
};

/** What became of a rule: an icon and words, never colour alone. */
export function RuleStatusWords({ status }: { status: RuleStatus }) {
  return <StatusIndicator type={ICONS[status]}>{preview.status[status]}</StatusIndicator>;
}
