import { useCallback } from "react";
import { BackendError } from "../backend/backend.ts";
import { useBackend } from "../backend/backend-context.tsx";
import { trash as text } from "../messages/trash.ts";
import { navigate } from "../routing/location.ts";
import { paths } from "../routing/paths.ts";
import { useNotifications } from "./notifications.tsx";

export interface DeletedProvider {
  id: string;
  name: string;
}

/** Takes providers out of the trash and says under which names; yields whether any came. */
export function useRestoreProviders() {
  const backend = useBackend();
  const { failed, succeeded, withdraw } = useNotifications();
  return useCallback(
    async (deleted: readonly DeletedProvider[]) => {
      const restored: { id: string; before: string; now: string }[] = [];
      try {
        for (const { id, name } of deleted) {
          const { definition } = await backend.restoreProvider(id);
          restored.push({ id, before: name, now: definition.displayName ?? name });
        }
      } catch (error) {
        failed(BackendError.from(error));
      }
      withdraw(restored.map(({ id }) => id));
      const [first] = restored;
      if (first === undefined) return false;
      if (restored.length === 1) {
        const title =
          first.before === first.now
            ? text.restored(first.now)
            : text.restoredAs(first.before, first.now);
        const show = () => navigate(paths.provider(first.id));
        succeeded(title, { label: text.show, act: show, about: [first.id] });
        return true;
      }
      const renamed = restored.filter(({ before, now }) => before !== now);
      succeeded(
        renamed.length === 0
          ? text.restoredMany(restored.length)
          : text.restoredManyRenamed(restored.length, renamed.map(({ now }) => now).join(", ")),
      );
      return true;
    },
    [backend, failed, succeeded, withdraw],
  );
}
