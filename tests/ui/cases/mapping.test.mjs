// The mapping rules of a provider, edited beside what they make of a real run.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceconfidential000001";
const ALICE = ["alice", "Practice-Alice-1"];
let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      ({ id } = await bridge.command("add_practice_pool_provider", { clientId: CLIENT }));
    },
  });
  page = idp.page;
  await page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const table = (set) => page.getByTestId(`rules-${set}`);
const row = (set, index) => table(set).locator("tbody tr").nth(index - 1);
const field = (set, what, index) => table(set).getByLabel(`${what} of rule ${index}`, { exact: true });
const state = (text) => page.getByTestId("editor-state").getByText(text, { exact: true }).waitFor();
const saved = async () => (await idp.bridge.command("get_provider", { id })).definition.attributes;
const drafts = () => idp.bridge.command("list_drafts");
const open = () => goTo(page, `/providers/${id}?tab=attributes`);

async function save() {
  await page.getByTestId("save-attributes").click();
  await state("Everything is saved");
}

test("without a run there is a hint, and nothing is proposed", async () => {
  await open();
  await page.getByTestId("no-run").getByRole("button", { name: "Test connection" }).waitFor();
  await table("user").getByText("No rules: no user is filled from what is received.").waitFor();
  assert.equal(await page.getByTestId("suggest-rules").count(), 0);
  assert.ok(await page.getByTestId("save-attributes").isDisabled());
  await look(page, "mapping-no-run");
});

test("after a run an empty table offers what is proposed, and it is added on accept only", async () => {
  const run = await idp.bridge.run(id, ...ALICE);
  assert.equal(run.outcome, "passed");
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await open();
  await page.getByTestId("preview-run").waitFor();
  await page.getByTestId("suggest-rules").click();
  await page.getByTestId("suggestions").getByText("cognito:groups to groups").waitFor();
  assert.deepEqual(await drafts(), []);
  await look(page, "mapping-suggested");
  const kept = page.waitForResponse((response) => response.url().endsWith("/ipc/keep_draft"));
  await page.getByTestId("accept-suggestions").click();
  await row("user", 1).getByText("alice@example.com").waitFor();
  await kept;
  await page.getByTestId("user-verdict").getByText(/^A user would be created with [3-5] attributes$/).waitFor();
  await state("Unsaved changes, kept as you type");
  assert.equal((await drafts()).length, 1);
  assert.deepEqual((await saved()).user, []);
  await look(page, "mapping-suggested-added");
});

test("email and username are required and cannot be unmarked; other rules can", async () => {
  for (const index of [1, 2]) {
    const box = table("user").getByLabel(`Rule ${index} is required`);
    assert.ok((await box.isChecked()) && (await box.isDisabled()), `rule ${index}`);
  }
  assert.ok(await table("user").getByLabel("Rule 3 is required").isEnabled());
});

test("sources are chosen by keyboard among the received names, each with its value", async () => {
  await page.getByTestId("add-rule-external").focus();
  await page.keyboard.press("Enter");
  const target = field("external", "Target", 1);
  await target.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Department");
  await page.keyboard.press("Tab");
  await page.keyboard.type("custom:dep");
  const option = page.getByRole("option", { name: /custom:department/ });
  await option.waitFor();
  await look(page, "mapping-source");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await field("external", "Source", 1).inputValue(), "custom:department");
  await row("external", 1).getByText("Engineering").waitFor();
  // Past the button that clears the source to the default, then to the options of the same rule.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await field("external", "Default", 1).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("none");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.ok(await table("external").getByLabel("Rule 1 is required").isChecked());
});

test("a target that is there twice is said at its place, and saving is refused", async () => {
  await page.getByTestId("add-rule-external").click();
  await field("external", "Target", 2).fill("Department");
  await row("external", 2).getByText("Another rule fills Department already.").waitFor();
  await page.getByTestId("save-attributes").click();
  await page.getByTestId("refused").waitFor();
  await row("external", 2).getByText(/^Give either a source claim or an expression/).waitFor();
  assert.deepEqual((await saved()).external, []);
  await field("external", "Target", 2).and(page.locator(":focus")).waitFor();
  await look(page, "mapping-refused");
  await field("external", "Target", 2).fill("mail");
  await field("external", "Source", 2).fill("email");
  await row("external", 2).getByText("alice@example.com").waitFor();
  await page.getByTestId("refused").waitFor({ state: "hidden" });
});

