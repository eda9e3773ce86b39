import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import { providers } from "../../messages/providers.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useOnce } from "../../parts/use-once.ts";
import { watchHands } from "../../parts/watch-focus.ts";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

const text = providers.actions;

/** Copies a provider, with a copy of its secret, and opens the copy. */
export function useDuplicate() {
  const backend = useBackend();
  const { failed, succeeded, withSecretStore } = useNotifications();
  const duplicate = useMutation({
    mutationFn: (id: string) => withSecretStore(() => backend.duplicateProvider(id)),
    onMutate: () => ({ isStillHere: watchPlace(), isFree: watchHands() }),
    onSuccess: ({ id, definition, clientSecretSet }, _, { isStillHere, isFree }) => {
      const name = definition.displayName ?? "";
      const show = () => navigate(paths.provider(id));
      if (isStillHere() && isFree()) {
        show();
        succeeded(text.duplicated(name, clientSecretSet));
      } else succeeded(text.copied(name), { label: text.show, act: show, about: [id] });
    },
    onError: (error) => failed(error),
  });
  return { isPending: duplicate.isPending, mutate: useOnce(duplicate) };
}

/** Switches a provider on or off. */
export function useEnable() {
  const backend = useBackend();
  const { failed, succeeded } = useNotifications();
  return useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) =>
      backend.enableProvider(id, enabled),
    onSuccess: ({ definition }, { enabled }) => {
      const name = definition.displayName ?? "";
      succeeded(enabled ? text.enabled(name) : text.disabled(name));
    },
    onError: (error) => failed(error),
  });
}
