import { useCollection } from "@cloudscape-design/collection-hooks";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { UserSummary } from "../../backend/bindings.ts";
import { useUsers } from "../../backend/queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { ValueText } from "../../components/value-text.tsx";
import { users as text } from "../../messages/users.ts";
import { ErrorAlert } from "../../parts/error-alert.tsx";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { RouteLink } from "../../routing/route-link.tsx";

const PAGE_SIZE = 50;
const NONE: readonly UserSummary[] = [];

const NAME: TableProps.ColumnDefinition<UserSummary> = {
  id: "username",
  header: text.columns.username,
  sortingField: "username",
  isRowHeader: true,
  minWidth: 116,
  cell: ({ id, username }) => (
    <RouteLink to={paths.user(id)}>
      <UntrustedText>{username}</UntrustedText>
    </RouteLink>
  ),
};

const COLUMNS: TableProps.ColumnDefinition<UserSummary>[] = [
  NAME,
  {
    id: "email",
    header: text.columns.email,
    sortingField: "email",
    minWidth: 112,
    cell: ({ email }) => <UntrustedText>{email}</UntrustedText>,
  },
  {
    id: "providers",
    header: text.columns.providers,
    minWidth: 96,
    cell: ({ providers }) => <ValueText value={providers} none={text.noProvider} />,
  },
  {
    id: "created",
    header: text.columns.created,
    sortingField: "createdAt",
    minWidth: 92,
    cell: ({ createdAt }) => <Timestamp at={createdAt} />,
  },
  {
    id: "updated",
    header: text.columns.updated,
    sortingField: "updatedAt",
    minWidth: 92,
    cell: ({ updatedAt }) => <Timestamp at={updatedAt} />,
  },
];

/** Whom sign-ins created here. */
export default function UserListPage() {
  const { data, error, refetch } = useUsers();
  const { items, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(data ?? NONE, {
      filtering: { filteringFunction: matches },
      sorting: { defaultState: { sortingColumn: NAME } },
      pagination: { pageSize: PAGE_SIZE },
    });
  const filtering = filterProps.filteringText !== "";
  return (
    <SpaceBetween size="m">
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      <Table
        {...collectionProps}
        variant="full-page"
        stickyHeader
        wrapLines
        items={items}
        columnDefinitions={COLUMNS}
        trackBy="id"
        loading={data === undefined && error === null}
        loadingText={text.loading}
        ariaLabels={{ tableLabel: text.title }}
        data-testid="users-table"
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={data === undefined ? "" : text.counter(data.length)}
            description={text.description}
          >
            {text.title}
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder={text.search}
            filteringAriaLabel={text.searchLabel}
            countText={filtering ? text.matches(filteredItemsCount ?? 0) : ""}
          />
        }
        pagination={
          (data?.length ?? 0) > PAGE_SIZE ? <Pagination {...paginationProps} /> : null
        }
        empty={
          error !== null ? null : filtering ? (
            <EmptyState
              title={text.noMatch.title}
              text={text.noMatch.text}
              action={<Button onClick={() => actions.setFiltering("")}>{text.noMatch.clear}</Button>}
            />
          ) : (
            <EmptyState
              title={text.empty.title}
              text={text.empty.text}
              action={<Button onClick={() => navigate(paths.runs())}>{text.empty.action}</Button>}
            />
          )
        }
      />
    </SpaceBetween>
  );
}

function matches({ username, email, providers }: UserSummary, wanted: string): boolean {
  const words = wanted.trim().toLowerCase();
  return [username, email, ...providers].some((one) => one.toLowerCase().includes(words));
}
