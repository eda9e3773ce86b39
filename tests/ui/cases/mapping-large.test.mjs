// Two hundred claims, fifty rules, long values, and an expression from a file.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { becomes } from "../support/becomes.mjs";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { updateProvider } from "../support/drafts.mjs";

const CLAIMS = 200;
const RULES = 50;
const LONG_VALUE = "v".repeat(1500);
const LONG_TARGET = "t".repeat(200);
const EXPRESSION = "claims.given_name + ' ' + claims.family_name";
const claim = (number) => `custom:claim-${String(number).padStart(3, "0")}`;
let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({ prepare });
  page = idp.page;
  await page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

async function prepare(bridge) {
  await bridge.command("start_practice_pool", { port: await freePort() });
  const settings = JSON.parse(await bridge.command("get_practice_pool_settings"));
  const { attributes } = settings.users.find(({ name }) => name === "alice");
  for (let number = 1; number <= CLAIMS; number += 1) {
    attributes[claim(number)] = number === 1 ? LONG_VALUE : `value ${number}`;
  }
  await bridge.command("update_practice_pool_settings", { text: JSON.stringify(settings) });
  const provider = await bridge.command("add_practice_pool_provider", {
    clientId: "practiceconfidential000001",
  });
  ({ id } = provider);
  const user = [
    { target: "email", source: "email" },
    { target: "username", source: "cognito:username" },
    { target: "fullName", expression: EXPRESSION },
    { target: LONG_TARGET, source: claim(1) },
  ];
  for (let number = user.length + 1; number <= RULES; number += 1) {
    user.push({ target: `target${number}`, source: claim(number) });
  }
  const draft = { ...provider.definition, attributes: { user } };
  await updateProvider(bridge, { id, draft, clientSecret: { change: "keep" } });
  const { outcome } = await bridge.run(id, "alice", "Practice-Alice-1");
  assert.equal(outcome, "passed");
}

const table = () => page.getByTestId("rules-user");
const rows = () => table().locator("tbody tr");
const source = (index) => table().getByLabel(`Source of rule ${index}`, { exact: true });

test("fifty rules with long names and values fit the window", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await rows().nth(RULES - 1).getByText(`value ${RULES}`).waitFor();
  assert.equal(await rows().count(), RULES);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "the page is wider than the window");
  await rows().nth(2).scrollIntoViewIfNeeded();
  await look(page, "mapping-large");
});

test("an expression is shown beside its result, and kept", async () => {
  const expression = rows().nth(2);
  await expression.getByText(EXPRESSION, { exact: true }).waitFor();
  await expression.getByText("Alice Example", { exact: true }).waitFor();
  assert.equal(await source(3).count(), 0);
  await table().getByLabel("Default of rule 5", { exact: true }).fill("changed");
  await page.getByTestId("save-attributes").click();
  await page.getByTestId("editor-state").getByText("Everything is saved").waitFor();
  const { definition } = await idp.bridge.command("get_provider", { id });
  assert.equal(definition.attributes.user[2].expression, EXPRESSION);
  assert.equal(definition.attributes.user[4].default, "changed");
});

test("two hundred names are offered and found by name or value", async () => {
  const input = source(10);
  await input.fill("claim-19");
  await page.getByRole("option", { name: claim(199) }).waitFor();
  await input.fill("value 137");
  const option = page.getByRole("option", { name: claim(137) });
  await option.waitFor();
  await option.click();
  assert.equal(await input.inputValue(), claim(137));
  await rows().nth(9).getByText("value 137", { exact: true }).waitFor();
});

test("typing among fifty rules keeps up with the person", async () => {
  const input = table().getByLabel("Target of rule 25", { exact: true });
  await input.click();
  await page.keyboard.press("End");
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        window.longest = Math.max(window.longest, duration);
      }
    }).observe({ type: "event", durationThreshold: 16 });
  });
  await page.keyboard.type("-a name of some length", { delay: 60 });
  await rows().nth(24).getByText("value 25").waitFor();
  const longest = await page.evaluate(() => window.longest);
  // Said and not judged: the machine of a test does other things at the same time.
  console.log(`fifty rules: the longest key took ${longest} ms until it was on the screen`);
  assert.equal(await input.inputValue(), "target25-a name of some length");
});

