import { useEffect, useMemo, useRef, useState } from "react";
import type { FieldProblem } from "../../backend/bindings.ts";
import { useDraftProblems } from "../../backend/queries.ts";
import { draftOf, type DraftForm, type FormState, type OauthForm } from "./draft.ts";
import { fieldOf, sortProblems, type Field } from "./problems.ts";

const CHECK_AFTER_MS = 300;
/** A message that appears on leaving a field would move what is being clicked on. */
const TOUCH_AFTER_MS = 200;

export interface ProviderFormModel {
  state: FormState;
  dirty: boolean;
  /** Changes the draft; names the fields whose old complaints no longer count. */
  change: (fields: Field[], next: (draft: DraftForm) => DraftForm) => void;
  changeOauth: (field: Field, values: Partial<OauthForm>) => void;
  setParameters: (parameters: FormState["parameters"]) => void;
  setSecret: (secret: FormState["secret"]) => void;
  touch: (field: Field) => void;
  errorOf: (field: Field) => string | undefined;
  warningOf: (field: Field) => string | undefined;
  /** Errors of fields without an input, once saving was tried. */
  unplaced: FieldProblem[];
  /** Shows every error from here on, and those that saving gave. */
  reveal: (problems: FieldProblem[]) => void;
  hasErrors: boolean;
  replace: (state: FormState) => void;
}

/** The form's state: the draft, what was touched, and what Rust says about it. */
export function useProviderForm(
  id: string | null,
  saved: FormState,
  initial: FormState,
): ProviderFormModel {
  const [state, setState] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set());
  const [revealed, setRevealed] = useState(false);
  const [refused, setRefused] = useState<FieldProblem[]>([]);

  const draft = useMemo(() => draftOf(state), [state]);
  const problems = useDraftProblems(id, useDebounced(draft, CHECK_AFTER_MS)).data;
  const sorted = useMemo(() => sortProblems([...(problems ?? []), ...refused]), [problems, refused]);

  const settle = (fields: Field[]) =>
    setRefused((all) => {
      const kept = all.filter(({ field }) => !fields.some((one) => one === fieldOf(field)));
      return kept.length === all.length ? all : kept;
    });
  const change: ProviderFormModel["change"] = (fields, next) => {
    setState((current) => ({ ...current, draft: next(current.draft) }));
    settle(fields);
  };

  return {
    state,
    dirty: useMemo(() => JSON.stringify(state) !== JSON.stringify(saved), [state, saved]),
    change,
    changeOauth: (field, values) =>
      change([field], (current) => ({ ...current, oauth: { ...current.oauth, ...values } })),
    setParameters: (parameters) => {
      setState((current) => ({ ...current, parameters }));
      settle(["oauth.authorizationParameters"]);
    },
    setSecret: (secret) => {
      setState((current) => ({ ...current, secret }));
      settle(["clientSecret"]);
    },
    touch: (field) => {
      setTimeout(
        () => setTouched((all) => (all.has(field) ? all : new Set([...all, field]))),
        TOUCH_AFTER_MS,
      );
    },
    errorOf: (field) =>
      revealed || touched.has(field) ? sorted.errors.get(field)?.join(" ") : undefined,
    warningOf: (field) => sorted.warnings.get(field)?.join(" "),
    unplaced: revealed ? sorted.unplaced.filter(({ severity }) => severity === "error") : [],
    reveal: (found) => {
      setRevealed(true);
      setRefused(found);
    },
    hasErrors: sorted.errors.size > 0,
    replace: (next) => {
      setState(next);
      setTouched(new Set());
      setRevealed(false);
      setRefused([]);
    },
  };
}

function useDebounced<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
