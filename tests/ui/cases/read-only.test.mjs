// A database that is newer than the program: everything is shown, nothing can be changed, and
// each control that would says why.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { startBridge } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { definitionOf, keepDraft, saveProvider } from "../support/drafts.mjs";
import { firstPicture } from "../support/first-picture.mjs";
import { look } from "../support/look.mjs";
import { makeNewer } from "../support/newer.mjs";

const REASON = "Nothing can be changed now. The top of the page says why.";

let idp;
let page;
let provider;
before(async () => {
  const bridge = await startBridge();
  const attributes = {
    user: [
      { target: "email", source: "email", required: true },
      { target: "username", source: "cognito:username", required: true },
    ],
    sendOnlyConfigured: false,
  };
  provider = await saveProvider(bridge, { ...definitionOf("Acme staff"), attributes });
  const gone = await saveProvider(bridge, definitionOf("Acme old"));
  await bridge.command("delete_provider", { id: gone.id });
  await keepDraft(bridge, { definition: definitionOf("Half typed") });
  await bridge.command("back_up_now");
  await bridge.end();
  await makeNewer(join(bridge.home, "data", "idp-console.db"));
  idp = await openConsole({ home: bridge.home });
  page = idp.page;
  await page.getByTestId("read-only-bar").waitFor();
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

/** Disabled for what it would do, and for the reason that a person can reach. */
async function assertClosed(...buttons) {
  for (const button of buttons) {
    await button.waitFor();
    assert.equal(await button.getAttribute("aria-disabled"), "true", String(button));
    await button.focus();
    await page.getByText(REASON).filter({ visible: true }).first().waitFor();
    await page.keyboard.press("Escape");
  }
}

/** What cannot be done is not even asked for, so no page shows a failure. */
const assertNothingRefused = async () =>
  assert.doesNotMatch(await idp.heard(), /"code":\s*"read_only"/);

test("the list offers nothing that writes, in its rows neither", async () => {
  await assertClosed(page.getByTestId("add-provider"), page.getByTestId("delete-selected"));
  await page.getByTestId(`actions-${provider.id}`).getByRole("button").click();
  const items = page.getByRole("menuitem");
  await items.nth(4).waitFor();
  assert.equal(await items.count(), 5);
  for (const item of await items.all()) {
    assert.equal(await item.getAttribute("aria-disabled"), "true");
  }
  await page.keyboard.press("ArrowDown");
  await page.getByText(REASON).filter({ visible: true }).first().waitFor();
  await look(page, "read-only-row-menu");
  await page.keyboard.press("Escape");
});

test("what is drawn before the program offers nothing that writes either", async () => {
  const letProgramIn = await firstPicture(page);
  for (const id of ["add-provider", "delete-selected", "test-selected"]) {
    assert.ok(await page.getByTestId(id).isDisabled(), id);
  }
  await letProgramIn();
});

test("a provider's page shows its values, rules and runs only", async () => {
  await goTo(page, `/providers/${provider.id}`);
  await assertClosed(
    page.getByTestId("test-connection"),
    page.getByTestId("edit-provider"),
    page.getByTestId("provider-actions").getByRole("button"),
  );
  await goTo(page, `/providers/${provider.id}?tab=attributes`);
  await page.getByTestId("rules-shown-user").getByText("email").first().waitFor();
  await look(page, "read-only-mapping");
  await assertNothingRefused();
  await goTo(page, `/providers/${provider.id}?tab=set-up`);
  const toggle = page.locator('[data-testid^="setup-"] input[type="checkbox"]').first();
  await toggle.waitFor();
  assert.ok(await toggle.isDisabled());
  await goTo(page, `/providers/${provider.id}?tab=test-runs`);
  await assertClosed(page.getByTestId("runs-table").getByRole("button", { name: "Test connection" }));
});

test("forms and wizard stay closed and lead back", async () => {
  for (const path of [
    "/providers/new/aws-cognito-oidc",
    "/providers/new/aws-cognito-oidc?wizard",
    `/providers/${provider.id}/edit`,
  ]) {
    await goTo(page, path);
    await page.getByTestId("no-writing").waitFor();
    await assertNothingRefused();
  }
  await look(page, "read-only-form");
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("heading", { name: "Acme staff", level: 1 }).waitFor();
});

test("catalogue, drafts, trash, runs and practice pool show what there is", async () => {
  await goTo(page, "/providers/new");
  await assertClosed(
    page.getByTestId("wizard-aws-cognito-oidc"),
    page.getByTestId("form-aws-cognito-oidc"),
    page.getByTestId("continue-draft"),
    page.getByTestId("discard-kept-draft"),
  );
  await look(page, "read-only-catalogue");
  await goTo(page, "/trash");
  await assertClosed(
    page.getByTestId("purge-trash"),
    page.getByRole("button", { name: "Restore Acme old" }),
  );
  await look(page, "read-only-trash");
  await goTo(page, "/runs");
  await assertClosed(page.getByTestId("delete-all-runs"));
  await goTo(page, "/users");
  await page.getByText("No local users").waitFor();
  await assertNothingRefused();
  await goTo(page, "/practice-pool");
  await assertClosed(page.getByTestId("start-practice-pool"));
  await look(page, "read-only-pool");
});

test("settings show what can be read, and only colours can be chosen", async () => {
  await goTo(page, "/settings");
  await page.getByTestId("backups-table").waitFor();
  await assertClosed(
    page.getByTestId("choose-store"),
    page.getByTestId("back-up-now"),
    page.getByTestId("delete-backups"),
    page.getByTestId("restore-by_hand"),
    page.getByTestId("delete-all-runs"),
  );
  assert.ok(await page.getByRole("radio", { name: "More" }).isDisabled());
  await page.getByTestId("copy-diagnostics").click();
  await page.getByTestId("diagnostics-modal").getByText("Data folder is open for reading alone").waitFor();
  await page.getByTestId("diagnostics-modal").getByRole("button", { name: "Cancel" }).click();
  await assertNothingRefused();
  await page.evaluate(() => window.scrollTo(0, 0));
  await look(page, "read-only-settings");
});
