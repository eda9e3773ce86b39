import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type { UserId, UserLink, UserView } from "../../backend/bindings.ts";
import { useUser } from "../../backend/queries.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { ValueText } from "../../components/value-text.tsx";
import { user as text, users } from "../../messages/users.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { PageError, PageReading } from "../../parts/page-state.tsx";
import { usePageTitle } from "../../parts/page-title.ts";
import { navigate } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";
import { DeleteUserModal } from "./delete-user-modal.tsx";
import { UserHistory } from "./user-history.tsx";

/** A local user: its fields, its accounts and what happened to it. */
export default function UserPage({ id }: { id: UserId }) {
  const { data, error, refetch } = useUser(id);
  usePageTitle(data?.username);
  if (data !== undefined) return <Loaded user={data} />;
  if (error !== null) {
    return <PageError title={text.page} error={error} onRetry={() => void refetch()} />;
  }
  return <PageReading text={text.loading} />;
}

function Loaded({ user }: { user: UserView }) {
  const noWriting = useNoWriting();
  const [deleting, setDeleting] = useState(false);
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => navigate(paths.users())}>{text.back}</Button>
            <Button {...noWriting} data-testid="delete-user" onClick={() => setDeleting(true)}>
              {text.remove.action}
            </Button>
          </SpaceBetween>
        }
      >
        <UntrustedText>{user.username}</UntrustedText>
      </Header>
      <Fields user={user} />
      <Links links={user.links} />
      <UserHistory history={user.history} />
      {deleting ? <DeleteUserModal user={user} onClose={() => setDeleting(false)} /> : null}
    </SpaceBetween>
  );
}

function Fields({ user }: { user: UserView }) {
  const { profile, emailVerified, createdAt, updatedAt } = user;
  return (
    <Container header={<Header variant="h2">{text.profile}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={200}
        items={[
          ...profile.map(({ name, value }) => ({
            label: <UntrustedText>{name}</UntrustedText>,
            value: <ValueText value={value} none={users.nothing} />,
          })),
          { label: text.verified, value: emailVerified ? text.yes : text.no },
          { label: users.columns.created, value: <Timestamp at={createdAt} /> },
          { label: users.columns.updated, value: <Timestamp at={updatedAt} /> },
        ]}
      />
    </Container>
  );
}

const LINK_COLUMNS: TableProps.ColumnDefinition<UserLink>[] = [
  {
    id: "provider",
    header: text.linkColumns.provider,
    isRowHeader: true,
    minWidth: 140,
    cell: ({ provider }) => <UntrustedText>{provider}</UntrustedText>,
  },
  {
    id: "subject",
    header: text.linkColumns.subject,
    minWidth: 200,
    cell: ({ subject }) => <Copyable text={subject} what={text.linkColumns.subject} />,
  },
];

function Links({ links }: { links: readonly UserLink[] }) {
  return (
    <Table
      variant="container"
      wrapLines
      items={links}
      columnDefinitions={LINK_COLUMNS}
      ariaLabels={{ tableLabel: text.links }}
      data-testid="user-links"
      header={
        <Header variant="h2" description={text.linksHint}>
          {text.links}
        </Header>
      }
      empty={<Box color="text-status-inactive">{text.noLinks}</Box>}
    />
  );
}
