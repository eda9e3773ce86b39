import type { FilledEndpoints } from "../../backend/bindings.ts";
import { textOf, withText, type DraftForm } from "./draft.ts";

/** The fields that `fill_endpoints` knows, in the order of the form. */
export const ENDPOINTS = [
  "issuer",
  "authorizationEndpoint",
  "tokenEndpoint",
  "userinfoEndpoint",
  "jwksUri",
  "logoutEndpoint",
] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

export interface FillResult {
  draft: DraftForm;
  /** Found, but something else had been typed by hand. */
  kept: { endpoint: Endpoint; found: string }[];
}

/** Addresses that were filled in, whoever asked last. */
export type Derived = Partial<Record<Endpoint, string | null>>;

/** What was filled in so far: an address that is not found again stays remembered. */
export function remember(before: Derived, found: FilledEndpoints): Derived {
  const known = ENDPOINTS.filter((endpoint) => found[endpoint] !== null);
  return { ...before, ...Object.fromEntries(known.map((name) => [name, found[name]])) };
}

/** Whether there is anything in it. */
export function isNothing(found: FilledEndpoints): boolean {
  return ENDPOINTS.every((endpoint) => found[endpoint] === null);
}

/**
 * Puts found addresses into the draft. What a person typed stays: only an empty field, or
 * one that still holds what was filled in before, is written.
 */
export function fill(
  draft: DraftForm,
  found: FilledEndpoints,
  before: Derived,
  overwrite = false,
): FillResult {
  let filled = found.needsHttpOnLoopback
    ? { ...draft, oauth: { ...draft.oauth, allowHttpOnLoopback: true } }
    : draft;
  const kept: FillResult["kept"] = [];
  for (const endpoint of ENDPOINTS) {
    const value = found[endpoint];
    const present = textOf(draft, `oauth.${endpoint}`);
    const mayWrite = overwrite || present === "" || present === before[endpoint];
    if (value === null || value === present) continue;
    if (mayWrite) filled = withText(filled, `oauth.${endpoint}`, value);
    else kept.push({ endpoint, found: value });
  }
  return { draft: filled, kept };
}
