const part = encodeURIComponent;

const PROVIDER_TABS = ["basic", "advanced", "set-up", "attributes", "test-runs", "hand-over"] as const;

export type ProviderTab = (typeof PROVIDER_TABS)[number];

/** The tab that a place names; the first one where it names none. */
export function providerTab(name: string | null): ProviderTab {
  return PROVIDER_TABS.find((tab) => tab === name) ?? "basic";
}

/** Every place there is. */
export const paths = {
  providers: () => "#/providers",
  newProvider: () => "#/providers/new",
  newDraft: (entry: string) => `#/providers/new/${part(entry)}`,
  newWizard: (entry: string) => `#/providers/new/${part(entry)}?wizard`,
  draft: (id: string) => `#/drafts/${part(id)}`,
  wizard: (id: string) => `#/drafts/${part(id)}/wizard`,
  provider: (id: string, tab?: ProviderTab) =>
    tab === undefined ? `#/providers/${part(id)}` : `#/providers/${part(id)}?tab=${tab}`,
  editProvider: (id: string) => `#/providers/${part(id)}/edit`,
  trash: () => "#/trash",
  simulator: () => "#/simulator",
  runs: () => "#/runs",
  run: (runId: string) => `#/runs/${part(runId)}`,
  users: () => "#/users",
  user: (id: string) => `#/users/${part(id)}`,
  practicePool: () => "#/practice-pool",
  settings: () => "#/settings",
};

/** The parts of a path, decoded. */
export function segments(path: string): string[] {
  return path
    .split("/")
    .filter((text) => text !== "")
    .map((text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    });
}
