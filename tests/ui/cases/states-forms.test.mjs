// What forms, wizard and catalogue look like beside their usual way, and whether everybody can
// use that.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { answering, goTo, input, openConsole } from "../support/console.mjs";
import { definitionOf, keepDraft, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

let idp;
let page;
let withSecret;
let run;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      await bridge.command("start_practice_pool", { port: await freePort() });
      withSecret = await bridge.command("add_practice_pool_provider", { clientId: "practiceconfidential000001" });
      run = await bridge.run(withSecret.id, "alice", "Practice-Alice-1");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

async function openForm(entry) {
  await goTo(page, `/providers/new/${entry}`);
  await page.getByTestId("save-provider").waitFor();
}

test("the help beside a form, a run and the practice pool", async () => {
  const there = { form: "save-provider", run: "verdict", pool: "practice-clients" };
  const places = { form: "/providers/new/aws-cognito-oidc", run: `/runs/${run.runId}`, pool: "/practice-pool" };
  for (const [name, path] of Object.entries(places)) {
    await goTo(page, path);
    // Until it is there, the page before it is only hidden.
    await page.getByTestId(there[name]).first().waitFor();
    await page.getByRole("button", { name: "Open help" }).click();
    await page.getByRole("button", { name: "Close help" }).waitFor();
    await page.locator("aside h2, [class*=help-panel] h2").first().waitFor();
    await look(page, `help-${name}`);
    await page.getByRole("button", { name: "Close help" }).click();
  }
});

test("a page of something that is gone says so", async () => {
  for (const [name, path] of Object.entries({
    run: "/runs/none",
    provider: "/providers/none",
    "provider-edit": "/providers/none/edit",
    user: "/users/none",
  })) {
    await goTo(page, path);
    await page.locator('[class*="awsui_type-error"]').first().waitFor();
    await look(page, `gone-${name}`);
  }
});

test("what a look-up found in place of what was typed, and what it did not find", async () => {
  await openForm("aws-cognito-oidc");
  await input(page, "oauth.tokenEndpoint").fill("https://login.example.com/token");
  await input(page, "source").fill("https://acme.auth.eu-west-1.amazoncognito.com");
  await page.getByTestId("fill-endpoints").click();
  await page.getByTestId("filled-endpoints").getByText(/What you typed stayed/).waitFor();
  await look(page, "endpoints-typed-stayed");

  const patched = async (name, change, said) => {
    const stop = await answering(page, "fill_endpoints", (answer) => ({ ...answer, data: { ...answer.data, ...change } }));
    await page.getByTestId("fill-endpoints").click();
    await page.getByTestId("filled-endpoints").getByText(said).waitFor();
    await look(page, `endpoints-${name}`);
    await stop();
  };
  const note = "The region eu-west-11 is not one of AWS.";
  await patched("suspicious", { suspicious: true, notes: [note] }, note);
  const nothing = ["issuer", "authorizationEndpoint", "tokenEndpoint", "userinfoEndpoint", "jwksUri", "logoutEndpoint"];
  await patched("nothing", Object.fromEntries(nothing.map((name) => [name, null])), "Nothing could be filled in");
});

test("a look-up that failed, and an entry that knows the provider better", async () => {
  await openForm("generic-oidc");
  await input(page, "source").fill("http://127.0.0.1:9");
  await page.getByTestId("fill-endpoints").click();
  await page.getByTestId("filled-endpoints").getByText("Nothing could be filled in").waitFor();
  await look(page, "endpoints-unreachable");
  await input(page, "source").fill("https://login.example.com");
  const stop = await answering(page, "fill_endpoints", () => ({
    status: "ok",
    data: {
      issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
      authorizationEndpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
      tokenEndpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token",
      userinfoEndpoint: null,
      jwksUri: null,
      logoutEndpoint: null,
      fromDiscovery: true,
      suggestedEntry: "aws-cognito-oidc",
      needsHttpOnLoopback: false,
      suspicious: false,
      notes: [],
    },
  }));
  await page.getByTestId("fill-endpoints").click();
  await page.getByTestId("suggested-entry").waitFor();
  await look(page, "endpoints-suggested-entry");
  await stop();
});

test("a stored secret that is to be removed", async () => {
  await goTo(page, `/providers/${withSecret.id}/edit`);
  await page.getByTestId("remove-secret").click();
  await page.getByTestId("field-clientSecret").getByText(/removed/i).first().waitFor();
  await look(page, "form-secret-removed");
});

test("discarding in the wizard, and a change by somebody else meanwhile", async () => {
  const { bridge } = idp;
  const { id } = await saveProvider(bridge, definitionOf("Edited in the wizard"));
  const draft = await bridge.command("edit_provider", { id });
  const body = { ...draft.body, step: "review" };
  body.definition.tags = ["changed"];
  await bridge.command("keep_draft", { id: draft.id, providerId: id, body });
  await bridge.command("enable_provider", { id, enabled: false });
  await goTo(page, `/drafts/${draft.id}/wizard`);
  await page.getByTestId("discard-draft").click();
  await page.getByTestId("confirm-discard").waitFor();
  await look(page, "wizard-discard");
  await page.keyboard.press("Escape");
  await page.getByTestId("save-provider").click();
  await page.getByTestId("conflict-modal").waitFor();
  await look(page, "wizard-conflict");
  await page.keyboard.press("Escape");
});

test("discarding a kept draft in the catalogue", async () => {
  await keepDraft(idp.bridge, { definition: { displayName: "Not wanted", catalogueEntry: "aws-cognito-oidc" } });
  await goTo(page, "/providers/new");
  await page.getByTestId("discard-kept-draft").first().click();
  await page.getByTestId("confirm-discard").waitFor();
  await look(page, "catalogue-discard");
  await page.keyboard.press("Escape");
});

test("menus and choices that are open", async () => {
  await page.getByTestId("catalogue-type").getByRole("button").click();
  await page.getByRole("option").first().waitFor();
  await look(page, "open-catalogue-type");
  await page.keyboard.press("Escape");
  await goTo(page, `/providers/${withSecret.id}`);
  await page.getByTestId("provider-actions").getByRole("button").click();
  await page.getByRole("menuitem").first().waitFor();
  await look(page, "open-provider-actions");
  await page.keyboard.press("Escape");
  await goTo(page, "/providers");
  await page.getByTestId("filter-status").getByRole("button").click();
  await page.getByRole("option").first().waitFor();
  await look(page, "open-filter-status");
  await page.keyboard.press("Escape");
});

test("deleting all backups is asked for", async () => {
  const { backups } = await idp.bridge.command("back_up_now");
  await goTo(page, "/settings");
  await page.getByTestId("delete-backups").click();
  await page.getByTestId("confirm-modal").waitFor();
  await look(page, "settings-delete-backups");
  await page.keyboard.press("Escape");
  assert.equal((await idp.bridge.command("list_backups")).backups.length, backups.length);
});
