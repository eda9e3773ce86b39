// What the hand-over page gives, copied field by field into another form, signs a person in.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { FIELDS, startBroker } from "../support/broker.mjs";
import { goTo, openConsole } from "../support/console.mjs";

const CLIENT = "practiceconfidential000001";
let idp;
let page;
let broker;
let callbackUrl;
before(async () => {
  let id;
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      const { id: made, definition } = await bridge.command("add_practice_pool_provider", { clientId: CLIENT });
      id = made;
      callbackUrl = definition.oauth.redirectUri;
    },
  });
  page = idp.page;
  broker = await startBroker(callbackUrl);
  await goTo(page, `/providers/${id}?tab=hand-over`);
});
after(async () => {
  broker?.stop();
  await idp?.close();
});
afterEach(() => idp.assertQuiet());

async function copied(label) {
  const row = page
    .getByTestId("hand-over-fields")
    .locator("tbody tr")
    .filter({ has: page.getByText(label, { exact: true }) });
  const secret = label === FIELDS.clientSecret;
  const answer = page.waitForResponse((response) =>
    response.url().endsWith(secret ? "/ipc/copy_client_secret" : "/ipc/copy_text"),
  );
  await row.getByRole("button", { name: secret ? "Copy the client secret" : `Copy ${label}`, exact: true }).click();
  await answer;
  return idp.bridge.clipboard();
}

/** A page of the broker, which also owns the callback URL. */
async function brokerPage() {
  // Somebody who is signed in already would not be asked.
  await page.context().clearCookies();
  const other = await page.context().newPage();
  other.setDefaultTimeout(15_000);
  await other.route(`${callbackUrl}**`, async (route) => {
    const { search } = new URL(route.request().url());
    const answer = await fetch(`${broker.address}/callback${search}`);
    await route.fulfill({ contentType: "text/html", body: await answer.text() });
  });
  await other.goto(broker.address);
  return other;
}

async function signInAtBroker(other, change = (_, value) => value) {
  for (const [name, label] of Object.entries(FIELDS)) {
    await page.bringToFront();
    const value = await copied(label);
    assert.notEqual(value, "", label);
    await other.getByLabel(label, { exact: true }).fill(change(name, value));
  }
  await other.bringToFront();
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.locator('input[type="password"]').waitFor();
  await other.locator('input[name="username"]').fill("alice");
  await other.locator('input[type="password"]').fill("Practice-Alice-1");
  await other.locator('input[type="password"]').press("Enter");
  return other.locator("pre").innerText();
}

test("every field copied into a plain form of a broker signs alice in there", async () => {
  const other = await brokerPage();
  const said = JSON.parse(await signInAtBroker(other));
  assert.equal(said.username ?? said["cognito:username"], "alice");
  assert.match(said.email, /^alice@/);
  await other.close();
});

test("with one wrong character in the secret the broker gets nothing", async () => {
  const other = await brokerPage();
  const said = await signInAtBroker(other, (name, value) => (name === "clientSecret" ? `${value.slice(0, -1)}x` : value));
  assert.match(said, /the token endpoint said 40[01]/);
  await other.close();
});