test("rules move up and down with the focus, and what moved is said", async () => {
  // A rule moves among those of its kind: the other one is required.
  assert.ok(await table("external").getByRole("button", { name: "Move rule 2 up" }).isDisabled());
  await table("external").getByLabel("Rule 1 is required").uncheck();
  await table("external").getByRole("button", { name: "Details of rule 2" }).click();
  await page.getByTestId("move-up").click();
  await page.getByTestId("move-down").click();
  await page.getByTestId("close-details").click();
  await table("external").getByRole("button", { name: "Move rule 2 up" }).press("Enter");
  assert.equal(await field("external", "Target", 1).inputValue(), "mail");
  const down = table("external").getByRole("button", { name: "Move rule 1 down" });
  await down.and(page.locator(":focus")).waitFor();
  await page.getByText("Moved to place 1", { exact: true }).waitFor({ state: "attached" });
  await down.press("Enter");
  assert.equal(await field("external", "Target", 1).inputValue(), "Department");
});

test("a new rule has the focus, and takes it from nothing that was gone to meanwhile", async () => {
  await page.getByTestId("add-rule-external").click();
  await field("external", "Target", 3).and(page.locator(":focus")).waitFor();
  // Faster than the next frame: what is typed there must not land in the new rule.
  const stayed = await page.evaluate(async () => {
    document.querySelector('[data-testid="add-rule-external"]').click();
    await Promise.resolve();
    const row = document.querySelector('[data-testid="rules-external"] tbody tr:last-child');
    const source = row.querySelectorAll("input")[1];
    source.focus();
    for (let frames = 0; frames < 3; frames += 1) await new Promise((then) => requestAnimationFrame(then));
    return row.rowIndex === 4 && document.activeElement === source;
  });
  assert.ok(stayed);
  for (const index of [4, 3]) {
    await table("external").getByRole("button", { name: `Remove rule ${index}` }).click();
  }
});

test("what would be dropped is listed before the switch is set, and struck out after", async () => {
  const others = page.getByTestId("other-attributes");
  await others.getByText(/^Sent as well, and dropped when this is on/).waitFor();
  await others.getByText("cognito:groups", { exact: true }).waitFor();
  await page.getByTestId("send-only").locator("input").check();
  await others.getByText(/^Not sent/).waitFor();
  await others.scrollIntoViewIfNeeded();
  await look(page, "mapping-send-only");
});

test("saving and running again gives what the preview showed", async () => {
  const [before] = await idp.bridge.command("list_runs", { providerId: id });
  const rules = (await drafts()).length === 1 ? await draftOfProvider() : null;
  const input = { kind: "run", runId: before.runId };
  const { mapped: preview } = await idp.bridge.command("preview_mapping", { rules, input });
  await save();
  assert.deepEqual(await drafts(), []);
  const { mapped } = await idp.bridge.run(id, ...ALICE);
  assert.deepEqual(mapped, preview);
  assert.deepEqual(mapped.external, [
    { name: "Department", value: "Engineering" },
    { name: "mail", value: "alice@example.com" },
  ]);
  const user = Object.fromEntries(mapped.user.map(({ name, value }) => [name, value]));
  assert.equal(user.username, "alice");
  assert.deepEqual(user.groups, ["admins", "engineering"]);
  await look(page, "mapping-saved");
});

async function draftOfProvider() {
  return (await idp.bridge.command("edit_provider", { id })).body.definition.attributes;
}

test("a required rule without a value says so at its place, and that no user would come of it", async () => {
  await field("user", "Source", 1).fill("nothing-like-this");
  await page.keyboard.press("Tab");
  await row("user", 1).getByText(/nothing-like-this was not received/).waitFor();
  await page.getByTestId("user-verdict").getByText(/No user would be created or changed: email is required, but/).waitFor();
  await look(page, "mapping-missing");
  await table("user").getByRole("button", { name: "Remove rule 1" }).click();
  await page.getByTestId("warning-user").getByText(/No rule fills email/).waitFor();
  await page.getByTestId("user-verdict").getByText(/No user would be created or changed: email: No rule fills it/).waitFor();
});
