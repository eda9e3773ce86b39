import { useCollection } from "@cloudscape-design/collection-hooks";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { lazy, Suspense, useDeferredValue, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import type { ProviderSummary, TestStatus } from "../../backend/bindings.ts";
import { useStart } from "../../backend/start-queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { providers as text } from "../../messages/providers.ts";
import { EARLY_ROWS, EARLY_SEARCH, takeEarlyInput } from "../../parts/early-input.ts";
import { providerColumns, type RowHandlers } from "./provider-columns.tsx";
import { matches } from "./search.ts";

interface ProviderTableProps {
  header: ReactNode;
  providers: readonly ProviderSummary[] | undefined;
  failed: boolean;
  selected: readonly ProviderSummary[];
  onSelect: (providers: readonly ProviderSummary[]) => void;
  handlers: RowHandlers;
}

/** The list is there before its filter: a select is a tenth of what the list needs. */
const EmptyList = lazy(async () => ({ default: (await import("./empty-list.tsx")).EmptyList }));
const StatusFilter = lazy(() => import("./status-filter.tsx"));

const PAGE_SIZE = 25;
const STICKY = { last: 1 };
const NOT_STICKY = {};
const NONE: readonly ProviderSummary[] = [];

export function ProviderTable(props: ProviderTableProps) {
  const { providers, handlers } = props;
  const unreadable = useStart().data?.unreadable.length ?? 0;
  const [status, setStatus] = useState<TestStatus | null>(null);
  // What a person reads is painted first. Right after come the rows below, the menus and what
  // holds header and column while one scrolls: together they take as long as all the rest.
  const complete = useDeferredValue(providers !== undefined, false);
  const columns = useMemo(() => providerColumns(handlers, complete), [handlers, complete]);
  const ofStatus = useMemo(
    () =>
      status === null
        ? (providers ?? NONE)
        : (providers ?? NONE).filter((provider) => provider.testStatus === status),
    [providers, status],
  );

  const { items, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(ofStatus, {
      filtering: { filteringFunction: matches },
      sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
      pagination: { pageSize: PAGE_SIZE },
    });

  // Only at the start, when the page takes the place of its first picture.
  useLayoutEffect(() => {
    const early = takeEarlyInput();
    if (early === null) return;
    if (early.search !== "") actions.setFiltering(early.search);
    early.restoreFocus();
  }, [actions]);

  const clear = () => {
    actions.setFiltering("");
    setStatus(null);
  };
  const count = filteredItemsCount ?? items.length;

  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader={complete}
      wrapLines
      stickyColumns={complete ? STICKY : NOT_STICKY}
      trackBy="id"
      items={complete ? items : items.slice(0, EARLY_ROWS)}
      columnDefinitions={columns}
      header={props.header}
      loading={providers === undefined && !props.failed}
      loadingText={text.loading}
      selectionType="multi"
      selectedItems={props.selected}
      onSelectionChange={({ detail }) => props.onSelect(detail.selectedItems)}
      ariaLabels={{
        tableLabel: text.title,
        selectionGroupLabel: text.select.group,
        allItemsSelectionLabel: () => text.select.all,
        itemSelectionLabel: (_, provider) => text.select.one(provider.displayName),
      }}
      totalItemsCount={count}
      data-testid="providers-table"
      filter={
        <div className="filters">
          <TextFilter
            {...filterProps}
            data-testid={EARLY_SEARCH}
            filteringPlaceholder={text.search}
            filteringAriaLabel={text.searchLabel}
            countText={text.matches(count)}
          />
          <div className="filter-select">
            <Suspense>
              <StatusFilter
                status={status}
                onChange={(chosen) => {
                  setStatus(chosen);
                  actions.setCurrentPage(1);
                }}
              />
            </Suspense>
          </div>
        </div>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        props.failed ? null : providers?.length === 0 && unreadable > 0 ? (
          <EmptyState title={text.noneReadable.title} text={text.noneReadable.text} />
        ) : providers?.length === 0 ? (
          <Suspense><EmptyList /></Suspense>
        ) : (
          <EmptyState
            title={text.noMatch.title}
            text={text.noMatch.text}
            action={<Button onClick={clear}>{text.clearFilter}</Button>}
          />
        )
      }
    />
  );
}
