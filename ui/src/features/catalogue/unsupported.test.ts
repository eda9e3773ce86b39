import { expect, test } from "vitest";
import { catalogue } from "../../messages/catalogue.ts";
import { unsupportedIn } from "./unsupported.ts";

const { saml, wsFederation, ldap, radius } = catalogue.unsupported;

test.each([
  ["SAML", saml],
  ["okta saml2", saml],
  ["WS-Fed", wsFederation],
  ["wsfed", wsFederation],
  ["ws federation", wsFederation],
  ["ldaps", ldap],
  ["Active Directory", ldap],
  ["radius", radius],
])("%s is named and answered", (search, answer) => {
  expect(unsupportedIn(search)).toBe(answer);
});

test("what is only spelt alike is not taken for a protocol", () => {
  expect(unsupportedIn("no such thing")).toBeNull();
  expect(unsupportedIn("news feed")).toBeNull();
});
