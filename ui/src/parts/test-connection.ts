import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../backend/backend-context.tsx";
import { testConnection as text } from "../messages/test-run.ts";
import { navigate, watchPlace } from "../routing/location.ts";
import { paths } from "../routing/paths.ts";
import { useNotifications } from "./notifications.tsx";
import { useOnce } from "./use-once.ts";
import { watchHands } from "./watch-focus.ts";

/** Starts a test of a provider and goes to its page. */
export function useTestConnection() {
  const backend = useBackend();
  const { failed, informed, withSecretStore } = useNotifications();
  const test = useMutation({
    mutationFn: (providerId: string) => withSecretStore(() => backend.testConnection(providerId)),
    onMutate: () => ({ isStillHere: watchPlace(), isFree: watchHands() }),
    onSuccess: (runId, _, { isStillHere, isFree }) => {
      const show = () => navigate(paths.run(runId));
      if (!isStillHere()) return;
      if (isFree()) show();
      else informed(text.begun, text.beside, { label: text.show, act: show, about: [runId] });
    },
    onError: (error) => failed(error),
  });
  return { isPending: test.isPending, mutate: useOnce(test) };
}
