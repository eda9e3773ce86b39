// From the first start to the attributes of a real sign-in.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
before(async () => {
  idp = await openConsole();
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

test("the first start is empty and offers one primary action", async () => {
  await page.getByText("No identity providers yet").waitFor();
  const primary = page.locator('[class*="awsui_variant-primary"]:is(button, a[role="button"])');
  assert.deepEqual(await primary.allInnerTexts(), ["Add identity provider"]);
  await look(page, "list-empty");
});

test("the practice pool starts on the port that was typed", async () => {
  await page.getByRole("link", { name: "Practice pool" }).click();
  await page.getByTestId("start-practice-pool").waitFor();
  await look(page, "pool-stopped");
  const port = await freePort();
  await input(page, "port").fill(String(port));
  await page.getByTestId("start-practice-pool").click();
  await page.getByTestId("pool-state").getByText("Running").waitFor();
  await page.getByText(`http://127.0.0.1:${port}`, { exact: true }).waitFor();
  await look(page, "pool-running");
});

test("a port that is none is refused under its field", async () => {
  await page.getByTestId("stop-practice-pool").click();
  await input(page, "port").fill("70000");
  await page.getByText("A port is a number from 1 to 65535.").waitFor();
  await look(page, "pool-wrong-port");
  await input(page, "port").fill(String(await freePort()));
  await page.getByTestId("start-practice-pool").click();
  await page.getByTestId("stop-practice-pool").waitFor();
});

test("adding a practice client leads to its provider page", async () => {
  await page.getByTestId("add-practice-client-practiceconfidential000001").click();
  await page.getByTestId("test-connection").waitFor();
  await page.getByRole("heading", { name: "Practice broker", level: 1 }).waitFor();
  const whom = page.getByTestId("practice-users-hint");
  await whom.getByText("alice", { exact: true }).waitFor();
  await whom.getByText("Practice-Alice-1").waitFor();
  await look(page, "provider-added");
});

test("a provider of a stopped practice pool says so, and starts it where it was", async () => {
  const { address } = await idp.bridge.command("practice_pool_status");
  await idp.bridge.command("stop_practice_pool");
  const stopped = page.getByTestId("practice-stopped");
  await stopped.waitFor();
  await look(page, "provider-practice-stopped");
  await stopped.getByRole("button", { name: "Start practice pool" }).click();
  await page.getByTestId("practice-users-hint").waitFor();
  assert.equal((await idp.bridge.command("practice_pool_status")).address, address);
});

test("a running test shows address, time left and a way to cancel", async () => {
  await page.getByTestId("test-connection").click();
  const address = page.getByTestId("sign-in-address");
  await address.waitFor();
  assert.match(await address.innerText(), /http:\/\/127\.0\.0\.1:\d+/);
  const clocks = (await page.getByRole("timer").innerText()).match(/\b\d:\d\d\b/g);
  const seconds = clocks.map((clock) => Number(clock[0]) * 60 + Number(clock.slice(2)));
  assert.equal(seconds[0] + seconds[1], 300, `time left and elapsed: ${clocks}`);
  assert.ok(await page.getByTestId("cancel-test").isEnabled());
  await look(page, "run-running");
});

test("a sign-in as alice works and shows every attribute with its conflicts", async () => {
  await idp.bridge.signIn("alice", "Practice-Alice-1");
  const verdict = page.getByTestId("verdict");
  await verdict.waitFor();
  assert.match(await verdict.innerText(), /works/i);
  const table = page.getByTestId("attributes-table");
  await table.getByText("alice@example.com").first().waitFor();
  const verified = table.locator("tr", { hasText: "email_verified" });
  assert.match((await verified.allInnerTexts()).join("\n"), /Differs from/);
  const [, names] = /(\d+) attributes were received/.exec(await verdict.innerText());
  await page.getByRole("tab", { name: `Attributes (${names})`, exact: true }).waitFor();
  const counts = await page.getByTestId("attribute-counts").innerText();
  assert.match(counts, new RegExp(`^${names} attributes from 3 sources: \\d+ values$`));
  assert.equal(Number(/(\d+) values/.exec(counts)[1]), await table.locator("tbody tr").count());
  await look(page, "run-passed-attributes");
});

test("checks, mapped attributes, tokens and requests each have their tab", async () => {
  await page.getByRole("tab", { name: /^Checks/ }).click();
  await page.getByTestId(/^checks-/).getByText("The signature is valid").waitFor();
  const notable = page.getByTestId("checks-notable").locator("tbody tr");
  assert.equal(await notable.count(), 1);
  assert.match(await notable.innerText(), /Warning[^]*email_verified/);
  await look(page, "run-passed-checks");

  await page.getByRole("tab", { name: "Mapped", exact: true }).click();
  await page.getByRole("heading", { name: "Sent to applications" }).waitFor();
  await look(page, "run-passed-mapped");

  await page.getByRole("tab", { name: /^Tokens/ }).click();
  await page.getByRole("heading", { name: "ID token", exact: true }).waitFor();
  await page.getByRole("heading", { name: "Access token", exact: true }).waitFor();
  await look(page, "run-passed-tokens");

  await page.getByRole("tab", { name: /^Requests/ }).click();
  const trace = page.getByRole("button", { name: /POST .*\/oauth2\/token/ });
  assert.match(await trace.innerText(), /^POST\s+127\.0\.0\.1:\d+\/oauth2\/token\s+HTTP 200\s+[\d.,]+ m?s$/);
  await trace.click();
  await page.getByText("AWS request ID").filter({ visible: true }).waitFor();
  await look(page, "run-passed-requests");
});

test("the copied report names nobody while personal values are replaced", async () => {
  await page.getByTestId("copy-report").click();
  await page.getByText("The report is on the clipboard.").waitFor();
  const report = await idp.bridge.clipboard();
  assert.match(report, /email_verified/);
  assert.doesNotMatch(report, /alice/i);
  await look(page, "run-report-copied");
});

test("the report shows values when replacing is switched off", async () => {
  await page.getByTestId("pseudonymise").locator("input").uncheck();
  const copied = page.waitForResponse((response) => response.url().endsWith("/ipc/copy_report"));
  await page.getByTestId("copy-report").click();
  await copied;
  assert.match(await idp.bridge.clipboard(), /alice@example\.com/);
});

test("the result window has the same run and leads to the console", async () => {
  const run = new URL(page.url()).hash.split("/").at(-1);
  const window = await page.context().newPage();
  await window.goto(`${idp.bridge.address}/#/result/${run}`);
  await window.getByTestId("verdict").getByText("The sign-in works").waitFor();
  await look(window, "result-window");
  const shown = window.waitForResponse((response) => response.url().endsWith("/ipc/show_console"));
  await window.getByTestId("show-console").click();
  assert.ok((await shown).ok());
  await window.close();
});

test("the run is listed and its provider reads passed", async () => {
  await goTo(page, "/runs");
  const row = page.getByTestId("runs-table").locator("tbody tr", { hasText: "Practice broker" });
  await row.getByText("Passed", { exact: true }).waitFor();
  await look(page, "runs");
  await goTo(page, "/providers");
  await page.getByTestId("providers-table").getByText("Passed").waitFor();
  await look(page, "list-one");
  await page.getByRole("link", { name: "Practice broker" }).click();
  await page.getByRole("tab", { name: "Test runs" }).click();
  await page.getByTestId("runs-table").getByText("Passed").waitFor();
  await look(page, "provider-runs");
});

test("settings and an unknown address have their pages", async () => {
  await goTo(page, "/settings");
  await page.getByTestId("store-state").getByText("Ready").waitFor();
  await look(page, "settings");
  await goTo(page, "/nowhere");
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  await look(page, "unknown-page");
});

test("neither token, code nor client secret ever reached the page", async () => {
  const heard = await idp.heard();
  assert.ok(heard.includes("alice@example.com"), "nothing was recorded");
  assert.doesNotMatch(heard, /practicesecret1/);
  // A whole JWT has three parts; the header alone may be shown.
  assert.doesNotMatch(heard, /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/);
});
