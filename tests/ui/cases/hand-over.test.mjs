// Handing a provider over to its consumer, field by field.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { createProvider, updateProvider } from "../support/drafts.mjs";

const CLIENT = "practiceconfidential000001";
let idp;
let page;
let id;
let pool;
let secret;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      pool = await bridge.command("start_practice_pool", { port: await freePort() });
      ({ id } = await bridge.command("add_practice_pool_provider", { clientId: CLIENT }));
      await bridge.command("copy_client_secret", { id });
      secret = await bridge.clipboard();
      assert.match(secret, /^practicesecret1/);
      await bridge.command("copy_text", { text: "" });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const open = (provider = id) => goTo(page, `/providers/${provider}?tab=hand-over`);
const rows = () => page.getByTestId("hand-over-fields").locator("tbody tr");
const row = (label) => rows().filter({ has: page.getByText(label, { exact: true }) });
const labels = () =>
  rows().evaluateAll((all) => all.map((one) => one.querySelector("th").innerText.trim()));

async function copied(label) {
  const answer = page.waitForResponse((response) => response.url().endsWith("/ipc/copy_text"));
  await row(label).getByRole("button", { name: `Copy ${label}`, exact: true }).click();
  await answer;
  return idp.bridge.clipboard();
}

test("values that nobody signed in with are handed over with a warning", async () => {
  await open();
  await page.getByTestId("untested").getByText("Not tested yet").waitFor();
  await look(page, "hand-over-untested");
  assert.equal((await idp.bridge.run(id, "alice", "Practice-Alice-1")).outcome, "passed");
  await page.getByTestId("untested").waitFor({ state: "hidden" });
});

test("miniOrange's fields have its labels, its order and the values to copy", async () => {
  assert.deepEqual(await labels(), [
    "Display Name",
    "OAuth Authorize Endpoint",
    "OAuth Access Token Endpoint",
    "Get User Info Endpoint (optional)",
    "Client ID",
    "Client secret",
    "Scope",
  ]);
  await page.getByTestId("hand-over-notes").getByText(/prefilled with the scope phone/).waitFor();
  assert.equal(await copied("OAuth Authorize Endpoint"), pool.authorizationEndpoint);
  assert.equal(await copied("OAuth Access Token Endpoint"), pool.tokenEndpoint);
  assert.equal(await copied("Get User Info Endpoint (optional)"), pool.userinfoEndpoint);
  assert.equal(await copied("Client ID"), CLIENT);
  const { definition } = await idp.bridge.command("get_provider", { id });
  assert.equal(await copied("Scope"), definition.oauth.scopes.join(" "));
  await page.getByText(definition.oauth.redirectUri).first().waitFor();
  await look(page, "hand-over-miniorange");
});

test("the secret is copied with a countdown, and the page never has it", async () => {
  await page.getByTestId("copy-secret").focus();
  await page.keyboard.press("Enter");
  const countdown = page.getByTestId("secret-state").getByText(/^On the clipboard for \d+ s, then cleared$/);
  const left = async () => Number((await countdown.innerText()).match(/\d+/)[0]);
  const first = await left();
  assert.ok(first > 15 && first <= 30, String(first));
  await page
    .getByTestId("secret-state")
    .getByText("The client secret is on the clipboard for 30 seconds, then it is cleared.")
    .waitFor({ state: "attached" });
  assert.equal(await idp.bridge.clipboard(), secret);
  while ((await left()) === first) await page.waitForTimeout(100);
  await look(page, "hand-over-secret");
  assert.ok(!(await page.content()).includes(secret), "the page holds the secret");
  assert.ok(!(await idp.heard()).includes(secret), "an answer holds the secret");
});

test("what became of the secret on the clipboard is said as it is, and never guessed", async () => {
  const state = page.getByTestId("secret-state");
  const { bridge } = idp;
  await bridge.takeBack();
  await state.getByText("The clipboard was cleared of the client secret.").first().waitFor();
  assert.equal(await bridge.clipboard(), "");
  await look(page, "hand-over-secret-cleared");

  await page.getByTestId("copy-secret").click();
  await state.getByText(/^On the clipboard for/).waitFor();
  await bridge.writeClipboard("of another program");
  await bridge.takeBack();
  await state.getByText(/^Something else was copied since/).first().waitFor();
  assert.equal(await bridge.clipboard(), "of another program");

  await page.getByTestId("copy-secret").click();
  await state.getByText(/^On the clipboard for/).waitFor();
  await bridge.writeClipboard(null);
  await bridge.takeBack();
  await state.getByText(/^The clipboard could not be cleared/).first().waitFor();
  await look(page, "hand-over-secret-stays");
  await bridge.writeClipboard("");
});

