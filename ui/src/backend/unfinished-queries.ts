import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useBackend } from "./backend-context.tsx";
import type { TextPlace } from "./bindings.ts";
import { inOrder } from "./draft-order.ts";
import { keys } from "./queries.ts";

/** A text that no draft can hold. Who edits it then owns what it shows, so it is read anew each time. */
export function useUnfinishedText(providerId: string, place: TextPlace) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.unfinishedText(providerId, place),
    queryFn: () => inOrder(() => backend.unfinishedText(providerId, place)),
    gcTime: 0,
  });
}

/** What was being edited of the practice pool and is not saved. */
export function useUnsavedPracticeEntries() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.unsavedPracticeEntries,
    queryFn: () => inOrder(() => backend.unsavedPracticeEntry()),
    gcTime: 0,
  });
}

/** Keeps what is being edited of the practice pool; null forgets it. */
export function useKeepPracticeEntries() {
  const backend = useBackend();
  const client = useQueryClient();
  return useCallback(
    async (text: string | null) => {
      client.setQueryData(keys.unsavedPracticeEntries, text);
      await inOrder(() => backend.keepPracticeEntry(text));
    },
    [backend, client],
  );
}
