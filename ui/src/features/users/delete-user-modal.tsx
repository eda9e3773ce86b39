import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBackend } from "../../backend/backend-context.tsx";
import type { UserView } from "../../backend/bindings.ts";
import { userDeleted } from "../../backend/queries.ts";
import { user as messages } from "../../messages/users.ts";
import { BackupsToo } from "../../parts/backups-too.tsx";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { titleText } from "../../parts/page-title.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

const text = messages.remove;

/** Asks before a local user is deleted. */
export function DeleteUserModal({ user, onClose }: { user: UserView; onClose: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const { failed, succeeded } = useNotifications();
  const [backupsToo, setBackupsToo] = useState(false);
  const name = titleText(user.username);
  const remove = useMutation({
    mutationFn: async () => {
      await backend.deleteUser(user.id);
      if (backupsToo) await backend.deleteBackups();
    },
    onMutate: watchPlace,
    onSuccess: (_data, _none, isStillHere) => {
      succeeded(text.done(name));
      if (isStillHere()) navigate(paths.users());
      userDeleted(client, user.id);
    },
    onError: (error) => failed(error),
  });
  return (
    <ConfirmModal
      title={text.title(name)}
      confirm={text.confirm}
      confirmId="confirm-delete-user"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onError: onClose })}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        <div>{text.text}</div>
        <BackupsToo checked={backupsToo} onChange={setBackupsToo} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