test("what is done is ticked off and counted", async () => {
  await page.getByLabel("Client ID is done").check();
  await page.getByLabel("Scope is done").check();
  await page.getByText("(2/7 done)").waitFor();
});

test("what was ticked off is so after another consumer, another tab and a reload", async () => {
  await page.getByRole("button", { name: "Keycloak" }).click();
  await page.getByText(/\(0\/\d+ done\)/).first().waitFor();
  await page.getByRole("button", { name: "miniOrange" }).click();
  await page.getByText("(2/7 done)").waitFor();
  await page.getByRole("tab", { name: "Basic" }).click();
  await page.reload();
  await open();
  await page.getByText("(2/7 done)").waitFor();
  assert.ok(await page.getByLabel("Client ID is done").isChecked());
  // With another value it is to be entered again.
  const { definition } = await idp.bridge.command("get_provider", { id });
  const draft = structuredClone(definition);
  draft.oauth.scopes = ["openid", "email"];
  await updateProvider(idp.bridge, { id, draft, clientSecret: { change: "keep" } });
  await page.getByText("(1/7 done)").waitFor();
});

test("Keycloak's and standard names are a choice away, and the choice is remembered", async () => {
  await page.getByRole("button", { name: "Keycloak" }).click();
  await row("PKCE Method").getByText("Set to S256").waitFor();
  assert.equal(await row("PKCE Method").getByRole("button").count(), 0);
  assert.equal(await copied("JWKS URL"), pool.jwksUri);
  assert.equal(await copied("Alias"), "practice-pool-practice-broker");
  await look(page, "hand-over-keycloak");
  await page.getByRole("button", { name: "Other applications" }).click();
  assert.equal(await copied("Issuer"), pool.issuer);
  await look(page, "hand-over-generic");
  await page.reload();
  await row("Discovery URL").waitFor();
});

test("Cognito's own pages are there to look at and to hand on", async () => {
  const pages = page.getByTestId("hosted-pages");
  const answer = page.waitForResponse((response) => response.url().endsWith("/ipc/copy_text"));
  await pages.getByRole("button", { name: "Copy Sign-in page", exact: true }).click();
  await answer;
  const address = await idp.bridge.clipboard();
  const { pathname, searchParams } = new URL(address);
  assert.deepEqual([pathname, searchParams.get("client_id")], ["/login", CLIENT]);
  const shown = await fetch(address);
  assert.equal(shown.status, 200);
  assert.match(await shown.text(), /type="password"/);
  const opened = page.waitForResponse((response) => response.url().endsWith("/ipc/open_hosted_page"));
  await pages.getByRole("button", { name: "Open in the browser: Sign-in page" }).click();
  assert.equal((await opened).status(), 200);
  await pages.scrollIntoViewIfNeeded();
  await look(page, "hand-over-hosted-pages");
});

test("a missing secret and a missing endpoint say what to do", async () => {
  const { definition } = await idp.bridge.command("get_provider", { id });
  const draft = structuredClone(definition);
  draft.displayName = `No secret ${"n".repeat(110)}`;
  draft.oauth.userinfoEndpoint = null;
  draft.oauth.clientId = "c".repeat(200);
  const made = await createProvider(idp.bridge, { draft, clientSecret: null });
  await open(made.id);
  await page.getByRole("button", { name: "miniOrange" }).click();
  await row("Client secret").getByText("No client secret is stored.").waitFor();
  assert.ok(await page.getByTestId("copy-secret").isDisabled());
  await row("Get User Info Endpoint (optional)").getByText(/^Leave it empty/).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "long values make the page wider than the window");
  await look(page, "hand-over-no-secret");
  await row("Client secret").getByRole("link", { name: "Enter it" }).click();
  await page.getByTestId("save-provider").waitFor();
});
