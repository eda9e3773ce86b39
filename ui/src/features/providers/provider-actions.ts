import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend/backend-context.tsx";
import { providers } from "../../messages/providers.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { navigate, watchPlace } from "../../routing/location.ts";
import { paths } from "../../routing/paths.ts";

const text = providers.actions;

/** Copies a provider, with a copy of its secret, and opens the copy. */
export function useDuplicate() {
  const backend = useBackend();
  const { failed, succeeded, withSecretStore } = useNotifications();
  return useMutation({
    mutationFn: (id: string) => withSecretStore(() => backend.duplicateProvider(id)),
    onMutate: watchPlace,
    onSuccess: ({ id, definition, clientSecretSet }, _, isStillHere) => {
      if (isStillHere()) navigate(paths.provider(id));
      succeeded(text.duplicated(definition.displayName ?? "", clientSecretSet));
    },
    onError: (error) => failed(error),
  });
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
