import { useCollection } from "@cloudscape-design/collection-hooks";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useMemo, useState, type ReactNode } from "react";
import type { ProviderSummary, TestStatus } from "../../backend/bindings.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { outcomes } from "../../messages/actions.ts";
import { providers as text } from "../../messages/providers.ts";
import { EmptyList } from "./empty-list.tsx";
import { providerColumns, type RowHandlers } from "./provider-columns.tsx";

interface ProviderTableProps extends RowHandlers {
  header: ReactNode;
  providers: readonly ProviderSummary[] | undefined;
  failed: boolean;
  selected: readonly ProviderSummary[];
  onSelect: (providers: readonly ProviderSummary[]) => void;
}

const PAGE_SIZE = 50;
const ANY: SelectProps.Option = { value: "", label: text.anyStatus };
const STATUSES: readonly TestStatus[] = ["never_tested", "passed", "failed", "stale"];
const OPTIONS: SelectProps.Option[] = [
  ANY,
  ...STATUSES.map((value) => ({ value, label: outcomes.test[value] })),
];
const NONE: readonly ProviderSummary[] = [];

export function ProviderTable(props: ProviderTableProps) {
  const { providers, onTest, onDelete } = props;
  const [status, setStatus] = useState<SelectProps.Option>(ANY);
  const columns = useMemo(() => providerColumns({ onTest, onDelete }), [onTest, onDelete]);
  const ofStatus = useMemo(
    () =>
      status.value === ""
        ? (providers ?? NONE)
        : (providers ?? NONE).filter((provider) => provider.testStatus === status.value),
    [providers, status],
  );

  const { items, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(ofStatus, {
      filtering: { filteringFunction: matches },
      sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
      pagination: { pageSize: PAGE_SIZE },
    });

  const clear = () => {
    actions.setFiltering("");
    setStatus(ANY);
  };
  const count = filteredItemsCount ?? items.length;

  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      wrapLines
      stickyColumns={{ last: 1 }}
      trackBy="id"
      items={items}
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
            filteringPlaceholder={text.search}
            filteringAriaLabel={text.searchLabel}
            countText={text.matches(count)}
          />
          <Select
            selectedOption={status}
            options={OPTIONS}
            inlineLabelText={text.columns.status}
            ariaLabel={text.statusFilter}
            onChange={({ detail }) => {
              setStatus(detail.selectedOption);
              actions.setCurrentPage(1);
            }}
          />
        </div>
      }
      pagination={<Pagination {...paginationProps} />}
      empty={
        props.failed ? null : providers?.length === 0 ? (
          <EmptyList />
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

function matches(provider: ProviderSummary, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  return (
    words === "" ||
    provider.displayName.toLowerCase().includes(words) ||
    provider.host.toLowerCase().includes(words) ||
    provider.clientId.toLowerCase().includes(words) ||
    provider.tags.some((tag) => tag.toLowerCase().includes(words))
  );
}
