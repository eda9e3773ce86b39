import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { BackendError } from "../../backend/backend.ts";
import { useBackend } from "../../backend/backend-context.tsx";
import type { DraftBody, DraftView, FixtureComparison, ProviderView } from "../../backend/bindings.ts";
import { inOrder } from "../../backend/draft-order.ts";
import { useSaveDraft } from "../../backend/draft-queries.ts";
import { mapping as text } from "../../messages/mapping.ts";
import { useNotifications } from "../../parts/notifications.tsx";
import { useIsLeft } from "../../parts/is-left.ts";
import { useKeeping } from "../../parts/keeping.ts";
import { useLatest } from "../../parts/latest.ts";
import { useWaiting } from "../../parts/watch-focus.ts";
import { hasOtherChanges } from "./other-changes.ts";
import { changeHistory, historyOf, isUnused, stateAfter, stateBefore, type HistoryAction } from "./history.ts";
import { attributesOf, isSame, rulesOf, type Rules } from "./rules.ts";

const PAUSE_MS = 400;

export interface AttributesEditor {
  rules: Rules;
  dispatch: (action: HistoryAction) => void;
  /** Where undo and redo go to. */
  before: Rules | undefined;
  after: Rules | undefined;
  /** The rule of the dialog goes when that is closed: nothing was done with it. */
  unused: boolean;
  /** What would be saved. */
  body: DraftBody;
  /** Changes that are not saved. */
  dirty: boolean;
  /** All of them are in the draft. */
  kept: boolean;
  /** The draft holds changes of the form, too. */
  otherChanges: boolean;
  /** The draft was there when the editor was opened. */
  restored: boolean;
  busy: boolean;
  /** Saving was refused because of fields: every problem is shown from then on. */
  refused: boolean;
  /** How often that happened. */
  refusals: number;
  /** Whether whoever asked to save still waits for the answer. */
  endWaiting: () => boolean;
  failure: BackendError | null;
  /** Why what is on the screen is not in the draft. */
  notKept: BackendError | null;
  conflict: boolean;
  endConflict: () => void;
  /** What saving would change in the fixtures, until the person agrees. */
  differences: FixtureComparison | null;
  endDifferences: () => void;
  save: (agreed?: Agreed) => Promise<void>;
  /** Back to what is stored; with `all` the form's unsaved changes go, too. */
  discard: (all: boolean) => Promise<void>;
}

/** What the person agreed to, asked while saving. */
interface Agreed {
  overwrite?: boolean;
  accept?: boolean;
}

