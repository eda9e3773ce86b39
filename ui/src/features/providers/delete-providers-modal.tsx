import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { providers } from "../../messages/providers.ts";
import { trash } from "../../messages/trash.ts";
import { ConfirmModal } from "../../parts/confirm-modal.tsx";
import { useNotifications } from "../../parts/notifications.tsx";
import { useRestoreProviders } from "../../parts/restore-providers.ts";
import { watchPlace } from "../../routing/location.ts";

interface DeleteProvidersModalProps {
  providers: readonly { id: string; name: string }[];
  onClose: () => void;
  onDeleted: () => void;
}

const LISTED = 10;
const text = providers.remove;

/** Asks before providers go to the trash, and offers to take it back afterwards. */
export default function DeleteProvidersModal(props: DeleteProvidersModalProps) {
  const backend = useBackend();
  const { failed, succeeded } = useNotifications();
  const restore = useRestoreProviders();
  const count = props.providers.length;
  const [first] = props.providers;
  const remove = useMutation({
    mutationFn: async () => {
      for (const provider of props.providers) await backend.deleteProvider(provider.id);
    },
    onMutate: watchPlace,
    onSuccess: (_data, _none, isStillHere) => {
      const title = first !== undefined && count === 1 ? text.done(first.name) : text.doneMany(count);
      succeeded(title, {
        label: trash.undo,
        act: () => void restore(props.providers),
        about: props.providers.map(({ id }) => id),
      });
      if (isStillHere()) props.onDeleted();
    },
    onError: (error) => failed(error),
  });
  return (
    <ConfirmModal
      title={text.title(count)}
      confirm={text.confirm}
      confirmId="confirm-delete"
      busy={remove.isPending}
      // Of a dialog that was left meanwhile nothing is closed: another one may be open.
      onConfirm={() => remove.mutate(undefined, { onSettled: props.onClose })}
      onCancel={props.onClose}
    >
      <SpaceBetween size="s">
        {count === 1 && first !== undefined ? (
          <UntrustedText>{text.one(first.name)}</UntrustedText>
        ) : (
          <div>
            {text.many}
            <ul>
              {props.providers.slice(0, LISTED).map((provider) => (
                <li key={provider.id}>
                  <UntrustedText>{provider.name}</UntrustedText>
                </li>
              ))}
              {count > LISTED ? <li>{text.more(count - LISTED)}</li> : null}
            </ul>
          </div>
        )}
        <Box color="text-body-secondary">{text.restorable}</Box>
      </SpaceBetween>
    </ConfirmModal>
  );
}
