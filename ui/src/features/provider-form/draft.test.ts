import { expect, test } from "vitest";
import type { CatalogueEntry, DraftView, ProviderDraft } from "../../backend/bindings.ts";
import { bodyOf, formOf, isRequired, textOf, withEntry, withText } from "./draft.ts";

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


function view(definition: ProviderDraft, rest: Partial<DraftView> = {}): DraftView {
  return { id: "1", providerId: null, body: { definition }, secretSet: false, secretHeld: false, keptAt: null, ...rest };
}

const empty = formOf(view({ oauth: { scopes: cognito.defaultScopes } }), false);

test("fields without an input survive editing", () => {
  const definition: ProviderDraft = {
    displayName: "Acme",
    catalogueEntry: "aws-cognito-oidc",
    kind: "oauth_openid",
    advanced: { domains: ["acme.com"], fallback: { enabled: true, provider: "Other" } },
    attributes: { user: [{ target: "email", source: "email" }] },
    oauth: { discoveryUrl: "https://idp.example/.well-known/openid-configuration" },
  };
  const sent = bodyOf(formOf(view(definition), true), 3);
  expect(sent.definition?.advanced).toEqual(definition.advanced);
  expect(sent.definition?.attributes).toEqual(definition.attributes);
  expect(sent.definition?.oauth?.discoveryUrl).toBe(definition.oauth?.discoveryUrl);
  expect(sent.baseRevision).toBe(3);
});

test("an emptied optional field is null, an emptied required one is an empty text", () => {
  const { draft } = empty;
  const filled = withText(withText(draft, "oauth.issuer", "https://a"), "oauth.clientId", "x");
  const emptied = withText(withText(filled, "oauth.issuer", ""), "oauth.clientId", "");
  expect(emptied.oauth.issuer).toBeNull();
  expect(emptied.oauth.clientId).toBe("");
  expect(textOf(emptied, "oauth.issuer")).toBe("");
});

test("the secret is what was kept, what is stored, or an input", () => {
  const of = (kept: boolean, stored: boolean, removed = false) =>
    formOf(view({}, { secretSet: kept, body: { removeSecret: removed } }), stored).secret.state;
  expect(of(true, true)).toBe("kept");
  expect(formOf(view({}, { secretSet: true, secretHeld: true }), true).secret.state).toBe("held");
  expect(of(false, true)).toBe("stored");
  expect(of(false, true, true)).toBe("removed");
  expect(of(false, false)).toBe("typing");
  expect(JSON.stringify(bodyOf({ ...empty, secret: { state: "typing", text: "s3cret" } }, null))).not.toContain("s3cret");
});

test("scopes follow the catalogue entry until somebody changes them", () => {
  const { draft } = empty;
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
