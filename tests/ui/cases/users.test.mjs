// Local users: what a test run would make of them, doing it, the list, and deleting.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { updateProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const LONG = "of-a-very-long-name-".repeat(8);

let idp;
let page;
let id;
let alice;
let bob;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      ({ id } = await bridge.command("add_practice_pool_provider", { clientId: "practiceconfidential000001" }));
      await rules(bridge, [
        { target: "email", source: "email", required: true, onEveryLogin: true },
        { target: "username", source: "cognito:username", required: true },
        { target: "firstName", source: "given_name", onEveryLogin: true },
        { target: LONG, expression: `"${LONG}"`, onEveryLogin: true },
      ]);
      alice = await bridge.run(id, "alice", "Practice-Alice-1");
      bob = await bridge.run(id, "bob", "Practice-Bob-1");
      assert.deepEqual([alice.outcome, bob.outcome], ["passed", "passed"]);
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

async function rules(bridge, user) {
  const { definition } = await bridge.command("get_provider", { id });
  const draft = { ...definition, attributes: { ...definition.attributes, user } };
  await updateProvider(bridge, { id, draft, clientSecret: { change: "keep" } });
}

async function open(runId) {
  await goTo(page, `/runs/${runId}`);
  await page.getByRole("tab", { name: "Local user", exact: true }).click();
}

const outcome = () => page.getByTestId("user-outcome");
const field = (name) =>
  page.getByTestId("user-fields").locator("tbody tr").filter({ has: page.getByText(name, { exact: true }) });

test("without users the list says where they come from", async () => {
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByText("No local users").waitFor();
  await look(page, "users-empty");
  await page.getByRole("button", { name: "Go to test runs" }).click();
  await page.getByRole("heading", { name: "Test runs", level: 1 }).waitFor();
});

test("looking changes nothing, and creating does what was said", async () => {
  await open(alice.runId);
  await outcome().getByText("alice would be created").waitFor();
  await outcome().getByText("Nothing was changed.").waitFor();
  await field("email").getByText("alice@example.com").waitFor();
  await field("email").getByText("Set").waitFor();
  assert.deepEqual(await idp.bridge.command("list_users"), []);
  await look(page, "users-would-create");
  await page.getByTestId("apply-user").click();
  await outcome().getByText("alice was created").waitFor();
  assert.equal(await page.getByTestId("apply-user").count(), 0);
  assert.equal((await idp.bridge.command("list_users")).length, 1);
  await look(page, "users-created");
});

test("another rule makes it an update, with the old and the new value", async () => {
  await rules(idp.bridge, [
    { target: "email", source: "email", required: true, onEveryLogin: true },
    { target: "username", source: "cognito:username", required: true },
    { target: "firstName", source: "family_name", onEveryLogin: true },
  ]);
  await page.getByTestId("user-rules-changed").waitFor();
  await outcome().getByText("alice would be updated").waitFor();
  await field("firstName").getByText("Changed").waitFor();
  await look(page, "users-would-update");
  await page.getByTestId("apply-user").click();
  await outcome().getByText("alice was updated.").waitFor();
});

test("a rejection says why and has no button", async () => {
  await rules(idp.bridge, [
    { target: "email", source: "email", required: true, onEveryLogin: true },
    { target: "username", transforms: [{ kind: "constant", value: "ALICE" }] },
  ]);
  await open(bob.runId);
  await outcome().getByText("Nobody would be created or changed").waitFor();
  await outcome().getByText("alice has this user name.").waitFor();
  assert.equal(await page.getByTestId("apply-user").count(), 0);
  await look(page, "users-rejected");
});

test("the list finds, and the details have fields, accounts and history", async () => {
  await goTo(page, "/users");
  const search = page.getByRole("searchbox", { name: "Find local users" });
  await search.fill("nobody");
  await page.getByText("No local user fits.").waitFor();
  await search.fill("ALICE@");
  await page.getByText("1 match").first().waitFor();
  await look(page, "users-list");
  await page.getByTestId("users-table").getByRole("link", { name: "alice" }).click();
  await page.getByRole("heading", { name: "alice", level: 1 }).waitFor();
  const history = page.getByTestId("user-history").locator("tbody tr");
  assert.equal(await history.count(), 2);
  await history.first().getByText("Updated").waitFor();
  await history.last().getByText("Created").waitFor();
  await history.last().getByText("email: nothing → alice@example.com").waitFor();
  await look(page, "users-details");
  await history.last().getByRole("link", { name: "Open the test run" }).click();
  await page.getByTestId("attributes-table").waitFor();
  await page.goBack();
});

test("deleting is asked about and leaves nobody", async () => {
  await page.getByTestId("delete-user").click();
  await page.getByText("Delete alice?").waitFor();
  await look(page, "users-delete");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByTestId("delete-user").click();
  await page.getByTestId("confirm-delete-user").click();
  await page.getByText("alice was deleted.").waitFor();
  await page.getByText("No local users").waitFor();
  assert.deepEqual(await idp.bridge.command("list_users"), []);
});
