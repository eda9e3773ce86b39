// Rules as lines: made by pointer, by clicks and by keyboard, beside what a real run gave.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
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
      const run = await bridge.run(id, ...ALICE);
      assert.equal(run.outcome, "passed");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.getByTestId("lines");
const claim = (name) => lines().getByRole("button", { name: new RegExp(`^${name} ?,`) });
/** Of two with the same name the one of the user profile. */
const target = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) }).first();
const ruleButton = (name) => lines().getByRole("button", { name: `Edit rule for ${name}`, exact: true }).first();
const focused = (locator) => locator.and(page.locator(":focus")).waitFor();
const table = (set) => page.getByTestId(`rules-${set}`);
const field = (set, what, index) => table(set).getByLabel(`${what} of rule ${index}`, { exact: true });
const details = () => page.getByTestId("rule-details");
const said = (words) => page.getByText(words, { exact: true }).first().waitFor({ state: "attached" });
const state = (text) => page.getByTestId("editor-state").getByText(text, { exact: true }).waitFor();
const view = (name) => page.getByTestId("mapping-view").getByRole("button", { name }).click();
/** The rules as the draft holds them, byte for byte. */
const kept = async () => {
  const { body } = await idp.bridge.command("edit_provider", { id });
  return JSON.stringify(body.definition.attributes);
};
/** What is typed is kept a moment later. */
async function assertKept(expected) {
  for (let tries = 0; tries < 60 && (await kept()) !== expected; tries += 1) await delay(100);
  assert.equal(await kept(), expected);
}
const undoAll = async () => {
  const undo = page.getByTestId("undo");
  while (await undo.isEnabled()) await undo.click();
};
async function addStep(name) {
  await details().getByTestId("add-step").getByRole("button").click();
  await page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
}
async function typeRule(cel) {
  await details().getByTestId("rule-cel").locator("textarea").fill(cel);
  await details().getByTestId("close-details").click();
}

/** In which places of the page something stands from now until the answer is asked for. */
async function placesOf(locator) {
  const found = await locator.evaluateHandle((element) => {
    const tops = new Set();
    const look = () => {
      if (!element.isConnected) return;
      tops.add(Math.round(element.getBoundingClientRect().top + globalThis.scrollY));
      globalThis.requestAnimationFrame(look);
    };
    look();
    return tops;
  });
  return () => found.evaluate((tops) => [...tops]);
}

const EXPRESSION = 'claims.given_name + " " + claims.family_name';
let untouched;
let reference;

test("claims with their values stand beside the required targets that have no rule yet", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await claim("email").waitFor();
  await target("email").getByText("Required, missing").waitFor();
  await target("username").waitFor();
  untouched = await kept();
  await look(page, "lines-empty");
});

test("an attribute and then a target is a line, and the result is said", async () => {
  await claim("email").click();
  await look(page, "lines-chosen");
  await target("email").click();
  await said("email connected to email, result alice@example.com");
  await target("email").getByText("alice@example.com", { exact: true }).waitFor();
});

