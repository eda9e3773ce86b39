// Deleting and taking it back, the trash, duplicates, and switching off.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { createProvider, updateProvider } from "../support/drafts.mjs";

const CLIENT = "practiceconfidential000001";
let idp;
let page;
let secret;
let original;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      original = await bridge.command("add_practice_pool_provider", { clientId: CLIENT });
      await bridge.command("copy_client_secret", { id: original.id });
      secret = await bridge.clipboard();
      assert.match(secret, /^practicesecret1/);
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const name = () => original.definition.displayName;
const list = () => idp.bridge.command("list_providers");
const trash = () => idp.bridge.command("list_trash");
const menu = (of) => page.getByRole("button", { name: `Actions for ${of}`, exact: true });

async function fromMenu(of, action) {
  await menu(of).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

async function remove(of) {
  await fromMenu(of, "Delete");
  await page.getByTestId("confirm-delete").click();
  await page.getByText(`${of} was deleted.`, { exact: true }).waitFor();
}

test("a duplicate opens, has its own secret, and says so", async () => {
  await fromMenu(name(), "Duplicate");
  await page.getByRole("heading", { name: `${name()} (copy)`, level: 1 }).waitFor();
  await page.getByText(/It has its own copy of the client secret\./).waitFor();
  await look(page, "duplicate");
  const copy = (await list()).find((one) => one.id !== original.id);
  await updateProvider(idp.bridge, {
    id: original.id,
    draft: original.definition,
    clientSecret: { change: "remove" },
  });
  await idp.bridge.command("copy_client_secret", { id: copy.id });
  assert.equal(await idp.bridge.clipboard(), secret);
  await updateProvider(idp.bridge, {
    id: original.id,
    draft: original.definition,
    clientSecret: { change: "replace", value: secret },
  });
});

test("a disabled provider is visibly so on its page and in the list", async () => {
  await page.getByTestId("provider-actions").click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByText(/is disabled\. It can still be tested/).waitFor();
  await page.getByText("Disabled", { exact: true }).waitFor();
  await look(page, "disabled-page");
  await goTo(page, "/providers");
  const rows = page.getByTestId("providers-table").locator("tbody tr");
  await rows.filter({ hasText: "(copy)" }).getByText("Disabled", { exact: true }).waitFor();
  await look(page, "disabled-list");
  await fromMenu(`${name()} (copy)`, "Enable");
  await page.getByText("Disabled", { exact: true }).waitFor({ state: "hidden" });
});

test("deleting says what is kept, and Undo takes it back by keyboard", async () => {
  await fromMenu(name(), "Delete");
  await page.getByTestId("confirm-modal").getByText(/goes to the trash/).waitFor();
  await look(page, "delete-modal");
  await page.getByTestId("confirm-delete").click();
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.waitFor();
  assert.equal((await list()).length, 1);
  const shown = Date.now();
  await look(page, "deleted-with-undo");
  await page.waitForFunction((until) => Date.now() > until, shown + 10_500, { polling: 500 });
  assert.ok(await undo.isVisible(), "Undo went before ten seconds were over");
  await undo.press("Enter");
  await page.getByText(`${name()} was restored.`, { exact: true }).waitFor();
  await menu(name()).waitFor();
  await idp.bridge.command("copy_client_secret", { id: original.id });
  assert.equal(await idp.bridge.clipboard(), secret);
});

test("restoring with a taken name gives a number and says so", async () => {
  await remove(name());
  await idp.bridge.command("add_practice_pool_provider", { clientId: CLIENT });
  await menu(name()).waitFor();
  await page.getByTestId("open-trash").click();
  await page.getByTestId("trash-table").getByText("Kept", { exact: true }).waitFor();
  await look(page, "trash-one");
  await page.getByRole("button", { name: `Restore ${name()}` }).click();
  await page
    .getByText(`${name()} was restored as ${name()} (2), because another identity provider has its name now.`)
    .waitFor();
  await page.getByText("The trash is empty", { exact: true }).waitFor();
  await look(page, "trash-restored-renamed");
  await page.getByRole("button", { name: "Show" }).last().click();
  await page.getByRole("heading", { name: `${name()} (2)`, level: 1 }).waitFor();
});

test("emptying the trash says what is gone, and then it is gone", async () => {
  const { outcome } = await idp.bridge.run(original.id, "alice", "Practice-Alice-1");
  assert.equal(outcome, "passed");
  await goTo(page, "/runs");
  await page.getByTestId("runs-table").getByText("Passed").waitFor();
  const long = { ...original.definition, displayName: `Long ${"l".repeat(123)}` };
  await createProvider(idp.bridge, { draft: long, clientSecret: null });
  await goTo(page, "/providers");
  await remove(long.displayName);
  await remove(`${name()} (2)`);
  await page.getByTestId("open-trash").click();
  await page.getByTestId("trash-table").getByText(long.displayName).waitFor();
  assert.ok((await page.getByRole("button", { name: "Undo" }).count()) > 0);
  await look(page, "trash-two");
  await page.getByTestId("purge-trash").click();
  const modal = page.getByTestId("confirm-modal");
  await modal.getByText("2 identity providers go for good:").waitFor();
  await modal.getByText("test runs, with the attribute values that were received").waitFor();
  await look(page, "trash-purge");
  await modal.getByRole("button", { name: "Cancel" }).click();
  await modal.waitFor({ state: "hidden" });
  assert.equal((await trash()).length, 2);
  await page.getByTestId("purge-trash").click();
  await page.getByTestId("confirm-purge").click();
  await page.getByText("The trash is empty.", { exact: true }).waitFor();
  assert.deepEqual(await trash(), []);
  assert.equal(await page.getByRole("button", { name: "Undo" }).count(), 0);
  assert.deepEqual(await idp.bridge.command("list_runs", { providerId: original.id }), []);
  await goTo(page, "/runs");
  await page.getByText("No test runs yet").waitFor();
});

test("the secret was never in an answer", async () => {
  assert.ok(!(await idp.heard()).includes(secret));
});
