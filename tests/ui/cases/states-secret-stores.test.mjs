// Secret stores that do not open, and whether everybody can get on from there.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { startBridge } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { createProvider, definitionOf } from "../support/drafts.mjs";
import { hasKeychain, startKeychain } from "../support/keychain.mjs";
import { look } from "../support/look.mjs";

const PASSPHRASE = "a passphrase of the states";
const SECRET = "a-secret-of-the-states-71";
let idp;
let keychain;
afterEach(async () => {
  idp?.assertQuiet();
  await idp?.close();
  await keychain?.stop();
  idp = undefined;
  keychain = undefined;
});

/** A home folder with a provider whose secret is in a store that is not open any more. */
async function withSecret(kind, options = {}) {
  const bridge = await startBridge({ store: "none", ...options });
  await bridge.command("choose_secret_store", { kind, passphrase: kind === "vault" ? PASSPHRASE : null });
  const draft = definitionOf("With a secret");
  draft.oauth.clientAuthentication = "client_secret_basic";
  const { id } = await createProvider(bridge, { draft, clientSecret: SECRET });
  await bridge.end();
  return { id, home: bridge.home };
}

async function copySecret({ id, home }, options = {}) {
  idp = await openConsole({ home, store: "none", ...options });
  await goTo(idp.page, `/providers/${id}?tab=hand-over`);
  await idp.page.getByTestId("copy-secret").click();
  await idp.page.getByTestId("secret-store-modal").waitFor();
  return idp.page;
}

test("a wrong passphrase, and a new vault for one that is forgotten", async () => {
  const page = await copySecret(await withSecret("vault"));
  await input(page, "passphrase").fill("not the passphrase");
  await page.keyboard.press("Enter");
  await page.getByTestId("secret-store-modal").getByText(/does not open the vault/).first().waitFor();
  await look(page, "store-wrong-passphrase");
  await page.getByTestId("new-vault").click();
  await page.getByTestId("new-vault-affected").waitFor();
  await look(page, "store-new-vault");
});

test("a vault that is damaged", async () => {
  const made = await withSecret("vault");
  await writeFile(join(made.home, "data", "vault", "identity.age"), "damaged");
  const page = await copySecret(made);
  await input(page, "passphrase").fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByTestId("secret-store-modal").locator('[class*="awsui_type-error"]').first().waitFor();
  await look(page, "store-damaged-vault");
});

test("a keychain of the system that is locked", { skip: hasKeychain ? false : "no keychain here" }, async () => {
  keychain = await startKeychain();
  const made = await withSecret("keychain", { bus: keychain.address });
  keychain.lock();
  idp = await openConsole({ home: made.home, store: "none", bus: keychain.address });
  const { page } = idp;
  await goTo(page, "/settings");
  await page.getByTestId("store-state").getByText(/locked/i).first().waitFor();
  await look(page, "settings-keychain-locked");
});
