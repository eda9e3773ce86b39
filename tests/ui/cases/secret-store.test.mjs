// A machine without a keychain, where nobody has chosen a secret store yet.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { createProvider } from "../support/drafts.mjs";

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
  idp.bridge.mark(typed.clientSecret);
  await page.getByTestId("add-provider").click();
  await page.getByTestId("form-aws-cognito-oidc").click();
  for (const [field, value] of Object.entries(typed)) await input(page, field).fill(value);
  await page.getByTestId("save-provider").click();
  await page.getByTestId("secret-store-modal").waitFor();
  await look(page, "store-choice");
  for (const [field, value] of Object.entries(typed)) {
    assert.equal(await input(page, field).inputValue(), value);
  }

  // In plain words, with a next step; what the system said only for who asks. What does not
  // work is marked and not chosen beforehand.
  const modal = page.getByTestId("secret-store-modal");
  const shown = await modal.innerText();
  assert.match(shown, /no desktop session here|No keychain service/);
  assert.match(shown, /Or choose the vault|The vault is meant for it/);
  assert.doesNotMatch(shown, /I\/O error|org\.freedesktop|zbus/i);
  assert.match(shown, /System keychain \(cannot be used at the moment\)/);
  const radios = modal.getByRole("radio");
  assert.deepEqual(await radios.evaluateAll((all) => all.map((one) => one.checked)), [false, true, false]);
  await modal.getByRole("button", { name: "Technical details" }).click();
  await look(page, "store-choice-details");
  await page.getByTestId("try-keychain").click();
  await page.getByTestId("try-keychain").and(page.locator("button:not([disabled])")).waitFor();

  await page.getByTestId("choose-store-keychain").click();
  await page.getByTestId("confirm-store").click();
  await page.getByTestId("secret-store-modal").locator('[class*="type-error"]').first().waitFor();
  await look(page, "store-keychain-refused");

  await page.getByTestId("choose-store-vault").click();
  await page.getByTestId("confirm-store").click();
  // The same words are announced once more, behind "Error".
  await page.getByText("Enter a passphrase.", { exact: true }).waitFor();
  for (const field of ["passphrase", "passphrase-again"]) await input(page, field).fill("seven67");
  await page.getByText("Enter at least 8 characters.", { exact: true }).waitFor();
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

test("a definition is saved without its secret, which is then missing and can be added", async () => {
  const [saved] = await idp.bridge.command("list_providers");
  const { definition } = await idp.bridge.command("get_provider", { id: saved.id });
  await idp.close();
  idp = await openConsole({ store: "none" });
  page = idp.page;
  const { id } = await createProvider(idp.bridge, {
    draft: { ...definition, displayName: "Without its secret" },
    clientSecret: null,
  });
  await goTo(page, `#/providers/${id}`);
  await page.getByTestId("secret-missing").waitFor();
  await look(page, "store-secret-missing");
  await page.getByTestId("add-secret").click();
  await input(page, "clientSecret").fill("added-later-secret-31");
  idp.bridge.mark("added-later-secret-31");
  await page.getByTestId("save-provider").click();
  await page.getByTestId("save-without-secret").click();
  await page.getByTestId("secret-missing").waitFor();
  await page.getByTestId("add-secret").click();
  await input(page, "clientSecret").fill("added-later-secret-31");
  await page.getByTestId("save-provider").click();
  const modal = page.getByTestId("secret-store-modal");
  await modal.waitFor();
  for (const field of ["passphrase", "passphrase-again"]) {
    await input(page, field).fill("a-vault-passphrase-2");
  }
  idp.bridge.mark("a-vault-passphrase-2");
  await page.getByTestId("confirm-store").click();
  await page.getByTestId("edit-provider").waitFor();
  assert.equal(await page.getByTestId("secret-missing").count(), 0);
  const view = await idp.bridge.command("get_provider", { id });
  assert.equal(view.clientSecretStore, "the vault");
});

test("a locked vault is unlocked by typing at once", async () => {
  const passphrase = "a-vault-passphrase-2";
  const { home } = idp.bridge;
  const [{ id }] = await idp.bridge.command("list_providers");
  await idp.crash();
  idp = await openConsole({ home, store: "none" });
  page = idp.page;
  idp.bridge.mark(passphrase);
  await goTo(page, `#/providers/${id}?tab=hand-over`);
  await page.getByTestId("copy-secret").click();
  const modal = page.getByTestId("secret-store-modal");
  await modal.getByRole("heading", { name: "Unlock the vault" }).waitFor();
  await look(page, "store-unlock");
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await modal.getByText(/^This passphrase does not open the vault/).first().waitFor();
  await input(page, "passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
  await modal.waitFor({ state: "hidden" });
  await page.getByText(/On the clipboard/).waitFor();
  assert.equal(await idp.bridge.clipboard(), "added-later-secret-31");
});
