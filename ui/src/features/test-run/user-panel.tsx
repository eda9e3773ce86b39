import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import type { FieldFate, FieldOutcome, UserDecision, UserOutcome } from "../../backend/bindings.ts";
import { useRunUser } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { ValueText } from "../../components/value-text.tsx";
import { runUser as text, users } from "../../messages/users.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { PageReading } from "../../parts/page-state.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

const ALERT: Record<UserOutcome, AlertProps.Type> = {
  created: "info",
  updated: "info",
  unchanged: "success",
  rejected: "error",
};

const FATE: Record<FieldFate, StatusIndicatorProps.Type> = {
  set: "success",
  changed: "success",
  cleared: "warning",
  kept: "stopped",
  empty: "stopped",
};

interface UserPanelProps {
  runId: string;
  /** In the result window: no way to other pages. */
  compact: boolean;
}

/** What the sign-in would make of the local users, and the button that does it. */
export default function UserPanel({ runId, compact }: UserPanelProps) {
  const { data, error, refetch } = useRunUser(runId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageReading text={text.loading} />;
  const { decision, rulesChanged } = data;
  return (
    <SpaceBetween size="l">
      <Outcome runId={runId} decision={decision} compact={compact} />
      {rulesChanged ? (
        <Alert type="warning" header={text.rulesChanged.title} data-testid="user-rules-changed">
          {text.rulesChanged.text}
        </Alert>
      ) : null}
      <Table
        variant="embedded"
        wrapLines
        items={decision.fields}
        columnDefinitions={decision.outcome === "rejected" ? OF_REJECTED : COLUMNS}
        trackBy="name"
        ariaLabels={{ tableLabel: text.table }}
        data-testid="user-fields"
        empty={<EmptyState title={text.noRules} />}
      />
    </SpaceBetween>
  );
}

function Outcome({ runId, decision, compact }: UserPanelProps & { decision: UserDecision }) {
  const { outcome, rejections, userId } = decision;
  const apply = useApply(runId);
  const name = decision.username ?? text.somebody;
  const applied = apply.data?.decision.outcome ?? null;
  // Once it is done there is nothing more to do, which alone would read as if nothing had been.
  const done = outcome !== "unchanged" || applied === "rejected" ? null : applied;
  const header =
    done !== null
      ? text.applied[done](name)
      : outcome === "rejected"
        ? text.headers.rejected
        : text.headers[outcome](name);
  return (
    <Alert
      type={ALERT[outcome]}
      header={<UntrustedText>{header}</UntrustedText>}
      action={<ApplyButton apply={apply} outcome={outcome} />}
      data-testid="user-outcome"
    >
      <SpaceBetween size="xs">
        {rejections.map(({ message }, index) => (
          <UntrustedText key={index}>{message}</UntrustedText>
        ))}
        {done === null ? <UntrustedText>{decision.because}</UntrustedText> : null}
        {decision.newLink && outcome === "updated" ? <span>{text.link}</span> : null}
        {done === null ? <span>{text.dry}</span> : null}
        {userId === null || compact ? null : (
          <RouteLink to={paths.user(userId)} testId="open-user">
            {text.open}
          </RouteLink>
        )}
      </SpaceBetween>
    </Alert>
  );
}

/** Creates or updates the user. What it did is said in place of what is left to do: nothing. */
function useApply(runId: string) {
  const backend = useBackend();
  const { failed, informed, succeeded } = useNotifications();
  return useMutation({
    mutationFn: () => backend.applyUser(runId),
    onSuccess: ({ decision: done }) => {
      if (done.outcome === "rejected") informed(text.applied.rejected, done.because);
      else succeeded(text.applied[done.outcome](done.username ?? text.somebody));
    },
    onError: (error) => failed(error),
  });
}

interface ApplyButtonProps {
  apply: ReturnType<typeof useApply>;
  outcome: UserOutcome;
}

function ApplyButton({ apply, outcome }: ApplyButtonProps) {
  const noWriting = useNoWriting();
  if (outcome === "unchanged" || outcome === "rejected") return null;
  return (
    <Button
      variant="primary"
      loading={apply.isPending}
      {...noWriting}
      data-testid="apply-user"
      onClick={() => apply.mutate()}
    >
      {text.apply[outcome]}
    </Button>
  );
}

const COLUMNS: TableProps.ColumnDefinition<FieldOutcome>[] = [
  {
    id: "field",
    header: text.columns.field,
    isRowHeader: true,
    minWidth: 120,
    cell: ({ name }) => <UntrustedText>{name}</UntrustedText>,
  },
  {
    id: "old",
    header: text.columns.old,
    minWidth: 140,
    cell: ({ old }) => <ValueText value={old} none={users.nothing} />,
  },
  {
    id: "next",
    header: text.columns.next,
    minWidth: 140,
    cell: ({ new: next }) => <ValueText value={next} none={users.nothing} />,
  },
  {
    id: "fate",
    header: text.columns.fate,
    minWidth: 120,
    cell: ({ fate }) => <StatusIndicator type={FATE[fate]}>{text.fates[fate]}</StatusIndicator>,
  },
  { id: "why", header: text.columns.why, minWidth: 220, cell: ({ why }) => why },
];

/** What would have become of a field is no news when nothing becomes of any. */
const OF_REJECTED = COLUMNS.filter(({ id }) => id !== "fate");