test("a line is drawn by dragging to any place of the target", async () => {
  // By its name, as anybody would: the whole attribute can be dragged, not its circle alone.
  const from = await claim("cognito:username").boundingBox();
  const to = await target("username").boundingBox();
  await page.mouse.move(from.x + 30, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await said("cognito:username connected to username, result alice");
});

test("steps and an expression are set in the details and stand between as chips", async () => {
  await ruleButton("username").click();
  await addStep("Upper case");
  await details().getByTestId("rule-summary").getByText("ALICE", { exact: true }).waitFor();
  await look(page, "lines-details");
  await details().getByTestId("close-details").click();
  await lines().getByText("Upper case", { exact: true }).waitFor();

  await lines().getByRole("button", { name: "Add a user attribute" }).click();
  await details().getByTestId("rule-target").locator("input").fill("fullName");
  await typeRule(EXPRESSION);
  await target("fullName").getByText("OK", { exact: true }).waitFor();
  await claim("email").click();
  await lines().getByRole("button", { name: "Add an application attribute" }).click();
  await said("email connected to email, result alice@example.com");
  await state("Unsaved changes, kept as you type");
  reference = await kept();
  await look(page, "lines-reference");
});

test("undoing everything gives what was there, and redoing it gives the rules again", async () => {
  await undoAll();
  await assertKept(untouched);
  const redo = page.getByTestId("redo");
  while (await redo.isEnabled()) await redo.click();
  await assertKept(reference);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Shift+z");
  await assertKept(reference);
  await undoAll();
  await assertKept(untouched);
});

test("the same rules made by keyboard alone are the same byte for byte", async () => {
  const choose = async (source) => {
    await page.keyboard.press("Enter");
    await focused(page.getByTestId("source-picker").locator("input"));
    await page.keyboard.type(source);
    await page.getByRole("option", { name: source }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByTestId("source-picker").waitFor({ state: "hidden" });
  };
  await target("email").focus();
  await choose("email");
  await said("email connected to email, result alice@example.com");
  await focused(target("email"));
  await page.keyboard.press("ArrowDown");
  await focused(target("username"));
  await choose("cognito:username");
  await said("cognito:username connected to username, result alice");
  await focused(target("username"));
  await page.keyboard.press("Tab");
  await focused(ruleButton("username"));
  await page.keyboard.press("Enter");
  const add = details().getByTestId("add-step").getByRole("button");
  await add.focus();
  await page.keyboard.press("Enter");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type("Upper");
  await page.getByRole("option", { name: /^Upper case/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await details().getByTestId("rule-summary").getByText("ALICE", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await details().waitFor({ state: "hidden" });

  await target("username").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await details().getByTestId("rule-target").locator("input").focus();
  await page.keyboard.type("fullName");
  await details().getByTestId("rule-cel").locator("textarea").focus();
  await look(page, "lines-new-rule");
  await page.keyboard.insertText(EXPRESSION);
  await details().getByText("Alice", { exact: false }).first().waitFor();
  await page.keyboard.press("Escape");
  await details().waitFor({ state: "hidden" });

  await claim("email").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await focused(target("email"));
  await page.keyboard.press("End");
  await focused(lines().getByRole("button", { name: "Add an application attribute" }));
  await page.keyboard.press("Enter");
  await said("email connected to email, result alice@example.com");
  await assertKept(reference);
  await undoAll();
  await assertKept(untouched);
});

test("the same rules made in the table are the same byte for byte, and both views show them", async () => {
  await view("Table");
  const places = await placesOf(page.getByTestId("add-rule-user"));
  for (const [index, [name, source]] of [["email", "email"], ["username", "cognito:username"], ["fullName", ""]].entries()) {
    await page.getByTestId("add-rule-user").click();
    await field("user", "Target", index + 1).fill(name);
    if (source !== "") await field("user", "Source", index + 1).fill(source);
  }
  await table("user").getByRole("button", { name: "Details of rule 2" }).click();
  await addStep("Upper case");
  await details().getByTestId("close-details").click();
  await table("user").getByRole("button", { name: "Details of rule 3" }).click();
  await typeRule(EXPRESSION);
  await page.getByTestId("add-rule-external").click();
  await field("external", "Target", 1).fill("email");
  await field("external", "Source", 1).fill("email");
  await assertKept(reference);
  assert.equal((await places()).length, 1, "nothing moved the button from under the pointer");
  await look(page, "lines-table");
  await view("Lines");
  await target("fullName").waitFor();
  await view("Table");
  await undoAll();
  await assertKept(untouched);
});

test("Delete removes a line, Escape cancels, and what went wrong says why", async () => {
  const redo = page.getByTestId("redo");
  while (await redo.isEnabled()) await redo.click();
  await view("Lines");
  await target("email").focus();
  await page.keyboard.press("Delete");
  await said("email is no longer connected");
  await target("email").getByText("Required, missing").waitFor();
  await look(page, "lines-missing");
  await page.keyboard.press("Control+z");
  await target("email").getByText("OK", { exact: true }).waitFor();
  await claim("email").focus();
  await page.keyboard.press("Space");
  await said("email is chosen. Now choose its target; Escape cancels.");
  await page.keyboard.press("Escape");
  await said("Cancelled");
  assert.equal(await claim("email").getAttribute("aria-pressed"), "false");
});

const notice = () => page.getByTestId("line-notice");

test("a line that takes the place of another says so, and undo beside it brings that back", async () => {
  await page.getByTestId("arrange").click();
  await claim("given_name").click();
  await target("email").click();
  await notice().getByText("email now comes from given_name, no longer from email.").waitFor();
  await said("given_name connected to email in place of email, result Alice");
  await look(page, "lines-replaced");
  await notice().getByRole("button", { name: "Undo" }).click();
  await target("email").getByText("alice@example.com", { exact: true }).waitFor();
  await notice().waitFor({ state: "detached" });
  await assertKept(reference);
});

test("the lines of an expression say where they come from, and a line goes by pointer alone", async () => {
  await target("fullName").focus();
  await page.keyboard.press("Delete");
  await notice().getByText(/^The lines of fullName come from its expression/).waitFor();
  await notice().getByRole("button", { name: "Open the rule" }).click();
  await details().getByTestId("rule-cel").waitFor();
  await details().getByTestId("close-details").click();
  await assertKept(reference);
  await target("username").click();
  await page.getByTestId("remove-line").click();
  await said("username is no longer connected");
  await focused(target("username"));
  await notice().getByRole("button", { name: "Undo" }).click();
  await assertKept(reference);
});

test("functions are searched beside the text, and an example is inserted where the cursor is", async () => {
  await ruleButton("fullName").click();
  await details().getByTestId("functions").getByRole("button", { name: "Functions and examples" }).click();
  await details().getByTestId("function-search").locator("input").fill("json.parse");
  await look(page, "lines-functions");
  const cel = details().getByTestId("rule-cel").locator("textarea");
  await cel.fill("1 + size()");
  await cel.evaluate((field) => field.setSelectionRange(9, 9));
  await details().getByRole("button", { name: "Insert json.parse(claims.address).city" }).click();
  assert.equal(await cel.inputValue(), "1 + size(json.parse(claims.address).city)");
  await focused(cel);
  await cel.fill(EXPRESSION);
  await details().getByTestId("rule-summary").getByText("Alice Example", { exact: true }).waitFor();
  await details().getByTestId("close-details").click();
  await assertKept(reference);
});

test("a text that is not right yet stays with its rule when that is renamed and the tab is left", async () => {
  await ruleButton("fullName").click();
  await details().getByTestId("rule-cel").locator("textarea").fill("claims.given_name +");
  await details().getByTestId("rule-cel-error").waitFor();
  await details().getByTestId("rule-target").locator("input").fill("wholeName");
  await details().getByTestId("close-details").click();
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await goTo(page, `/providers/${id}?tab=attributes`);
  await ruleButton("wholeName").click();
  await details().getByTestId("rule-cel-error").waitFor();
  assert.equal(await details().getByTestId("rule-cel").locator("textarea").inputValue(), "claims.given_name +");
  await details().getByTestId("rule-cel").locator("textarea").fill(EXPRESSION);
  await details().getByTestId("rule-cel-error").waitFor({ state: "hidden" });
  await details().getByTestId("rule-target").locator("input").fill("fullName");
  await details().getByTestId("close-details").click();
});

test("a text that is wrong is marked at its place and leaves the rule in force", async () => {
  await assertKept(reference);
  await ruleButton("fullName").click();
  const cel = details().getByTestId("rule-cel").locator("textarea");
  await cel.fill('claims.given_name + "\u{1F600}" + )');
  await details().getByTestId("rule-cel-error").getByText("At character 27").waitFor();
  assert.equal(await details().locator("mark").textContent(), ")");
  const [bottom, message, hint] = await Promise.all(
    [cel, details().locator('[role="alert"], [class*="error__message"]').first(), details().getByTestId("rule-cel-error")].map(async (one) => {
      const { y, height } = await one.boundingBox();
      return { top: y, bottom: y + height };
    }),
  );
  assert.ok(message.top - bottom.bottom < 12 && message.bottom <= hint.top, "the error is right under the text");
  await look(page, "lines-wrong-text");
  await assertKept(reference);
  await details().getByTestId("close-details").click();
  await ruleButton("fullName").click();
  await details().getByTestId("rule-cel-error").getByText("At character 27").waitFor();
  assert.equal(await cel.inputValue(), 'claims.given_name + "\u{1F600}" + )', "the text waits");
  await cel.fill(EXPRESSION);
  await details().getByTestId("rule-cel-error").waitFor({ state: "hidden" });
  await details().getByTestId("rule-condition").locator("textarea").fill("claims.email_verified == 5");
  await details().getByTestId("rule-summary").getByText("Condition not met").waitFor();
  await details().getByTestId("close-details").click();
  await page.keyboard.press("Control+z");
});

test("a new step is quiet until its field was left empty, and then the field says so", async () => {
  await assertKept(reference);
  await ruleButton("username").click();
  await addStep("Text between");
  const step = details().getByTestId("step-between");
  const [after, before] = [/^After/, /^Before/].map((label) => step.getByLabel(label).first());
  const wrong = "This step needs a text to work with. Enter one.";
  await details().getByText("Fill in the new step to see the result.", { exact: true }).waitFor();
  assert.equal(await details().getByText(wrong).count(), 0);
  await look(page, "lines-new-step");
  await after.focus();
  await page.keyboard.press("Tab");
  await focused(before);
  await step.getByText(wrong, { exact: true }).waitFor();
  assert.equal(await after.getAttribute("aria-invalid"), "true");
  assert.equal(await before.getAttribute("aria-invalid"), null, "it was not left yet");
  assert.equal(await step.getByText(wrong, { exact: true }).count(), 1);
  await look(page, "lines-new-step-left");
  await after.fill("A");
  await page.waitForFunction((field) => field.getAttribute("aria-invalid") === "true", await before.elementHandle());
  assert.equal(await after.getAttribute("aria-invalid"), null);
  await before.fill("I");
  await details().getByTestId("rule-summary").getByText("L", { exact: true }).waitFor();
  await step.getByRole("button", { name: "Remove Text between" }).click();
  await details().getByTestId("close-details").click();
  await assertKept(reference);
});

test("an arrow has the colour of its line, in every state and appearance", async () => {
  const colours = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".lines .react-flow__edge-path[marker-end]")].map((path) => {
        const id = path.getAttribute("marker-end").replace(/^url\('#(.*)'\)$/, "$1");
        const arrow = getComputedStyle(document.getElementById(id).firstElementChild);
        return { line: getComputedStyle(path).stroke, arrow: arrow.stroke, inside: arrow.fill };
      }),
    );
  const coloursOf = async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction((one) => document.documentElement.dataset.appearance === one, scheme);
    const found = await colours();
    for (const one of found) assert.deepEqual(one, { line: one.line, arrow: one.line, inside: one.line });
    return new Set(found.map(({ line }) => line));
  };
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement?.blur());
  await ruleButton("username").click();
  await details().getByTestId("rule-condition").locator("textarea").fill("false");
  await details().getByTestId("close-details").click();
  await target("username").getByText("Required, missing").waitFor();
  await target("email").focus();
  const all = new Set();
  for (const scheme of ["dark", "light"]) {
    const found = await coloursOf(scheme);
    assert.equal(found.size, 3, `plain, highlighted and wrong: ${[...found]}`);
    for (const one of found) all.add(one);
  }
  assert.equal(all.size, 6);
  await look(page, "lines-states");
  await page.keyboard.press("Control+z");
  await target("username").getByText("OK", { exact: true }).waitFor();
});

