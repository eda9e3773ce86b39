// Clients, users and identifiers of the practice pool, in forms and as JSON.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
before(async () => {
  idp = await openConsole({
    prepare: async ({ command }) => command("start_practice_pool", { port: await freePort() }),
  });
  page = idp.page;
});
beforeEach(async () => {
  // A dialog that a failed test left open must not fail the others.
  await goTo(page, "/providers");
  await page.getByTestId("providers-table").waitFor();
  await goTo(page, "/practice-pool");
  await page.getByTestId("practice-clients").getByText("practiceconfidential000001").waitFor();
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const settings = async () => JSON.parse(await idp.bridge.command("get_practice_pool_settings"));
const modal = () => page.getByTestId("pool-entry");
const act = async (what, key, item) => {
  await page.getByTestId(`actions-${what}-${key}`).getByRole("button").click();
  await page.getByRole("menuitem", { name: item }).click();
};
const save = () => page.getByTestId("save-entry").click();
const saved = () => modal().waitFor({ state: "detached" });

test("a client's form shows what is in the settings, and saving it unchanged changes nothing", async () => {
  const before = await settings();
  await act("client", "practiceconfidential000001", "Edit");
  await modal().waitFor();
  await page.getByRole("heading", { name: "Edit app client Practice broker" }).waitFor();
  assert.equal(await input(page, "name").inputValue(), "Practice broker");
  assert.equal(await input(page, "secret").inputValue(), before.clients[0].secret);
  await look(page, "pool-client-form");
  await save();
  await saved();
  assert.deepEqual(await settings(), before);
});

test("what the pool refuses stands at its field, and nothing typed is lost", async () => {
  await act("client", "practiceconfidential000001", "Edit");
  const urls = page.getByTestId("field-callbackUrls").locator("input");
  await urls.nth(1).fill("http://elsewhere.example.com/");
  await input(page, "tokenLifetimes.idToken").fill("soon");
  await input(page, "name").fill("Broker with faults");
  await save();
  const number = page.getByTestId("field-tokenLifetimes.idToken");
  await number.getByText("Write a whole number.").waitFor();
  assert.equal(await number.locator("input").getAttribute("aria-invalid"), "true");
  await page.waitForFunction(() => document.activeElement?.value === "soon");
  await number.locator("input").fill("60");
  await input(page, "id").fill("practicepublic000000000002");
  await save();
  await number.getByText("Invalid range for token validity.").waitFor();
  await page.getByTestId("field-callbackUrls").getByText("cannot use the HTTP protocol").waitFor();
  // Both clients have the ID now; the one at hand says so.
  await page.getByTestId("field-id").getByText("Another client has this id.").waitFor();
  assert.equal(await page.getByTestId("pool-problems").count(), 0);
  assert.equal(await input(page, "name").inputValue(), "Broker with faults");
  await look(page, "pool-client-problems");
  await page.getByTestId("cancel-entry").click();
  await page.getByText("There are changes that are not saved.").waitFor();
  await look(page, "pool-client-discard");
  await page.keyboard.press("Enter");
  assert.equal(await input(page, "name").inputValue(), "Broker with faults");
  await page.keyboard.press("Escape");
  await page.getByTestId("discard-entry").click();
  await saved();
  assert.equal((await settings()).clients[0].name, "Practice broker");
});

test("form and JSON are two views of one draft", async () => {
  await act("client", "practicepublic000000000002", "Edit");
  await input(page, "name").fill("Practice app, renamed");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const text = page.getByTestId("field-json").locator("textarea");
  const typed = JSON.parse(await text.inputValue());
  assert.equal(typed.name, "Practice app, renamed");
  await text.fill(JSON.stringify({ ...typed, scopes: "openid", sceret: null }));
  await page.getByRole("button", { name: "Form", exact: true }).click();
  const problems = page.getByTestId("pool-problems");
  await problems.getByText("Write a list in brackets.").waitFor();
  await problems.getByText("The settings know no field of this name.").waitFor();
  await look(page, "pool-client-json");
  await text.fill("{");
  await save();
  await problems.getByText("This is not JSON").waitFor();
  await text.fill(JSON.stringify({ ...typed, purpose: "From JSON" }));
  await page.getByRole("button", { name: "Form", exact: true }).click();
  assert.equal(await input(page, "purpose").inputValue(), "From JSON");
  await page.getByTestId("has-secret").locator("input").check();
  assert.match(await input(page, "secret").inputValue(), /^[a-z0-9]{51}$/);
  const first = await input(page, "secret").inputValue();
  await page.getByTestId("generate-secret").click();
  assert.notEqual(await input(page, "secret").inputValue(), first);
  await save();
  await saved();
  const [, client] = (await settings()).clients;
  assert.equal(client.purpose, "From JSON");
  assert.equal(client.secret.length, 51);
  await page.getByTestId("practice-clients").getByText("Practice app, renamed").waitFor();
});

test("a client can be added, duplicated and deleted", async () => {
  await page.getByTestId("add-pool-client").click();
  await input(page, "name").fill("Third party");
  await input(page, "callbackUrls").fill("https://third.example.com/callback");
  await look(page, "pool-client-new");
  await input(page, "name").press("Enter");
  await saved();
  const added = (await settings()).clients.at(-1);
  assert.equal(added.name, "Third party");
  assert.match(added.id, /^[a-z0-9]{26}$/);
  await act("client", added.id, "Duplicate");
  assert.equal(await input(page, "name").inputValue(), "Copy of Third party");
  await save();
  await saved();
  const copy = (await settings()).clients.at(-1);
  assert.notEqual(copy.id, added.id);
  assert.notEqual(copy.secret, added.secret);
  assert.deepEqual(copy.callbackUrls, added.callbackUrls);
  await act("client", copy.id, "Delete");
  await page.getByRole("heading", { name: "Delete app client Copy of Third party?" }).waitFor();
  await look(page, "pool-client-delete");
  await page.getByTestId("confirm").click();
  await page.getByText("Copy of Third party was deleted.").waitFor();
  assert.ok(!(await settings()).clients.some(({ id }) => id === copy.id));
});

test("a user is edited with attributes, groups and a one-time code, and can sign in", async () => {
  await act("user", "bob", "Edit");
  await modal().waitFor();
  await look(page, "pool-user-form");
  const attributes = page.getByTestId("field-attributes");
  // E-mail verified: yes or no.
  await attributes.getByRole("button", { name: /false/ }).click();
  await page.getByRole("option", { name: "true", exact: true }).click();
  await attributes.getByRole("button", { name: "Add attribute" }).click();
  const [names, values] = [
    attributes.getByLabel("Name", { exact: true }),
    attributes.getByLabel("Value", { exact: true }),
  ];
  await names.last().fill("custom:cost_centre");
  await page.keyboard.press("Escape");
  await values.last().fill("4711");
  await attributes.getByRole("button", { name: "Add attribute" }).click();
  await names.last().fill("emial");
  await page.keyboard.press("Escape");
  await save();
  await attributes.getByText("Write a standard attribute").waitFor();
  await look(page, "pool-user-problem");
  await attributes.getByRole("button", { name: "Remove emial" }).click();
  await page.getByTestId("field-groups").getByRole("button", { name: "Add group" }).click();
  await page.getByTestId("field-groups").locator("input").last().fill("auditors");
  await save();
  await saved();
  const bob = (await settings()).users.find(({ name }) => name === "bob");
  assert.equal(bob.attributes.email_verified, "true");
  assert.equal(bob.attributes["custom:cost_centre"], "4711");
  assert.deepEqual(bob.groups, ["engineering", "auditors"]);
});

test("two attributes of one name are refused before one of them is lost", async () => {
  await act("user", "alice", "Duplicate");
  assert.equal(await input(page, "name").inputValue(), "alice-2");
  const attributes = page.getByTestId("field-attributes");
  await attributes.getByRole("button", { name: "Add attribute" }).click();
  await attributes.getByLabel("Name", { exact: true }).last().fill("email");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await attributes.getByText("This attribute is there twice.").first().waitFor();
  await attributes.getByRole("button", { name: "Remove email", exact: true }).last().click();
  await page.getByTestId("field-state").getByRole("button").click();
  await look(page, "pool-user-states");
  await page.getByRole("option", { name: /^Must change the password/ }).click();
  await input(page, "newPassword").fill("Practice-Alice-2");
  await page.getByTestId("has-totp").locator("input").check();
  await save();
  await saved();
  const copy = (await settings()).users.find(({ name }) => name === "alice-2");
  assert.equal(copy.state, "forceChangePassword");
  assert.match(copy.totpSecret, /^[A-Z2-7]{32}$/);
  await page.getByTestId("practice-users").getByText("alice-2").waitFor();
  await look(page, "pool-running-edited");
});

test("the pool's identifiers have a form, and its JSON is the whole document", async () => {
  await page.getByTestId("edit-pool").click();
  await input(page, "userPoolId").fill("no good");
  await save();
  await page.getByTestId("field-userPoolId").getByText("at most 55 characters.").nth(1).waitFor();
  await look(page, "pool-settings-form");
  await input(page, "userPoolId").fill("local-practice-1_Other");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const text = page.getByTestId("field-json").locator("textarea");
  const typed = JSON.parse(await text.inputValue());
  typed.clients[0].scopes.push("offline_access");
  await text.fill(JSON.stringify(typed));
  await save();
  await page.getByTestId("pool-problems").getByText("clients[0].scopes[3]").waitFor();
  typed.clients[0].scopes.pop();
  await text.fill(JSON.stringify(typed));
  await save();
  await saved();
  await page.getByText("local-practice-1_Other", { exact: true }).waitFor();
});

test("a form saves its own part only", async () => {
  await act("user", "erin", "Edit");
  await input(page, "purpose").fill("Edited meanwhile");
  const all = await settings();
  all.users[0].password = "Changed-Elsewhere-1";
  await idp.bridge.command("update_practice_pool_settings", { text: JSON.stringify(all) });
  await save();
  await saved();
  const after = await settings();
  assert.equal(after.users[0].password, "Changed-Elsewhere-1");
  assert.equal(after.users.find(({ name }) => name === "erin").purpose, "Edited meanwhile");
});

test("what the user pools API does is set for a client, a user and the pool", async () => {
  await act("client", "practiceuserstore000000004", "Edit");
  const flows = page.getByTestId("field-explicitAuthFlows");
  await flows.scrollIntoViewIfNeeded();
  await look(page, "pool-client-api");
  await flows.getByText("ALLOW_USER_AUTH").click();
  await input(page, "authSessionValidity").fill("99");
  await save();
  await page.getByTestId("field-authSessionValidity").getByText("Write 3 to 15 minutes.").waitFor();
  await input(page, "authSessionValidity").fill("15");
  await page.getByTestId("rotates").locator("input").check();
  await save();
  // No field of its own to stand at, so it is listed above.
  await page.getByText("cannot be used while refresh tokens rotate").first().waitFor();
  await page.getByTestId("rotates").locator("input").uncheck();
  await save();
  await saved();
  const store = (await settings()).clients.find(({ id }) => id === "practiceuserstore000000004");
  assert.equal(store.authSessionValidity, 15);
  assert.ok(!store.explicitAuthFlows.includes("ALLOW_USER_AUTH"));

  await act("user", "erin", "Edit");
  await page.getByTestId("field-messageMfa").getByText("SMS_MFA").click();
  await page.getByTestId("field-fault").getByRole("button").click();
  await page.getByRole("option", { name: /TooManyRequests/ }).click();
  await look(page, "pool-user-api");
  await save();
  const factors = page.getByTestId("field-messageMfa");
  await factors.getByText("SMS_MFA needs the attribute phone_number.").waitFor();
  await factors.getByText("Text message to phone_number").click();
  await save();
  await saved();
  const erin = (await settings()).users.find(({ name }) => name === "erin");
  assert.equal(erin.fault, "tooManyRequests");

  await page.getByTestId("edit-pool").click();
  await page.getByText("On: everybody is asked").click();
  await input(page, "failedAttemptsLimit").fill("5");
  await input(page, "identityPool.authenticatedRoleArn").fill("practice");
  await look(page, "pool-api");
  await save();
  await page.getByTestId("field-identityPool.authenticatedRoleArn").getByText("Write arn:aws:iam::").waitFor();
  await input(page, "identityPool.authenticatedRoleArn").fill("");
  await save();
  await saved();
  const all = await settings();
  assert.equal(all.mfaConfiguration, "ON");
  assert.equal(all.failedAttemptsLimit, 5);
  assert.equal(all.identityPool.authenticatedRoleArn, null);
});

test("a pool that stopped meanwhile leaves the form and what is in it", async () => {
  await act("user", "erin", "Edit");
  await input(page, "purpose").fill("Typed before the stop");
  await idp.bridge.command("stop_practice_pool");
  await page.getByTestId("pool-state").getByText("Stopped").waitFor();
  await save();
  await modal().getByText("The practice pool is not running", { exact: false }).first().waitFor();
  assert.equal(await input(page, "purpose").inputValue(), "Typed before the stop");
  await look(page, "pool-stopped-meanwhile");
});
