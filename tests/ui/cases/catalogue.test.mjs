// The catalogue, the drafts above it, and the three ways of a first start.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { keepDraft } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const LONG = `A long name ${"n".repeat(116)}`;
let idp;
let page;
let pool;
before(async () => {
  idp = await openConsole({
    async prepare({ command }) {
      pool = await command("start_practice_pool", { port: await freePort() });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const cards = () => page.getByTestId("catalogue").locator("li");

async function waitForCards(names) {
  await page.waitForFunction(
    (wanted) => {
      const shown = [...document.querySelectorAll('[data-testid="catalogue"] li h3')];
      return JSON.stringify(shown.map((one) => one.textContent)) === JSON.stringify(wanted);
    },
    names,
  );
}

test("a first start offers three ways, and a wrong address is refused at its input", async () => {
  await page.getByTestId("first-start").waitFor();
  for (const way of ["first-practice", "first-wizard", "first-discovery"]) {
    assert.ok(await page.getByTestId(way).isVisible(), way);
  }
  await look(page, "first-start");
  await input(page, "discovery").fill("not an address?");
  await page.getByTestId("first-discovery").click();
  await page.getByTestId("field-discovery").getByText(/neither an issuer/).waitFor();
  await look(page, "first-start-refused");
  assert.deepEqual(await idp.bridge.command("list_drafts"), []);
});

test("a pasted discovery URL opens a form that is filled in", async () => {
  await input(page, "discovery").fill(pool.discoveryUrl);
  await page.getByTestId("first-discovery").click();
  await page.getByTestId("save-provider").waitFor();
  for (const name of ["issuer", "authorizationEndpoint", "tokenEndpoint", "jwksUri"]) {
    assert.equal(await input(page, `oauth.${name}`).inputValue(), pool[name]);
  }
  const [draft] = await idp.bridge.command("list_drafts");
  assert.equal(new URL(page.url()).hash, `#/drafts/${draft.id}`);
  await look(page, "first-start-discovered");
});

test("the catalogue finds entries by name, by alias and by type", async () => {
  await goTo(page, "/providers/new");
  await waitForCards([
    "AWS Cognito (OAuth/OpenID)",
    "AWS Cognito (API user store)",
    "OpenID Connect",
    "OAuth Provider",
  ]);
  await look(page, "catalogue");
  const search = page.getByLabel("Search the catalogue");
  await search.fill("GitHub");
  await waitForCards(["OAuth Provider"]);
  await search.fill("user pool");
  await waitForCards(["AWS Cognito (OAuth/OpenID)", "AWS Cognito (API user store)"]);
  await page.getByTestId("catalogue-type").getByRole("button").click();
  await page.getByRole("option", { name: "API (user stores)" }).click();
  await waitForCards(["AWS Cognito (API user store)"]);
  await look(page, "catalogue-filtered");
  await search.fill("no such thing");
  await page.getByText("Nothing found").waitFor();
  await look(page, "catalogue-nothing");
  await search.fill("SAML");
  await page.getByText("SAML is not supported by this version").waitFor();
  await look(page, "catalogue-unsupported");
  await page.getByRole("button", { name: "Show AWS Cognito" }).click();
  await waitForCards(["AWS Cognito (OAuth/OpenID)", "AWS Cognito (API user store)"]);
  await search.fill("LDAP");
  await page.getByRole("button", { name: "Show OpenID Connect" }).click();
  await cards().getByTestId("form-generic-oidc").waitFor();
  await page.getByTestId("catalogue-type").getByRole("button").click();
  await page.getByRole("option", { name: "API (user stores)" }).click();
});

test("an entry of Cognito has a wizard, and every entry has a form", async () => {
  await page.getByLabel("Search the catalogue").fill("");
  await waitForCards(["AWS Cognito (API user store)"]);
  await cards().getByTestId("wizard-aws-cognito-user-store").waitFor();
  await page.getByTestId("catalogue-type").getByRole("button").click();
  await page.getByRole("option", { name: "All types" }).click();
  await waitForCards([
    "AWS Cognito (OAuth/OpenID)",
    "AWS Cognito (API user store)",
    "OpenID Connect",
    "OAuth Provider",
  ]);
  assert.equal(await page.getByTestId("catalogue").getByRole("button", { name: /^Fill in a form/ }).count(), 4);
});

test("a kept draft is continued, and discarded only after asking", async () => {
  const definition = { displayName: LONG, catalogueEntry: "aws-cognito-oidc" };
  const id = await keepDraft(idp.bridge, { definition, step: "scopes" });
  const row = page.getByTestId("kept-drafts").locator("tr", { hasText: LONG });
  await row.getByText("Scopes").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "a long name makes the page wider than the window");
  await look(page, "catalogue-drafts");
  await row.getByTestId("continue-draft").click();
  await page.getByTestId("wizard-scopes").waitFor();
  assert.equal(new URL(page.url()).hash, `#/drafts/${id}/wizard`);

  await goTo(page, "/providers/new");
  await row.getByTestId("discard-kept-draft").click();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.ok((await idp.bridge.command("list_drafts")).some((draft) => draft.id === id));
  await row.getByTestId("discard-kept-draft").click();
  await page.getByTestId("confirm-discard").click();
  await row.waitFor({ state: "detached" });
  assert.ok(!(await idp.bridge.command("list_drafts")).some((draft) => draft.id === id));
});

test("the practice pool's way ends on its provider with one thing to do", async () => {
  await goTo(page, "/providers");
  await page.getByTestId("first-practice").click();
  await page.getByTestId("test-connection").waitFor();
  const primary = page.locator('[class*="awsui_variant-primary"]:is(button, a[role="button"])');
  assert.deepEqual(await primary.allInnerTexts(), ["Test connection"]);
  await look(page, "first-start-practice");
});
