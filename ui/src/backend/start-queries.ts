import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useBackend } from "./backend-context.tsx";
import type { Backend } from "./backend.ts";
import type { BackupsView, StartView } from "./bindings.ts";

const START = ["start"];
const BACKUPS = ["backups"];

export const startQuery = (backend: Backend) =>
  queryOptions({ queryKey: START, queryFn: () => backend.startView() });

/** How the program stands on its data folder. */
export function useStart() {
  return useQuery(startQuery(useBackend()));
}

/** Whether nothing can be changed now. */
export function useReadOnly(): boolean {
  return useStart().data?.state === "read_only";
}

/** Opens the data folder once more. */
export function useOpenAgain() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => backend.openAgain(),
    onSuccess: (start) => startChanged(client, start),
  });
}

export function useBackups() {
  const backend = useBackend();
  return useQuery({ queryKey: BACKUPS, queryFn: () => backend.listBackups() });
}

export function backupsChanged(client: QueryClient, backups?: BackupsView): void {
  if (backups === undefined) void client.invalidateQueries({ queryKey: BACKUPS });
  else client.setQueryData(BACKUPS, backups);
}

/** After a choice at the start, or a restored backup: everything is read anew. */
export async function startChanged(client: QueryClient, start: StartView): Promise<void> {
  client.setQueryData(START, start);
  await client.invalidateQueries();
}
