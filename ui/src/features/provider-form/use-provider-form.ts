import { useMemo, useState } from "react";
import type { CatalogueEntry, DraftBody, DraftView, FieldProblem } from "../../backend/bindings.ts";
import { useDraftProblems } from "../../backend/draft-queries.ts";
import { afterPress } from "../../parts/after-press.ts";
import { useDebounced } from "../../parts/debounced.ts";
import { useLatest } from "../../parts/latest.ts";
import { bodyOf, type DraftForm, type FormState, type OauthForm, type SecretEntry } from "./draft.ts";
import { sortProblems, type Field } from "./problems.ts";
import { useKeepDraft, type DraftKeeper } from "./use-keep-draft.ts";

const CHECK_AFTER_MS = 300;
const NONE: FieldProblem[] = [];
/** A message that appears on leaving a field would move what is being clicked on. */
const TOUCH_AFTER_MS = 200;

export interface ProviderFormModel {
  state: FormState;
  /** The state at the time of asking, also after the page that asks was left. */
  now: () => FormState;
  /** The entry of the catalogue that the draft is of. */
  entry: CatalogueEntry | undefined;
  /** Whether the entry has a field; one that holds or held something, or is wrong, is shown as well. */
  shows: (field: Field, isEmpty?: boolean) => boolean;
  /** What would be kept and saved, without the secret. */
  body: DraftBody;
  keeper: DraftKeeper;
  /** Changes the draft; names the fields whose old complaints no longer count. */
  change: (fields: readonly Field[], next: (draft: DraftForm) => DraftForm) => void;
  changeOauth: (field: Field, values: Partial<OauthForm>) => void;
  /** Changes what is not a part of the definition. */
  set: (values: Partial<Omit<FormState, "draft" | "secret">>) => void;
  setSecret: (secret: SecretEntry) => void;
  /** This text is in the secret store; one that was typed meanwhile is not. */
  secretIsKept: (text: string) => void;
  touch: (...fields: readonly Field[]) => void;
  errorOf: (field: Field) => string | undefined;
  warningOf: (field: Field) => string | undefined;
  noteOf: (field: Field) => string | undefined;
  /** A value for a field that would do, as Rust says. */
  offerOf: (field: Field) => string | undefined;
  /** All errors by field, shown or not. */
  errors: ReadonlyMap<Field, readonly string[]>;
  /** Errors of fields without an input, once saving was tried. */
  unplaced: FieldProblem[];
  /** Shows every error from here on, and those that saving gave. */
  reveal: (problems: FieldProblem[]) => void;
  hasErrors: boolean;
}

/** The form's state over a draft: what was typed, what was touched, and what Rust says about it. */
export function useProviderForm(
  view: DraftView,
  initial: FormState,
  catalogue: readonly CatalogueEntry[],
): ProviderFormModel {
  const [state, setState] = useState(initial);
  const latest = useLatest(state);
  const [changed, setChanged] = useState<ReadonlySet<Field>>(new Set());
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set());
  const [revealed, setRevealed] = useState(false);
  const [refused, setRefused] = useState<FieldProblem[]>([]);

  const body = useMemo(() => bodyOf(state, view.body.baseRevision), [state, view]);
  const keeper = useKeepDraft(view, body);
  const checked = useDebounced(body, CHECK_AFTER_MS);
  const problems = useDraftProblems(view.providerId, checked).data;
  const sorted = useMemo(() => sortProblems([...(problems ?? []), ...refused]), [problems, refused]);

  // One field can be what is wrong with another: after any change only what is found anew counts.
  const settle = () => setRefused((all) => (all.length === 0 ? all : NONE));
  const change: ProviderFormModel["change"] = (fields, next) => {
    setState((current) => ({ ...current, draft: next(current.draft) }));
    // Who empties a field to type anew finds it still there.
    setChanged((all) => (fields.every((field) => all.has(field)) ? all : new Set([...all, ...fields])));
    settle();
  };

  const entry = catalogue.find(({ id }) => id === state.draft.catalogueEntry);
  return {
    state,
    now: () => latest.current,
    entry,
    shows: (field, isEmpty = true) =>
      entry === undefined ||
      entry.fields.includes(field) ||
      !isEmpty ||
      changed.has(field) ||
      sorted.errors.has(field),
    body,
    keeper,
    change,
    changeOauth: (field, values) =>
      change([field], (current) => ({ ...current, oauth: { ...current.oauth, ...values } })),
    set: (values) => {
      setState((current) => ({ ...current, ...values }));
      if (values.parameters !== undefined) settle();
    },
    setSecret: (secret) => {
      setState((current) => ({ ...current, secret }));
      settle();
    },
    secretIsKept: (text) =>
      setState((current) =>
        current.secret.state === "typing" && current.secret.text === text
          ? { ...current, secret: { state: "kept" } }
          : current,
      ),
    touch: (...fields) => {
      setTimeout(
        () =>
          afterPress(() =>
            setTouched((all) =>
              fields.every((field) => all.has(field)) ? all : new Set([...all, ...fields]),
            ),
          ),
        TOUCH_AFTER_MS,
      );
    },
    errorOf: (field) =>
      revealed || touched.has(field) ? sorted.errors.get(field)?.join(" ") : undefined,
    warningOf: (field) => sorted.warnings.get(field)?.join(" "),
    noteOf: (field) => sorted.notes.get(field)?.join(" "),
    offerOf: (field) =>
      problems?.find((problem) => problem.field === field && problem.offer !== null)?.offer ??
      undefined,
    errors: sorted.errors,
    unplaced: revealed ? sorted.unplaced.filter(({ severity }) => severity === "error") : [],
    reveal: (found) => {
      setRevealed(true);
      setRefused(found);
    },
    hasErrors: sorted.errors.size > 0,
  };
}
