let last: Promise<unknown> = Promise.resolve();

/**
 * Calls about drafts, one after the other: a page that opens must not read a draft before
 * the page that was left has kept its last change.
 */
export function inOrder<T>(call: () => Promise<T>): Promise<T> {
  const next = last.then(call, call);
  last = next.catch(() => undefined);
  return next;
}
