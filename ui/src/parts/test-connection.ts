import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../backend/backend-context.tsx";
import { navigate, watchPlace } from "../routing/location.ts";
import { paths } from "../routing/paths.ts";
import { useNotifications } from "./notifications.tsx";

/** Starts a test of a provider and goes to its page. */
export function useTestConnection() {
  const backend = useBackend();
  const { failed, withSecretStore } = useNotifications();
  return useMutation({
    mutationFn: (providerId: string) => withSecretStore(() => backend.testConnection(providerId)),
    onMutate: watchPlace,
    onSuccess: (runId, _, isStillHere) => {
      if (isStillHere()) navigate(paths.run(runId));
    },
    onError: (error) => failed(error),
  });
}
