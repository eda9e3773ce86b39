import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../backend/backend-context.tsx";
import { runsDeleted } from "../backend/queries.ts";
import { deleteRuns as text } from "../messages/actions.ts";
import { BackupsToo } from "./backups-too.tsx";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useNotifications } from "./notifications.tsx";

/** Asks before every test run is deleted. */
export default function DeleteRunsModal({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, succeeded } = useNotifications();
  const [backupsToo, setBackupsToo] = useState(false);
  const remove = useMutation({
    mutationFn: async () => {
      await backend.deleteAllRuns();
      if (backupsToo) await backend.deleteBackups();
    },
    onSuccess: async () => {
      await runsDeleted(client);
      succeeded(text.done);
    },
    onError: (error) => failed(error),
  });
  return (
    <ConfirmModal
      title={text.title}
      confirm={text.confirm}
      confirmId="confirm-delete-runs"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSettled: onClose })}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        <div>{text.text}</div>
        <BackupsToo checked={backupsToo} onChange={setBackupsToo} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
