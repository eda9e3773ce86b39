import type { FieldProblem } from "../../backend/bindings.ts";

/** Fields with an input, in the order of the form. */
export const FIELDS = [
  "oauth.redirectUri",
  "displayName",
  "catalogueEntry",
  "oauth.issuer",
  "oauth.authorizationEndpoint",
  "oauth.tokenEndpoint",
  "oauth.userinfoEndpoint",
  "oauth.jwksUri",
  "oauth.logoutEndpoint",
  "userStore.userPoolId",
  "userStore.region",
  "userStore.clientId",
  "oauth.clientId",
  "oauth.clientAuthentication",
  "clientSecret",
  "userStore.authFlow",
  "userStore.identityPoolId",
  "userStore.endpointOverride",
  "oauth.scopes",
  "enabled",
  "tags",
  "advanced.domains",
  "advanced.fallback.provider",
  "advanced.fallback.on",
  "oauth.signOutUri",
  "oauth.loopbackRedirectUri",
  "oauth.authorizationParameters",
  "oauth.caFile",
  "oauth.allowHttpOnLoopback",
  "oauth.allowPrivateNetwork",
  "oauth.trustedAudiences",
] as const;

export type Field = (typeof FIELDS)[number];

const ADVANCED: ReadonlySet<Field> = new Set<Field>(FIELDS.slice(FIELDS.indexOf("enabled")));

export function isAdvanced(field: Field): boolean {
  return ADVANCED.has(field);
}

/** The input that a path belongs to: `oauth.scopes[2]` belongs to `oauth.scopes`. */
export function fieldOf(path: string): Field | null {
  if (path === "oauth.clientSecret") return "clientSecret";
  return (
    FIELDS.find(
      (field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
    ) ?? null
  );
}

export interface SortedProblems {
  errors: ReadonlyMap<Field, string[]>;
  warnings: ReadonlyMap<Field, string[]>;
  /** Worth knowing, and nothing is wrong. */
  notes: ReadonlyMap<Field, string[]>;
  /** Problems of fields without an input. */
  unplaced: FieldProblem[];
}

/** Puts problems to their inputs; a message is not repeated. */
export function sortProblems(problems: readonly FieldProblem[]): SortedProblems {
  const errors = new Map<Field, string[]>();
  const warnings = new Map<Field, string[]>();
  const notes = new Map<Field, string[]>();
  const maps = { error: errors, warning: warnings, note: notes };
  const unplaced: FieldProblem[] = [];
  for (const problem of problems) {
    const field = fieldOf(problem.field);
    if (field === null) {
      unplaced.push(problem);
      continue;
    }
    const map = maps[problem.severity];
    const messages = map.get(field) ?? [];
    if (!messages.includes(problem.message)) map.set(field, [...messages, problem.message]);
  }
  return { errors, warnings, notes, unplaced };
}
