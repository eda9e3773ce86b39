import type { Backend } from "../../backend/backend.ts";

/** Stores that ask nobody answer sooner. */
const SUSPICIOUS_MS = 2500;

/** How a call went, or that the system's prompt is in its way. */
export type Progress<T> =
  | { state: "done"; value: T }
  | { state: "failed"; reason: unknown }
  | { state: "waiting" };

/** Follows a call; says *waiting* when it is late because the system asks the person. */
export function watchForPrompt<T>(
  backend: Backend,
  running: Promise<T>,
): { ended: Promise<Progress<T>>; first: Promise<Progress<T>> } {
  let over = false;
  const ended = running
    .then((value): Progress<T> => ({ state: "done", value }))
    .catch((reason: unknown): Progress<T> => ({ state: "failed", reason }))
    .finally(() => {
      over = true;
    });
  const waiting = async (): Promise<Progress<T>> => {
    for (;;) {
      await new Promise((done) => setTimeout(done, SUSPICIOUS_MS));
      if (over) return ended;
      const status = await backend.secretStoreStatus().catch(() => null);
      if (status?.state === "waiting_for_prompt") return { state: "waiting" };
    }
  };
  return { ended, first: Promise.race([ended, waiting()]) };
}
