import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import Box from "@cloudscape-design/components/box";
import type { PracticeUser } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { pool } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";

const text = pool.users;

const COLUMNS: TableProps.ColumnDefinition<PracticeUser>[] = [
  {
    id: "name",
    header: text.columns.name,
    isRowHeader: true,
    minWidth: 150,
    cell: ({ name }) => <Copyable text={name} what={text.nameOf(name)} />,
  },
  {
    id: "password",
    header: text.columns.password,
    minWidth: 215,
    cell: ({ name, password }) => <Copyable text={password} what={text.passwordOf(name)} />,
  },
  {
    id: "purpose",
    header: text.columns.purpose,
    minWidth: 220,
    cell: ({ purpose }) => <UntrustedText>{purpose}</UntrustedText>,
  },
  {
    id: "totp",
    header: text.columns.totp,
    minWidth: 220,
    cell: ({ name, totpSecret }) =>
      totpSecret === null ? (
        <Box color="text-status-inactive">{text.noTotp}</Box>
      ) : (
        <Copyable text={totpSecret} what={text.totpOf(name)} />
      ),
  },
];

/** Who can sign in, with the passwords to type. */
export function UsersTable({ users, running }: { users: readonly PracticeUser[]; running: boolean }) {
  return (
    <Table
      items={users}
      columnDefinitions={COLUMNS}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: text.title }}
      data-testid="practice-users"
      header={
        <Header variant="h2" counter={`(${users.length})`} description={text.description}>
          {text.title}
        </Header>
      }
      empty={running ? text.empty : text.stopped}
    />
  );
}
