import { useRef, useState } from "react";
import type { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftBody, DraftView } from "../../backend/bindings.ts";
import { useRememberDraft } from "../../backend/draft-queries.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { form } from "../../messages/provider-form.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { paths } from "../../routing/paths.ts";

const PAUSE_MS = 300;

export interface DraftKeeper {
  /** Something differs from what the page was opened with, or was kept before. */
  isDraft: boolean;
  /** Why what is on the screen is not in the database. */
  failure: BackendError | null;
  /** Keeps the present body; resolves when it is in the database. */
  keep: () => Promise<void>;
  /** The draft is being saved or discarded: nothing of it is kept meanwhile. */
  finish: () => void;
  /** It was not: what is typed is kept again. */
  goOn: () => void;
  /** Whether it ended. */
  isFinished: () => boolean;
}

/** Keeps what is typed, and says so when the page is left. */
export function useKeepDraft(view: DraftView, body: DraftBody): DraftKeeper {
  const backend = useBackend();
  const remember = useRememberDraft();
  const { succeeded, failed } = useNotifications();
  const text = JSON.stringify(body);
  const [opened] = useState(text);
  const [wasKept, setWasKept] = useState(view.keptAt !== null);
  const [kept, setKept] = useState(opened);
  // Read when the page is left at once, before anything is rendered anew.
  const finished = useRef(false);

  const keep = async () => {
    remember(view.id, { body });
    await inOrder(() => backend.keepDraft(view.id, view.providerId, body));
    remember(view.id, { keptAt: new Date().toISOString() });
    setKept(text);
    setWasKept(true);
  };
  const pending = text !== kept;
  const failure = useKeeping({
    value: text,
    pending,
    keep: () => (finished.current ? Promise.resolve() : keep()),
    pause: PAUSE_MS,
    leaving: () => {
      // From form to wizard and back it is still being worked on.
      const { hash } = window.location;
      const goesOn = hash.startsWith(paths.draft(view.id));
      // These two pages show the drafts that are kept; a notice above would say it twice.
      const isShown = hash === paths.providers() || hash === paths.newProvider();
      const isOver = finished.current || goesOn || isShown || text === opened;
      return (error) => {
        if (error !== null) failed(error);
        else if (!isOver) succeeded(form.kept);
      };
    },
  });

  return {
    isDraft: wasKept || text !== opened,
    failure,
    keep,
    finish: () => {
      finished.current = true;
    },
    goOn: () => {
      finished.current = false;
    },
    isFinished: () => finished.current,
  };
}