test("removing the last rule by keyboard goes on to the one before", async () => {
  await table().getByRole("button", { name: `Remove rule ${RULES}` }).press("Enter");
  await table()
    .getByRole("button", { name: `Remove rule ${RULES - 1}` })
    .and(page.locator(":focus"))
    .waitFor();
});

test("as lines, only what is in view is rendered, and arrow keys reach the rest", async () => {
  await page.getByTestId("mapping-view").getByRole("button", { name: "Lines" }).click();
  const nodes = page.locator(".react-flow__node");
  await nodes.nth(10).waitFor();
  await look(page, "lines-large");
  assert.ok((await nodes.count()) < 60, `${await nodes.count()} nodes are rendered`);
  await page.locator('[id="claim:email"]').focus();
  await page.keyboard.press("End");
  await page.locator(".line-claim button:focus").waitFor();
  await page.keyboard.press("Home");
  await page.locator('[id="claim:email"]:focus').waitFor();
  // Each key goes on from where the one before led, however fast they follow.
  const led = await page.evaluate(() =>
    ["End", "ArrowUp", "Home", "ArrowDown", "ArrowUp"].map((key) => {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      return document.activeElement.id;
    }),
  );
  assert.deepEqual([led[2], led[4]], ["claim:email", "claim:email"], JSON.stringify(led));
  assert.equal(new Set(led).size, 4, JSON.stringify(led));
  const longest = await page.evaluate(async () => {
    const target = document.querySelector(".react-flow__pane");
    let most = 0;
    let last = performance.now();
    for (let frame = 0; frame < 60; frame += 1) {
      target.dispatchEvent(new WheelEvent("wheel", { deltaY: 120, bubbles: true, cancelable: true }));
      await new Promise((done) => requestAnimationFrame(done));
      most = Math.max(most, performance.now() - last);
      last = performance.now();
    }
    return most;
  });
  // Said and not judged, like the one above.
  console.log(`lines, 200 × 50: the longest frame while scrolling took ${longest.toFixed(0)} ms`);
});

test("a line among two hundred claims is there at once", async () => {
  await page.getByTestId("lines-search").locator("input").fill("claim-180");
  await page.getByTestId("lines-search").locator("input").press("Enter");
  const claim180 = page.locator(`[id="claim:${claim(180)}"]`);
  await claim180.and(page.locator(":focus")).waitFor();
  await look(page, "lines-large-search");
  await claim180.press("Enter");
  await claim180.press("ArrowRight");
  await page.locator(".line-target button:focus").press("Enter");
  await page.getByText(`${claim(180)} connected to email in place of email, result value 180`, { exact: true }).first().waitFor({ state: "attached" });
});

const show = (name) => page.getByTestId("show-rules").getByRole("button", { name }).click();
const kinds = (locator) => locator.evaluateAll((all) => all.map((one) => one.getAttribute("class")));

test("the lines of what has the focus or is pointed at stand out among fifty", async () => {
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("arrange").click();
  await page.locator('[id="claim:cognito:username"]').focus();
  const own = page.locator(".react-flow__edge.near");
  // A straight line has no height, which is no box.
  await own.first().waitFor({ state: "attached" });
  assert.equal(await own.count(), 1);
  const others = await kinds(page.locator(".react-flow__edge:not(.near)"));
  assert.ok(others.length > 2 && others.every((names) => /\bfar\b/.test(names)), "the others step back");
  await page.locator('.line-target.near').getByText("username", { exact: true }).waitFor();
  await look(page, "lines-large-focus");
  // By pointer: the target says what it reads, over its steps.
  await page.getByRole("button", { name: /^Target fullName ?,/ }).first().hover();
  await page.locator(".line-claim.near").getByText("family_name", { exact: true }).waitFor();
  await page.locator(".line-claim.near").getByText("given_name", { exact: true }).waitFor();
  assert.equal(await own.count(), 3);
  await page.mouse.move(5, 5);
});

