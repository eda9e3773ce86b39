// Many providers, and deleting them.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const COUNT = 200;
const LONG = `A long name ${"n".repeat(116)}`;
let idp;
let page;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      const names = Array.from({ length: COUNT - 1 }, (_, index) => `Customer ${index + 1}`);
      for (const name of [LONG, ...names]) await create(bridge, name);
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

function create(bridge, displayName) {
  const slug = displayName.toLowerCase().replaceAll(" ", "-").slice(0, 40);
  const domain = `https://${slug}.auth.eu-west-1.amazoncognito.com`;
  const definition = definitionOf(displayName);
  return saveProvider(bridge, {
    ...definition,
    tags: ["practice"],
    oauth: {
      ...definition.oauth,
      authorizationEndpoint: `${domain}/oauth2/authorize`,
      tokenEndpoint: `${domain}/oauth2/token`,
      clientId: `client-${slug}`,
    },
  });
}

const rows = () => page.getByTestId("providers-table").locator("tbody tr");
const names = () => rows().getByRole("link").allInnerTexts();

test("two hundred providers come in pages, sorted as people count", async () => {
  assert.equal(LONG.length, 128);
  // "Loading" is a row too.
  await page.getByRole("link", { name: LONG }).waitFor();
  // The first rows are painted before the rest of the page is there.
  await rows().nth(24).waitFor();
  assert.equal(await rows().count(), 25);
  const first = await names();
  assert.equal(first[0], LONG);
  assert.deepEqual(first.slice(1, 4), ["Customer 1", "Customer 2", "Customer 3"]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "a long name makes the page wider than the window");
  await look(page, "list-many");

  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByRole("link", { name: "Customer 25", exact: true }).waitFor();
  await page.getByRole("button", { name: /^(Page )?8\b/ }).click();
  await page.getByRole("link", { name: "Customer 199", exact: true }).waitFor();
  assert.equal(await rows().count(), 25);
});

test("the search finds one of them and says when it finds none", async () => {
  const search = page.getByLabel("Search identity providers");
  await search.fill("customer 137");
  await page.getByText("1 match", { exact: true }).first().waitFor();
  assert.deepEqual(await names(), ["Customer 137"]);
  await look(page, "list-search");
  await search.fill("nobody is called this");
  await page.getByText("No identity provider fits the search.").waitFor();
  await look(page, "list-no-match");
  await page.getByRole("button", { name: "Clear filter" }).last().click();
  await rows().first().waitFor();
});

test("the page of a provider with the longest name stays readable", async () => {
  await page.getByLabel("Search identity providers").fill("a long name");
  await page.getByRole("link", { name: LONG }).click();
  await page.getByRole("heading", { name: LONG, level: 1 }).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "a long name makes the page wider than the window");
  await look(page, "provider-long-name");
});

test("deleting asks first, and cancelling deletes nothing", async () => {
  await goTo(page, "/providers");
  await page.getByLabel("Search identity providers").fill("customer 137");
  const menu = page.getByRole("button", { name: "Actions for Customer 137" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Delete" }).waitFor();
  await look(page, "list-row-menu");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const modal = page.getByTestId("confirm-modal");
  await modal.getByText("Customer 137 goes to the trash.").waitFor();
  await look(page, "list-delete");
  await modal.getByRole("button", { name: "Cancel" }).click();
  await modal.waitFor({ state: "hidden" });
  assert.equal((await idp.bridge.command("list_providers")).length, COUNT);

  await menu.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByTestId("confirm-delete").click();
  await page.getByText("Customer 137 was deleted.").waitFor();
  await page.getByText("No identity provider fits the search.").waitFor();
  assert.equal((await idp.bridge.command("list_providers")).length, COUNT - 1);
  await look(page, "list-deleted");
});
