import { useEffect, useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftBody, DraftView } from "../../backend/bindings.ts";
import { useRememberDraft } from "../../backend/draft-queries.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { form } from "../../messages/provider-form.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { paths } from "../../routing/paths.ts";

const KEEP_AFTER_MS = 300;

export interface DraftKeeper {
  /** Something differs from what the page was opened with, or was kept before. */
  isDraft: boolean;
  /** Keeps the present body; resolves when it is in the database. */
  keep: () => Promise<void>;
  /** The draft is saved or discarded: nothing of it is kept any more. */
  finish: () => void;
}

/** Keeps what is typed, a moment after typing and at once when the page is left or hidden. */
export function useKeepDraft(view: DraftView, body: DraftBody): DraftKeeper {
  const backend = useBackend();
  const remember = useRememberDraft();
  const { failed, succeeded } = useNotifications();
  const [opened] = useState(() => JSON.stringify(body));
  const [wasKept, setWasKept] = useState(view.keptAt !== null);
  const kept = useRef(opened);
  const finished = useRef(false);
  const text = JSON.stringify(body);

  const keep = async () => {
    kept.current = text;
    setWasKept(true);
    remember(view.id, { body, keptAt: new Date().toISOString() });
    await inOrder(() => backend.keepDraft(view.id, view.providerId, body));
  };
  const keepIfChanged = useLatest(() => {
    if (finished.current || text === kept.current) return;
    keep().catch((error: unknown) => {
      kept.current = "";
      failed(BackendError.from(error));
    });
  });

  const leave = useLatest(() => {
    keepIfChanged.current();
    // From form to wizard and back it is still being worked on.
    const goesOn = window.location.hash.startsWith(paths.draft(view.id));
    if (!finished.current && !goesOn && text !== opened) succeeded(form.kept);
  });

  useEffect(() => {
    const timer = setTimeout(() => keepIfChanged.current(), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, keepIfChanged]);

  useEffect(() => {
    const keepNow = () => keepIfChanged.current();
    document.addEventListener("visibilitychange", keepNow);
    window.addEventListener("pagehide", keepNow);
    return () => {
      document.removeEventListener("visibilitychange", keepNow);
      window.removeEventListener("pagehide", keepNow);
    };
  }, [keepIfChanged]);

  useEffect(() => () => leave.current(), [leave]);

  return {
    isDraft: wasKept || text !== opened,
    keep,
    finish: () => {
      finished.current = true;
    },
  };
}
