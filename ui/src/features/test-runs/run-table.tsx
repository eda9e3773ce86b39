import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useSyncExternalStore, type ReactNode } from "react";
import type { RunSummary } from "../../backend/bindings.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { absoluteTime, relativeTime } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { runs as text } from "../../messages/test-runs.ts";
import { durationText, RunOutcomeIndicator } from "../../parts/outcome.tsx";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

interface RunTableProps {
  runs: readonly RunSummary[] | undefined;
  variant: TableProps.Variant;
  withProvider: boolean;
  header: ReactNode;
  empty: ReactNode;
  filter?: ReactNode;
  /** Present while a filter hides runs. */
  onClearFilter?: (() => void) | undefined;
}

const PAGE_SIZE = 50;
const NONE: readonly RunSummary[] = [];

const STARTED: TableProps.ColumnDefinition<RunSummary> = {
  id: "started",
  header: text.columns.started,
  sortingField: "startedAt",
  isRowHeader: true,
  minWidth: 120,
  cell: (run) => (
    <>
      <RouteLink to={paths.run(run.runId)}>{absoluteTime(run.startedAt)}</RouteLink>
      <Box fontSize="body-s" color="text-body-secondary">
        {relativeTime(new Date(run.startedAt), new Date())}
      </Box>
    </>
  ),
};

const PROVIDER: TableProps.ColumnDefinition<RunSummary> = {
  id: "provider",
  header: text.columns.provider,
  sortingField: "provider",
  minWidth: 104,
  cell: (run) => <UntrustedText>{run.provider}</UntrustedText>,
};

const OUTCOME: TableProps.ColumnDefinition<RunSummary> = {
  id: "outcome",
  header: text.columns.outcome,
  sortingField: "outcome",
  minWidth: 118,
  cell: ({ outcome }) => <RunOutcomeIndicator outcome={outcome} />,
};

/** Where there is no room for a column of it, the duration stands below the outcome. */
const OUTCOME_AND_DURATION: TableProps.ColumnDefinition<RunSummary> = {
  ...OUTCOME,
  cell: ({ outcome, durationMs }) => (
    <>
      <RunOutcomeIndicator outcome={outcome} />
      {outcome === "running" ? null : (
        <Box fontSize="body-s" color="text-body-secondary">
          {durationText(durationMs)}
        </Box>
      )}
    </>
  ),
};

const RESULT: TableProps.ColumnDefinition<RunSummary> = {
  id: "result",
  header: text.columns.result,
  minWidth: 170,
  cell: ({ sentence }) => sentence,
};

const DURATION: TableProps.ColumnDefinition<RunSummary> = {
  id: "duration",
  header: text.columns.duration,
  sortingField: "durationMs",
  minWidth: 110,
  cell: ({ outcome, durationMs }) => (outcome === "running" ? null : durationText(durationMs)),
};

const WIDE = [OUTCOME, RESULT, DURATION];
const NARROW = [OUTCOME_AND_DURATION, RESULT];
const COLUMNS = {
  wide: { all: [STARTED, PROVIDER, ...WIDE], own: [STARTED, ...WIDE] },
  narrow: { all: [STARTED, PROVIDER, ...NARROW], own: [STARTED, ...NARROW] },
};

const small = window.matchMedia("(max-width: 920px)");
const isSmall = () => small.matches;
function listenToSmall(changed: () => void) {
  small.addEventListener("change", changed);
  return () => small.removeEventListener("change", changed);
}

/** Test runs, newest first. */
export function RunTable(props: RunTableProps) {
  const { items, collectionProps, paginationProps } = useCollection(props.runs ?? NONE, {
    sorting: { defaultState: { sortingColumn: STARTED, isDescending: true } },
    pagination: { pageSize: PAGE_SIZE },
  });
  const { onClearFilter } = props;
  const columns = COLUMNS[useSyncExternalStore(listenToSmall, isSmall) ? "narrow" : "wide"];
  return (
    <Table
      {...collectionProps}
      variant={props.variant}
      stickyHeader={props.variant === "full-page"}
      wrapLines
      items={items}
      columnDefinitions={props.withProvider ? columns.all : columns.own}
      trackBy="runId"
      header={props.header}
      loading={props.runs === undefined}
      loadingText={text.loading}
      ariaLabels={{ tableLabel: text.title }}
      data-testid="runs-table"
      filter={props.filter}
      pagination={
        (props.runs?.length ?? 0) > PAGE_SIZE ? <Pagination {...paginationProps} /> : null
      }
      empty={
        onClearFilter === undefined ? (
          props.empty
        ) : (
          <EmptyState
            title={text.noMatch.title}
            text={text.noMatch.text}
            action={<Button onClick={onClearFilter}>{text.clearFilter}</Button>}
          />
        )
      }
    />
  );
}
