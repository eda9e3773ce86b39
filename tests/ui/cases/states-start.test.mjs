// What the start and a fault in the middle of the work look like, and whether everybody can use
// that.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { freePort, startBridge } from "../support/bridge.mjs";
import { answering, failing, goTo, openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { look } from "../support/look.mjs";
import { makeUnreadable } from "../support/newer.mjs";

let idp;
afterEach(async () => {
  idp?.assertQuiet();
  await idp?.close();
  idp = undefined;
});

const open = async (options = {}) => {
  idp = await openConsole(options);
  return idp.page;
};

const FAULTS = {
  in_use: ["The database is locked by another program.", "Close that program, then try again."],
  failed: ["The database cannot be opened (disk I/O error).", "Try again. If it stays so, restart the computer."],
};

for (const [kind, [problem, advice]] of Object.entries(FAULTS)) {
  test(`a data folder that does not open: ${kind}`, async () => {
    const page = await open({ prepare: (bridge) => createPlain(bridge, "Acme") });
    await answering(page, "start_view", ({ data }) => ({
      status: "ok",
      data: { ...data, state: "blocked", fault: { kind, problem, advice } },
    }));
    await page.reload();
    await page.getByTestId("fault-page").getByText(problem).waitFor();
    await look(page, `fault-${kind.replace("_", "-")}`);
  });
}

test("a list that could not be read", async () => {
  const page = await open({ prepare: (bridge) => createPlain(bridge, "Acme") });
  const stop = await answering(
    page,
    "list_providers",
    failing("store_failed", "The database could not be read.", "Try again."),
  );
  await page.reload();
  await page.getByText("The database could not be read.").first().waitFor();
  await look(page, "list-failed");
  await stop();
});

test("a page that was loaded again after it ended", async () => {
  const page = await open({ prepare: (bridge) => createPlain(bridge, "Acme") });
  await answering(page, "take_reload_notice", () => ({ status: "ok", data: true }));
  await page.reload();
  await page.getByTestId("reloaded-bar").waitFor();
  await look(page, "reloaded-bar");
});

test("a page that stopped working is said to have, in its own place", async () => {
  const page = await open({ prepare: (bridge) => createPlain(bridge, "Acme") });
  await answering(page, "list_providers", () => ({ status: "ok", data: [null] }));
  await page.reload();
  await page.getByText("Nothing that was saved is lost.").waitFor();
  await look(page, "page-broken");
  const said = idp.takeProblems();
  assert.ok(said.length > 0 && said.every((one) => /TypeError|null/.test(one)), said.join("\n"));
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByTestId("appearance").waitFor();
});

test("definitions that cannot be read are named", async () => {
  const bridge = await startBridge();
  await createPlain(bridge, "From somewhere else");
  await bridge.end();
  await makeUnreadable(join(bridge.home, "data", "idp-console.db"));
  const page = await open({ home: bridge.home });
  await page.getByTestId("unreadable-bar").getByText("From somewhere else").waitFor();
  await page.getByText("No identity provider can be read").waitFor();
  assert.equal(await page.getByTestId("first-start").count(), 0);
  await look(page, "unreadable-bar");
});

test("a run that nobody finished", async () => {
  const bridge = await startBridge();
  await bridge.command("start_practice_pool", { port: await freePort() });
  const { id } = await bridge.command("add_practice_pool_provider", { clientId: "practiceconfidential000001" });
  const runId = await bridge.command("test_connection", { providerId: id });
  await bridge.kill();
  const page = await open({ home: bridge.home });
  await goTo(page, `/runs/${runId}`);
  await page.getByTestId("verdict").getByText(/interrupted/i).first().waitFor();
  await look(page, "run-interrupted");
});
