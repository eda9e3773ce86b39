// The simulator's sign-in page with one provider and with thirty.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { updateProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const buttons = () => page.getByTestId("simulator-providers").getByRole("button");

async function add(displayName, domains, enabled = true) {
  const { id } = await idp.bridge.command("add_practice_pool_provider", { clientId: "practicepublic000000000002" });
  const { definition } = await idp.bridge.command("get_provider", { id });
  const draft = { ...definition, displayName, enabled, advanced: { ...definition.advanced, domains } };
  await updateProvider(idp.bridge, { id, draft, clientSecret: { change: "keep" } });
}

test("the only provider takes everybody, and the page says so", async () => {
  await add("Only one", []);
  await goTo(page, "#/simulator");
  await buttons().getByText("Continue with Only one").waitFor();
  await page.getByTestId("simulator-email").locator("input").fill("bob@elsewhere.org");
  await page.getByTestId("simulator-explanation").getByText("Only one").waitFor();
  await look(page, "simulator-one");
});

test("thirty providers can be told apart, and the domain still finds its own", async () => {
  for (let number = 2; number <= 30; number += 1) {
    const long = number % 7 === 0 ? ` ${"and a rather long name ".repeat(3).trim()}` : "";
    await add(`Branch ${String(number).padStart(2, "0")}${long}`, [`branch${number}.example.com`]);
  }
  await add("Switched off", ["off.example.com"], false);
  await page.reload();
  await buttons().nth(29).waitFor();
  assert.equal(await buttons().count(), 30);
  assert.equal(await page.getByText("Continue with Switched off").count(), 0);
  const input = page.getByTestId("simulator-email").locator("input");
  await input.fill("bob@branch17.example.com");
  await page.getByTestId("simulator-explanation").getByText(/Branch 17/).waitFor();
  await look(page, "simulator-thirty");
  await input.fill("bob@off.example.com");
  await page.getByTestId("simulator-explanation").getByText(/Switched off is the provider for off\.example\.com, but is disabled/).waitFor();
});
