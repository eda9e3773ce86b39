import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../backend/backend-context.tsx";
import { runsDeleted } from "../backend/queries.ts";
import { actions, deleteRuns as text } from "../messages/actions.ts";
import { BackupsToo } from "./backups-too.tsx";
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
    onSettled: onClose,
  });
  return (
    <Modal
      visible
      header={text.title}
      closeAriaLabel={actions.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {actions.cancel}
            </Button>
            <Button
              variant="primary"
              loading={remove.isPending}
              data-testid="confirm-delete-runs"
              onClick={() => remove.mutate()}
            >
              {text.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>{text.text}</div>
        <BackupsToo checked={backupsToo} onChange={setBackupsToo} />
      </SpaceBetween>
    </Modal>
  );
}
