// The first second of the list: what is drawn before the program that manages it can be read,
// searched and left, and nothing that was done with it is lost.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { firstPicture } from "../support/first-picture.mjs";
import { look } from "../support/look.mjs";

const COUNT = 30;
/** What stands before the program as well as after, by what marks it. */
const MARKED = ["open-trash", "delete-selected", "test-selected", "add-provider"];
let idp;
let page;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      for (let number = 1; number <= COUNT; number += 1) await createPlain(bridge, `Team ${number}`);
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const search = () => page.getByRole("searchbox", { name: "Search identity providers" });
const names = () => page.locator("tbody tr a").allInnerTexts();
/** Where the things are, in whole pixels. */
const places = () =>
  page.evaluate((ids) => {
    const marked = ids.map((id) => [id, document.querySelector(`[data-testid="${id}"]`)]);
    const others = ["h1", "input[type=search]", "tbody tr"].map((css) => [css, document.querySelector(css)]);
    return [...marked, ...others].map(([name, element]) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      // A heading is as wide as its box, not as its words.
      const size = name === "h1" ? [] : [width, height];
      return [name, ...[x, y, ...size].map(Math.round)];
    });
  }, MARKED);

test("what is drawn first stands where it stays, in light and dark", async () => {
  const letProgramIn = await firstPicture(page);
  assert.equal((await names()).length, 11);
  for (const id of ["delete-selected", "test-selected"]) assert.ok(await page.getByTestId(id).isDisabled(), id);
  await look(page, "first-picture");
  const first = await places();
  await letProgramIn();
  for (const [index, [name, ...now]] of (await places()).entries()) {
    const [, ...before] = first[index];
    now.forEach((value, axis) => assert.ok(Math.abs(value - before[axis]) <= 2, `${name}: ${before} became ${now}`));
  }
});

test("what is typed before the program is there searches at once, and typing goes on in its search", async () => {
  const letProgramIn = await firstPicture(page);
  await search().click();
  await page.keyboard.type("team 2");
  assert.deepEqual((await names()).slice(0, 3), ["Team 2", "Team 20", "Team 21"]);
  await page.keyboard.type("nobody");
  assert.deepEqual(await names(), []);
  await page.getByText("No matches").waitFor();
  for (const _ of "nobody") await page.keyboard.press("Backspace");
  await letProgramIn();
  assert.equal(await search().inputValue(), "team 2");
  await page.keyboard.type("3");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  assert.deepEqual(await names(), ["Team 23"]);
});

test("what is chosen in the search is chosen afterwards, and the next key takes its place", async () => {
  const letProgramIn = await firstPicture(page);
  await search().fill("team 2");
  await page.keyboard.press("Control+A");
  await letProgramIn();
  await page.keyboard.type("9");
  assert.equal(await search().inputValue(), "9");
});

test("what has the focus has it afterwards, also where only the search brings it up", async () => {
  const focused = () => page.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.textContent);
  let letProgramIn = await firstPicture(page);
  await search().fill("team 25");
  await page.locator("tbody tr a").focus();
  await letProgramIn();
  await page.waitForFunction(() => document.activeElement?.textContent === "Team 25");

  letProgramIn = await firstPicture(page);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Identity providers");
  await letProgramIn();
  assert.equal(await focused(), "Identity providers");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("nav") !== null));

  letProgramIn = await firstPicture(page);
  await page.getByTestId("add-provider").focus();
  await letProgramIn();
  assert.equal(await focused(), "add-provider");
});

test("a button that is pressed leads to its page, and what was typed waits for nobody who comes back", async () => {
  const letProgramIn = await firstPicture(page);
  await search().fill("team 2");
  await page.getByTestId("open-trash").press("Space");
  const heading = page.getByRole("heading", { level: 1, name: "Trash" });
  await letProgramIn(heading);
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  await page.getByRole("link", { name: "Identity providers" }).click();
  await page.getByTestId("filter-status").waitFor();
  assert.equal(await search().inputValue(), "");
});
