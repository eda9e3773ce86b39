import { useMemo, useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useKeepPracticeEntries, useUnsavedPracticeEntries } from "../../backend/unfinished-queries.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { useLatest } from "../../parts/latest.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { readJson } from "../../parts/read-json.ts";
import type { EditedEntry } from "./use-pool-editing.ts";

const PAUSE_MS = 400;

/** An entry that is being edited, as it is kept. */
export interface KeptEntry {
  /** That of its opening: two new users are two entries. */
  id: string;
  /** What was opened. */
  editing: EditedEntry;
  draft: object;
  /** The text while the JSON is shown. */
  typed: string | null;
}

export interface KeptEntries {
  all: readonly KeptEntry[];
  put: (entry: KeptEntry) => Promise<void>;
  drop: (id: string) => Promise<void>;
}

/** What was edited of the practice pool and neither saved nor discarded. */
export function useKeptEntries(): KeptEntries {
  const text = useUnsavedPracticeEntries().data ?? null;
  const all = useMemo(() => readEntries(text), [text]);
  const latest = useLatest(all);
  const write = useKeepPracticeEntries();
  return useMemo(() => {
    const others = (id: string) => latest.current.filter((one) => one.id !== id);
    const put = (entries: readonly KeptEntry[]) =>
      write(entries.length === 0 ? null : JSON.stringify(entries));
    return {
      all,
      put: (entry) => put([...others(entry.id), entry]),
      drop: (id) => put(others(id)),
    };
  }, [all, latest, write]);
}

interface Edited {
  as: Pick<KeptEntry, "id" | "editing">;
  kept: KeptEntries;
  onClose: () => void;
}

interface Typed {
  form: { draft: object };
  typed: string | null;
  changed: boolean;
}

/** Keeps what is typed into a dialog, also when the page is left, until it is closed. */
export function useKeptUntilClosed({ as, kept, onClose }: Edited, { form, typed, changed }: Typed) {
  const { failed } = useNotifications();
  const entry: KeptEntry = { ...as, draft: form.draft, typed };
  const text = changed ? JSON.stringify(entry) : null;
  const [stored, setStored] = useState(() => {
    const before = kept.all.find(({ id }) => id === as.id);
    return before === undefined ? null : JSON.stringify(before);
  });
  // Read when the dialog goes, before anything is rendered anew.
  const closed = useRef(false);
  const failure = useKeeping({
    value: text,
    pending: text !== stored,
    keep: async () => {
      if (closed.current) return;
      await (text === null ? kept.drop(as.id) : kept.put(entry));
      setStored(text);
    },
    pause: PAUSE_MS,
  });
  const close = () => {
    closed.current = true;
    kept.drop(as.id).catch((reason: unknown) => failed(BackendError.from(reason)));
    onClose();
  };
  return { failure, close };
}

/** What a later version wrote in another form is nothing. */
function readEntries(text: string | null): readonly KeptEntry[] {
  const read = readJson(text);
  const isEntry = (one: unknown): one is KeptEntry => {
    const entry = one as Partial<KeptEntry> | null;
    return typeof entry?.id === "string" && typeof entry.editing?.what === "string" && typeof entry.draft === "object";
  };
  return Array.isArray(read) ? read.filter(isEntry) : [];
}
