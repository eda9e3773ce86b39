import Button from "@cloudscape-design/components/button";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { BackupView } from "../../backend/bindings.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { absoluteTime, Timestamp } from "../../components/timestamp.tsx";
import { backups as text } from "../../messages/start-up.ts";
import type { NoWriting } from "../../parts/no-writing.ts";

interface BackupTableProps {
  backups: readonly BackupView[] | undefined;
  noWriting: NoWriting;
  header: ReactNode;
  footer: ReactNode;
  onRestore: (backup: BackupView) => void;
}

export function BackupTable({ backups, noWriting, header, footer, onRestore }: BackupTableProps) {
  return (
    <Table
      items={backups ?? []}
      loading={backups === undefined}
      loadingText={text.loading}
      trackBy="name"
      variant="container"
      header={header}
      footer={footer}
      ariaLabels={{ tableLabel: text.title }}
      data-testid="backups-table"
      empty={<EmptyState title={text.empty.title} text={text.empty.text} />}
      columnDefinitions={[
        {
          id: "at",
          header: text.columns.at,
          isRowHeader: true,
          cell: (backup) => <Timestamp at={backup.madeAt} />,
        },
        { id: "reason", header: text.columns.reason, cell: ({ reason }) => text.reasons[reason] },
        {
          id: "providers",
          header: text.columns.providers,
          cell: ({ providers }) => number(providers),
        },
        { id: "runs", header: text.columns.runs, cell: ({ runs }) => number(runs) },
        { id: "size", header: text.columns.size, cell: ({ kilobytes }) => text.size(kilobytes) },
        {
          id: "action",
          header: text.columns.action,
          cell: (backup) => (
            <Button
              variant="inline-link"
              disabled={backup.providers === null}
              {...noWriting}
              ariaLabel={text.restore.label(absoluteTime(backup.madeAt))}
              data-testid={`restore-${backup.reason}`}
              onClick={() => onRestore(backup)}
            >
              {text.restore.action}
            </Button>
          ),
        },
      ]}
    />
  );
}

function number(value: number | null): string {
  return value === null ? text.unknown : value.toLocaleString("en");
}
