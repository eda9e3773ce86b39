// What no draft can hold is on the disk as well: an expression that is not right yet, a pasted
// sample, an entry of the practice pool. And what the leaving page could not keep is said.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const HALF = "size(claims.";
const SAMPLE = '{ "email": "jane@example.com" }';
let idp;
let id;
before(async () => {
  idp = await openConsole();
  const definition = definitionOf("Mapped");
  const email = { target: "email", source: "email" };
  definition.attributes = { user: [email, { target: "username", source: "email" }] };
  ({ id } = await saveProvider(idp.bridge, definition));
  await idp.page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

/** Waits until the disk holds it; the tests are about what is there then, not about when. */
async function kept(read) {
  const limit = Date.now() + 5_000;
  for (;;) {
    const found = await read();
    if (found) return found;
    assert.ok(Date.now() < limit, "it was not kept");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function loseAndOpen() {
  await idp.crash();
  idp = await openConsole({ home: idp.bridge.home });
  await idp.page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
}

const unfinished = (place) => idp.bridge.command("unfinished_text", { providerId: id, place });
const openEditor = async () => {
  await goTo(idp.page, `/providers/${id}?tab=attributes`);
  await idp.page.getByTestId("rules-user").waitFor();
};
const openRule = async () => {
  await idp.page.getByTestId("rules-user").getByRole("button", { name: "Details of rule 1", exact: true }).click();
  await idp.page.getByTestId("rule-details").waitFor();
};
const celText = () => idp.page.getByTestId("rule-cel").locator("textarea");

test("an expression that is not right yet is there after the power went", async () => {
  await openEditor();
  await openRule();
  await celText().fill(HALF);
  await kept(async () => (await unfinished("rule_texts"))?.includes(HALF));
  await loseAndOpen();
  await openEditor();
  await openRule();
  assert.equal(await celText().inputValue(), HALF);
  await idp.page.getByTestId("rule-cel-error").waitFor();
  await look(idp.page, "unfinished-expression-again");
  await celText().fill("claims.email");
  await kept(async () => (await unfinished("rule_texts")) === null);
  await idp.page.getByTestId("close-details").click();
});

test("nor is that of a rule lost that was added a moment before", async () => {
  await openEditor();
  await idp.page.getByTestId("add-rule-user").click();
  await idp.page.getByTestId("rules-user").getByLabel("Target of rule 3", { exact: true }).fill("locale");
  const details = () => idp.page.getByTestId("rules-user").getByRole("button", { name: "Details of rule 3", exact: true });
  await details().click();
  await celText().fill(HALF);
  await kept(async () => (await unfinished("rule_texts"))?.includes(HALF));
  await kept(async () => (await idp.bridge.command("edit_provider", { id })).body.definition.attributes.user.length === 3);
  await loseAndOpen();
  await openEditor();
  await details().click();
  assert.equal(await celText().inputValue(), HALF);
  await idp.page.getByTestId("remove-rule").click();
  await kept(async () => (await unfinished("rule_texts")) === null);
});

test("Done takes a text over that becomes steps, at the first press of a pointer", async () => {
  const { page } = idp;
  await openEditor();
  await openRule();
  await celText().fill('texts(claims[?"email"]).map(v, v.lowerAscii())');
  const done = page.getByTestId("close-details");
  // As long as a finger is on a button.
  await done.click({ delay: 120 });
  await page.getByTestId("rule-details").waitFor({ state: "detached" });
  const draft = await kept(async () => {
    const { body } = await idp.bridge.command("edit_provider", { id });
    return (body.definition.attributes.user[0].transforms ?? []).length > 0 ? body : null;
  });
  assert.equal(draft.definition.attributes.user[0].expression ?? null, null);
});

test("a pasted sample is there after the power went, and one with a token is not", async () => {
  await openEditor();
  await idp.page.getByTestId("paste-sample").click();
  const sample = () => idp.page.getByTestId("sample-text").locator("textarea");
  await sample().fill(SAMPLE);
  await kept(async () => (await unfinished("sample"))?.includes("jane@example.com"));
  await loseAndOpen();
  await openEditor();
  assert.equal(await sample().inputValue(), SAMPLE);
  await sample().fill('{ "access_token": "opaque" }');
  await idp.page.getByText(/not kept when you leave/).waitFor();
  await look(idp.page, "sample-with-token");
  assert.equal(await unfinished("sample"), null);
  await sample().fill("");
  await idp.page.getByText(/not kept when you leave/).waitFor({ state: "hidden" });
});

test("an entry of the practice pool is there after the power went, until it is saved or discarded", async () => {
  const start = async () => idp.bridge.command("start_practice_pool", { port: await freePort() });
  await start();
  await goTo(idp.page, "/practice-pool");
  const open = async (what, key) => {
    await idp.page.getByTestId(`actions-${what}-${key}`).getByRole("button").click();
    await idp.page.getByRole("menuitem", { name: "Edit" }).click();
    await idp.page.getByTestId("pool-entry").waitFor();
  };
  const entries = async () => JSON.parse((await idp.bridge.command("unsaved_practice_entry")) ?? "[]");
  await open("user", "alice");
  await input(idp.page, "purpose").fill("Typed and not saved");
  await kept(async () => (await entries())[0]?.draft.purpose === "Typed and not saved");
  await loseAndOpen();
  await goTo(idp.page, "/practice-pool");
  const unsaved = () => idp.page.getByTestId("unsaved-entries");
  await unsaved().getByText(/Start the practice pool to go on/).waitFor();
  await look(idp.page, "pool-unsaved-stopped");
  await start();
  await look(idp.page, "pool-unsaved");
  await unsaved().getByRole("button", { name: "Go on: Edit user alice" }).click();
  await idp.page.getByTestId("pool-entry").waitFor();
  assert.equal(await input(idp.page, "purpose").inputValue(), "Typed and not saved");
  await idp.page.getByTestId("save-entry").click();
  await idp.page.getByTestId("pool-entry").waitFor({ state: "detached" });
  const { users } = JSON.parse(await idp.bridge.command("get_practice_pool_settings"));
  assert.equal(users.find(({ name }) => name === "alice").purpose, "Typed and not saved");
  await kept(async () => (await entries()).length === 0);
  assert.equal(await unsaved().count(), 0);

  // Leaving the page keeps it, too; two of them stay apart.
  for (const name of ["alice", "bob"]) {
    await open("user", name);
    await input(idp.page, "purpose").fill(`Of ${name}`);
    await goTo(idp.page, "/runs");
    // Until the other page is there, this one is only hidden.
    await idp.page.getByRole("heading", { level: 1, name: "Test runs" }).waitFor();
    await goTo(idp.page, "/practice-pool");
    await unsaved().getByText(`Edit user ${name}`).waitFor();
  }
  assert.equal((await entries()).length, 2);
  await unsaved().getByRole("button", { name: "Discard: Edit user bob" }).click();
  await unsaved().getByText("Edit user bob").waitFor({ state: "detached" });
  await unsaved().getByRole("button", { name: "Go on: Edit user alice" }).click();
  await idp.page.getByTestId("cancel-entry").click();
  await idp.page.getByTestId("discard-entry").click();
  await unsaved().waitFor({ state: "detached" });
  await kept(async () => (await entries()).length === 0);
});

test("what could not be kept while the page was left is said, and what was typed back is no failure", async () => {
  const { page } = idp;
  const fault = { code: "store_failed", title: "The database cannot be written.", advice: "Make room on the disk.", fields: [], detail: null, comparison: null };
  const refuse = () =>
    page.route("**/ipc/keep_draft", (route) => route.fulfill({ json: { status: "error", error: fault } }));
  await goTo(page, "/providers/new");
  await page.getByTestId("form-aws-cognito-oidc").click();
  await page.getByTestId("save-provider").waitFor();
  await refuse();
  await input(page, "displayName").fill("A");
  await page.getByTestId("not-kept").waitFor();
  await input(page, "displayName").fill("");
  await page.getByTestId("not-kept").waitFor({ state: "hidden" });
  await input(page, "displayName").fill("Left at once");
  await page.getByRole("link", { name: "Test runs" }).click();
  await page.getByText("The database cannot be written.").first().waitFor();
  assert.equal(await page.getByText("Draft kept").count(), 0);
  await page.unroute("**/ipc/keep_draft");
});
