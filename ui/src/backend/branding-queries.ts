import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Backend } from "./backend.ts";
import { useBackend } from "./backend-context.tsx";
import type { BrandingDraft, BrandingView } from "./bindings.ts";
import { inOrder } from "./draft-order.ts";
import { keys } from "./queries.ts";

/** The look of the sign-in page. */
export function useBranding() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.branding,
    queryFn: () => inOrder(() => backend.getBranding()),
  });
}

/** Changes the look, one change after the other; what comes back is shown everywhere. */
export function useChangeBranding() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: (backend: Backend) => Promise<BrandingView>) =>
      inOrder(() => change(backend)),
    onSuccess: (view) => client.setQueryData(keys.branding, view),
  });
}

/** What was entered, for a page that opens before it is written. */
export function useRememberBranding() {
  const client = useQueryClient();
  return useCallback(
    (entered: BrandingDraft) => {
      client.setQueryData<BrandingView>(keys.branding, (view) =>
        view === undefined ? view : { ...view, entered },
      );
    },
    [client],
  );
}
