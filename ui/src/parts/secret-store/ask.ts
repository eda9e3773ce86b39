import { BackendError, type Backend } from "../../backend/backend.ts";
import { ERRORS } from "../../backend/errors.ts";
import { actions } from "../../messages/actions.ts";
import { watchForPrompt } from "./with-prompt.ts";

/** What the person said. */
export type Answer = "ready" | "cancel" | "without";

export interface Question {
  error: BackendError;
  /** Whether it can go on without the secret. */
  optional: boolean;
  answer: (answer: Answer) => void;
}

const WAITING = new BackendError({
  code: "secret_store_waiting",
  title: actions.stillWaiting.title,
  advice: actions.stillWaiting.advice,
  fields: [],
  detail: null,
  comparison: null,
});

/** What is being asked: another action that needs the store meanwhile goes by the same answer. */
let open: { answered: Promise<Answer>; answer: (answer: Answer) => void } | null = null;

function ask(show: (question: Question | null) => void, error: BackendError, optional: boolean) {
  if (open !== null) return open;
  let answer: (answer: Answer) => void = () => undefined;
  const answered = new Promise<Answer>((resolve) => {
    answer = resolve;
  }).finally(() => {
    open = null;
    show(null);
  });
  open = { answered, answer };
  show({ error, optional, answer });
  return open;
}

/**
 * Does something that needs the secret store. Where there is none to use, asks for one and
 * does it again; while the system asks for a password, says so and goes on after it.
 */
export async function withStore<T>(
  backend: Backend,
  show: (question: Question | null) => void,
  action: () => Promise<T>,
  withoutSecret?: () => Promise<T>,
): Promise<T> {
  const optional = withoutSecret !== undefined;
  for (;;) {
    const { first, ended } = watchForPrompt(backend, action());
    let progress = await first;
    if (progress.state === "waiting") {
      // Whichever comes first: the call ends because the prompt was answered, or the person.
      const { answered, answer } = ask(show, WAITING, optional);
      const next = await Promise.race([ended, answered]);
      if (next === "cancel") throw WAITING;
      if (next === "without" && withoutSecret !== undefined) return withoutSecret();
      progress = typeof next === "string" ? await ended : next;
      answer("ready");
    }
    if (progress.state === "done") return progress.value;
    const error = BackendError.from(progress.state === "failed" ? progress.reason : null);
    if (ERRORS[error.code].action !== "choose_secret_store") throw error;
    const answer = await ask(show, error, optional).answered;
    if (answer === "cancel") throw error;
    if (answer === "without" && withoutSecret !== undefined) return withoutSecret();
  }
}
