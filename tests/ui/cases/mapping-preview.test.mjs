// What the rules are looked at with: a run, a sample, all runs; suggestions and fixtures.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceconfidential000001";
/** Each kind of text that is none, and what is said of it: the words depend on those of the parser. */
const SAMPLES_THAT_ARE_NONE = [
  ['{\n  "email": "jane@example.com",\n  "groups": ["a"', "The text ends before the list is closed (line 3)"],
  ['{\n  "email": "jane@example.com"\n', "The text ends before the object is closed (line 3)"],
  ['{ "email": "jane', "The text ends before a quotation mark is closed (line 1)"],
  ['{ "a": 1 "b": 2 }', "A comma or a closing brace is missing (line 1)"],
  ['{ "a": [1 2] }', "A comma or a closing bracket is missing (line 1)"],
  ['{ "a" 1 }', "A colon is missing after a name (line 1)"],
  ["{ a: 1 }", "A name is not in double quotation marks (line 1)"],
  ['{ "a": 1, }', "There is a comma after the last value (line 1)"],
  ['{ "a": 1 }\n{ "b": 2 }', "Something stands after the end of the object (line 2)"],
  ["[1, 2]", "This is JSON, but no object of names and values (line 1)"],
];
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
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.getByTestId("lines");
const claim = (name) => lines().getByRole("button", { name: new RegExp(`^${name} ?,`) });
const target = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) }).first();
const state = (text) => page.getByTestId("editor-state").getByText(text, { exact: true }).waitFor();
const saved = async () => (await idp.bridge.command("get_provider", { id })).definition.attributes;
async function choose(option) {
  await page.getByTestId("preview-run").getByRole("button").first().click();
  await page.getByRole("option", { name: option }).click();
}

test("before the first run a rule has its sentence, its text and its errors, and no verdict", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await page.getByTestId("no-run").waitFor();
  await lines().getByRole("button", { name: "Add a user attribute" }).click();
  const details = page.getByTestId("rule-details");
  await details.getByTestId("rule-target").locator("input").fill("email");
  await details.getByTestId("rule-source").locator("input").fill("mail");
  await details.getByTestId("rule-sentence").getByText(/^email is mail\./).waitFor();
  const cel = details.getByTestId("rule-cel").locator("textarea");
  await page.waitForFunction(() => document.querySelector('[data-testid="rule-cel"] textarea').value.includes("mail"));
  await details.getByText("Needs a test run or a sample", { exact: true }).waitFor();
  await look(page, "preview-none-details");
  await cel.fill("claims.mail + )");
  await details.getByTestId("rule-cel-error").getByText("At character 15").waitFor();
  await cel.fill('texts(claims[?"mail"]).map(v, v.lowerAscii())');
  await details.getByTestId("rule-sentence").getByText(/^email is mail, in lower case/).waitFor();
  await details.getByTestId("close-details").click();
  await target("email").getByText("Needs a test run or a sample", { exact: true }).waitFor();
  await target("email").locator(".line-sentence").getByText(/^email is mail/).waitFor();
  assert.equal(await page.getByText("Required, missing").count(), 1, "of username alone, which has no rule");
  await page.getByTestId("rules-as-text").getByRole("button").first().click();
  await page.getByTestId("rules-as-text").getByText(/mail/).first().waitFor();
  await look(page, "preview-none-lines");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Table" }).click();
  const row = page.getByTestId("rules-user").locator("tbody tr").first();
  await row.getByText(/^email is mail/).waitFor();
  await row.getByText("Needs a test run or a sample", { exact: true }).waitFor();
  await look(page, "preview-none-table");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Lines" }).click();
  const undo = page.getByTestId("undo");
  while (await undo.isEnabled()) await undo.click();
  await state("Everything is saved");
});

test("without a run a sample can be pasted, and a wrong one says what is wrong", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await page.getByTestId("no-run").waitFor();
  await look(page, "preview-none");
  await page.getByTestId("paste-sample").click();
  const text = page.getByTestId("sample-text").locator("textarea");
  await text.fill('{ "email": "jane@example.com", ');
  const wrong = (words) => page.getByText(`${words}. Correct it, or paste a whole JSON object of claims.`, { exact: true }).waitFor();
  await wrong("The text ends where a value is expected (line 1)");
  for (const [pasted, words] of SAMPLES_THAT_ARE_NONE) {
    await text.fill(pasted);
    await wrong(words);
  }
  await look(page, "preview-sample-wrong");
  await text.fill('{ "email": "jane@example.com", "big": 12345678901234567890, "cognito:username": "jane" }');
  await claim("big").getByText("12345678901234567890", { exact: true }).waitFor();
  await claim("email").click();
  await target("email").click();
  await target("email").getByText("jane@example.com", { exact: true }).waitFor();
  await look(page, "preview-sample");
});

