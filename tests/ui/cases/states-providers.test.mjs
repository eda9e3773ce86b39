// What a provider's pages look like beside their usual way, with all rights and for reading
// alone, and whether everybody can use that.
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { freePort, startBridge } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { definitionOf, saveProvider, updateProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";
import { makeNewer } from "../support/newer.mjs";

let idp;
let page;
let acme;
let plain;
let store;
let practice;
before(async () => {
  const bridge = await startBridge();
  await bridge.command("start_practice_pool", { port: await freePort() });
  practice = await bridge.command("add_practice_pool_provider", { clientId: "practiceconfidential000001" });
  await bridge.run(practice.id, "alice", "Practice-Alice-1");
  acme = await saveProvider(bridge, definitionOf("Acme staff"));
  plain = await createPlain(bridge, "Plain OAuth");
  store = await saveProvider(bridge, {
    displayName: "Acme users",
    catalogueEntry: "aws-cognito-user-store",
    kind: "user_store",
    userStore: {
      region: "eu-west-1",
      userPoolId: "eu-west-1_AbCdEf123",
      clientId: "1example23456789abcdefghij",
      authFlow: "user_srp",
    },
  });
  await bridge.end();
  idp = await openConsole({ home: bridge.home });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

test("a confirmation for other values than those of now", async () => {
  const { bridge } = idp;
  const { definition } = await bridge.command("get_provider", { id: acme.id });
  await bridge.command("confirm_setup_item", { owner: acme.id, definition, item: "callback_url", confirmed: true });
  const draft = structuredClone(definition);
  draft.oauth.redirectUri = "https://other.example.com/callback";
  await updateProvider(bridge, { id: acme.id, draft, clientSecret: { change: "keep" } });
  await goTo(page, `/providers/${acme.id}?tab=set-up`);
  await page.getByTestId("setup-callback_url").getByText(/Unknown again/).first().waitFor();
  await look(page, "set-up-confirmed-for-other");
});

test("the set-up list of a provider that is not Cognito", async () => {
  await goTo(page, `/providers/${plain.id}?tab=set-up`);
  await page.locator('[data-testid^="setup-"]').first().waitFor();
  await look(page, "set-up-generic");
});

test("a user store is handed over by its own fields", async () => {
  await goTo(page, `/providers/${store.id}?tab=hand-over`);
  await page.getByTestId("hand-over-fields").getByText("eu-west-1_AbCdEf123").waitFor();
  await look(page, "hand-over-user-store");
});

test("Cognito's own pages without a sign-out URL", async () => {
  await goTo(page, `/providers/${acme.id}?tab=hand-over`);
  await page.getByTestId("hosted-pages").getByText(/^Not without a sign-out URL/).waitFor();
  await page.getByTestId("hosted-pages").scrollIntoViewIfNeeded();
  await look(page, "hand-over-no-sign-out");
});

test("for reading alone, every page shows what there is", async () => {
  const { home } = idp.bridge;
  await idp.crash();
  await makeNewer(join(home, "data", "idp-console.db"));
  idp = await openConsole({ home });
  page = idp.page;
  await page.getByTestId("read-only-bar").waitFor();
  const pages = {
    "set-up": [`/providers/${acme.id}?tab=set-up`, page.getByTestId("setup-callback_url")],
    "hand-over": [`/providers/${practice.id}?tab=hand-over`, page.getByTestId("hand-over-fields")],
    runs: ["/runs", page.getByTestId("runs-table").getByText(/Practice pool/).first()],
    users: ["/users", page.getByTestId("users-table")],
    simulator: ["/simulator", page.getByTestId("simulator-email")],
  };
  for (const [name, [path, there]] of Object.entries(pages)) {
    await goTo(page, path);
    await there.waitFor();
    await look(page, `read-only-${name}`);
  }
});
