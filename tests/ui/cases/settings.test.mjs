// The log and the diagnostics in Settings, and the search that proves no secret was written.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";
import { findMarks, formsOf } from "../support/marks.mjs";
import { updateProvider } from "../support/drafts.mjs";

const SECRET = "cAnArYcLiEnTsEcReT0123456789";
const PASSWORD = "Canary-Password-77!";
const WRONG = "Canary-Wrong-Password-88!";

let idp;
let page;
before(async () => {
  idp = await openConsole();
  page = idp.page;
  idp.bridge.mark(SECRET, PASSWORD, WRONG);
});
// Closing looks through every file of the console for the marks.
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

async function marked() {
  await idp.bridge.command("start_practice_pool", { port: await freePort() });
  const settings = JSON.parse(await idp.bridge.command("get_practice_pool_settings"));
  const client = settings.clients.find(({ secret }) => secret !== null);
  client.secret = SECRET;
  settings.users.find(({ name }) => name === "alice").password = PASSWORD;
  await idp.bridge.command("update_practice_pool_settings", { text: JSON.stringify(settings) });
  return idp.bridge.command("add_practice_pool_provider", { clientId: client.id });
}

async function tested(id, password, outcome) {
  const run = await idp.bridge.command("test_connection", { providerId: id });
  await idp.bridge.signIn("alice", password);
  for (;;) {
    const view = await idp.bridge.command("get_run", { runId: run });
    if (view.outcome !== "running") {
      assert.equal(view.outcome, outcome, JSON.stringify(view.diagnosis));
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

test("a journey with marked values, right and wrong ones", async () => {
  const provider = await marked();
  await tested(provider.id, PASSWORD, "passed");
  await tested(provider.id, WRONG, "failed");
  await updateProvider(idp.bridge, {
    id: provider.id,
    draft: provider.definition,
    clientSecret: { change: "replace", value: "cAnArYwRoNgSeCrEt9876543210" },
  });
  idp.bridge.mark("cAnArYwRoNgSeCrEt9876543210");
  await tested(provider.id, PASSWORD, "failed");
});

test("the diagnostics are shown before they are copied, without hosts unless asked", async () => {
  await goTo(page, "#/settings");
  await page.getByTestId("copy-diagnostics").click();
  const modal = page.getByTestId("diagnostics-modal");
  await modal.getByRole("region").waitFor();
  const text = await modal.getByRole("region").innerText();
  for (const part of ["# IdP Console diagnostics", "System:", "In use: session", "Condition: Ready", "Secrets: 1 in session", "SQLite", "test connection ended"]) {
    assert.ok(text.includes(part), `${part} is missing:\n${text}`);
  }
  for (const secret of [SECRET, PASSWORD, WRONG, "alice", "eyJ"]) {
    assert.ok(!text.includes(secret), `${secret} is told`);
  }
  await look(page, "settings-diagnostics");
  await page.getByTestId("diagnostics-hosts").click();
  await page.getByTestId("confirm-copy-diagnostics").click();
  await page.getByText("The diagnostics were copied.").waitFor();
  assert.match(await idp.bridge.clipboard(), /^# IdP Console diagnostics/);
});

test("the level of the log is chosen, at once and for the next start", async () => {
  await page.getByTestId("log-level").getByRole("radio", { name: "More" }).check();
  await look(page, "settings-log");
  await page.waitForFunction(
    async () => (await (await fetch("/ipc/log_settings", { method: "POST", body: "{}" })).json()).data.level === "debug",
  );
  await page.getByTestId("open-log-folder").click();
});

test("the search for marks finds planted ones in each form, and nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "idp-marks-"));
  const mark = "pL4nted/mark+välue~1";
  try {
    for (const [form, bytes] of Object.entries(formsOf(mark))) {
      await writeFile(join(folder, "file"), Buffer.concat([Buffer.from("before "), bytes, Buffer.from(" after")]));
      assert.notDeepEqual(await findMarks(folder, [mark]), [], form);
    }
    for (const before of ["", "u", "us"]) {
      const whole = Buffer.from(`${before}${mark}tail`);
      for (const form of ["base64", "base64url", "hex"]) {
        await writeFile(join(folder, "file"), whole.toString(form));
        assert.notDeepEqual(await findMarks(folder, [mark]), [], `${form} after "${before}"`);
      }
    }
    await writeFile(join(folder, "file"), "nothing of the kind");
    assert.deepEqual(await findMarks(folder, [mark]), []);
  } finally {
    await rm(folder, { recursive: true });
  }
});
