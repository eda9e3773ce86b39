import {
  keepPreviousData,
  queryOptions,
  useQuery,
  type QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import type { Backend, BackendError } from "./backend.ts";
import { useBackend } from "./backend-context.tsx";
import { outdate } from "./query-client.ts";
import { useStart } from "./start-queries.ts";
import {
  events,
  type AttributesDraft,
  type DraftBody,
  type LogSettings,
  type PreviewInput,
  type ProviderDraft,
  type TextPlace,
} from "./bindings.ts";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: BackendError;
  }
}

export const keys = {
  catalogue: ["catalogue"],
  catalogueSearch: (text: string) => ["catalogue", "search", text],
  draft: (id: string) => ["drafts", "one", id],
  draftList: ["drafts", "list"],
  setup: (owner: string) => ["setup", owner],
  setupList: (owner: string, definition: ProviderDraft) => ["setup", owner, definition],
  providers: ["providers"],
  provider: (id: string) => ["providers", "one", id],
  providerList: ["providers", "list"],
  trash: ["providers", "trash"],
  handOver: (id: string) => ["providers", "hand-over", id],
  hostedPages: (id: string) => ["providers", "hosted-pages", id],
  providerDraft: (id: string) => ["drafts", "of-provider", id],
  checkDraft: (id: string | null, body: DraftBody) => ["check", "draft", id, body],
  preview: (input: PreviewInput | null, rules: AttributesDraft) => ["preview", input, rules],
  suggestions: (input: PreviewInput, rules: AttributesDraft) => ["suggestions", input, rules],
  transforms: ["transforms"],
  functions: ["functions"],
  unfinishedText: (providerId: string, place: TextPlace) => ["unfinished-text", providerId, place],
  fixtures: (providerId: string) => ["fixtures", providerId],
  fallbackFailures: ["fallback-failures"],
  branding: ["branding"],
  simulation: ["simulation"],
  routePerson: (email: string | null, forced: string | null) => ["route", email, forced],
  users: ["users"],
  userList: ["users", "list"],
  user: (id: string) => ["users", "one", id],
  runUser: (runId: string) => ["users", "of-run", runId],
  runs: ["runs"],
  runList: (providerId: string | null) => ["runs", "list", providerId],
  runsWithAttributes: (providerId: string) => ["runs", "list", providerId, "with-attributes"],
  run: (runId: string) => ["runs", "one", runId],
  question: (runId: string) => ["question", runId],
  consumers: (runId: string) => ["consumers", runId],
  practicePool: ["practice-pool"],
  practicePoolStatus: ["practice-pool", "status"],
  unsavedPracticeEntries: ["unsaved-practice-entries"],
  secretStore: ["secret-store"],
  secretStoreStatus: ["secret-store", "status"],
  secretStoreProof: ["secret-store", "proof"],
  secretPlaces: ["secret-places"],
  logSettings: ["log-settings"],
  diagnostics: (withHosts: boolean) => ["diagnostics", withHosts],
  appInfo: ["app-info"],
} satisfies Record<string, QueryKey | ((...args: never[]) => QueryKey)>;

/** The only place where something becomes stale. Yields a function that stops it. */
export function invalidateOnEvents(client: QueryClient): () => void {
  const stale = (queryKey: QueryKey) => outdate(client, queryKey);
  const subscriptions = [
    events.providersChanged.listen(() => {
      stale(keys.providers);
      // A draft says whether its provider is in the trash.
      stale(keys.draftList);
      stale(keys.secretPlaces);
      stale(keys.practicePoolStatus);
      stale(["check"]);
      stale(["consumers"]);
      stale(["users", "of-run"]);
      stale(["route"]);
    }),
    events.simulationChanged.listen(() => stale(keys.simulation)),
    events.draftsChanged.listen(() => stale(keys.draftList)),
    events.runChanged.listen(({ payload }) => {
      stale(keys.run(payload.runId));
      stale(keys.question(payload.runId));
      stale(keys.consumers(payload.runId));
      stale(["runs", "list"]);
      stale(keys.providers);
    }),
    events.usersChanged.listen(() => stale(keys.users)),
    events.dataReplaced.listen(() => stale([])),
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
  client.removeQueries({ queryKey: ["consumers"] });
  client.removeQueries({ queryKey: ["users", "of-run"] });
  await client.invalidateQueries({ queryKey: keys.runs });
  await client.invalidateQueries({ queryKey: keys.providers });
}

/** After deleting a user: there is nothing of it to show. */
export function userDeleted(client: QueryClient, id: string): void {
  client.removeQueries({ queryKey: keys.user(id) });
}

/** After emptying the trash: the runs of its providers went with them. */
export async function trashPurged(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: ["runs", "one"] });
  client.removeQueries({ queryKey: ["consumers"] });
  await client.invalidateQueries({ queryKey: keys.runs });
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

export function useTrash() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.trash, queryFn: () => backend.listTrash() });
}

export function useHandOver(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.handOver(id), queryFn: () => backend.handOver(id) });
}

/** Cognito's own pages of a provider's app client; null when it is of another kind. */
export function useHostedPages(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.hostedPages(id), queryFn: () => backend.hostedPages(id) });
}

export function useCatalogue() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.catalogue, queryFn: () => backend.listCatalogue() });
}

export function useRuns(providerId: string | null) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.runList(providerId),
    queryFn: () => backend.listRuns(providerId),
  });
}

/** The runs of a provider that rules can be looked at with. */
export function useRunsWithAttributes(providerId: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.runsWithAttributes(providerId),
    queryFn: () => backend.listRunsWithAttributes(providerId),
  });
}

export function useRun(runId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.run(runId), queryFn: () => backend.getRun(runId) });
}

/** What a running sign-in asks; null while it goes on by itself. */
export function useQuestion(runId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.question(runId), queryFn: () => backend.getQuestion(runId) });
}

/** The same as long as the program runs. */
export function useFallbackFailures() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.fallbackFailures,
    queryFn: () => backend.listFallbackFailures(),
    staleTime: Infinity,
  });
}

export function useUsers() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.userList, queryFn: () => backend.listUsers() });
}

export function useUser(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.user(id), queryFn: () => backend.getUser(id) });
}

/** What the sign-in of a run would make of the local users. */
export function useRunUser(runId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keys.runUser(runId), queryFn: () => backend.previewUser(runId) });
}

/** What other products would make of a run. */
export function useConsumers(runId: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.consumers(runId),
    queryFn: () => backend.consumersOfRun(runId),
  });
}

/** `fresh`: asked anew when it is shown; a code that is "sent" has no event of its own. */
export function usePracticePool({ fresh = false } = {}) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.practicePoolStatus,
    queryFn: () => backend.practicePoolStatus(),
    refetchOnMount: fresh ? "always" : true,
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

/** Answered only while the data folder is open for writing. */
export function useSecretPlaces() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.secretPlaces,
    queryFn: () => backend.listSecretPlaces(),
    enabled: useStart().data?.state === "open",
  });
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
