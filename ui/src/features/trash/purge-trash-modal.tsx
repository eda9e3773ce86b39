import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { TrashEntry } from "../../backend/bindings.ts";
import { trashPurged } from "../../backend/queries.ts";
import { actions } from "../../messages/actions.ts";
import { trash } from "../../messages/trash.ts";
import { BackupsToo } from "../../parts/backups-too.tsx";
import { useNotifications } from "../../parts/notifications.tsx";

const text = trash.purge;

interface PurgeTrashModalProps {
  entries: readonly TrashEntry[];
  onClose: () => void;
}

/** Asks before deleted providers are gone for good, and says what goes with them. */
export function PurgeTrashModal({ entries, onClose }: PurgeTrashModalProps) {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, succeeded, withdraw, withSecretStore } = useNotifications();
  const [backupsToo, setBackupsToo] = useState(false);
  const purge = useMutation({
    mutationFn: async () => {
      await withSecretStore(() => backend.purgeTrash());
      if (backupsToo) await backend.deleteBackups();
    },
    onSuccess: async () => {
      withdraw(entries.map(({ id }) => id));
      await trashPurged(client);
      succeeded(text.done);
    },
    onError: (error) => failed(error),
    onSettled: onClose,
  });
  return (
    <Modal
      visible
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      data-testid="purge-modal"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {actions.cancel}
            </Button>
            <Button
              variant="primary"
              loading={purge.isPending}
              data-testid="confirm-purge"
              onClick={() => purge.mutate()}
            >
              {text.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
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
    </Modal>
  );
}
