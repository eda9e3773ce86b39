import { expect, test } from "vitest";
import type { CatalogueEntry, ProviderDraft } from "../../backend/bindings.ts";
import { draftOf, formOf, isRequired, newForm, textOf, withEntry, withText } from "./draft.ts";

const cognito: CatalogueEntry = {
  id: "aws-cognito-oidc",
  name: "AWS Cognito (OAuth/OpenID)",
  kind: "oauth_openid",
  description: "",
  aliases: [],
  catalogueType: "oauth_openid",
  lookup: "cognito",
  fields: [],
  tests: ["test_connection"],
  defaultScopes: ["openid", "email", "profile"],
  defaultClientAuthentication: "client_secret_basic",
};
const oauth2: CatalogueEntry = { ...cognito, id: "generic-oauth2", defaultScopes: [] };

test("fields without an input survive editing", () => {
  const definition: ProviderDraft = {
    displayName: "Acme",
    catalogueEntry: "aws-cognito-oidc",
    kind: "oauth_openid",
    advanced: { domains: ["acme.com"], fallback: { enabled: true, provider: "Other" } },
    attributes: { user: [{ target: "email", source: "email" }] },
    oauth: { discoveryUrl: "https://idp.example/.well-known/openid-configuration" },
  };
  const sent = draftOf(formOf(definition, { change: "keep" }));
  expect(sent.advanced).toEqual(definition.advanced);
  expect(sent.attributes).toEqual(definition.attributes);
  expect(sent.oauth?.discoveryUrl).toBe(definition.oauth?.discoveryUrl);
});

test("an emptied optional field is null, an emptied required one is an empty text", () => {
  const { draft } = newForm(cognito);
  const filled = withText(withText(draft, "oauth.issuer", "https://a"), "oauth.clientId", "x");
  const emptied = withText(withText(filled, "oauth.issuer", ""), "oauth.clientId", "");
  expect(emptied.oauth.issuer).toBeNull();
  expect(emptied.oauth.clientId).toBe("");
  expect(textOf(emptied, "oauth.issuer")).toBe("");
});

test("rows of parameters become a map, and rows without a name are left out", () => {
  const form = { ...newForm(cognito), parameters: [{ name: " lang ", value: "de" }, { name: "", value: "x" }] };
  expect(draftOf(form).oauth?.authorizationParameters).toEqual({ lang: "de" });
});

test("scopes follow the catalogue entry until somebody changes them", () => {
  const { draft } = newForm(cognito);
  expect(withEntry(draft, oauth2, cognito).oauth.scopes).toEqual([]);
  const changed = { ...draft, oauth: { ...draft.oauth, scopes: ["openid"] } };
  expect(withEntry(changed, oauth2, cognito).oauth.scopes).toEqual(["openid"]);
});

test("issuer and JWKS URI are required with the scope openid only", () => {
  for (const field of ["oauth.issuer", "oauth.jwksUri"] as const) {
    expect(isRequired(field, ["email", "openid"])).toBe(true);
    expect(isRequired(field, ["email"])).toBe(false);
    expect(isRequired(field, [])).toBe(false);
  }
  expect(isRequired("oauth.clientId", [])).toBe(true);
  expect(isRequired("oauth.userinfoEndpoint", ["openid"])).toBe(false);
});
