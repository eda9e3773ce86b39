// What is typed is kept by Rust: across a reload, a killed process, and two editors.
import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { input, goTo, openConsole } from "../support/console.mjs";
import { definitionOf, keptDraft, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const SECRET = "draft-client-secret-31c9e0aa";
const CALLBACK = "https://broker.example.com/callback";
let idp = await openConsole();
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const secretField = () => idp.page.getByTestId("field-clientSecret");
const named = (name) => (draft) => draft.body.definition.displayName === name;

async function openForm(page, entry = "aws-cognito-oidc") {
  await goTo(page, "/providers/new");
  await page.getByTestId(`form-${entry}`).click();
  await page.getByTestId("save-provider").waitFor();
}

test("a form has an address of its own, and a reload brings everything back", async () => {
  const { page, bridge } = idp;
  await openForm(page);
  await input(page, "displayName").fill("Typed before the reload");
  await input(page, "oauth.redirectUri").fill(CALLBACK);
  await input(page, "source").fill("not yet looked up");
  // By keyboard: a message that appears meanwhile would move what is clicked on.
  await page.getByTestId("scope-phone").locator("input").focus();
  await page.keyboard.press("Space");
  const kept = await keptDraft(
    bridge,
    (draft) =>
      named("Typed before the reload")(draft) &&
      draft.body.definition.oauth.scopes.includes("phone"),
  );
  assert.equal(new URL(page.url()).hash, `#/drafts/${kept.id}`);
  assert.equal(kept.body.lookup, "not yet looked up");

  await page.reload();
  await page.getByTestId("restored-draft").waitFor();
  assert.equal(await input(page, "displayName").inputValue(), "Typed before the reload");
  assert.equal(await input(page, "oauth.redirectUri").inputValue(), CALLBACK);
  assert.equal(await input(page, "source").inputValue(), "not yet looked up");
  assert.ok(await page.getByTestId("scope-phone").locator("input").isChecked());
  await look(page, "draft-reloaded");
});

test("a secret is kept while it is typed, and its field stays", async () => {
  const { page } = idp;
  const kept = page.waitForResponse((response) =>
    response.url().endsWith("/ipc/keep_draft_secret"),
  );
  await secretField().locator("input").pressSequentially("half of it");
  await kept;
  assert.equal(await secretField().locator("input").inputValue(), "half of it");
});

test("a secret that is taken out of its field again is kept no longer", async () => {
  const { page, bridge } = idp;
  const field = secretField().locator("input");
  await keptDraft(bridge, ({ secretSet }) => secretSet);
  await field.fill("");
  await keptDraft(bridge, (draft) => named("Typed before the reload")(draft) && !draft.secretSet);
  await field.fill("half of it");
});

test("a typed secret can be looked at, by pointer and by keyboard", async () => {
  const { page } = idp;
  const field = secretField().locator("input");
  const show = page.getByTestId("show-secret");
  assert.equal(await field.getAttribute("type"), "password");
  await show.click();
  assert.equal(await field.getAttribute("type"), "text");
  assert.equal(await field.inputValue(), "half of it");
  await look(page, "draft-secret-shown");
  await field.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await field.getAttribute("type"), "password");
});

test("a secret is kept when its field is left, and its value never comes back", async () => {
  const { page } = idp;
  await secretField().locator("input").fill(SECRET);
  await input(page, "oauth.clientId").focus();
  await secretField().getByText("Entered and kept").waitFor();
  assert.equal(await secretField().locator("input").count(), 0);
  await look(page, "draft-secret-kept");
  await page.reload();
  await secretField().getByText("Entered and kept").waitFor();
  assert.ok(!(await idp.heard()).includes(SECRET), "an answer holds the secret");
  assert.ok(!(await page.content()).includes(SECRET), "the page holds the secret");
});

test("what was typed a moment before leaving the page is kept", async () => {
  const { page, bridge } = idp;
  await openForm(page);
  await input(page, "displayName").fill("Left at once");
  await page.getByRole("link", { name: "Test runs" }).click();
  await keptDraft(bridge, named("Left at once"));
});

test("a process that is killed loses nothing that was kept", async () => {
  const { page, bridge } = idp;
  await openForm(page, "generic-oauth2");
  await input(page, "displayName").fill("Typed before the crash");
  await input(page, "oauth.tokenEndpoint").fill("https://login.example.com/token");
  const { id } = await keptDraft(
    bridge,
    ({ body }) => body.definition.oauth.tokenEndpoint === "https://login.example.com/token",
  );
  await idp.crash();

  const { home } = bridge;
  idp = await openConsole({ home });
  await goTo(idp.page, `/drafts/${id}`);
  assert.equal(await input(idp.page, "displayName").inputValue(), "Typed before the crash");
  assert.equal(
    await input(idp.page, "oauth.tokenEndpoint").inputValue(),
    "https://login.example.com/token",
  );
  await goTo(idp.page, "/providers/new");
  const row = idp.page.getByTestId("kept-drafts").locator("tr");
  await row.filter({ hasText: "Typed before the crash" }).waitFor();
  await row.filter({ hasText: "Left at once" }).waitFor();
});

test("a change by somebody else is not written over without being asked", async () => {
  const { page, bridge } = idp;
  const { id } = await saveProvider(bridge, definitionOf("Edited twice"));
  await goTo(page, `/providers/${id}/edit`);
  await input(page, "oauth.clientId").fill("mine00000000000000000000");
  await keptDraft(bridge, ({ body }) => body.definition.oauth.clientId.startsWith("mine"));
  await bridge.command("enable_provider", { id, enabled: false });
  await page.getByTestId("save-provider").click();
  await page.getByTestId("conflict-modal").waitFor();
  await look(page, "draft-conflict");
  const stored = async () => (await bridge.command("get_provider", { id })).definition;
  assert.equal((await stored()).oauth.clientId, definitionOf("").oauth.clientId);
  assert.equal((await stored()).enabled, false);

  await page.getByTestId("overwrite").click();
  await page.getByRole("heading", { name: "Edited twice", level: 1, exact: true }).waitFor();
  assert.equal((await stored()).oauth.clientId, "mine00000000000000000000");
  assert.deepEqual(
    (await bridge.command("list_drafts")).filter(({ providerId }) => providerId === id),
    [],
  );
});

test("without a secret store the secret stays in its field, is held, and the page says so", async () => {
  const other = await openConsole({ store: "none" });
  try {
    const { page, bridge } = other;
    await openForm(page);
    await input(page, "displayName").fill("No store yet");
    await input(page, "clientSecret").fill(SECRET);
    await input(page, "oauth.clientId").focus();
    await page.getByTestId("field-clientSecret").getByText(/^Held until the console ends/).waitFor();
    assert.equal(await input(page, "clientSecret").inputValue(), SECRET);
    const { secretSet, secretHeld } = await keptDraft(bridge, named("No store yet"));
    assert.deepEqual([secretSet, secretHeld], [true, true]);
    await look(page, "draft-secret-waits");
    other.assertQuiet();
  } finally {
    await other.close();
  }
});
