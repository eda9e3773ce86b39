import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { Attribute } from "../../backend/bindings.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { run } from "../../messages/test-run.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { attributeCounts } from "./attribute-counts.ts";

const text = run.attributes;
const PAGE_SIZE = 100;

const COLUMNS: TableProps.ColumnDefinition<Attribute>[] = [
  {
    id: "name",
    header: text.columns.name,
    sortingField: "name",
    isRowHeader: true,
    minWidth: 160,
    cell: ({ name }) => <UntrustedText code>{name}</UntrustedText>,
  },
  {
    id: "value",
    header: text.columns.value,
    sortingField: "value",
    minWidth: 260,
    cell: (attribute) => <Value attribute={attribute} />,
  },
  {
    id: "type",
    header: text.columns.type,
    sortingField: "type",
    minWidth: 110,
    cell: ({ type }) => text.types[type],
  },
  {
    id: "source",
    header: text.columns.source,
    sortingField: "source",
    minWidth: 120,
    cell: ({ source }) => text.sources[source],
  },
  {
    id: "conflict",
    header: text.columns.conflict,
    minWidth: 150,
    cell: ({ differsFrom = [] }) =>
      differsFrom.length === 0 ? null : (
        <StatusIndicator type="warning">
          <span className="whole-words">
            {text.differs(differsFrom.map((source) => text.sources[source]).join(", "))}
          </span>
        </StatusIndicator>
      ),
  },
];

/** Every attribute with its value, type and source. Values are text and nothing else. */
export function AttributesTable({ attributes }: { attributes: readonly Attribute[] }) {
  const { items, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(attributes, {
      filtering: {
        filteringFunction: matches,
      },
      sorting: {},
      pagination: { pageSize: PAGE_SIZE },
    });
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      wrapLines
      contentDensity="compact"
      cellVerticalAlign="top"
      items={items}
      columnDefinitions={COLUMNS}
      trackBy={({ source, name }) => `${source} ${name}`}
      header={attributes.length === 0 ? null : <Counts attributes={attributes} />}
      ariaLabels={{ tableLabel: text.title }}
      data-testid="attributes-table"
      empty={
        attributes.length === 0 ? (
          <EmptyState title={text.none.title} text={text.none.text} />
        ) : (
          <EmptyState
            title={text.noMatch.title}
            text={text.noMatch.text}
            action={<Button onClick={() => actions.setFiltering("")}>{text.clearFilter}</Button>}
          />
        )
      }
      filter={
        attributes.length === 0 ? null : (
          <TextFilter
            {...filterProps}
            filteringPlaceholder={text.search}
            filteringAriaLabel={text.searchLabel}
            countText={text.matches(filteredItemsCount ?? items.length)}
          />
        )
      }
      pagination={attributes.length > PAGE_SIZE ? <Pagination {...paginationProps} /> : null}
    />
  );
}

/** Why there are more rows than attributes. */
function Counts({ attributes }: { attributes: readonly Attribute[] }) {
  const { names, sources, rows } = attributeCounts(attributes);
  return (
    <div data-testid="attribute-counts">
      <Box color="text-body-secondary">{text.counts(names, sources, rows)}</Box>
    </div>
  );
}

function Value({ attribute: { name, value } }: { attribute: Attribute }) {
  if (value === "") return <Box color="text-status-inactive">{text.emptyValue}</Box>;
  return <Copyable text={value} what={text.valueOf(name)} />;
}

function matches({ name, value }: Attribute, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  return name.toLowerCase().includes(words) || value.toLowerCase().includes(words);
}
