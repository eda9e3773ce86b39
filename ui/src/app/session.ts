import { createBackend } from "../backend/backend.ts";
import { pressEnded } from "../parts/after-press.ts";
import type { ProviderSummary } from "../backend/bindings.ts";
import { invalidateOnEvents, providerListQuery } from "../backend/queries.ts";
import { createQueryClient } from "../backend/query-client.ts";
import { startQuery } from "../backend/start-queries.ts";

/** What the whole window stands on; there is one of each. */
export const backend = createBackend(undefined, pressEnded);
export const queryClient = createQueryClient();

/** From now on what changes is read anew; before anything is asked for, or a change is missed. */
export function followBackend(): void {
  invalidateOnEvents(queryClient);
}

/** What the first screen shows before its code is there. */
export interface FirstAnswers {
  readonly providers: readonly ProviderSummary[];
  readonly readOnly: boolean;
}

/**
 * Asks for what the first screen stands on while its code is still being loaded. Yields null
 * where it cannot be had; the page itself shows the failure.
 */
export async function firstAnswers(): Promise<FirstAnswers | null> {
  try {
    const [providers, { state }] = await Promise.all([
      queryClient.query(providerListQuery(backend)),
      queryClient.query(startQuery(backend)),
    ]);
    return state === "blocked" ? null : { providers, readOnly: state === "read_only" };
  } catch {
    return null;
  }
}
