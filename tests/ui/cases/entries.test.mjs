// What a catalogue entry declares decides what its form shows and what can be done; and a user
// pool is noticed whatever entry it was typed into.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { input, goTo, openConsole } from "../support/console.mjs";
import { definitionOf, keepDraft, keptDraft, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const POOL = "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize";
let idp;
let page;
before(async () => {
  idp = await openConsole();
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

async function openForm(entry) {
  await goTo(page, "/providers/new");
  await page.getByTestId(`form-${entry}`).click();
  await page.getByTestId("save-provider").waitFor();
}

const OPTIONAL = ["oauth.issuer", "oauth.jwksUri", "oauth.trustedAudiences", "oauth.signOutUri"];

test("a form has the fields that its entry declares", async () => {
  const catalogue = await idp.bridge.command("list_catalogue");
  for (const id of ["aws-cognito-oidc", "generic-oidc", "generic-oauth2"]) {
    const { fields } = catalogue.find((entry) => entry.id === id);
    await openForm(id);
    await page.getByTestId("advanced").getByRole("button").first().click();
    await page.getByTestId("field-oauth.caFile").waitFor();
    for (const field of OPTIONAL) {
      const shown = await page.getByTestId(`field-${field}`).count();
      assert.equal(shown, fields.includes(field) ? 1 : 0, `${id}, ${field}`);
    }
  }
  assert.ok(!catalogue.find(({ id }) => id === "generic-oauth2").fields.includes("oauth.trustedAudiences"));
});

test("a field that the entry has not is shown while it holds something", async () => {
  const definition = { ...definitionOf("Moved over"), catalogueEntry: "generic-oauth2" };
  definition.oauth.authorizationEndpoint = "https://login.example.com/authorize";
  definition.oauth.issuer = "https://login.example.com";
  definition.oauth.trustedAudiences = ["other"];
  const id = await keepDraft(idp.bridge, { definition });
  await goTo(page, `/drafts/${id}`);
  assert.equal(await input(page, "oauth.issuer").inputValue(), "https://login.example.com");
  await page.getByTestId("advanced").getByRole("button").first().click();
  await page.getByTestId("field-oauth.trustedAudiences").getByText("other").waitFor();
});

test("a generic form speaks of a client, and only Cognito's of an app client", async () => {
  await openForm("generic-oauth2");
  await page.getByRole("heading", { name: "Client", exact: true }).waitFor();
  assert.doesNotMatch(await page.getByRole("main").innerText(), /App client|AWS console|Cognito's usual way/);
  await openForm("aws-cognito-oidc");
  await page.getByRole("heading", { name: "App client", exact: true }).waitFor();
});

test("an OAuth provider that is a user pool is noticed, after a reload as well, and changed over", async () => {
  await openForm("generic-oauth2");
  await input(page, "displayName").fill("Really a pool");
  await input(page, "oauth.authorizationEndpoint").fill(POOL);
  const offer = page.getByTestId("suggested-entry");
  await offer.getByText(/^This is an AWS Cognito user pool/).waitFor();
  await keptDraft(idp.bridge, ({ body }) => body.definition.oauth.authorizationEndpoint === POOL);
  await page.reload();
  await offer.waitFor();
  await look(page, "entry-suggested");
  await offer.getByRole("button").click();
  await offer.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "App client", exact: true }).waitFor();
  assert.equal(await input(page, "oauth.authorizationEndpoint").inputValue(), POOL);
  assert.equal(await input(page, "displayName").inputValue(), "Really a pool");
  await keptDraft(idp.bridge, ({ body }) => body.definition.catalogueEntry === "aws-cognito-oidc");
});

test("a user store is tested from above the list", async () => {
  await saveProvider(idp.bridge, {
    displayName: "Asked by password",
    catalogueEntry: "aws-cognito-user-store",
    kind: "user_store",
    userStore: {
      region: "us-east-2",
      userPoolId: "us-east-2_AbCdEf123",
      clientId: "1example23456789abcdefghij",
    },
  });
  await goTo(page, "/providers");
  await page.getByRole("row", { name: /Asked by password/ }).locator("input").check();
  await page.getByTestId("test-selected").and(page.locator("button:not([disabled])")).waitFor();
});

test("a draft of a deleted provider is continued once that is restored", async () => {
  const { id } = await saveProvider(idp.bridge, definitionOf("Deleted meanwhile"));
  const edit = await idp.bridge.command("edit_provider", { id });
  const body = { ...edit.body, definition: { ...edit.body.definition, displayName: "Typed into it" } };
  await idp.bridge.command("keep_draft", { id: edit.id, providerId: id, body });
  await idp.bridge.command("delete_provider", { id });
  await goTo(page, "/providers/new");
  const row = page.getByTestId("kept-drafts").locator("tr").filter({ hasText: "Typed into it" });
  await row.getByText(/is in the trash/).waitFor();
  await look(page, "draft-of-deleted");
  await row.getByTestId("continue-draft").click();
  await page.getByTestId("save-provider").waitFor();
  assert.equal(await input(page, "displayName").inputValue(), "Typed into it");
  assert.ok((await idp.bridge.command("list_providers")).some((one) => one.id === id));
});

test("the address of a first start is there after leaving the page and a reload", async () => {
  const other = await openConsole({ shows: "first-start" });
  try {
    const { page: first } = other;
    await input(first, "discovery").fill("https://login.example.com/realms/st");
    await goTo(first, "/settings");
    await first.reload();
    await goTo(first, "/providers");
    await first.getByTestId("first-start").waitFor();
    assert.equal(await input(first, "discovery").inputValue(), "https://login.example.com/realms/st");
    other.assertQuiet();
  } finally {
    await other.close();
  }
});
