import type { ProviderKind, WizardStep } from "../../backend/bindings.ts";
import type { Field } from "./problems.ts";

/** Without redirects there are no callback URL and no scopes. */
export const STEPS: Record<ProviderKind, readonly WizardStep[]> = {
  oauth_openid: ["callback", "pool", "client", "scopes", "test_user", "review"],
  user_store: ["pool", "client", "test_user", "review"],
};

const OAUTH_FIELDS: Record<WizardStep, readonly Field[]> = {
  callback: ["displayName", "oauth.redirectUri", "oauth.signOutUri"],
  pool: [
    "oauth.issuer",
    "oauth.authorizationEndpoint",
    "oauth.tokenEndpoint",
    "oauth.userinfoEndpoint",
    "oauth.jwksUri",
    "oauth.logoutEndpoint",
  ],
  client: ["oauth.clientId", "oauth.clientAuthentication", "clientSecret"],
  scopes: ["oauth.scopes"],
  test_user: [],
  review: [],
};

const USER_STORE_FIELDS: Record<WizardStep, readonly Field[]> = {
  callback: [],
  pool: ["displayName", "userStore.userPoolId", "userStore.region", "userStore.endpointOverride"],
  client: ["userStore.clientId", "clientSecret", "userStore.authFlow"],
  scopes: [],
  test_user: ["userStore.identityPoolId"],
  review: [],
};

/** The fields that each page asks for. */
export const FIELDS_OF: Record<ProviderKind, Record<WizardStep, readonly Field[]>> = {
  oauth_openid: OAUTH_FIELDS,
  user_store: USER_STORE_FIELDS,
};

/** The pages behind the person on which something is missing or wrong. */
export function incompleteSteps(
  kind: ProviderKind,
  errors: ReadonlyMap<Field, unknown>,
  farthest: number,
  present: WizardStep,
): WizardStep[] {
  const isWrong = (step: WizardStep) => FIELDS_OF[kind][step].some((field) => errors.has(field));
  return STEPS[kind].filter((step, index) => index <= farthest && step !== present && isWrong(step));
}

/** The page on which a field can be corrected; the form has those that no page asks for. */
export function stepOf(kind: ProviderKind, field: Field): WizardStep {
  return STEPS[kind].find((step) => FIELDS_OF[kind][step].includes(field)) ?? "review";
}
