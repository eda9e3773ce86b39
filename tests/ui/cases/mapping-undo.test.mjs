// Undo and redo around dialogs: what was done in one, what is behind one, and what was refused.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { addPracticeProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceconfidential000001";
const USER = [
  { target: "email", source: "email" },
  { target: "username", source: "cognito:username" },
];
let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      id = await addPracticeProvider(bridge, CLIENT, { attributes: { user: USER } });
      const { outcome } = await bridge.run(id, "alice", "Practice-Alice-1");
      assert.equal(outcome, "passed");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.locator("div[data-testid=lines]");
const target = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) }).first();
const ruleButton = (name) => lines().getByRole("button", { name: `Edit rule for ${name}`, exact: true }).first();
const details = () => page.getByTestId("rule-details");
const table = () => page.getByTestId("rules-user");
const field = (what, index) => table().getByLabel(`${what} of rule ${index}`, { exact: true });
const add = () => lines().getByRole("button", { name: "Add a user attribute" });
const focused = (locator) => locator.and(page.locator(":focus")).waitFor();
const gone = (locator) => locator.waitFor({ state: "hidden" });
const undo = () => page.keyboard.press("Control+z");
const redo = () => page.keyboard.press("Control+Shift+z");
/** Said to screen readers, and seen beside the buttons. */
const told = async (words, where = page) => {
  await page.getByText(words, { exact: true }).first().waitFor({ state: "attached" });
  await where.getByTestId("undone").getByText(words, { exact: true }).last().waitFor();
};
const view = (name) => page.getByTestId("mapping-view").getByRole("button", { name }).click();

test("what is undone is said, shown, and keeps the focus at its place", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await target("email").getByText("OK", { exact: true }).waitFor();
  await target("email").focus();
  await page.keyboard.press("Delete");
  await target("email").getByText("Required, missing").waitFor();
  await undo();
  await told("Undone: source of email");
  await focused(target("email"));
  await redo();
  await told("Redone: source of email");
  await undo();
  await target("email").getByText("OK", { exact: true }).waitFor();
});

test("a new rule that nothing was done with is gone when its dialog closes", async () => {
  for (const close of [() => page.keyboard.press("Escape"), () => details().getByTestId("close-details").click()]) {
    await add().click();
    await focused(details().getByTestId("rule-target").locator("input"));
    await close();
    await gone(details());
    await page.getByText("No rule was added", { exact: true }).first().waitFor({ state: "attached" });
    assert.equal(await lines().getByText("(no name yet)").count(), 0);
    await focused(add());
  }
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
});

test("in the dialog of a rule undo takes back what was done there and nothing before", async () => {
  await ruleButton("username").click();
  await details().getByTestId("rule-default").locator("input").fill("nobody");
  await details().getByRole("checkbox", { name: "The target takes a list" }).check();
  await undo();
  await told("Undone: options of username", details());
  await look(page, "undo-in-dialog");
  await details().getByTestId("undo-here").click();
  await told("Undone: default of username", details());
  assert.equal(await details().getByTestId("rule-default").locator("input").inputValue(), "");
  assert.equal(await details().getByTestId("undo-here").getAttribute("aria-disabled"), "true");
  await undo();
  await told("Undone: default of username", details());
  await details().getByTestId("redo-here").click();
  await told("Redone: default of username", details());
  await page.keyboard.press("Escape");
  await gone(details());
  await focused(target("username"));
  await undo();
  await told("Undone: default of username");
  await look(page, "undo-told");
});

test("a rule that was made in its dialog is taken back to nothing and made again", async () => {
  await add().click();
  await details().getByTestId("rule-target").locator("input").fill("nickname");
  await details().getByTestId("close-details").click();
  await focused(target("nickname"));
  await undo();
  await told("Undone: name of nickname");
  await undo();
  await told("Undone: new rule added");
  // Its node is gone: the focus is where it would be added.
  await focused(add());
  await redo();
  await redo();
  await target("nickname").waitFor();
  await ruleButton("nickname").click();
  await details().getByTestId("remove-rule").click();
  await focused(add());
  await undo();
  await told("Undone: rule for nickname removed");
  await target("nickname").waitFor();
  await undo();
  await undo();
});

test("under a dialog that edits no rule the rules stay as they are", async () => {
  await target("email").focus();
  await page.keyboard.press("Delete");
  await target("email").getByText("Required, missing").waitFor();
  await page.getByTestId("open-suggestions").click();
  await page.getByTestId("suggestions").waitFor();
  await undo();
  await page.getByTestId("suggestions").getByRole("button", { name: "Cancel" }).click();
  await gone(page.getByTestId("suggestions"));
  await target("email").getByText("Required, missing").waitFor();
  await target("email").press("Enter");
  const picker = page.getByTestId("source-picker");
  await picker.locator("input:focus").waitFor();
  await page.keyboard.type("na");
  await undo();
  await picker.getByRole("button", { name: "Cancel" }).click();
  await gone(picker);
  await target("email").getByText("Required, missing").waitFor();
  await undo();
  await told("Undone: source of email");
});

test("a text that is wrong is taken back letter by letter, and the rule is left alone", async () => {
  await ruleButton("username").click();
  const cel = details().getByTestId("rule-cel").locator("textarea");
  const right = await cel.inputValue();
  await cel.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" +");
  await details().getByTestId("rule-cel-error").waitFor();
  for (let tries = 0; tries < 4 && (await cel.inputValue()) !== right; tries += 1) await undo();
  assert.equal(await cel.inputValue(), right);
  await gone(details().getByTestId("rule-cel-error"));
  await details().getByTestId("close-details").click();
  await target("username").getByText("alice", { exact: true }).waitFor();
});

test("in the table undo goes to its rule, which is in view", async () => {
  await view("Table");
  await table().getByRole("button", { name: "Remove rule 1" }).click();
  await undo();
  await told("Undone: rule for email removed");
  assert.equal(await field("Target", 1).inputValue(), "email");
  await table().getByRole("button", { name: "Move rule 2 up" }).click();
  await undo();
  await page.getByText(/^Undone: rule for (email|username) moved$/).first().waitFor({ state: "attached" });
  assert.equal(await field("Target", 2).inputValue(), "username");
  await table().getByRole("button", { name: "Details of rule 2" }).click();
  await details().getByTestId("remove-rule").click();
  await focused(page.getByTestId("add-rule-user"));
  await undo();
  assert.equal(await field("Target", 2).inputValue(), "username");
});

test("after a refused save undo takes back what was refused", async () => {
  await page.getByTestId("add-rule-user").click();
  await field("Source", 3).fill("name");
  await page.getByTestId("save-attributes").click();
  await page.getByTestId("refused").waitFor();
  await focused(field("Target", 3));
  await undo();
  await told("Undone: source of the new rule");
  await undo();
  await told("Undone: new rule added");
  await gone(page.getByTestId("refused"));
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
  await focused(page.getByTestId("add-rule-user"));
});