test("the search dims what does not fit, and the lines are there as text", async () => {
  await page.getByTestId("lines-search").locator("input").fill("department");
  await lines().getByText("1 match", { exact: true }).first().waitFor();
  assert.ok(await lines().locator(".line-node.dimmed").count() > 3);
  await look(page, "lines-search");
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("rules-as-text").getByRole("button").first().click();
  await page.getByTestId("rules-as-text").getByText(/username/).first().waitFor();
  await look(page, "lines-as-text");
});

test("claims that are not sent are struck through", async () => {
  await page.getByTestId("send-only").locator("input").check();
  await claim("custom:department").locator("s").waitFor();
  assert.match(await claim("custom:department").getAttribute("title"), /, not sent to applications$/);
  const local = claim("cognito:username");
  await local.getByText("Local user only", { exact: true }).waitFor();
  assert.match(await local.getAttribute("title"), /, not sent to applications, but used for the local user$/);
  const item = (name) => page.getByTestId("other-attributes").getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
  await item("cognito:username").getByText("used for the local user", { exact: true }).waitFor();
  assert.equal(await item("custom:department").getByText("used for the local user").count(), 0);
  await look(page, "lines-dropped");
});

test("saving gives what the lines showed", async () => {
  await page.getByTestId("save-attributes").click();
  await state("Everything is saved");
  const { mapped } = await idp.bridge.run(id, ...ALICE);
  assert.equal(mapped.user.find(({ name }) => name === "username").value, "ALICE");
  assert.deepEqual(mapped.external, [{ name: "email", value: "alice@example.com" }]);
});
