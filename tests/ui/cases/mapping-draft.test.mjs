// Unsaved mapping rules: kept on leaving, discarded, in conflict, and beside the form's changes.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, holding, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { addPracticeProvider } from "../support/drafts.mjs";

const CLIENT = "practiceconfidential000001";
const RULES = [
  { target: "email", source: "email" },
  { target: "username", source: "cognito:username" },
  { target: "firstName", source: "given_name" },
];
let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      id = await addPracticeProvider(bridge, CLIENT, { attributes: { user: RULES } });
    },
  });
  page = idp.page;
  await page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const table = (set) => page.getByTestId(`rules-${set}`);
const field = (set, what, index) => table(set).getByLabel(`${what} of rule ${index}`, { exact: true });
const state = (text) => page.getByTestId("editor-state").getByText(text, { exact: true }).waitFor();
const saved = async () => (await idp.bridge.command("get_provider", { id })).definition.attributes;
const drafts = () => idp.bridge.command("list_drafts");
const open = () => goTo(page, `/providers/${id}?tab=attributes`);

async function save() {
  await page.getByTestId("save-attributes").click();
  await state("Everything is saved");
}

test("leaving keeps the changes and says so; they are back, and can be discarded", async () => {
  await open();
  await table("user").getByRole("button", { name: "Remove rule 1" }).click();
  await page.getByRole("tab", { name: "Basic" }).click();
  await page.getByText(/The attributes of .* have unsaved changes/).waitFor();
  await look(page, "mapping-left");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByTestId("restored").waitFor();
  assert.equal(await field("user", "Target", 1).inputValue(), "username");
  await look(page, "mapping-restored");
  await page.getByTestId("discard-attributes").click();
  await state("Everything is saved");
  assert.equal(await field("user", "Target", 1).inputValue(), "email");
  assert.deepEqual(await drafts(), []);
});

test("what is changed while it is being saved is kept, also when the page is left meanwhile", async () => {
  for (const refused of [false, true]) {
    await open();
    await state("Everything is saved");
    await field("user", "Default", 3).fill("Saved");
    await state("Unsaved changes, kept as you type");
    const held = await holding(page, "save_draft");
    await page.getByTestId("save-attributes").click();
    await held.given();
    await field("user", "Default", 3).fill("Typed meanwhile");
    await goTo(page, "/runs");
    await page.getByTestId("runs-table").waitFor();
    if (refused) await held.refuse("The disk is full.", "Free some space.");
    else await held.go();
    if (refused) await page.getByText("The disk is full.").first().waitFor();
    await page.getByText(/The attributes of .* have unsaved changes/).first().waitFor();
    const [draft] = await drafts();
    const { body } = await idp.bridge.command("get_draft", { id: draft.id });
    assert.equal(body.definition.attributes.user[2].default, "Typed meanwhile");
    assert.equal((await saved()).user[2].default, refused ? undefined : "Saved");
    await open();
    await page.getByTestId("discard-attributes").click();
    await state("Everything is saved");
    await field("user", "Default", 3).fill("");
    await state(refused ? "Everything is saved" : "Unsaved changes, kept as you type");
    if (!refused) await save();
  }
});

test("what is typed last is kept even when the page is left at once", async () => {
  await field("user", "Default", 3).fill("Somebody");
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await open();
  await page.getByTestId("restored").waitFor();
  assert.equal(await field("user", "Default", 3).inputValue(), "Somebody");
  await page.reload();
  await page.getByTestId("restored").waitFor();
  assert.equal(await field("user", "Default", 3).inputValue(), "Somebody");
});

test("a change by somebody else asks, and neither side is lost without a word", async () => {
  await idp.bridge.command("enable_provider", { id, enabled: false });
  await page.getByTestId("save-attributes").click();
  const modal = page.getByTestId("conflict-modal");
  await modal.waitFor();
  await look(page, "mapping-conflict");
  await modal.getByRole("button", { name: "Keep editing" }).click();
  await modal.waitFor({ state: "hidden" });
  assert.equal(await field("user", "Default", 3).inputValue(), "Somebody");
  assert.equal((await saved()).user[2].default ?? null, null);

  await page.getByTestId("save-attributes").click();
  await page.getByTestId("take-stored").click();
  await state("Everything is saved");
  assert.equal(await field("user", "Default", 3).inputValue(), "");
  assert.deepEqual(await drafts(), []);

  await field("user", "Default", 3).fill("Mine");
  await state("Unsaved changes, kept as you type");
  await idp.bridge.command("enable_provider", { id, enabled: true });
  await page.getByTestId("save-attributes").click();
  await page.getByTestId("overwrite").click();
  await state("Everything is saved");
  assert.equal((await saved()).user[2].default, "Mine");
});

test("a change while nothing was typed is simply taken up", async () => {
  await page.getByTestId("provider-actions").click();
  await page.getByRole("menuitem", { name: "Enable" }).click();
  await page.getByText("Disabled", { exact: true }).waitFor({ state: "hidden" });
  await field("user", "Default", 3).fill("After");
  await save();
  assert.equal((await saved()).user[2].default, "After");
  assert.equal((await idp.bridge.command("get_provider", { id })).definition.enabled, true);
});

test("unsaved changes of the form are named, kept by discarding, and saved with the rules", async () => {
  await goTo(page, "/providers");
  const draft = await idp.bridge.command("edit_provider", { id });
  const form = structuredClone(draft.body);
  form.definition.tags = ["typed-in-the-form"];
  const keep = { id: draft.id, providerId: id, body: form };
  await idp.bridge.command("keep_draft", keep);
  await open();
  await page.getByTestId("other-changes").getByRole("link", { name: "Open the form" }).waitFor();
  await look(page, "mapping-other-changes");

  await field("user", "Default", 3).fill("To be discarded");
  await state("Unsaved changes, kept as you type");
  await page.getByTestId("discard-attributes").click();
  await state("These rules are saved; the changes in the form are not");
  const left = await idp.bridge.command("edit_provider", { id });
  assert.deepEqual(left.body.definition.tags, ["typed-in-the-form"]);

  await field("user", "Default", 3).fill("With the form");
  await save();
  const { definition } = await idp.bridge.command("get_provider", { id });
  assert.deepEqual(definition.tags, ["typed-in-the-form"]);
  assert.equal(definition.attributes.user[2].default, "With the form");
});
