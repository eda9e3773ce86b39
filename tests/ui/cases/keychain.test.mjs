// A real keychain in a session bus of its own: it hangs on a prompt, goes on, survives, and
// takes over the secrets of another store.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, input, openConsole } from "../support/console.mjs";
import { hasKeychain, startKeychain } from "../support/keychain.mjs";
import { look } from "../support/look.mjs";
import { createProvider, keptDraft } from "../support/drafts.mjs";

const SECRET = "keychain-journey-secret-4242";
const PASSPHRASE = "a passphrase for the vault";
const DRAFT = {
  displayName: "In the keychain",
  catalogueEntry: "aws-cognito-oidc",
  kind: "oauth_openid",
  enabled: true,
  oauth: {
    issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
    authorizationEndpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
    tokenEndpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token",
    jwksUri: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json",
    clientId: "1example23456789abcdefghij",
    clientAuthentication: "client_secret_basic",
    scopes: ["openid"],
    redirectUri: "https://broker.example.com/callback",
  },
};

const options = { skip: hasKeychain ? false : "dbus or gnome-keyring is not installed" };
let keychain;
let idp;
let page;
before(async () => {
  if (!hasKeychain) return;
  keychain = await startKeychain();
  idp = await openConsole({ store: "none", bus: keychain.address });
  idp.bridge.mark(SECRET, PASSPHRASE);
  page = idp.page;
});
after(async () => {
  await idp?.close();
  await keychain?.stop();
});
afterEach(() => idp?.assertQuiet());

async function editWithSecret(id) {
  await goTo(page, `#/providers/${id}/edit`);
  await input(page, "clientSecret").fill(SECRET);
  await page.getByTestId("save-provider").click();
}

test("Settings shows that the keychain outlasts a restart, by another process", options, async () => {
  await goTo(page, "#/settings");
  const proof = page.getByTestId("store-proof");
  await proof.waitFor();
  assert.match(await proof.innerText(), /still there[^]*by another one/);
  await look(page, "settings-keychain");
});

test("a call that hangs on a prompt is said, can be cancelled, and goes on after it", options, async () => {
  const { id } = await createProvider(idp.bridge, { draft: DRAFT, clientSecret: null });
  keychain.hang();
  try {
    await editWithSecret(id);
    await page.getByTestId("prompt-waiting").waitFor();
    await look(page, "store-prompt");
    await page.getByTestId("cancel-store").click();
    await page.getByTestId("secret-store-modal").waitFor({ state: "detached" });
    assert.equal(await input(page, "clientSecret").inputValue(), SECRET);
    await page.getByTestId("save-provider").click();
    await page.getByTestId("prompt-waiting").waitFor();
  } finally {
    keychain.goOn();
  }
  await page.getByTestId("edit-provider").waitFor();
  const view = await idp.bridge.command("get_provider", { id });
  assert.equal(view.clientSecretStore, "the keychain");
});

test("a secret that is removed is waited for: nothing is saved while a prompt is in the way", options, async () => {
  const [{ id }] = await idp.bridge.command("list_providers");
  const isThere = async () => (await idp.bridge.command("get_provider", { id })).clientSecretSet;
  await page.getByTestId("edit-provider").click();
  await page.getByTestId("remove-secret").click();
  await keptDraft(idp.bridge, ({ body }) => body.removeSecret);
  keychain.hang();
  try {
    const refused = page.waitForResponse("**/ipc/save_draft");
    await page.getByTestId("save-provider").click();
    await page.getByTestId("prompt-waiting").waitFor();
    await refused;
    assert.ok(await isThere());
  } finally {
    keychain.goOn();
  }
  await page.getByTestId("secret-missing").waitFor();
  assert.ok(!(await isThere()));
  await editWithSecret(id);
  await page.getByTestId("edit-provider").waitFor();
  assert.ok(await isThere());
});

test("secrets are moved into the store in use, and the vault is looked after", options, async () => {
  await idp.bridge.command("choose_secret_store", { kind: "vault", passphrase: PASSPHRASE });
  await goTo(page, "#/settings");
  // The choice was made past the window.
  await page.reload();
  await page.getByTestId("secrets-elsewhere").waitFor();
  assert.match(await page.getByTestId("secrets-elsewhere").innerText(), /In the keychain/);
  await look(page, "settings-elsewhere");
  await page.getByTestId("move-secrets").click();
  await look(page, "settings-move");
  await page.getByTestId("confirm-store").click();
  await page.getByTestId("move-result").waitFor();
  assert.match(await page.getByTestId("move-result").innerText(), /The secret is in the vault now\./);
  await look(page, "settings-moved");
  await page.getByTestId("cancel-store").click();
  const [saved] = await idp.bridge.command("list_providers");
  const view = await idp.bridge.command("get_provider", { id: saved.id });
  assert.equal(view.clientSecretStore, "the vault");

  await page.getByTestId("change-passphrase").click();
  await input(page, "old-passphrase").fill("not this one");
  for (const field of ["passphrase", "passphrase-again"]) await input(page, field).fill("the second passphrase");
  idp.bridge.mark("the second passphrase");
  await page.getByTestId("confirm-store").click();
  await page.getByText("does not open the vault").waitFor();
  await look(page, "settings-passphrase");
  await input(page, "old-passphrase").fill(PASSPHRASE);
  await page.getByTestId("confirm-store").click();
  await page.getByText("The vault has a new passphrase.").waitFor();
});
