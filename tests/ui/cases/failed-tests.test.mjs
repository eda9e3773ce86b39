// Tests of a connection that end without a sign-in.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
let provider;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      const added = await bridge.command("add_practice_pool_provider", {
        clientId: "practiceconfidential000001",
      });
      provider = added.id;
    },
  });
  page = idp.page;
});
after(() => idp?.close());
beforeEach(async () => {
  await goTo(page, `/providers/${provider}`);
  await page.getByTestId("test-connection").click();
  await page.getByTestId("sign-in-address").waitFor();
});
afterEach(() => idp.assertQuiet());

test("cancelling while the sign-in window waits ends the test at once", async () => {
  // Timed in the page: the way from here to there is not the console's.
  const took = await page.evaluate(async () => {
    const began = performance.now();
    document.querySelector('[data-testid="cancel-test"]').click();
    while (document.querySelector('[data-testid="verdict"]') === null) {
      if (performance.now() - began > 15_000) break;
      await new Promise((done) => requestAnimationFrame(done));
    }
    return performance.now() - began;
  });
  console.log(`      cancelled after ${Math.round(took)} ms`);
  // What it must not wait for is the 30 seconds of the step.
  assert.ok(took < 10_000, `it took ${Math.round(took)} ms`);
  assert.match(await page.getByTestId("verdict").innerText(), /cancelled/i);
  await look(page, "run-cancelled");
});

test("a page that refuses embedded windows is diagnosed with what to do instead", async () => {
  await page.getByTestId("report-refused").click();
  await page.getByTestId("verdict").waitFor();
  const card = page.getByTestId("diagnosis-embedded_browser_refused");
  assert.ok((await card.locator("ol li").count()) > 0, "no next step");
  await look(page, "run-refused");
});

test("a wrong password is diagnosed with causes and next steps", async () => {
  await idp.bridge.signIn("alice", "not-her-password");
  await page.getByTestId("verdict").waitFor();
  const card = page.getByTestId("diagnosis-wrong_credentials");
  assert.ok((await card.locator("ul li").count()) > 0, "no cause");
  assert.ok((await card.locator("ol li").count()) > 0, "no next step");
  assert.ok(!(await idp.heard()).includes("not-her-password"), "the password came back");
  await look(page, "run-wrong-password");
});
