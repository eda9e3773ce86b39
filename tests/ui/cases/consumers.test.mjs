// What other products would make of a test run.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { becomes } from "../support/becomes.mjs";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

const LONG = `group-${"of-a-very-long-name-".repeat(5)}`;
const REVERSED = "\u202Esnimda";

let idp;
let page;
let id;
let alice;
let bob;
let cancelled;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      await groups(bridge, ["admins", LONG, REVERSED]);
      const clientId = "practiceconfidential000001";
      ({ id } = await bridge.command("add_practice_pool_provider", { clientId }));
      alice = await bridge.run(id, "alice", "Practice-Alice-1");
      bob = await bridge.run(id, "bob", "Practice-Bob-1");
      assert.deepEqual([alice.outcome, bob.outcome], ["passed", "passed"]);
      cancelled = await bridge.command("test_connection", { providerId: id });
      await bridge.command("cancel_test");
      await ended(bridge, cancelled);
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

/** Changes the groups of alice in the practice pool. */
async function groups(bridge, names) {
  const settings = await bridge.command("get_practice_pool_settings");
  const pool = JSON.parse(settings);
  pool.users.find(({ name }) => name === "alice").groups = names;
  await bridge.command("update_practice_pool_settings", { text: JSON.stringify(pool) });
}

async function ended(bridge, runId) {
  for (;;) {
    const { outcome } = await bridge.command("get_run", { runId });
    if (outcome === "cancelled") return;
    await new Promise((next) => setTimeout(next, 50));
  }
}

async function open(runId) {
  await goTo(page, `/runs/${runId}`);
  await page.getByRole("tab", { name: "Consumers", exact: true }).click();
}

const chooser = () => page.getByTestId("field-consumer").getByRole("button");
const verdict = () => page.getByTestId("consumer-verdict");
const userRow = (name) =>
  page.getByTestId("consumer-user").locator("tbody tr").filter({ has: page.getByText(name, { exact: true }) });
const finding = (text) => page.getByTestId("consumer-findings").locator("tbody tr").filter({ hasText: text });

async function choose(name) {
  await chooser().click();
  await page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
}

async function copied(button) {
  const answer = page.waitForResponse((response) => response.url().endsWith("/ipc/copy_text"));
  await button.click();
  await answer;
  return idp.bridge.clipboard();
}

test("the code of the tab is loaded when it is first shown", async () => {
  const scripts = [];
  page.on("request", (request) => scripts.push(request.url()));
  await goTo(page, `/runs/${alice.runId}`);
  await page.getByTestId("attributes-table").waitFor();
  const isPanel = (url) => /consumers-panel/.test(url);
  assert.ok(!scripts.some(isPanel), "loaded before it is shown");
  await page.getByRole("tab", { name: "Consumers", exact: true }).click();
  await verdict().waitFor();
  assert.ok(scripts.some(isPanel), `no script of its own: ${scripts}`);
});

test("Keycloak is judged first: verdict, user, settings and findings", async () => {
  await verdict().getByText("Keycloak would accept, with 2 remarks").waitFor();
  const name = userRow("User name");
  await name.getByText("alice@example.com", { exact: true }).waitFor();
  await name.getByText("email, Userinfo", { exact: true }).waitFor();
  await name.getByText("cognito:username, ID token", { exact: true }).waitFor();
  await finding("user name becomes the e-mail address").getByText("Remark", { exact: true }).waitFor();
  await look(page, "consumers-keycloak");
  await page.getByTestId("consumer-findings").scrollIntoViewIfNeeded();
  await look(page, "consumers-findings");
});

test("values of strangers wrap, keep their direction and are text", async () => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "a long group makes the page wider than the window");
  const groups = userRow("Groups").locator("bdi", { hasText: "snimda" });
  assert.equal(await groups.count(), 1);
  await page.setViewportSize({ width: 700, height: 900 });
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await becomes(isWide, false, "the page is wider than a narrow window");
  await look(page, "consumers-narrow");
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("a consumer is chosen by keyboard, and the list tells every verdict", async () => {
  await chooser().focus();
  await page.keyboard.press("Enter");
  const options = page.getByRole("option");
  await options.first().waitFor();
  assert.equal(await options.count(), 7);
  // The practice pool's issuer is http, which these two do not take.
  const refusing = /^(Kubernetes|AWS Application Load Balancer)\n/;
  for (const option of await options.allInnerTexts()) {
    assert.match(option, refusing.test(option) ? /: would refuse/ : /: would accept/);
  }
  await look(page, "consumers-list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await verdict().getByText(/^Dex would accept/).waitFor();
});

test("the settings are copied as the consumer takes them", async () => {
  await look(page, "consumers-dex");
  const settings = page.getByTestId("consumer-settings");
  const all = await copied(settings.getByRole("button", { name: "Copy settings" }));
  assert.match(all, /^insecureEnableGroups: true\nclaimMapping:\n {2}preferred_username: "cognito:username"\n/);
  const one = finding("The groups are received and not read");
  assert.equal(
    await copied(one.getByRole("button", { name: "Copy setting" })),
    'insecureEnableGroups: true\nclaimMapping:\n  groups: "cognito:groups"',
  );
});

test("the choice is remembered, also by another run", async () => {
  await page.reload();
  await page.getByRole("tab", { name: "Consumers", exact: true }).click();
  await verdict().getByText(/^Dex would accept/).waitFor();
  await open(bob.runId);
  await verdict().getByText(/^Dex would accept/).waitFor();
});

test("an address that is not verified is refused by oauth2-proxy, and it makes no user", async () => {
  await choose("oauth2-proxy");
  await verdict().getByText("oauth2-proxy would refuse").waitFor();
  const row = finding("The e-mail address is not verified");
  await row.getByText("Refuses", { exact: true }).waitFor();
  await row.getByText("Received: email_verified = false (boolean)").waitFor();
  await page.getByTestId("consumer-user").getByText("None, because it would refuse.").waitFor();
  await look(page, "consumers-refused");
});

test("each consumer can be looked at", async () => {
  for (const [name, file] of [
    ["Spring Boot", "spring"],
    ["Kubernetes", "kubernetes"],
    ["AWS Application Load Balancer", "alb"],
    ["authentik", "authentik"],
  ]) {
    await choose(name);
    await verdict().getByText(new RegExp(`^${name} would`)).waitFor();
    if (file === "kubernetes" || file === "alb") {
      await verdict().getByText(`${name} would refuse`, { exact: true }).waitFor();
      await finding("It takes https issuers only").getByText("Refuses", { exact: true }).waitFor();
    }
    await look(page, `consumers-${file}`);
  }
});

test("a run without tokens says so in place of a verdict", async () => {
  await open(cancelled);
  await page.getByTestId("no-consumers").getByText("Nothing to judge").waitFor();
  assert.equal(await verdict().count(), 0);
  await look(page, "consumers-nothing");
});

test("a definition that was changed since is said so", async () => {
  const { definition } = await idp.bridge.command("get_provider", { id });
  assert.deepEqual(definition.oauth.scopes, ["openid", "email", "profile"]);
  await open(alice.runId);
  await verdict().waitFor();
  assert.equal(await page.getByTestId("consumer-definition").count(), 0);
  await idp.bridge.command("delete_provider", { id });
  await page.getByTestId("consumer-definition").getByText("The definition was deleted").waitFor();
  await look(page, "consumers-definition-gone");
});
