// What holds for every page: the title, where the focus is after going there, and how it looks.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const LONG = "Subsidiary ".repeat(11).trim();

let idp;
let page;
let acme;
let long;
before(async () => {
  idp = await openConsole({
    prepare: async (bridge) => {
      acme = await saveProvider(bridge, definitionOf("Acme staff"));
      long = await saveProvider(bridge, definitionOf(LONG));
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const titled = (title) => page.waitForFunction((wanted) => document.title === wanted, title);
/** The heading that has the focus. */
const focused = (name) =>
  page.waitForFunction((wanted) => {
    const { activeElement } = document;
    return activeElement?.tagName === "H1" && activeElement.textContent.includes(wanted);
  }, name);
const density = () => page.evaluate(() => document.body.classList.contains("awsui-compact-mode"));

test("at the start nothing takes the focus", async () => {
  await titled("Identity providers – IdP Console");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test("the title names page and provider, and the page's heading has the focus", async () => {
  await page.getByRole("link", { name: "Acme staff", exact: true }).click();
  await titled("Acme staff – IdP Console");
  await focused("Acme staff");
  await page.getByTestId("edit-provider").click();
  await titled("Edit Acme staff – IdP Console");
  await focused("Edit Acme staff");
  for (const [entry, heading] of [
    ["Test runs", "Test runs"],
    ["Practice pool", "Practice pool"],
    ["Settings", "Settings"],
    ["Identity providers", "Identity providers"],
  ]) {
    const menu = page.getByRole("navigation", { name: "Main navigation" });
    await menu.getByRole("link", { name: entry, exact: true }).press("Enter");
    await titled(`${heading} – IdP Console`);
    await focused(heading);
  }
  await goTo(page, "/nowhere");
  await titled("Page not found – IdP Console");
  await focused("Page not found");
});

test("a long name is cut in the title only", async () => {
  await goTo(page, `/providers/${long.id}`);
  await page.getByRole("heading", { name: LONG, level: 1 }).waitFor();
  const title = await page.title();
  assert.match(title, /^Subsidiary .*… – IdP Console$/);
  assert.ok(title.length <= 80, title);
});

test("the next Tab goes into the page, and a tab of the page leaves the focus alone", async () => {
  await goTo(page, `/providers/${acme.id}`);
  await focused("Acme staff");
  await page.keyboard.press("Tab");
  const inMain = () => page.evaluate(() => document.activeElement.closest("main") !== null);
  assert.ok(await inMain());
  await page.getByRole("tab", { name: "Basic" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tab", { name: "Advanced", selected: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tab");
  await titled("Acme staff – IdP Console");
});

test("going back and forth moves the focus to the heading as well", async () => {
  await goTo(page, "/settings");
  await focused("Settings");
  await page.goBack();
  await focused("Acme staff");
  await titled("Acme staff – IdP Console");
});

test("spacing is chosen in the settings and kept", async () => {
  await goTo(page, "/settings");
  await page.getByTestId("density").getByText("Compact", { exact: true }).click();
  assert.equal(await density(), true);
  await look(page, "settings-compact");
  await goTo(page, "/providers");
  await page.getByRole("link", { name: "Acme staff", exact: true }).waitFor();
  await look(page, "list-compact");
  await page.reload();
  await page.getByRole("link", { name: "Acme staff", exact: true }).waitFor();
  assert.equal(await density(), true);
});

test("colours and spacing are in the top bar, too", async () => {
  await page.getByRole("button", { name: "Appearance" }).press("Enter");
  const item = (name) => page.getByRole("menuitemcheckbox", { name });
  await item("Compact").waitFor();
  assert.equal(await item("Compact").getAttribute("aria-checked"), "true");
  const { x, width } = await item("As the system").boundingBox();
  assert.ok(x + width <= page.viewportSize().width, "the menu is beyond the edge");
  await look(page, "appearance-menu");
  await item("Comfortable").click();
  assert.equal(await density(), false);
  await page.getByRole("button", { name: "Appearance" }).press("Enter");
  await item("Dark").click();
  const shown = () => page.evaluate(() => document.documentElement.dataset.appearance);
  assert.equal(await shown(), "dark");
  await goTo(page, "/settings");
  assert.ok(await page.getByTestId("appearance").getByLabel("Dark").isChecked());
  await page.getByTestId("appearance").getByText("As the system").click();
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await shown(), "light");
});
