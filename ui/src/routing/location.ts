import { useSyncExternalStore } from "react";

/** Where the console is: a path and a query, both kept in the URL's fragment. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Asked before leaving; `proceed` continues to where the person wanted to go. */
export type LeaveGuard = (proceed: () => void) => void;

function parse(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  return { path: path.startsWith("/") ? path : "/", query: new URLSearchParams(query) };
}

const subscribers = new Set<() => void>();
let shown = window.location.hash;
let place = parse(shown);
let guard: LeaveGuard | null = null;

function show(hash: string) {
  shown = hash;
  place = parse(hash);
  for (const notify of subscribers) notify();
}

window.addEventListener("hashchange", () => {
  const wanted = window.location.hash;
  if (wanted === shown) return;
  if (guard === null || parse(wanted).path === place.path) {
    show(wanted);
    return;
  }
  // Back and forward have happened already: return to the page, ask, then go.
  history.pushState(null, "", shown);
  guard(() => go(wanted));
});

function go(hash: string, replace = false) {
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  show(hash);
}

/** Goes to a place made by `paths`. */
export function navigate(to: string, options: { replace?: boolean; force?: boolean } = {}): void {
  const leaves = parse(to).path !== place.path;
  if (guard !== null && leaves && options.force !== true) {
    guard(() => go(to, options.replace));
    return;
  }
  if (leaves) guard = null;
  go(to, options.replace);
}

/** Sets what is asked before leaving the page; yields a function that takes it back. */
export function guardLeaving(ask: LeaveGuard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
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
