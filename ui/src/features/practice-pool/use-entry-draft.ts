import { useState } from "react";
import { parseEntry, printEntry, type EntryKind } from "./pool-settings.ts";
import type { Problem } from "./shape.ts";

/** What a form needs: the draft, a way to change it, and what is wrong at a field. */
export interface EntryForm<Draft> {
  draft: Draft;
  change: (values: Partial<Draft>) => void;
  problemAt: (field: string) => string | undefined;
}

/** The field of the draft that a place is in. */
export const head = (field: string) => field.split(/[.[]/, 1)[0] ?? "";

/** One draft with two views: fields, or JSON text. */
export function useEntryDraft<Draft extends object>(
  kind: EntryKind<Draft>,
  initial: Draft,
  before: { draft: Draft; typed: string | null } | null,
) {
  const [draft, setDraft] = useState(before?.draft ?? initial);
  /** The text while the JSON is shown. */
  const [typed, setTyped] = useState<string | null>(before?.typed ?? null);
  const [problems, setProblems] = useState<Problem[]>([]);

  /** The draft as it stands, or null when it cannot be read. */
  const current = (): Draft | null => {
    const found = kind.problems !== undefined && typed === null ? kind.problems(draft) : [];
    // A form goes the same way: what was typed in place of a number is found here.
    const parsed = parseEntry(kind, typed ?? printEntry(kind, draft));
    const all = [...found, ...parsed.problems];
    setProblems(all);
    return all.length === 0 ? parsed.draft : null;
  };

  const form: EntryForm<Draft> = {
    draft,
    change: (values) => {
      setDraft({ ...draft, ...values });
      setProblems(problems.filter(({ field }) => !(head(field) in values)));
    },
    problemAt: (field) => {
      const here = problems.filter((problem) => problem.field === field);
      return here.length === 0 ? undefined : here.map(({ message }) => message).join(" ");
    },
  };

  return {
    form,
    typed,
    type: (text: string) => setTyped(text),
    showJson: () => {
      // Two attributes of one name would be one in the text.
      const found = kind.problems?.(draft) ?? [];
      setProblems(found);
      if (found.length === 0) setTyped(printEntry(kind, draft));
    },
    showForm: () => {
      const read = current();
      if (read === null) return;
      setDraft(read);
      setTyped(null);
    },
    current,
    problems,
    setProblems,
    /** What has no field to stand at. */
    unplaced:
      typed === null ? problems.filter(({ field }) => !kind.fields.includes(head(field))) : problems,
    changed: (typed ?? printEntry(kind, draft)) !== printEntry(kind, initial),
  };
}
