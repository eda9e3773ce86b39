import { useEffect, useRef, useState } from "react";
import { BackendError } from "../backend/backend.ts";
import { useLatest } from "./latest.ts";
import { useNotifications } from "./notifications.tsx";

/** Whoever types without a pause has what was typed this long ago. */
const LONGEST_MS = 1000;
const AGAIN_AFTER_MS = 3000;

interface Keeping {
  /** What is to be kept; a new object or text is a change. */
  value: unknown;
  /** Whether it differs from what is kept. */
  pending: boolean;
  /** Keeps it as it is now; resolves when it is on the disk. */
  keep: () => Promise<void>;
  /** How long a pause is. */
  pause: number;
  /**
   * Asked when the page is left; what it yields is told when all is kept, or why not. Without
   * it a failure is said.
   */
  leaving?: () => (failure: BackendError | null) => void;
}

/**
 * Keeps what is entered: after each pause, each second while there is none, at once when the
 * page is hidden or left, and again by itself when that failed. Yields the failure meanwhile,
 * the first one until it is over.
 */
export function useKeeping(keeping: Keeping): BackendError | null {
  const { value, pending, pause } = keeping;
  const { failed } = useNotifications();
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [rounds, setRounds] = useState(0);
  const running = useRef(false);
  const due = useRef<number | null>(null);
  const latest = useLatest({
    ...keeping,
    say: (error: BackendError | null) => {
      if (error !== null) failed(error);
    },
  });

  // It was kept in another way, or typed back.
  if (!pending && failure !== null) setFailure(null);

  useEffect(() => {
    if (!pending) {
      due.current = null;
      return undefined;
    }
    const now = Date.now();
    due.current ??= now + LONGEST_MS;
    // What is under way ends with a round of its own.
    if (running.current) return undefined;
    const left = due.current - now;
    const wait = failure === null ? Math.min(pause, left) : left;
    const timer = setTimeout(() => {
      running.current = true;
      due.current = null;
      latest.current
        .keep()
        .then(
          () => setFailure(null),
          (reason: unknown) => {
            due.current = Date.now() + AGAIN_AFTER_MS;
            setFailure((first) => first ?? BackendError.from(reason));
          },
        )
        .finally(() => {
          running.current = false;
          setRounds((count) => count + 1);
        });
    }, Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [value, pending, pause, failure, rounds, latest]);

  useEffect(() => {
    const keepNow = () => {
      if (!latest.current.pending) return;
      latest.current.keep().then(
        () => setFailure(null),
        (reason: unknown) => setFailure((first) => first ?? BackendError.from(reason)),
      );
    };
    document.addEventListener("visibilitychange", keepNow);
    window.addEventListener("pagehide", keepNow);
    const leave = () => {
      const { pending: left, keep, leaving, say } = latest.current;
      const told = leaving?.() ?? say;
      if (left) keep().then(() => told(null), (reason: unknown) => told(BackendError.from(reason)));
      else told(null);
    };
    return () => {
      document.removeEventListener("visibilitychange", keepNow);
      window.removeEventListener("pagehide", keepNow);
      leave();
    };
  }, [latest]);

  return failure;
}
