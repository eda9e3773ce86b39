// Small windows and large letters: both views, the details, and the results of all runs.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { becomes } from "../support/becomes.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { addPracticeProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceconfidential000001";
const USER = [
  { target: "email", source: "email" },
  { target: "username", source: "cognito:username", transforms: [{ kind: "lower" }] },
  { target: "department_of_the_company", source: "custom:department", default: "None", multiValued: true },
  { target: "fullName", expression: "claims.given_name + ' ' + claims.family_name" },
];
// The least window at 100 %, a usual small one, and 1280 × 720 at 200 %.
const WINDOWS = [
  [1280, 720],
  [1024, 640],
  [640, 360],
];
let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      id = await addPracticeProvider(bridge, CLIENT, { attributes: { user: USER } });
      for (const name of ["Alice", "Bob"]) {
        const { outcome } = await bridge.run(id, name.toLowerCase(), `Practice-${name}-1`);
        assert.equal(outcome, "passed");
      }
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const lines = () => page.locator("div[data-testid=lines]");
const table = () => page.getByTestId("rules-user");
const view = (name) => page.getByTestId("mapping-view").getByRole("button", { name }).click();

async function resize([width, height]) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
}

/** The framework's own navigation of small windows has a fault that is not ours to check. */
async function lookAt([width], name) {
  if (width > 688) await look(page, `${name}-${width}`);
}

/** What can be scrolled sideways; the page and a box in it must not both go up and down. */
const scrollers = () =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll("*")].filter((one) => one.getClientRects().length > 0);
    const can = (value) => value === "auto" || value === "scroll";
    const name = (one) => `${one.tagName} ${one.className}`;
    // The tabs of the page have buttons for it.
    const sideways = all.filter(
      (one) => can(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1 && one.getAttribute("role") !== "tablist",
    );
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    const boxes = all.filter(
      (one) => one.tagName !== "TEXTAREA" && can(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1,
    );
    return { sideways: [...wide, ...sideways.map(name)], boxes: boxes.map(name) };
  });

/** Nodes of the canvas that are not whole between its left and right edge. */
const cutOff = () =>
  page.evaluate(() => {
    const { left, right } = document.querySelector(".lines").getBoundingClientRect();
    return [...document.querySelectorAll(".lines .line-node")]
      .filter((node) => {
        const box = node.getBoundingClientRect();
        return box.left < left || box.right > right;
      })
      .map((node) => node.innerText);
  });

test("all three columns of the lines are whole in every window", async () => {
  await goTo(page, `/providers/${id}?tab=attributes`);
  await lines().getByText("Lower case", { exact: true }).waitFor();
  for (const size of WINDOWS) {
    await resize(size);
    await page.waitForFunction(() => {
      const canvas = document.querySelector(".lines").getBoundingClientRect();
      const last = document.querySelector(".lines .line-target").getBoundingClientRect();
      return Math.abs(canvas.right - last.right) < 20;
    });
    assert.deepEqual(await cutOff(), [], `${size} cuts nodes off`);
    await becomes(scrollers, { sideways: [], boxes: [] }, `at ${size}`);
    await lines().locator(".lines").scrollIntoViewIfNeeded();
    await lookAt(size, "narrow-lines");
  }
});

test("the table keeps readable columns, and tells in words what has no column", async () => {
  await resize(WINDOWS[0]);
  await view("Table");
  for (const size of WINDOWS) {
    await resize(size);
    const header = table().getByRole("columnheader", { name: "Options" });
    await (size[0] < 800 ? header.waitFor({ state: "hidden" }) : header.waitFor());
    await becomes(scrollers, { sideways: [], boxes: [] }, `at ${size}`);
    await table().getByLabel("Source of rule 3", { exact: true }).scrollIntoViewIfNeeded();
    await lookAt(size, "narrow-table");
  }
  await table().getByText(/every value is taken\. Without a value it is .None.\./).waitFor();
  const result = await table().locator("tbody tr").first().locator("td").nth(1).boundingBox();
  assert.ok(result.width > 90, `the result has ${result.width} pixels`);
});

test("the results of all runs and the details of a rule fit as well", async () => {
  await resize(WINDOWS[0]);
  await page.getByTestId("preview-run").getByRole("button").first().click();
  await page.getByRole("option", { name: /^All 2 runs/ }).click();
  await table().getByTestId("worst-run").first().waitFor();
  for (const size of WINDOWS) {
    await resize(size);
    await table().getByTestId("worst-run").first().scrollIntoViewIfNeeded();
    await becomes(async () => (await scrollers()).sideways, [], `at ${size}`);
    await table().getByRole("button", { name: "Details of rule 4" }).click();
    const details = page.getByTestId("rule-details");
    await details.getByTestId("rule-cel").waitFor();
    await becomes(async () => (await scrollers()).sideways, [], `in the details at ${size}`);
    const found = await scrollers();
    assert.ok(found.boxes.length <= 1, `two scroll bars in the details at ${size}: ${found.boxes}`);
    await lookAt(size, "narrow-details");
    await details.getByTestId("close-details").click();
    await details.waitFor({ state: "hidden" });
  }
});
