import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "../backend/backend-context.tsx";
import { runsDeleted } from "../backend/queries.ts";
import { actions, deleteRuns as text } from "../messages/actions.ts";
import { useNotifications } from "./notifications.tsx";

/** Asks before every test run is deleted. */
export default function DeleteRunsModal({ onClose }: { onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, succeeded } = useNotifications();
  const remove = useMutation({
    mutationFn: () => backend.deleteAllRuns(),
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
      {text.text}
    </Modal>
  );
}
