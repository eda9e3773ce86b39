import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useBackend } from "./backend-context.tsx";
import { keys } from "./queries.ts";

/** The simulated sign-in there is; null before one. */
export function useSimulation() {
  const backend = useBackend();
  return useQuery({ queryKey: keys.simulation, queryFn: () => backend.getSimulation() });
}

/**
 * Where a person with this e-mail address is sent; null is a person who typed none yet.
 * `forced` is the provider that the application asks for.
 */
export function useRoutePerson(email: string | null, forced: string | null) {
  const backend = useBackend();
  return useQuery({
    queryKey: keys.routePerson(email, forced),
    queryFn: () => backend.routePerson(email, forced),
    placeholderData: keepPreviousData,
  });
}
