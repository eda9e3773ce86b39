// A machine without a keychain, where nobody has chosen a secret store yet.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
before(async () => {
  idp = await openConsole({ store: "none" });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

test("saving a secret without a store asks for one and then finishes the save", async () => {
  const typed = {
    "oauth.redirectUri": "https://broker.example.com/callback",
    displayName: "Kept for this session",
    "oauth.issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
    "oauth.authorizationEndpoint": "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
    "oauth.tokenEndpoint": "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token",
    "oauth.jwksUri":
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json",
    "oauth.clientId": "1example23456789abcdefghij",
    clientSecret: "no-keychain-secret-77aa",
  };
  await page.getByTestId("add-provider").click();
  for (const [field, value] of Object.entries(typed)) await input(page, field).fill(value);
  await page.getByTestId("save-provider").click();
  await page.getByTestId("secret-store-modal").waitFor();
  await look(page, "store-choice");
  for (const [field, value] of Object.entries(typed)) {
    assert.equal(await input(page, field).inputValue(), value);
  }

  await page.getByTestId("choose-store-keychain").click();
  await page.getByTestId("confirm-store").click();
  await page.getByTestId("secret-store-modal").locator('[class*="type-error"]').first().waitFor();
  await look(page, "store-keychain-refused");

  await page.getByTestId("choose-store-vault").click();
  await page.getByTestId("confirm-store").click();
  await page.getByText("Enter a passphrase.").waitFor();
  await look(page, "store-vault");

  await page.getByTestId("choose-store-session").click();
  await page.getByTestId("confirm-store").click();
  await page.getByRole("heading", { name: typed.displayName, level: 1 }).waitFor();
  const [saved] = await idp.bridge.command("list_providers");
  const { definition, clientSecretSet } = await idp.bridge.command("get_provider", { id: saved.id });
  assert.equal(clientSecretSet, true);
  for (const name of ["issuer", "jwksUri", "tokenEndpoint", "clientId", "redirectUri"]) {
    assert.equal(definition.oauth[name], typed[`oauth.${name}`]);
  }
  assert.ok(!(await idp.heard()).includes(typed.clientSecret), "an answer holds the secret");
  await look(page, "store-chosen-saved");
});
