// The set-up wizard by keyboard alone, from the empty list to a saved and tested provider.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { keepDraft } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const CALLBACK = "https://login.example.com/realms/staff/broker/cognito/endpoint";
const SECRET = "wizard-client-secret-90b7";
/** More stops than any page of the wizard has. */
const MANY = 150;
let idp;
let page;
let pool;
before(async () => {
  idp = await openConsole();
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

/** Goes on with Tab alone until the focus is on what the selector says. */
async function tabTo(selector) {
  for (let stops = 0; stops < MANY; stops += 1) {
    if (await page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is not reached by keyboard`);
}

const inField = (name) => `[data-testid="field-${name}"] input`;

async function typeInto(selector, text) {
  await tabTo(selector);
  await page.keyboard.type(text);
}

async function press(selector) {
  await tabTo(selector);
  await page.keyboard.press("Enter");
}

async function next(step) {
  await press('[class*="wizard"] button[class*="primary-button"]');
  await page.getByTestId(`wizard-${step}`).waitFor();
  await page.waitForFunction(() => /^H[12]$/.test(document.activeElement?.tagName ?? ""));
}

test("the first start leads into the wizard by keyboard", async () => {
  await page.getByTestId("first-start").waitFor();
  await press('[data-testid="first-wizard"]');
  await page.getByTestId("wizard-callback").waitFor();
  await look(page, "wizard-callback");
});

test("the callback URL is made from the consumer's own values and pinned", async () => {
  await tabTo('[data-testid="field-consumer"] button');
  await page.keyboard.press("Enter");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.type("Keycloak");
  await page.keyboard.press("Enter");
  await typeInto('[data-testid="consumer-base"] input', "https://login.example.com/");
  await typeInto('[data-testid="consumer-realm"] input', "staff");
  await typeInto('[data-testid="consumer-alias"] input', "cognito");
  await press('[data-testid="use-callback"]');
  await page.waitForFunction(
    ([selector, wanted]) => document.querySelector(selector)?.value === wanted,
    [inField("oauth.redirectUri"), CALLBACK],
  );
  await typeInto(inField("displayName"), "By keyboard alone");
  await next("pool");
  await page.getByTestId("pinned-callback").getByText(CALLBACK).waitFor();
});

test("the pool's addresses are filled in", async () => {
  // Not started before: the list of a first start shows itself without a pool.
  pool = await idp.bridge.command("start_practice_pool", { port: await freePort() });
  await typeInto(inField("source"), pool.issuer);
  await press('[data-testid="fill-endpoints"]');
  await page.getByTestId("filled-endpoints").waitFor();
  await look(page, "wizard-pool");
});

test("a confirmation is a word with its date, and never green", async () => {
  const item = page.getByTestId("setup-domain");
  await item.getByText("Unknown").waitFor();
  await tabTo('[data-testid="setup-domain"] input[type="checkbox"]');
  await page.keyboard.press("Space");
  await item.getByText(/^Confirmed by/).waitFor();
  assert.equal(await item.locator('[class*="status-success"]').count(), 0);
  await look(page, "wizard-confirmed");
});

test("client, secret and scopes come from the keyboard, and the review has them all", async () => {
  await next("client");
  await typeInto(inField("oauth.clientId"), "practiceconfidential000001");
  await typeInto(inField("clientSecret"), SECRET);
  // Over the button that shows it.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.getByTestId("field-clientSecret").getByText("Entered").waitFor();
  await page.getByTestId("setup-callback_url").getByText(CALLBACK).waitFor();
  await look(page, "wizard-client");
  await next("scopes");
  await look(page, "wizard-scopes");
  await next("test_user");
  await look(page, "wizard-test-user");
  await next("review");
  const review = page.getByTestId("wizard-review");
  for (const value of ["By keyboard alone", CALLBACK, pool.tokenEndpoint, "openid email profile"]) {
    await review.getByText(value).first().waitFor();
  }
  await look(page, "wizard-review");
});

test("saving from the review makes the provider, with its confirmations", async () => {
  await press('[data-testid="save-provider"]');
  await page.getByRole("heading", { name: "By keyboard alone", level: 1 }).waitFor();
  const [saved] = await idp.bridge.command("list_providers");
  const view = await idp.bridge.command("get_provider", { id: saved.id });
  assert.equal(view.clientSecretSet, true);
  assert.equal(view.definition.oauth.redirectUri, CALLBACK);
  assert.ok(!(await idp.heard()).includes(SECRET), "an answer holds the secret");
  await goTo(page, `/providers/${saved.id}?tab=set-up`);
  await page.getByTestId("setup-domain").getByText(/^Confirmed by/).waitFor();
  await look(page, "provider-set-up");
});

test("save and test, from the review and by keyboard, starts the sign-in", async () => {
  const [saved] = await idp.bridge.command("list_providers");
  const { definition } = await idp.bridge.command("get_provider", { id: saved.id });
  const again = { ...definition, displayName: "Saved and tested" };
  const id = await keepDraft(idp.bridge, { definition: again, step: "review" });
  await idp.bridge.command("keep_draft_secret", { id, secret: SECRET });
  await goTo(page, `/drafts/${id}/wizard`);
  await page.getByTestId("wizard-review").waitFor();
  await press('[data-testid="save-and-test"]');
  await page.waitForURL(/#\/runs\//);
  const runId = new URL(page.url()).hash.split("/").at(-1);
  const run = await idp.bridge.command("get_run", { runId });
  assert.equal(run.providerId, id);
});
