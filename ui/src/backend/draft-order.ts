type InOrder = <T>(call: () => Promise<T>) => Promise<T>;

function line(): InOrder {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const next = last.then(call, call);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Calls about drafts, one after the other: a page that opens must not read a draft before
 * the page that was left has kept its last change.
 */
export const inOrder = line();

/** Those about client secrets wait for each other alone: a keychain may wait for its prompt. */
export const secretsInOrder = line();
