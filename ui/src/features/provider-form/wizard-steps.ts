import type { WizardStep } from "../../backend/bindings.ts";
import type { Field } from "./problems.ts";

export const STEPS: readonly WizardStep[] = [
  "callback",
  "pool",
  "client",
  "scopes",
  "test_user",
  "review",
];

/** The fields that each page asks for. */
export const FIELDS_OF: Record<WizardStep, readonly Field[]> = {
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

/** The page on which a field can be corrected; the form has those that no page asks for. */
export function stepOf(field: Field): WizardStep {
  return STEPS.find((step) => FIELDS_OF[step].includes(field)) ?? "review";
}
