import { expect, test } from "vitest";
import type { FilledEndpoints } from "../../backend/bindings.ts";
import { formOf, withText } from "./draft.ts";
import { fill, remember } from "./fill-endpoints.ts";

const found: FilledEndpoints = {
  issuer: "https://issuer.example",
  authorizationEndpoint: "https://login.example/oauth2/authorize",
  tokenEndpoint: "https://login.example/oauth2/token",
  userinfoEndpoint: null,
  jwksUri: "https://issuer.example/jwks.json",
  logoutEndpoint: null,
  fromDiscovery: true,
  suggestedEntry: null,
  needsHttpOnLoopback: false,
  suspicious: false,
  notes: [],
};
const view = { id: "1", providerId: null, body: {}, secretSet: false, secretHeld: false, keptAt: null };
const empty = formOf(view, false).draft;

test("empty fields are filled in", () => {
  const { draft, kept } = fill(empty, found, {});
  expect(draft.oauth.tokenEndpoint).toBe(found.tokenEndpoint);
  expect(draft.oauth.issuer).toBe(found.issuer);
  expect(kept).toEqual([]);
});

test("what was typed by hand stays and is reported", () => {
  const typed = withText(empty, "oauth.tokenEndpoint", "https://mine.example/token");
  const { draft, kept } = fill(typed, found, {});
  expect(draft.oauth.tokenEndpoint).toBe("https://mine.example/token");
  expect(kept).toEqual([{ endpoint: "tokenEndpoint", found: found.tokenEndpoint }]);
});

test("what was filled in before is replaced", () => {
  const first = fill(empty, found, {}).draft;
  const other = { ...found, tokenEndpoint: "https://other.example/oauth2/token" };
  const { draft, kept } = fill(first, other, found);
  expect(draft.oauth.tokenEndpoint).toBe(other.tokenEndpoint);
  expect(kept).toEqual([]);
});

test("on request the found addresses win", () => {
  const typed = withText(empty, "oauth.tokenEndpoint", "https://mine.example/token");
  expect(fill(typed, found, {}, true).draft.oauth.tokenEndpoint).toBe(found.tokenEndpoint);
});

test("an address that was filled in is replaced after a look-up that found nothing", () => {
  const mistyped = { ...found, tokenEndpoint: "https://acem.example/oauth2/token" };
  const nothing = {
    ...found,
    issuer: null,
    authorizationEndpoint: null,
    tokenEndpoint: null,
    jwksUri: null,
  };
  const before = remember(remember({}, mistyped), nothing);
  const { draft, kept } = fill(fill(empty, mistyped, {}).draft, found, before);
  expect(draft.oauth.tokenEndpoint).toBe(found.tokenEndpoint);
  expect(kept).toEqual([]);
});
