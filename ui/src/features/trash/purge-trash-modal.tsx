import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { TrashEntry } from "../../backend/bindings.ts";
import { trashPurged } from "../../backend/queries.ts";
import { removedLater } from "../../messages/secret-store.ts";
import { trash } from "../../messages/trash.ts";
import { BackupsToo } from "../../parts/backups-too.tsx";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { forgetTicks } from "../../parts/hand-over-ticks.ts";
import { useNotifications } from "../../parts/notifications.tsx";

const text = trash.purge;

interface PurgeTrashModalProps {
  entries: readonly TrashEntry[];
  onClose: () => void;
}

/** Asks before deleted providers are gone for good, and says what goes with them. */
export function PurgeTrashModal({ onClose, ...props }: PurgeTrashModalProps) {
  // The trash is read as empty before all of this is done.
  const [entries] = useState(props.entries);
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, informed, succeeded, withdraw, withSecretStore } = useNotifications();
  const [backupsToo, setBackupsToo] = useState(false);
  const purge = useMutation({
    mutationFn: async () => {
      const later = await withSecretStore(() => backend.purgeTrash());
      if (later > 0) informed(removedLater.title(later), removedLater.text);
      if (backupsToo) await backend.deleteBackups();
    },
    onSuccess: async () => {
      withdraw(entries.map(({ id }) => id));
      for (const { id } of entries) forgetTicks(id);
      await trashPurged(client);
      succeeded(text.done);
    },
    onError: (error) => failed(error),
  });
  return (
    <ConfirmModal
      title={text.title}
      confirm={text.confirm}
      confirmId="confirm-purge"
      busy={purge.isPending}
      onConfirm={() => purge.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      {text.count(entries.length)}
      <ul className="reading-list">
        {text.gone.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{text.stays}</Box>
        <BackupsToo checked={backupsToo} onChange={setBackupsToo} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
