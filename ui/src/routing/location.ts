import { useSyncExternalStore } from "react";

/** Where the console is: a path and a query, both kept in the URL's fragment. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

function parse(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  return { path: path.startsWith("/") ? path : "/", query: new URLSearchParams(query) };
}

const subscribers = new Set<() => void>();
const leavers = new Set<() => void>();
let shown = window.location.hash;
let place = parse(shown);

function show(hash: string) {
  const { path } = place;
  shown = hash;
  place = parse(hash);
  for (const notify of subscribers) notify();
  if (place.path !== path) for (const leave of leavers) leave();
}

window.addEventListener("hashchange", () => {
  const wanted = window.location.hash;
  if (wanted !== shown) show(wanted);
});

/** Goes to a place made by `paths`. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace === true) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  show(to);
}

/**
 * Remembers where somebody is while something is done. Yields whether they are still there: an
 * answer that comes late leads nobody away from where they have gone since.
 */
export function watchPlace(): () => boolean {
  const { path } = place;
  return () => place.path === path;
}

/** Calls back whenever somebody goes to another page. Yields a function that stops it. */
export function onLeaving(leave: () => void): () => void {
  leavers.add(leave);
  return () => void leavers.delete(leave);
}

export function usePlace(): Place {
  return useSyncExternalStore(
    (notify) => {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    () => place,
  );
}
