// Claims as weapons: text and nothing else, exact, what cannot be seen named, and many.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { createProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";
import { startStranger } from "../support/stranger.mjs";

const HTML = '<img src=x onerror="window.hurt = true"><script>window.hurt = true</script>';
const LARGE = "123456789012345678901234567890";
const MANY = 10_000;
/** With its names around it, as long as an answer can be. */
const LONG = "v".repeat(1_000_000);
const person = (more) => JSON.stringify({ sub: "1", email: "jane@example.com", username: "jane", ...more });
const many = (name) => Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`${name}${index}`, `value ${index}`]));
const hostile = JSON.stringify({
  sub: "1",
  email: "jane@example.com",
  username: "jane",
  html: HTML,
  turned: "user\u202egnp.exe",
  nothing: "a\0b",
  hidden: "jane\u200b@example.com",
  [HTML]: "a name of HTML",
  "turned\u202eemaN": "a name that turns",
}).replace(/}$/, `, "__proto__": "own", "large": ${LARGE}}`);
const USER = [
  { target: "email", source: "email" },
  { target: "username", source: "username" },
  { target: "picture", source: "html" },
  { target: "file", source: "turned" },
  { target: "zero", source: "nothing" },
];
let idp;
let page;
let id;
let stranger;
before(async () => {
  stranger = await startStranger({ hostile, long: person({ long: LONG }), many: person(many("c")) });
  idp = await openConsole({
    async prepare(bridge) {
      const attributes = { user: USER, external: [{ target: "__proto__", source: "__proto__" }] };
      ({ id } = await createProvider(bridge, { draft: { ...stranger.definition, attributes }, clientSecret: null }));
    },
  });
  page = idp.page;
});
after(async () => {
  await idp?.close();
  stranger?.stop();
});
afterEach(async () => {
  assert.equal(await page.evaluate(() => window.hurt), undefined, "a claim was run");
  idp.assertQuiet();
});

