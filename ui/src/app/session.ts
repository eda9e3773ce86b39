import { createBackend } from "../backend/backend.ts";
import { providerListQuery } from "../backend/queries.ts";
import { createQueryClient } from "../backend/query-client.ts";

/** What the whole window stands on; there is one of each. */
export const backend = createBackend();
export const queryClient = createQueryClient();

/**
 * Asks for the list of the first screen while its code is still being loaded, so that
 * rows and table arrive together. The page itself shows a failure.
 */
export function askForProviders(): void {
  queryClient.query(providerListQuery(backend)).catch(() => undefined);
}
