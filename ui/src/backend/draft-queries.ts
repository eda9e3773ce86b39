import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { BackendError } from "./backend.ts";
import { useBackend } from "./backend-context.tsx";
import type { DraftBody, DraftView, ProviderDraft, ProviderView, SetupItemId, SetupItemView, SetupState } from "./bindings.ts";
import { inOrder } from "./draft-order.ts";
import { keys } from "./queries.ts";

const CONFIRMING = "confirm-setup-item";
/** How long a draft that nobody typed into can be come back to. */
const NEW_DRAFT_MS = 60 * 60 * 1000;

/** A kept draft. A page that edits it then owns what it shows. */
export function useDraft(id: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.draft(id),
    queryFn: () => inOrder(() => backend.getDraft(id)),
    gcTime: 0,
  });
}

/** Makes a draft of an entry; its page finds it although it is not kept before it is changed. */
export function useNewDraft() {
  const backend = useBackend();
  const client = useQueryClient();
  return useCallback(
    async (entry: string, change?: (view: DraftView) => DraftView): Promise<DraftView> => {
      const fresh = await backend.newDraft(entry);
      const view = change === undefined ? fresh : change(fresh);
      client.setQueryDefaults(keys.draft(view.id), { gcTime: NEW_DRAFT_MS });
      client.setQueryData(keys.draft(view.id), view);
      return view;
    },
    [backend, client],
  );
}

/** What is kept of a draft, for the next page that opens it. */
export function useRememberDraft() {
  const client = useQueryClient();
  return useCallback(
    (id: string, change: Partial<DraftView>) => {
      client.setQueryData<DraftView>(keys.draft(id), (view) =>
        view === undefined ? view : { ...view, ...change },
      );
    },
    [client],
  );
}

/** A draft that is no more: whoever goes back to its page does not find what was typed once. */
export function useForgetDraft() {
  const client = useQueryClient();
  return useCallback((id: string) => client.removeQueries({ queryKey: keys.draft(id) }), [client]);
}

/** Saves a draft. The page of the provider begins with what was saved, not with what was read before. */
export function useSaveDraft() {
  const backend = useBackend();
  const client = useQueryClient();
  return useCallback(
    async (id: string, overwrite: boolean, accept: boolean): Promise<ProviderView> => {
      const saved = await inOrder(() => backend.saveDraft(id, overwrite, accept));
      client.setQueryData(keys.provider(saved.id), saved);
      return saved;
    },
    [backend, client],
  );
}

export function useDrafts() {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.draftList,
    queryFn: () => inOrder(() => backend.listDrafts()),
  });
}

export function useCatalogueSearch(text: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.catalogueSearch(text),
    queryFn: () => backend.searchCatalogue(text),
    placeholderData: keepPreviousData,
  });
}

/** The set-up list of a definition. */
export function useSetupList(owner: string, definition: ProviderDraft) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.setupList(owner, definition),
    queryFn: () => backend.setupList(owner, definition),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

interface Confirmation {
  owner: string;
  definition: ProviderDraft;
  item: SetupItemId;
  confirmed: boolean;
}

/** Writes down that a person saw to an item, or takes that back; it shows at once. */
export function useConfirmSetupItem(onError: (error: BackendError) => void) {
  const backend = useBackend();
  const client = useQueryClient();
  const isLast = () => client.isMutating({ mutationKey: [CONFIRMING] }) === 1;
  return useMutation({
    mutationKey: [CONFIRMING],
    // One after the other, in the order of the person.
    scope: { id: CONFIRMING },
    mutationFn: ({ owner, definition, item, confirmed }: Confirmation) =>
      backend.confirmSetupItem(owner, definition, item, confirmed),
    onMutate: async ({ owner, definition, item, confirmed }) => {
      const state: SetupState = confirmed
        ? { state: "confirmed_by_hand", at: new Date().toISOString() }
        : { state: "unknown" };
      const queryKey = keys.setupList(owner, definition);
      await client.cancelQueries({ queryKey });
      client.setQueryData<SetupItemView[]>(queryKey, (list) =>
        list?.map((one) => (one.id === item ? { ...one, state } : one)),
      );
    },
    onSuccess: (list, { owner, definition }) => {
      // What was pressed since is not in an earlier answer.
      if (isLast()) client.setQueryData(keys.setupList(owner, definition), list);
    },
    onError: (error) => onError(error),
    onSettled: async (_list, _error, { owner }) => {
      // More may have been typed since: a list for that was read without this confirmation.
      if (isLast()) await client.invalidateQueries({ queryKey: keys.setup(owner) });
    },
  });
}

/** What an editor of a provider starts from. It then owns what it shows, so it reads anew each time. */
export function useProviderDraft(id: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.providerDraft(id),
    queryFn: () => inOrder(() => backend.editProvider(id)),
    gcTime: 0,
  });
}

/** What saving would refuse or warn of; the answer before stays until the new one is there. */
export function useDraftProblems(providerId: string | null, body: DraftBody) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.checkDraft(providerId, body),
    queryFn: () => backend.checkDraft(providerId, body),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
