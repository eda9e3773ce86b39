import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useQuery,
  type QueryKey,
} from "@tanstack/react-query";
import type { Backend, BackendError } from "./backend.ts";
import { useBackend } from "./backend-context.tsx";
import { events, type LogSettings, type ProviderDraft } from "./bindings.ts";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: BackendError;
  }
}

const keys = {
  catalogue: ["catalogue"],
  providers: ["providers"],
  provider: (id: string) => ["providers", "one", id],
  providerList: ["providers", "list"],
  check: (id: string | null, draft: ProviderDraft) => ["check", id, draft],
  runs: ["runs"],
  runList: (providerId: string | null) => ["runs", "list", providerId],
  run: (runId: string) => ["runs", "one", runId],
  practicePool: ["practice-pool"],
  practicePoolSettings: ["practice-pool", "settings"],
  practicePoolStatus: ["practice-pool", "status"],
  secretStore: ["secret-store"],
  secretStoreStatus: ["secret-store", "status"],
  secretStoreProof: ["secret-store", "proof"],
  secretPlaces: ["secret-places"],
  logSettings: ["log-settings"],
  diagnostics: (withHosts: boolean) => ["diagnostics", withHosts],
  appInfo: ["app-info"],
} satisfies Record<string, QueryKey | ((...args: never[]) => QueryKey)>;

/** Data changes by commands and events only, so nothing is read again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: false,
        staleTime: Infinity,
      },
      mutations: { networkMode: "always" },
    },
  });
}

/** The only place where something becomes stale. Yields a function that stops it. */
export function invalidateOnEvents(client: QueryClient): () => void {
  const stale = (queryKey: QueryKey) => void client.invalidateQueries({ queryKey });
  const subscriptions = [
    events.providersChanged.listen(() => {
      stale(keys.providers);
      stale(keys.secretPlaces);
      stale(["check"]);
    }),
    events.runChanged.listen(({ payload }) => {
      stale(keys.run(payload.runId));
      stale(["runs", "list"]);
      stale(keys.providers);
    }),
    events.dataReplaced.listen(() => void client.invalidateQueries()),
    events.backupsChanged.listen(() => stale(["backups"])),
    events.practicePoolChanged.listen(() => stale(keys.practicePool)),
  ];
  return () => {
    for (const subscription of subscriptions) void subscription.then((stop) => stop());
  };
}

/** After choosing a secret store or moving secrets; neither has an event of its own. */
export async function secretStoreChosen(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: keys.secretPlaces });
  await client.invalidateQueries({ queryKey: keys.secretStore });
}

/** What a change of the level yielded. */
export function logLevelChosen(client: QueryClient, settings: LogSettings): void {
  client.setQueryData(keys.logSettings, settings);
}

/** After deleting every run: status and time of the last test change with them. */
export async function runsDeleted(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: ["runs", "one"] });
  await client.invalidateQueries({ queryKey: keys.runs });
  await client.invalidateQueries({ queryKey: keys.providers });
}

export const providerListQuery = (backend: Backend) =>
  queryOptions({ queryKey: keys.providerList, queryFn: () => backend.listProviders() });

export function useProviders() {
  return useQuery(providerListQuery(useBackend()));
}

export function useProvider(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.provider(id), queryFn: () => backend.getProvider(id) });
}

export function useCatalogue() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.catalogue, queryFn: () => backend.listCatalogue() });
}

/** The problems of a draft; those of the previous draft stay until the new ones are there. */
export function useDraftProblems(id: string | null, draft: ProviderDraft) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.check(id, draft),
    queryFn: () => backend.checkProvider(id, draft),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useRuns(providerId: string | null) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.runList(providerId),
    queryFn: () => backend.listRuns(providerId),
  });
}

export function useRun(runId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.run(runId), queryFn: () => backend.getRun(runId) });
}

export function usePracticePool() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.practicePoolStatus,
    queryFn: () => backend.practicePoolStatus(),
  });
}

export function usePracticePoolSettings() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.practicePoolSettings,
    queryFn: () => backend.getPracticePoolSettings(),
  });
}

export function useSecretStore() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.secretStoreStatus, queryFn: () => backend.secretStoreStatus() });
}

/** Asked anew whenever it is shown: a keychain can be gone since. */
export function useSecretStoreProof(enabled: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.secretStoreProof,
    queryFn: () => backend.proveSecretStore(),
    enabled,
    gcTime: 0,
  });
}

export function useSecretPlaces() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.secretPlaces, queryFn: () => backend.listSecretPlaces() });
}

export function useLogSettings() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.logSettings,
    queryFn: () => backend.logSettings(),
    gcTime: 0,
  });
}

export function useDiagnostics(withHosts: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.diagnostics(withHosts),
    queryFn: () => backend.diagnostics(withHosts),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useAppInfo() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.appInfo, queryFn: () => backend.appInfo() });
}
