// Hands that are faster than the answers: what is pressed twice is done once, what is typed
// meanwhile stays, and nothing that was opened since is closed.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, holding, input, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
let mapped;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      const attributes = {
        user: [
          { target: "email", source: "email" },
          { target: "username", source: "cognito:username" },
          { target: "fullName", expression: "claims.given_name" },
        ],
      };
      mapped = await saveProvider(bridge, { ...definitionOf("Mapped"), attributes });
      for (const name of ["Beta", "Gamma"]) await saveProvider(bridge, definitionOf(name));
    },
  });
  page = idp.page;
  await page.evaluate(() => localStorage.setItem("idp-console.mapping-view", "table"));
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const heading = (name) => page.getByRole("heading", { name, level: 1, exact: true });
const names = async () => (await idp.bridge.command("list_providers")).map(({ displayName }) => displayName);
const menu = async (name, item) => {
  const row = page.locator("tbody tr", { has: page.getByRole("link", { name, exact: true }) });
  await row.locator('[data-testid^="actions-"]').getByRole("button").click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};
const list = async () => {
  await goTo(page, "/providers");
  await page.getByRole("link", { name: "Mapped", exact: true }).waitFor();
};

test("who asks for a copy twice gets one, and the copy is shown", async () => {
  await list();
  const held = await holding(page, "duplicate_provider");
  await menu("Beta", "Duplicate");
  await held.given();
  await menu("Beta", "Duplicate");
  await held.go();
  await page.getByText(/^This is the copy/).waitFor();
  assert.equal(held.calls(), 1);
  assert.equal((await names()).length, 4);
});

test("a copy that comes while a dialog is open closes nothing, and offers to be shown", async () => {
  await list();
  const held = await holding(page, "duplicate_provider");
  await menu("Gamma", "Duplicate");
  await held.given();
  await menu("Beta", "Delete");
  await page.getByTestId("confirm-delete").waitFor();
  await held.go();
  const offer = page.getByRole("button", { name: "Show the copy" });
  await offer.waitFor({ state: "attached" });
  await page.getByTestId("confirm-delete").waitFor();
  await page.keyboard.press("Escape");
  await look(page, "copy-offered");
  await offer.click();
  await heading(/^(Copy of Gamma|Gamma.*)$/).waitFor();
});

test("an answer closes its own dialog only, and what was the focus of a row goes to the heading", async () => {
  await list();
  const held = await holding(page, "delete_provider");
  await menu("Beta", "Delete");
  await page.getByTestId("confirm-delete").click();
  await held.given();
  await page.keyboard.press("Escape");
  await menu("Gamma", "Delete");
  const modal = page.getByTestId("confirm-modal");
  await modal.getByText(/Gamma/).first().waitFor();
  await held.go();
  await page.getByRole("link", { name: "Beta", exact: true }).waitFor({ state: "hidden" });
  await modal.getByText(/Gamma/).first().waitFor();
  await page.getByTestId("confirm-delete").click();
  await page.getByRole("link", { name: "Gamma", exact: true }).waitFor({ state: "hidden" });
  await page.locator("h1:focus").waitFor();
});

test("rules are saved though what Enable changed is still being taken up", async () => {
  await goTo(page, `/providers/${mapped.id}?tab=attributes`);
  const target = page.getByTestId("rules-user").getByLabel("Default of rule 3", { exact: true });
  await target.waitFor();
  const held = await holding(page, "edit_provider");
  await page.getByTestId("provider-actions").click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await held.given();
  await target.fill("Typed meanwhile");
  // As long as it takes until it would be kept, in a draft that is being replaced.
  await page.waitForTimeout(600);
  await page.getByTestId("save-attributes").click();
  await held.go();
  await page.getByTestId("editor-state").getByText("Everything is saved", { exact: true }).waitFor();
  const { definition } = await idp.bridge.command("get_provider", { id: mapped.id });
  assert.equal(definition.attributes.user[2].default, "Typed meanwhile");
  assert.equal(definition.enabled, false);
});

