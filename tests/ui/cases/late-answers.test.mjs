// Answers that come late, and hands that are faster: what was done last counts, nothing that was
// typed is lost, and nobody is led away from where they have gone.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, holding, input, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const STORED = "stored-before-6c1d9e";
const TYPED = "typed-and-taken-back-81fa";
let idp;
let page;
let pool;
before(async () => {
  idp = await openConsole({
    store: "none",
    async prepare(bridge) {
      pool = await bridge.command("start_practice_pool", { port: await freePort() });
    },
  });
  page = idp.page;
  idp.bridge.mark(STORED, TYPED);
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const heading = (name) => page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
async function typeTheRest() {
  const { oauth } = definitionOf("");
  for (const name of ["issuer", "jwksUri", "authorizationEndpoint", "tokenEndpoint", "clientId", "redirectUri"]) {
    await input(page, `oauth.${name}`).fill(oauth[name]);
  }
}
const names = async () => (await idp.bridge.command("list_providers")).map(({ displayName }) => displayName);

test("an address that is read for somebody who has gone on changes nothing", async () => {
  const { bridge } = idp;
  const held = await holding(page, "fill_endpoints");
  await input(page, "discovery").fill(pool.discoveryUrl);
  await page.getByTestId("first-discovery").click();
  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  await heading("Settings");
  const answered = page.waitForResponse("**/ipc/fill_endpoints");
  await held.go();
  await answered;
  await page.getByRole("link", { name: "Identity providers", exact: true }).first().click();
  await page.getByTestId("first-start").waitFor();
  assert.equal(await input(page, "discovery").inputValue(), pool.discoveryUrl);
  assert.deepEqual(await bridge.command("list_drafts"), []);
});

test("Enter twice chooses a store once, and keeps the secret there", async () => {
  const { bridge } = idp;
  const definition = definitionOf("With a secret");
  definition.oauth.clientAuthentication = "client_secret_basic";
  const saved = await saveProvider(bridge, definition);
  await goTo(page, `/providers/${saved.id}/edit`);
  await input(page, "clientSecret").fill(STORED);
  await page.getByTestId("save-provider").click();
  await page.getByTestId("choose-store-vault").click();
  for (const field of ["passphrase", "passphrase-again"]) await input(page, field).fill("a-passphrase-of-late");
  bridge.mark("a-passphrase-of-late");
  const held = await holding(page, "choose_secret_store");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await held.given();
  await held.go();
  await heading("With a secret");
  assert.equal(held.calls(), 1);
  assert.equal((await bridge.command("get_provider", { id: saved.id })).clientSecretStore, "the vault");
});

test("keeping the stored secret counts, also while a typed one is on its way", async () => {
  const { bridge } = idp;
  const [{ id }] = await bridge.command("list_providers");
  await page.getByTestId("edit-provider").click();
  await page.getByTestId("replace-secret").click();
  const field = page.getByTestId("field-clientSecret");
  const held = await holding(page, "keep_draft");
  await field.locator("input").fill(TYPED);
  await field.getByRole("button", { name: "Keep the stored secret" }).click();
  await page.getByTestId("remove-secret").waitFor();
  await held.go();
  await input(page, "displayName").fill("Kept its secret");
  await page.getByTestId("save-provider").click();
  await heading("Kept its secret");
  await bridge.command("copy_client_secret", { id });
  assert.equal(await bridge.clipboard(), STORED);
});

test("what is typed while it is being saved becomes a draft of what was saved", async () => {
  const { bridge } = idp;
  await goTo(page, "/providers");
  await page.getByTestId("add-provider").click();
  await page.getByTestId("form-aws-cognito-oidc").click();
  await typeTheRest();
  await input(page, "displayName").fill("Saved");
  const held = await holding(page, "save_draft");
  await page.getByTestId("save-provider").click();
  await held.given();
  await input(page, "displayName").fill("Saved, and more");
  await held.go();
  await page.getByText("What was typed while it was being saved is not saved").first().waitFor();
  await heading("Edit Saved");
  assert.equal(await input(page, "displayName").inputValue(), "Saved, and more");
  await look(page, "saved-with-a-rest");
  assert.ok((await names()).includes("Saved"));
  await page.getByTestId("save-provider").click();
  await heading("Saved, and more");
});

test("the way back from what was saved does not lead to a draft that is no more", async () => {
  const { bridge } = idp;
  await goTo(page, "/providers/new");
  await page.getByTestId("wizard-aws-cognito-oidc").click();
  await page.getByTestId("wizard-callback").waitFor();
  const wizard = new URL(page.url()).hash;
  await input(page, "displayName").fill("From the wizard");
  await page.getByTestId("use-form").click();
  await page.getByTestId("save-provider").waitFor();
  await typeTheRest();
  await page.getByTestId("save-provider").click();
  await heading("From the wizard");
  await page.evaluate(() => history.back());
  await page.getByTestId("catalogue").waitFor();
  assert.notEqual(new URL(page.url()).hash, wizard);
  assert.equal((await bridge.command("list_drafts")).length, 0);
});

test("of two look-ups the last one fills the form", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("form-aws-cognito-oidc").click();
  const held = await holding(page, "fill_endpoints");
  await input(page, "source").fill("eu-west-1_AbCdEf123");
  await page.keyboard.press("Tab");
  await held.given();
  await input(page, "source").fill(pool.issuer);
  await page.keyboard.press("Tab");
  await held.go();
  await page.getByTestId("filled-endpoints").getByText(/discovery/i).first().waitFor();
  assert.equal(await input(page, "oauth.issuer").inputValue(), pool.issuer);
  assert.equal(await input(page, "oauth.tokenEndpoint").inputValue(), pool.tokenEndpoint);
});

test("a confirmation that is taken back at once is taken back", async () => {
  const { bridge } = idp;
  const [{ id }] = await bridge.command("list_providers");
  await goTo(page, `/providers/${id}?tab=set-up`);
  const item = page.getByTestId("setup-callback_url");
  const box = item.locator('input[type="checkbox"]');
  await item.getByText("Unknown").waitFor();
  const held = await holding(page, "confirm_setup_item");
  await box.click();
  await item.getByText(/^Confirmed by/).waitFor();
  await box.click();
  await item.getByText("Unknown").waitFor();
  const answered = page.waitForResponse((response) => {
    const request = response.request();
    return request.url().endsWith("/ipc/confirm_setup_item") && request.postData().includes('"confirmed":false');
  });
  await held.go();
  await answered;
  await item.getByText("Unknown").waitFor();
  const { definition } = await bridge.command("get_provider", { id });
  const list = await bridge.command("setup_list", { owner: id, definition });
  assert.equal(list.find((one) => one.id === "callback_url").state.state, "unknown");
});

/** What has the focus, as something that can be compared. */
const focused = () => page.evaluate(() => {
  const { activeElement } = document;
  const field = activeElement.closest('[data-testid^="field-"], tr');
  return `${field?.dataset.testid ?? field?.rowIndex} ${activeElement.localName} ${activeElement.ariaLabel}`;
});

test("a refused save takes no list from under the pointer, and leads to the first field otherwise", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("form-aws-cognito-oidc").click();
  const type = page.getByTestId("field-catalogueEntry").getByRole("button").first();
  await type.waitFor();
  const held = await holding(page, "save_draft");
  await page.getByTestId("save-provider").click();
  await held.given();
  await type.click();
  const options = page.getByRole("option");
  await options.first().waitFor();
  const there = await focused();
  await held.go();
  await page.getByText("Not saved. Correct the marked fields.").first().waitFor();
  await input(page, "oauth.redirectUri").and(page.locator('[aria-invalid="true"]')).waitFor();
  assert.equal(await focused(), there);
  assert.ok((await options.count()) > 1);
  await page.keyboard.press("Escape");
  await page.getByTestId("save-provider").click();
  await input(page, "oauth.redirectUri").and(page.locator(":focus")).waitFor();
});