/** Edits the attributes of a provider in its draft, keeps it while typing, and saves it. */
export function useAttributesEditor(
  provider: ProviderView,
  opened: DraftView,
  onLeft: (unsaved: boolean, failure: BackendError | null) => void,
): AttributesEditor {
  const backend = useBackend();
  const saveDraft = useSaveDraft();
  const { failed, succeeded, withSecretStore } = useNotifications();
  const [draft, setDraft] = useState(opened);
  const [history, dispatch] = useReducer(changeHistory, opened.body.definition?.attributes, (all) =>
    historyOf(rulesOf(all)),
  );
  const rules = history.present;
  const [stored, setStored] = useState(() => rulesOf(provider.definition.attributes));
  const [inDraft, setInDraft] = useState(() => (opened.keptAt === null ? stored : rules));
  const [otherChanges, setOtherChanges] = useState(
    () => opened.keptAt !== null && hasOtherChanges(opened, provider),
  );
  const [restored, setRestored] = useState(() => !isSame(rules, stored));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [conflict, setConflict] = useState(false);
  const [differences, setDifferences] = useState<FixtureComparison | null>(null);
  const [agreed, setAgreed] = useState<Agreed>({});

  const body = useMemo<DraftBody>(
    () => ({
      ...draft.body,
      definition: { ...draft.body.definition, attributes: attributesOf(rules) },
    }),
    [draft, rules],
  );
  const dirty = useMemo(() => !isSame(rules, stored), [rules, stored]);
  const kept = useMemo(() => isSame(rules, inDraft), [rules, inDraft]);
  const latestRules = useLatest(rules);
  const isLeft = useIsLeft();
  const waiting = useWaiting();
  const followed = useRef(provider.updatedAt);
  /** What somebody else stored is being read. */
  const [following, setFollowing] = useState(false);
  /** Saving was asked for meanwhile. */
  const [wanted, setWanted] = useState<{ more: Agreed | undefined } | null>(null);

  const keep = async () => {
    await inOrder(() =>
      dirty || otherChanges
        ? backend.keepDraft(draft.id, provider.id, body)
        : backend.discardDraft(draft.id),
    );
    setInDraft(rules);
  };
  const notKept = useKeeping({
    value: rules,
    // While another draft is being read it would be kept as the one before.
    pending: !kept && !busy && !following,
    keep,
    pause: PAUSE_MS,
    leaving: () => {
      const unsaved = dirty && !busy;
      return (error) => onLeft(unsaved, error);
    },
  });

  /** Starts anew from what is stored, or from what is left of the draft; what was typed
   * while that was read stays. */
  const load = async () => {
    const before = rules;
    const next = await inOrder(() => backend.editProvider(provider.id));
    const { attributes = {} } = next.body.definition ?? {};
    setDraft(next);
    if (isSame(latestRules.current, before)) dispatch({ type: "load", attributes });
    setStored(rulesOf(attributes));
    setInDraft(rulesOf(attributes));
    setRestored(false);
    setRefused(false);
    return next;
  };

  /** Whoever left while something was done has left what was changed meanwhile to be kept. */
  const keepAfterLeaving = async (view: DraftView, known: Rules) => {
    const now = latestRules.current;
    if (!isLeft.current || isSame(now, known)) return;
    const definition = { ...view.body.definition, attributes: attributesOf(now) };
    const keeping = inOrder(() => backend.keepDraft(view.id, provider.id, { ...view.body, definition }));
    await keeping.then(() => onLeft(true, null), (reason: unknown) => onLeft(true, BackendError.from(reason)));
  };

  const attempt = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    setConflict(false);
    try {
      await action();
    } catch (reason) {
      const error = BackendError.from(reason);
      if (isLeft.current) {
        failed(error);
        await keepAfterLeaving(draft, inDraft);
      } else if (error.code === "changed_elsewhere") setConflict(true);
      else if (error.comparison !== null) setDifferences(error.comparison);
      else if (error.fields.length > 0) {
        setRefused(true);
        setRefusals((count) => count + 1);
      }
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const saveNow = (more?: Agreed) =>
    attempt(async () => {
      const now = more === undefined ? {} : { ...agreed, ...more };
      setAgreed(now);
      setDifferences(null);
      await keep();
      const { overwrite = false, accept = false } = now;
      const { updatedAt } = await withSecretStore(() => saveDraft(draft.id, overwrite, accept));
      followed.current = updatedAt;
      setOtherChanges(false);
      succeeded(text.saved(provider.definition.displayName ?? ""));
      await keepAfterLeaving(await load(), rules);
    });

  const discard = (all: boolean) =>
    attempt(async () => {
      if (otherChanges && !all) {
        const definition = { ...body.definition, attributes: attributesOf(stored) };
        const reverted = { ...body, definition };
        await inOrder(() => backend.keepDraft(draft.id, provider.id, reverted));
      } else {
        await inOrder(() => backend.discardDraft(draft.id));
        setOtherChanges(false);
      }
      await keepAfterLeaving(await load(), rules);
    });

  // Enable and Disable, or another window: as long as nothing was changed here, what is
  // stored now is what is edited.
  const follow = useLatest(() => {
    if (dirty || otherChanges || busy) return;
    setFollowing(true);
    load()
      .then((next) => keepAfterLeaving(next, rules))
      .catch((error: unknown) => failed(BackendError.from(error)))
      .finally(() => setFollowing(false));
  });
  useEffect(() => {
    // What comes while something is done here is taken up after it.
    if (busy || followed.current === provider.updatedAt) return;
    followed.current = provider.updatedAt;
    follow.current();
  }, [provider.updatedAt, busy, follow]);

  const save = async (more?: Agreed) => {
    waiting.begin();
    // What is being taken up would be a change by somebody else.
    if (following) setWanted({ more });
    else await saveNow(more);
  };
  const saveWanted = useLatest(() => {
    if (following || wanted === null) return;
    setWanted(null);
    void saveNow(wanted.more);
  });
  useEffect(() => saveWanted.current(), [following, wanted, saveWanted]);

  return {
    rules,
    dispatch,
    before: stateBefore(history),
    after: stateAfter(history),
    unused: isUnused(history),
    body,
    dirty,
    kept,
    otherChanges,
    restored,
    busy: busy || wanted !== null,
    refused,
    refusals,
    endWaiting: waiting.end,
    failure,
    notKept,
    conflict,
    endConflict: () => setConflict(false),
    differences,
    endDifferences: () => setDifferences(null),
    save,
    discard,
  };
}
