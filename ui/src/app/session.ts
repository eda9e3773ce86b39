import { createBackend } from "../backend/backend.ts";
import type { ProviderSummary } from "../backend/bindings.ts";
import { providerListQuery } from "../backend/queries.ts";
import { createQueryClient } from "../backend/query-client.ts";

/** What the whole window stands on; there is one of each. */
export const backend = createBackend();
export const queryClient = createQueryClient();

/**
 * Asks for the list of the first screen while its code is still being loaded. Yields nothing
 * where it cannot be had; the page itself shows the failure.
 */
export async function firstProviders(): Promise<readonly ProviderSummary[]> {
  try {
    return await queryClient.query(providerListQuery(backend));
  } catch {
    return [];
  }
}
