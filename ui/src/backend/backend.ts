import {
  commands,
  type ErrorCode,
  type FieldProblem,
  type FixtureComparison,
  type IpcError,
} from "./bindings.ts";

type Commands = typeof commands;

/** The codes of Rust, and the one for an answer that is not ours. */
export type FailureCode = ErrorCode | "internal";

/** A failure as it is shown. */
export type Failure = Omit<IpcError, "code"> & { code: FailureCode };

/** What a command yields when it succeeds. */
type Yield<R> = R extends { status: "ok"; data: infer D }
  ? D
  : R extends { status: "error" }
    ? never
    : R;

/** The commands as promises that reject with a {@link BackendError}. */
export type Backend = {
  readonly [K in keyof Commands]: (
    ...args: Parameters<Commands[K]>
  ) => Promise<Yield<Awaited<ReturnType<Commands[K]>>>>;
};

/** A failed command: the code to act on and the texts to show. */
export class BackendError extends Error implements Failure {
  readonly code: FailureCode;
  readonly title: string;
  readonly advice: string;
  readonly fields: FieldProblem[];
  readonly detail: string | null;
  readonly comparison: FixtureComparison | null;

  constructor(error: Failure) {
    super(error.title);
    this.name = "BackendError";
    this.code = error.code;
    this.title = error.title;
    this.advice = error.advice;
    this.fields = error.fields;
    this.detail = error.detail;
    this.comparison = error.comparison;
  }

  /** Any rejection as a backend error; one that is not ours has the code `internal`. */
  static from(reason: unknown): BackendError {
    if (reason instanceof BackendError) return reason;
    if (isIpcError(reason)) return new BackendError(reason);
    return new BackendError({
      code: "internal",
      title: "The console could not answer.",
      advice: "Try again. If it happens again, restart the console.",
      fields: [],
      detail: reason instanceof Error ? reason.message : typeof reason === "string" ? reason : null,
      comparison: null,
    });
  }
}

function isIpcError(value: unknown): value is IpcError {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "title" in value &&
    "advice" in value &&
    "fields" in value
  );
}

interface Outcome {
  status: "ok" | "error";
  data?: unknown;
  error?: unknown;
}

function isOutcome(value: unknown): value is Outcome {
  return (
    typeof value === "object" &&
    value !== null &&
    "status" in value &&
    (value.status === "ok" || value.status === "error")
  );
}

type AnyCommand = (...args: unknown[]) => Promise<unknown>;

async function settle(call: Promise<unknown>): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (reason) {
    throw BackendError.from(reason);
  }
  if (!isOutcome(answer)) return answer;
  if (answer.status === "error") throw BackendError.from(answer.error);
  return answer.data;
}

/**
 * Wraps every generated command; there is no second list of them. An answer is given once `ready`
 * says that what it changes may change.
 */
export function createBackend(
  source: Commands = commands,
  ready: () => Promise<void> = () => Promise.resolve(),
): Backend {
  const wrapped = Object.entries(source).map(([name, command]) => [
    name,
    (...args: unknown[]) => settle((command as AnyCommand)(...args).finally(ready)),
  ]);
  return Object.fromEntries(wrapped) as Backend;
}
