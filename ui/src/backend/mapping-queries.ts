import {
  keepPreviousData,
  replaceEqualDeep,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef } from "react";
import { useBackend } from "./backend-context.tsx";
import type { AttributesDraft, MappingView, PreviewInput } from "./bindings.ts";
import { keys } from "./queries.ts";

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
  const last = useRef<MappingView | null>(null);
  return useQuery({
    queryKey: keys.preview(input, rules),
    enabled: input !== null,
    queryFn: async () => {
      if (input === null) return null;
      const view = await backend.previewMapping(rules, input);
      last.current = replaceEqualDeep(last.current, view);
      return { view: last.current, about };
    },
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
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