const lines = () => page.getByTestId("lines");
const claim = (name) => page.locator(`[id=${JSON.stringify(`claim:${name}`)}]`);
const target = (name) => lines().getByRole("button", { name: new RegExp(`^Target ${name} ?,`) }).first();
const marks = (locator) => locator.locator(".odd-character").allInnerTexts();
const run = (name) => idp.bridge.run(id, name, "any");
const longestFrame = (action) =>
  page.evaluate(() => {
    window.frames_ = { most: 0, last: performance.now(), on: true };
    const tick = () => {
      const now = performance.now();
      window.frames_.most = Math.max(window.frames_.most, now - window.frames_.last);
      window.frames_.last = now;
      if (window.frames_.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  })
    .then(action)
    .then(() => page.evaluate(() => {
      window.frames_.on = false;
      return window.frames_.most;
    }));
// Said and not judged: the machine of a test does other things at the same time.
const tell = (what, ms) => console.log(`hostile claims: the longest frame while ${what} took ${ms.toFixed(0)} ms`);

test("the page of a run shows hostile claims as text and names what cannot be seen", async () => {
  const { runId, attributes, outcome } = await run("hostile");
  assert.equal(outcome, "passed");
  assert.equal(attributes.find(({ name }) => name === "__proto__").value, "own");
  await goTo(page, `/runs/${runId}`);
  const table = page.getByTestId("attributes-table");
  const row = (name) => table.locator("tbody tr").filter({ has: page.getByRole("rowheader", { name, exact: true }) }).first();
  await row("html").getByText(HTML, { exact: true }).waitFor();
  await row("__proto__").getByText("own", { exact: true }).waitFor();
  await row("large").getByText(LARGE, { exact: true }).waitFor();
  assert.deepEqual(await marks(row("turned")), ["U+202E right-to-left override"]);
  assert.deepEqual(await marks(row("nothing")), ["U+0000 null"]);
  assert.deepEqual(await marks(row("hidden")), ["U+200B zero width space"]);
  await row("hidden").scrollIntoViewIfNeeded();
  await look(page, "hostile-run");
  await page.getByRole("tab", { name: /Mapped/ }).click();
  await page.getByText("__proto__", { exact: true }).first().waitFor();
  await page.getByText(HTML, { exact: true }).first().waitFor();
});

test("the lines and the table show the same text as the run, with the same marks", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await target("picture").getByText("onerror", { exact: false }).first().waitFor();
  assert.deepEqual(await marks(target("file").locator(".line-value")), ["U+202E right-to-left override"]);
  assert.deepEqual(await marks(target("zero").locator(".line-value")), ["U+0000 null"]);
  await page.getByTestId("lines-search").locator("input").fill("emaN");
  await page.getByTestId("lines-search").locator("input").press("Enter");
  await claim("turned\u202eemaN").waitFor();
  assert.deepEqual(await marks(claim("turned\u202eemaN").locator(".line-name")), ["U+202E right-to-left override"]);
  assert.ok(!(await claim("turned\u202eemaN").getAttribute("title")).includes("\u202e"), "the tooltip is turned around");
  await look(page, "hostile-lines");
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Table" }).click();
  const rows = page.getByTestId("rules-user").locator("tbody tr");
  assert.deepEqual(await marks(rows.nth(3).locator(".code-text").first()), ["U+202E right-to-left override"]);
  await rows.nth(2).getByText(HTML, { exact: true }).waitFor();
  await page.getByTestId("rules-external").getByText("own", { exact: true }).waitFor();
  await page.getByTestId("mapping-view").getByRole("button", { name: "Lines" }).click();
});

test("a long value is shown from its beginning, and more of it on request", async () => {
  const { runId, outcome } = await run("long");
  assert.equal(outcome, "passed");
  await goTo(page, `/runs/${runId}`);
  const more = page.getByRole("button", { name: /^Show 20,000 more of 1,000,000 characters/ }).first();
  await more.waitFor();
  assert.ok((await page.content()).length < 600_000, "the whole value is in the page");
  tell("20,000 characters more of a value of 1,000,000 are shown", await longestFrame(async () => {
    await more.click();
    await page.waitForFunction(() => document.body.innerText.includes("v".repeat(20_000)));
  }));
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").waitFor();
  await goTo(page, `/providers/${id}?tab=attributes`);
  await page.getByTestId("lines-search").locator("input").fill("long");
  await page.getByTestId("lines-search").locator("input").press("Enter");
  await claim("long").waitFor();
  assert.ok((await page.content()).length < 600_000, "the whole value is in the editor");
  assert.ok((await claim("long").getAttribute("title")).length < 300);
  await claim("long").click();
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("arrange").click();
  await target("picture").click();
  await target("picture").getByText(/^v{100}/).first().waitFor();
  tell("the details of a rule with that value open", await longestFrame(async () => {
    await lines().getByRole("button", { name: "Edit rule for picture", exact: true }).click();
    await page.getByTestId("rule-summary").getByRole("button", { name: /of 1,000,000 characters/ }).waitFor();
  }));
  await page.getByTestId("close-details").click();
});

test("a number beyond 64 bits and a value of one mebibyte are exact in a sample", async () => {
  await page.getByTestId("preview-run").getByRole("button").first().click();
  await page.getByRole("option", { name: /A pasted sample/ }).click();
  const text = page.getByTestId("sample-text").locator("textarea");
  await text.fill(`{ "email": ${LARGE}, "html": ${JSON.stringify(HTML)}, "turned": "\u202e" }`);
  await target("email").getByText(LARGE, { exact: true }).waitFor();
  await claim("email").getByText(LARGE, { exact: true }).waitFor();
  tell("a sample with a value of one mebibyte is pasted", await longestFrame(async () => {
    await text.fill(JSON.stringify({ email: "e".repeat(1 << 20) }));
    await target("email").getByText(/^e{100}/).first().waitFor();
  }));
  assert.ok((await claim("email").innerText()).length < 400);
});

test("ten thousand claims can be searched, connected and typed beside", async () => {
  const text = page.getByTestId("sample-text").locator("textarea");
  tell("10,000 claims are pasted", await longestFrame(async () => {
    await text.fill(JSON.stringify({ email: "jane@example.com", ...many("claim") }));
    await target("email").getByText("jane@example.com", { exact: true }).waitFor();
  }));
  await lines().getByText(/^400 of 10,0\d\d .*search for others$/).waitFor();
  await look(page, "hostile-many");
  tell("10,000 claims are searched", await longestFrame(async () => {
    await page.getByTestId("lines-search").locator("input").pressSequentially("claim9876", { delay: 30 });
    await claim("claim9876").waitFor();
  }));
  tell("one of 10,000 claims is connected", await longestFrame(async () => {
    await claim("claim9876").click();
    await page.getByTestId("lines-search").locator("input").fill("");
    await page.getByTestId("arrange").click();
    await target("picture").click();
    await target("picture").getByText("value 9876", { exact: true }).waitFor();
  }));
  await page.getByTestId("lines-search").locator("input").fill("");
  await page.getByTestId("mapping-view").getByRole("button", { name: "Table" }).click();
  const field = page.getByTestId("rules-user").getByLabel("Target of rule 3", { exact: true });
  await field.press("End");
  tell("typing in the table with 10,000 claims", await longestFrame(async () => {
    await field.pressSequentially("-more", { delay: 60 });
    await page.getByTestId("rules-user").locator("tbody tr").nth(2).getByText(/^picture-more is claim9876/).waitFor();
  }));
});

test("the page of a run with many claims turns its pages", async () => {
  const { runId, outcome } = await run("many");
  assert.equal(outcome, "passed");
  tell("the page of a run with 10,000 claims opens", await longestFrame(async () => {
    await goTo(page, `/runs/${runId}`);
    await page.getByTestId("attributes-table").getByText("c0", { exact: true }).first().waitFor();
  }));
  await page.getByTestId("attributes-table").locator("input").first().fill("value 9999");
  await page.getByTestId("attributes-table").getByText("c9999", { exact: true }).first().waitFor();
});
