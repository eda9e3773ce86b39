import { useEffect, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import { events, type TakenBack } from "../../backend/bindings.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";

export interface CopiedSecret {
  copy: () => Promise<void>;
  busy: boolean;
  /** Seconds until the clipboard is cleared; null while the secret is not on it. */
  left: number | null;
  /** How long it stays there. */
  total: number;
  /** What became of it, once Rust has said so. */
  end: TakenBack | null;
}

const TICK_MS = 500;

/** Puts the client secret on the clipboard and counts until Rust takes it back. */
export function useCopiedSecret(providerId: string): CopiedSecret {
  const backend = useBackend();
  const { failed, withSecretStore } = useNotifications();
  const [busy, setBusy] = useState(false);
  const [total, setTotal] = useState(0);
  const [until, setUntil] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  const [end, setEnd] = useState<TakenBack | null>(null);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
  const counting = left > 0;
  const isCopied = useLatest(until !== null);

  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [counting]);

  useEffect(() => {
    const listening = events.secretTakenBack.listen(({ payload }) => {
      // What another page copied is no news here.
      if (isCopied.current) setEnd(payload.end);
      setUntil(null);
    });
    return () => void listening.then((stop) => stop());
  }, [isCopied]);

  const copy = async () => {
    setBusy(true);
    try {
      const seconds = await withSecretStore(() => backend.copyClientSecret(providerId));
      const start = Date.now();
      setTotal(seconds);
      setEnd(null);
      setNow(start);
      setUntil(start + seconds * 1000);
    } catch (error) {
      failed(BackendError.from(error));
    } finally {
      setBusy(false);
    }
  };

  return { copy, busy, left: counting ? left : null, total, end };
}
