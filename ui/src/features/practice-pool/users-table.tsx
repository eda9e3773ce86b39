import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import Box from "@cloudscape-design/components/box";
import type { PracticeUser } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { poolEditor } from "../../messages/pool-editor.ts";
import { pool } from "../../messages/practice-pool.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { useNoWriting } from "../../parts/no-writing.ts";
import { EntryMenu } from "./entry-menu.tsx";
import type { PoolRequest } from "./use-pool-editing.ts";

const text = pool.users;

interface UsersTableProps {
  users: readonly PracticeUser[];
  running: boolean;
  onAsk: (request: PoolRequest) => void;
}

const columns = (onAsk: UsersTableProps["onAsk"]): TableProps.ColumnDefinition<PracticeUser>[] => [
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
  {
    id: "actions",
    header: text.columns.actions,
    width: 90,
    cell: ({ name }) => <EntryMenu what="user" id={name} name={name} onAsk={onAsk} />,
  },
];

/** Who can sign in, with the passwords to type. */
export function UsersTable({ users, running, onAsk }: UsersTableProps) {
  const all = columns(onAsk);
  const noWriting = useNoWriting();
  return (
    <Table
      items={users}
      columnDefinitions={running ? all : all.filter(({ id }) => id !== "actions")}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: text.title }}
      data-testid="practice-users"
      header={
        <Header
          variant="h2"
          {...(running ? { counter: `(${users.length})` } : {})}
          description={text.description}
          actions={
            running ? (
              <Button
                {...noWriting}
                data-testid="add-pool-user"
                onClick={() => onAsk({ act: "add", what: "user" })}
              >
                {poolEditor.addUser}
              </Button>
            ) : null
          }
        >
          {text.title}
        </Header>
      }
      empty={running ? text.empty : text.stopped}
    />
  );
}
