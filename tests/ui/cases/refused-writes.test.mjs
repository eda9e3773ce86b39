// What a person sees when something cannot be written down, or a keychain is gone.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { addPracticeProvider, createProvider, definitionOf } from "../support/drafts.mjs";
import { database } from "../support/faulty.mjs";
import { look } from "../support/look.mjs";
import { execute } from "../support/newer.mjs";

let idp;
let page;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      id = await addPracticeProvider(bridge, "practiceconfidential000001", {});
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const change = (statement) => execute(database(idp.bridge.home), statement);

test("a test that cannot be written down ends on the screen, and says why", async () => {
  await goTo(page, `/providers/${id}`);
  await page.getByTestId("test-connection").click();
  await page.getByTestId("sign-in-address").waitFor();
  await change("CREATE TRIGGER refused BEFORE INSERT ON run_events BEGIN SELECT RAISE(ABORT, 'refused'); END");
  await idp.bridge.signIn("alice", "Practice-Alice-1");
  await page.getByTestId("verdict").getByText("The test was stopped: it could not be written down.").waitFor();
  await page.getByTestId("diagnosis-interrupted").getByText(/The database did not do what was asked/).first().waitFor();
  assert.equal(await page.getByTestId("cancel-test").count(), 0);
  await look(page, "run-not-written-down");
  await change("DROP TRIGGER refused");
  const { outcome } = await idp.bridge.run(id, "alice", "Practice-Alice-1");
  assert.equal(outcome, "passed");
});

test("a keychain that is gone does not hold the trash, and what stays there is said", async () => {
  const definition = definitionOf(`Long ${"l".repeat(123)}`);
  definition.oauth.clientAuthentication = "client_secret_basic";
  const long = await createProvider(idp.bridge, { draft: definition, clientSecret: "in-a-keychain-that-is-gone-5512" });
  idp.bridge.mark("in-a-keychain-that-is-gone-5512");
  await change("UPDATE secret_places SET store = 'keychain'");
  for (const one of [id, long.id]) await idp.bridge.command("delete_provider", { id: one });
  await goTo(page, "/trash");
  await page.getByTestId("trash-table").getByText(definition.displayName).waitFor();
  await page.getByTestId("purge-trash").click();
  await page.getByTestId("confirm-purge").click();
  await page.getByText("2 client secrets are still in their store", { exact: true }).waitFor();
  await page.getByText("The trash is empty", { exact: true }).waitFor();
  await look(page, "trash-secrets-later");
  assert.deepEqual(await idp.bridge.command("list_trash"), []);
});
