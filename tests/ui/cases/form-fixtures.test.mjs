// The form saves no rules past the fixtures; and a target called __proto__ is shown like any other.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { addPracticeProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceconfidential000001";
const USER = [
  { target: "email", source: "email" },
  { target: "username", source: "cognito:username" },
];
const EXTERNAL = [{ target: "__proto__", source: "name" }];
let idp;
let page;
let id;
let run;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      const attributes = { user: USER, external: EXTERNAL, sendOnlyConfigured: true };
      id = await addPracticeProvider(bridge, CLIENT, { attributes });
      run = await bridge.run(id, "alice", "Practice-Alice-1");
      await bridge.command("save_fixture", { runId: run.runId, name: "Alice", pseudonymise: false });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const source = async () =>
  (await idp.bridge.command("get_provider", { id })).definition.attributes.user[1].source;

test("the form asks before it saves rules that give a fixture another result", async () => {
  const { id: draft, body } = await idp.bridge.command("edit_provider", { id });
  body.definition.attributes.user[1].source = "email";
  await idp.bridge.command("keep_draft", { id: draft, providerId: id, body });
  await goTo(page, `/providers/${id}/edit`);
  await page.getByTestId("save-provider").click();
  const differences = page.getByTestId("differences");
  await differences.getByText("username", { exact: true }).waitFor();
  await look(page, "form-differences");
  await differences.getByTestId("back-to-rules").click();
  await differences.waitFor({ state: "hidden" });
  assert.equal(await source(), "cognito:username");

  await page.getByTestId("save-provider").click();
  await differences.getByTestId("save-differences").click();
  await page.getByText(/ was saved\.$/).first().waitFor();
  assert.equal(await source(), "email");
});

test("a target called __proto__ is among what applications receive", async () => {
  assert.deepEqual(run.mapped.external, [{ name: "__proto__", value: "Alice Example" }]);
  await goTo(page, `/runs/${run.runId}`);
  await page.getByRole("tab", { name: "Mapped" }).click();
  await page.getByText("__proto__", { exact: true }).waitFor();
  await look(page, "run-mapped-proto");
});