test("an expression stays in its field until it was read, and is in force then", async () => {
  await page.getByTestId("rules-user").getByRole("button", { name: "Details of rule 3" }).click();
  const details = page.getByTestId("rule-details");
  const cel = details.getByTestId("rule-cel").locator("textarea");
  const held = await holding(page, "read_rule_text");
  await cel.fill('claims.given_name + "!"');
  await held.given();
  await details.getByTestId("rule-target").locator("input").click();
  assert.equal(await cel.inputValue(), 'claims.given_name + "!"');
  await held.go();
  await details.getByTestId("rule-sentence").getByText('claims.given_name + "!"').waitFor();
  assert.equal(await cel.inputValue(), 'claims.given_name + "!"');
  await details.getByTestId("close-details").click();
});

test("what is typed into a pool's dialog while it is being saved stays, and is said", async () => {
  await goTo(page, "/practice-pool");
  await page.getByTestId("actions-client-practiceconfidential000001").getByRole("button").click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await input(page, "name").fill("Saved name");
  const held = await holding(page, "update_practice_pool_settings");
  await page.getByTestId("save-entry").click();
  await held.given();
  await input(page, "purpose").fill("Typed while it was being saved");
  await held.go();
  await page.getByTestId("pool-entry-rest").waitFor();
  await page.getByRole("heading", { name: "Edit app client Saved name" }).waitFor();
  assert.equal(await input(page, "purpose").inputValue(), "Typed while it was being saved");
  await look(page, "pool-entry-rest");
  await page.getByTestId("save-entry").click();
  await page.getByTestId("pool-entry").waitFor({ state: "detached" });
  const { clients } = JSON.parse(await idp.bridge.command("get_practice_pool_settings"));
  const [saved, ...others] = clients.filter(({ id }) => id === "practiceconfidential000001");
  assert.deepEqual([saved.name, saved.purpose, others], ["Saved name", "Typed while it was being saved", []]);
});

test("a dialog of the pool that was asked for twice is opened once, and keeps what is typed", async () => {
  const pattern = "**/ipc/get_practice_pool_settings";
  const asked = [];
  await page.route(pattern, (route) => void asked.push(route));
  const isAsked = async (times) => {
    while (asked.length < times) await page.waitForTimeout(20);
  };
  await page.getByRole("button", { name: "Add client" }).click();
  await isAsked(1);
  await page.getByRole("button", { name: "Add user" }).click();
  await isAsked(2);
  await asked[0].continue();
  await page.getByTestId("pool-entry").waitFor();
  await input(page, "name").fill("Stays");
  const answered = page.waitForResponse(pattern);
  await asked[1].continue();
  await answered;
  await page.unroute(pattern);
  await input(page, "name").press("End");
  await page.keyboard.type(" here");
  assert.equal(await input(page, "name").inputValue(), "Stays here");
  await page.getByTestId("cancel-entry").click();
  await page.getByTestId("discard-entry").click();
});

test("a draft that is being saved cannot be discarded meanwhile", async () => {
  await goTo(page, `/providers/${mapped.id}/edit`);
  await input(page, "displayName").fill("Mapped anew");
  await page.getByTestId("discard-draft").waitFor();
  const held = await holding(page, "save_draft");
  await page.getByTestId("save-provider").click();
  await held.given();
  assert.ok(await page.getByTestId("discard-draft").isDisabled());
  await held.go();
  await heading("Mapped anew").waitFor();
});

test("nothing moves between pressing a button and letting it go", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("form-aws-cognito-oidc").click();
  const held = await holding(page, "fill_endpoints");
  await input(page, "source").fill("eu-west-1_AbCdEf123");
  await page.keyboard.press("Tab");
  await held.given();
  const save = page.getByTestId("save-provider");
  await save.scrollIntoViewIfNeeded();
  const before = await save.boundingBox();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  const answered = page.waitForResponse("**/ipc/fill_endpoints");
  await held.go();
  await answered;
  // Two pictures later it would have come.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.deepEqual(await save.boundingBox(), before);
  assert.equal(await page.getByTestId("filled-endpoints").count(), 0);
  await page.mouse.up();
  await page.getByText("Not saved. Correct the marked fields.").first().waitFor();
  await page.getByTestId("filled-endpoints").waitFor();
});