test("arranged, a connected claim stands opposite of its target", async () => {
  const claimBox = await page.locator('[id="claim:cognito:username"]').boundingBox();
  const targetBox = await page.getByRole("button", { name: /^Target username ?,/ }).first().boundingBox();
  const [a, b] = [claimBox.y + claimBox.height / 2, targetBox.y + targetBox.height / 2];
  assert.ok(Math.abs(a - b) < 4, `${a} and ${b}`);
});

test("of many rules only those with a problem, or only what is connected, are shown", async () => {
  const heard = page.getByTestId("rules-user").locator("tbody tr");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Table" }).click();
  await source(20).fill("custom:not-there");
  await table().getByLabel("Rule 20 is required", { exact: true }).check();
  await rows().nth(19).getByText("Required, missing").waitFor();
  await show("Problems (1)");
  await heard.nth(1).waitFor({ state: "hidden" });
  await look(page, "table-large-problems");
  // What is mended stays until something else is looked for.
  await source(20).fill(claim(20));
  await heard.first().getByText("value 20", { exact: true }).waitFor();
  await page.getByTestId("add-rule-user").click();
  await heard.nth(1).waitFor();
  await page.keyboard.press("Control+z");
  await show("All");
  await rows().nth(40).waitFor();
  await page.getByTestId("lines-search").locator("input").fill("value 33");
  await heard.nth(1).waitFor({ state: "hidden" });
  assert.equal(await table().getByLabel("Target of rule 33", { exact: true }).inputValue(), "target33");
  await page.getByTestId("lines-search").locator("input").fill("nothing like it");
  await table().getByText("No rule fits", { exact: true }).waitFor();
  await page.getByTestId("lines-search").locator("input").fill("");

  await page.getByTestId("mapping-view").getByRole("button", { name: "Lines" }).click();
  await page.locator('[id="claim:cognito:username"]').waitFor();
  await show("Connected");
  await page.locator('[id="claim:cognito:username"]').focus();
  await page.keyboard.press("End");
  await page.locator(".line-claim button:focus").waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.id), `claim:${claim(200)}`);
  await show("Problems");
  await becomes(() => page.locator(".line-target:not(.add)").count(), 0, "a rule without a problem is shown");
  await look(page, "lines-large-problems");
});

test("among the rules that are shown, a rule moves past the one that is shown beside it", async () => {
  await page.getByTestId("mapping-view").getByRole("button", { name: "Table" }).click();
  await show("All");
  await page.getByTestId("lines-search").locator("input").fill("5");
  const button = (name) => table().getByRole("button", { name, exact: true });
  const focused = (name) => button(name).and(page.locator(":focus")).waitFor();
  await button("Remove rule 6").waitFor({ state: "hidden" });
  assert.ok(await button("Move rule 5 up").isDisabled(), "nothing is shown above it");
  await button("Move rule 15 up").click();
  await page.getByText("Moved to place 5, past target5 and 9 other rules", { exact: true }).waitFor({ state: "attached" });
  await focused("Move rule 5 down");
  assert.equal(await table().getByLabel("Target of rule 5", { exact: true }).inputValue(), "target15");
  assert.equal(await table().getByLabel("Target of rule 6", { exact: true }).inputValue(), "target5");
  await page.keyboard.press("Enter");
  await page.getByText("Moved to place 6", { exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await button("Remove rule 5").click();
  await focused("Remove rule 14");
  await page.keyboard.press("Control+z");
  await button("Remove rule 15").waitFor();
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Lines" }).click();
  await show("Problems");
});

test("what is undone is shown, whatever was looked for", async () => {
  await page.keyboard.press("Control+z");
  await page.getByText("Undone: source of target20", { exact: true }).first().waitFor({ state: "attached" });
  await page.getByRole("button", { name: /^Target target20 ?,/ }).first().waitFor();
  assert.equal(await page.getByTestId("show-rules").getByRole("button", { name: "All" }).getAttribute("aria-pressed"), "true");
});
