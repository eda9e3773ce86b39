import {
  keepPreviousData,
  queryOptions,
  replaceEqualDeep,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useBackend } from "./backend-context.tsx";
import type { AttributesDraft, MappingView, PreviewInput } from "./bindings.ts";
import { keys } from "./queries.ts";

/** An answer that is there before the page asks for it waits for that. */
const AHEAD_MS = 1000;

/**
 * What rules that need not be saved make of what was received. Of two answers, what says the
 * same is the same object: a key changes one result of many, and only that is drawn anew.
 *
 * `about` comes back with the answer, because until there is a new one an older one is given,
 * and that need not be one that was ever rendered as the newest.
 */
export function useMappingPreview<About>(
  input: PreviewInput | null,
  rules: AttributesDraft,
  about: About,
) {
  const backend = useBackend();
  const client = useQueryClient();
  const [share] = useState(sharing);
  const question = useCallback(
    (rules: AttributesDraft, about: About) =>
      queryOptions({
        queryKey: keys.preview(input, rules),
        queryFn: async () => {
          if (input === null) return null;
          return { view: share(await backend.previewMapping(rules, input)), about };
        },
        structuralSharing: false,
        gcTime: 0,
      }),
    [backend, input, share],
  );
  const answer = useQuery({
    ...question(rules, about),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
  /** Asks about rules that will be asked about in a moment: Rust works while the page is painted. */
  const askAhead = useCallback(
    (rules: AttributesDraft, about: About) => {
      if (input === null) return;
      // What goes wrong is said by who asks in a moment.
      client.query({ ...question(rules, about), gcTime: AHEAD_MS }).catch(() => undefined);
    },
    [client, input, question],
  );
  return { answer, askAhead };
}

/** Gives what is the same as in the answer before as the same object. */
function sharing(): (view: MappingView) => MappingView {
  let last: MappingView | null = null;
  return (view) => {
    const shared: MappingView = replaceEqualDeep(last, view);
    last = shared;
    return shared;
  };
}

/** The ready-made transformations; they are part of the program. */
export function useTransforms() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.transforms, queryFn: () => backend.listTransforms() });
}

/** The functions of expressions; they are part of the program. */
export function useFunctions() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.functions, queryFn: () => backend.listFunctions() });
}

/** Asked anew each time: runs may have come since. */
export function useSuggestions(input: PreviewInput, rules: AttributesDraft) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.suggestions(input, rules),
    queryFn: () => backend.suggestRules(rules, input),
    gcTime: 0,
  });
}

export function useFixtures(providerId: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.fixtures(providerId),
    queryFn: () => backend.listFixtures(providerId),
  });
}

interface NewFixture {
  runId: string;
  name: string;
  pseudonymise: boolean;
}

/** Fixtures have no event of their own. */
export function useFixtureChanges(providerId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keys.fixtures(providerId) });
  const save = useMutation({
    mutationFn: ({ runId, name, pseudonymise }: NewFixture) =>
      backend.saveFixture(runId, name, pseudonymise),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (fixtureId: string) => backend.deleteFixture(fixtureId),
    onSuccess,
  });
  return { save, remove };
}