test("suggestions name their reasons and are added on accept only", async () => {
  await page.getByTestId("open-suggestions").click();
  const modal = page.getByTestId("suggestions");
  const box = modal.getByRole("checkbox", { name: /username/ }).first();
  await box.waitFor();
  await look(page, "preview-suggestions");
  await modal.getByRole("button", { name: "Cancel" }).click();
  await target("username").getByText("Required, missing").waitFor();
  await page.getByTestId("open-suggestions").click();
  await page.getByTestId("accept-suggestions").click();
  await target("username").getByText("jane", { exact: true }).waitFor();
  await page.keyboard.press("Control+z");
  await target("username").getByText("Required, missing").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await page.getByTestId("save-attributes").click();
  await state("Everything is saved");
  assert.ok((await saved()).user.length >= 2);
});

test("of all runs the worst result is shown, with the way to its run", async () => {
  const first = await idp.bridge.run(id, "bob", "Practice-Bob-1");
  const second = await idp.bridge.run(id, "alice", "Practice-Alice-1");
  assert.deepEqual([first.outcome, second.outcome], ["passed", "passed"]);
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await goTo(page, `/providers/${id}?tab=attributes`);
  await target("email").getByText("alice@example.com", { exact: true }).waitFor();
  await choose(/^All 2 runs/);
  await page.getByText("The worst of 2 runs is shown for each rule.").waitFor();
  await lines().getByRole("button", { name: "Edit rule for email", exact: true }).click();
  const details = page.getByTestId("rule-details");
  await details.getByTestId("rule-condition").locator("textarea").fill("claims.given_name == 'Alice'");
  const run = details.getByTestId("worst-run").getByText(/^In the run of bob@example\.com, /);
  await run.waitFor();
  await look(page, "preview-all-details");
  await run.click();
  await page.keyboard.press("Escape");
  await target("email").and(page.locator(":focus")).waitFor();
  await page.getByText("The worst of 2 runs is shown for each rule.").waitFor({ state: "detached" });
  await target("email").getByText("Required, missing", { exact: true }).waitFor();
  await page.getByTestId("undo").click();
  await target("email").getByText("bob@example.com", { exact: true }).waitFor();
  await choose(/^All 2 runs/);
  await target("email").locator(".line-run").getByText(/^In the run of (alice|bob)@example\.com, /).waitFor();
  await look(page, "preview-all");
  await page.getByTestId("preview-run").getByRole("button").first().click();
  await page.getByRole("option", { name: /alice@example\.com/ }).click();
  await page.getByTestId("preview-run").getByText(/^alice@example\.com, /).waitFor();
});

test("a fixture is kept, and what saving would change in it is shown before", async () => {
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await goTo(page, `/providers/${id}?tab=attributes`);
  await target("email").waitFor();
  await page.getByTestId("open-fixtures").click();
  const modal = page.getByTestId("fixtures");
  await modal.getByTestId("fixture-run").getByText(/^Made from this test run: Practice pool: Practice broker, alice@example\.com, /).waitFor();
  await modal.getByTestId("fixture-name").locator("input").fill("Alice");
  await modal.getByTestId("fixture-pseudonyms").locator("input").check();
  await modal.getByTestId("save-fixture").click();
  await modal.getByRole("button", { name: "Remove Alice", exact: true }).waitFor();
  await look(page, "preview-fixtures");
  await modal.getByTestId("fixture-name").locator("input").fill("To remove");
  await modal.getByTestId("save-fixture").click();
  await modal.getByRole("button", { name: "Remove To remove", exact: true }).click();
  await modal.getByRole("button", { name: "Keep To remove" }).and(page.locator(":focus")).click();
  assert.equal((await idp.bridge.command("list_fixtures", { providerId: id })).length, 2);
  await modal.getByRole("button", { name: "Remove To remove", exact: true }).click();
  await look(page, "preview-fixture-removal");
  await modal.getByTestId("confirm-removal").click();
  await modal.getByText("To remove", { exact: true }).waitFor({ state: "hidden" });
  await modal.getByRole("button", { name: "Close" }).last().click();

  const before = JSON.stringify(await saved());
  await claim("aud").click();
  await target("username").click();
  await page.getByTestId("save-attributes").click();
  const differences = page.getByTestId("differences");
  await differences.getByText("username", { exact: true }).waitFor();
  await look(page, "preview-differences");
  await differences.getByTestId("back-to-rules").click();
  assert.equal(JSON.stringify(await saved()), before);
  await page.getByTestId("save-attributes").click();
  await differences.getByTestId("save-differences").click();
  await state("Everything is saved");
  assert.notEqual(JSON.stringify(await saved()), before);
});

test("a run is kept as a fixture from its own page", async () => {
  const [{ runId }] = await idp.bridge.command("list_runs", { providerId: id });
  await goTo(page, `/runs/${runId}`);
  await page.getByTestId("save-as-fixture").click();
  const modal = page.getByTestId("fixture-of-run");
  await modal.getByTestId("fixture-run").getByText(/^Made from this test run: Practice pool: Practice broker, /).waitFor();
  await modal.getByTestId("fixture-name").locator("input").fill("From its page");
  await look(page, "run-fixture");
  await modal.getByTestId("save-fixture").click();
  await page.getByText("From its page was kept as a fixture.").first().waitFor();
  await modal.waitFor({ state: "hidden" });
  const names = (await idp.bridge.command("list_fixtures", { providerId: id })).map(({ name }) => name);
  assert.ok(names.includes("From its page"));
});
