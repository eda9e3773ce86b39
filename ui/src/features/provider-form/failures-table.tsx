import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import type { FallbackFailure, FallbackTrigger } from "../../backend/bindings.ts";
import { useFallbackFailures } from "../../backend/queries.ts";
import { routing } from "../../messages/routing.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";

const text = routing.failures;
const NONE: readonly FallbackFailure[] = [];
/** In the order of the form and of the table. */
export const TRIGGERS: readonly FallbackTrigger[] = ["unreachable", "client_refused", "access_denied"];

/** Every failure, and whether it leads to the fallback with the groups that are ticked. */
export function FailuresTable({ on }: { on: readonly FallbackTrigger[] }) {
  const { data, error, refetch } = useFallbackFailures();
  const rows = useMemo(() => {
    const group = ({ trigger }: FallbackFailure) =>
      trigger === null ? TRIGGERS.length : TRIGGERS.indexOf(trigger);
    return [...(data ?? NONE)].sort((a, b) => group(a) - group(b));
  }, [data]);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={rows}
      trackBy="code"
      loading={data === undefined}
      loadingText={text.loading}
      ariaLabels={{ tableLabel: text.table }}
      data-testid="failures-table"
      columnDefinitions={[
        { id: "failure", header: text.failure, isRowHeader: true, minWidth: 120, cell: ({ title }) => title },
        {
          id: "leads",
          header: text.leads,
          minWidth: 88,
          cell: ({ trigger }) => <Leads trigger={trigger} on={on} />,
        },
        {
          id: "until",
          header: text.when,
          minWidth: 96,
          cell: ({ until }) => (until === null ? "–" : text.until[until]),
        },
        { id: "reason", header: text.reason, minWidth: 150, cell: ({ reason }) => reason },
      ]}
    />
  );
}

interface LeadsProps {
  trigger: FallbackTrigger | null;
  on: readonly FallbackTrigger[];
}

function Leads({ trigger, on }: LeadsProps) {
  if (trigger === null) return <StatusIndicator type="stopped">{text.never}</StatusIndicator>;
  return on.includes(trigger) ? (
    <StatusIndicator type="success">{text.yes}</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">{text.no}</StatusIndicator>
  );
}