test("a refused save of rules takes the focus from nobody who went on", async () => {
  const [{ id }] = await idp.bridge.command("list_providers");
  await goTo(page, `/providers/${id}?tab=attributes`);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.getByTestId("add-rule-external").click();
  await page.getByTestId("add-rule-external").click();
  const held = await holding(page, "save_draft");
  await page.getByTestId("save-attributes").click();
  await held.given();
  const second = page.getByTestId("rules-external").getByLabel("Target of rule 2");
  await second.click();
  await held.go();
  await page.getByTestId("refused").waitFor();
  const first = page.getByTestId("rules-external").getByLabel("Target of rule 1");
  await first.and(page.locator('[aria-invalid="true"]')).waitFor();
  // Two pictures later nothing has come after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.ok(await second.evaluate((element) => element === document.activeElement));
  await page.getByTestId("save-attributes").click();
  await first.and(page.locator(":focus")).waitFor();
});

test("what the pool refuses takes the focus from nobody who went on", async () => {
  await goTo(page, "/practice-pool");
  await page.getByTestId("actions-client-practiceconfidential000001").getByRole("button").click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const urls = page.getByTestId("field-callbackUrls").locator("input");
  await urls.first().fill("http://elsewhere.example.com/");
  await input(page, "tokenLifetimes.idToken").fill("100000000");
  const held = await holding(page, "update_practice_pool_settings");
  await page.getByTestId("save-entry").click();
  await held.given();
  await input(page, "name").click();
  await held.go();
  await page.getByTestId("field-callbackUrls").getByText("cannot use the HTTP protocol").waitFor();
  await input(page, "name").and(page.locator(":focus")).waitFor();
  await page.getByTestId("save-entry").click();
  await urls.first().and(page.locator(":focus")).waitFor();
  // Two fields are wrong: typing in one is not led on to the other.
  await input(page, "tokenLifetimes.idToken").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("60");
  await page.keyboard.press("Enter");
  await urls.first().and(page.locator(":focus")).waitFor();
  assert.equal(await input(page, "tokenLifetimes.idToken").inputValue(), "60");
  assert.equal(await urls.first().inputValue(), "http://elsewhere.example.com/");
});
