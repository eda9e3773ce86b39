import { QueryClient, type Query, type QueryKey } from "@tanstack/react-query";

/** Data changes by commands and events only, so nothing is read again by itself. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: false,
        staleTime: Infinity,
        // The usual one sorts what is in a key first: thousands of names for the rules of a
        // preview. Two orders of the same are asked for twice, and nothing else.
        queryKeyHashFn: JSON.stringify,
      },
      mutations: { networkMode: "always" },
    },
  });
  rereadOutdatedFirstAnswers(client);
  return client;
}

/**
 * Something has changed: what a page shows of it is asked for again, and the rest when a page
 * next needs it. An answer that is under way for a page that was left would count as fresh,
 * so it is not waited for.
 */
export function outdate(client: QueryClient, queryKey: QueryKey): void {
  void client.cancelQueries({ queryKey, type: "inactive" });
  void client.invalidateQueries({ queryKey });
}

/**
 * TanStack Query takes a first answer for fresh even when it was invalidated while that
 * answer was under way: `invalidateQueries` waits for it instead of asking again. An answer
 * from before an event would stand for good, so it is asked for once more.
 */
function rereadOutdatedFirstAnswers(client: QueryClient) {
  const outdated = new Set<Query>();
  client.getQueryCache().subscribe((event) => {
    const query = event.query as Query;
    if (event.type === "removed") outdated.delete(query);
    if (event.type !== "updated") return;
    const isFirst = query.state.data === undefined && query.state.fetchStatus === "fetching";
    if (event.action.type === "invalidate") {
      if (isFirst) outdated.add(query);
    } else if (event.action.type === "fetch") {
      // What had overtaken it before it was asked for is in its answer; another event would not
      // be told of as long as this one counts.
      if (isFirst && query.state.isInvalidated) query.setState({ isInvalidated: false });
    } else if (query.state.fetchStatus === "idle" && outdated.delete(query)) {
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
  });
}
