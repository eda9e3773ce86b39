const part = encodeURIComponent;

export type ProviderTab = "basic" | "test-runs";

/** Every place there is. */
export const paths = {
  providers: () => "#/providers",
  newProvider: () => "#/providers/new",
  provider: (id: string, tab?: ProviderTab) =>
    tab === undefined ? `#/providers/${part(id)}` : `#/providers/${part(id)}?tab=${tab}`,
  editProvider: (id: string) => `#/providers/${part(id)}/edit`,
  runs: () => "#/runs",
  run: (runId: string) => `#/runs/${part(runId)}`,
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
