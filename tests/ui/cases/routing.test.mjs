// Domain mapping and fallback in the form: findings at their place while typing.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { goTo, openConsole } from "../support/console.mjs";
import { definitionOf, saveProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const LONG = `Partner of ${"a very long name ".repeat(6)}`.trim();

let idp;
let page;
let acme;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      const advanced = { domains: ["acme.com", "*.acme.com"] };
      acme = await saveProvider(bridge, { ...definitionOf("Acme staff"), advanced });
      const back = { fallback: { enabled: true, provider: "Editing" } };
      await saveProvider(bridge, { ...definitionOf("Leads back"), advanced: back });
      await saveProvider(bridge, { ...definitionOf("Switched off"), enabled: false });
      await saveProvider(bridge, definitionOf(LONG));
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const field = (name) => page.getByTestId(`field-${name}`);
const domains = () => field("advanced.domains").locator("textarea");
const fallback = () => page.getByTestId("fallback-enabled").locator("input");

async function choose(name) {
  await field("advanced.fallback.provider").getByRole("button").first().click();
  await page.getByRole("option", { name }).click();
}

/** A form with everything that is needed, unfolded where routing is. */
async function openForm() {
  const id = await idp.bridge.command("new_draft", { catalogueEntry: "aws-cognito-oidc" });
  const body = { ...id.body, definition: definitionOf("Editing") };
  await idp.bridge.command("keep_draft", { id: id.id, providerId: null, body });
  await goTo(page, `/drafts/${id.id}`);
  await page.getByRole("button", { name: "Advanced settings" }).click();
  await domains().waitFor();
}

test("what is pasted is repaired and said, and other owners are named while typing", async () => {
  await openForm();
  await domains().fill("bob@beta.com\nACME.com, mail.acme.com");
  const place = field("advanced.domains");
  await place.getByText("bob@beta.com is an e-mail address, and is kept as beta.com.").waitFor();
  await place.getByText("acme.com belongs to Acme staff as well").waitFor();
  await place.getByText("mail.acme.com is within *.acme.com of Acme staff").waitFor();
  await place.scrollIntoViewIfNeeded();
  await look(page, "routing-domains");
  assert.equal(await domains().inputValue(), "bob@beta.com\nACME.com, mail.acme.com");
});

test("what is no domain is an error when the field is left", async () => {
  await domains().fill("10.0.0.1\nbeta");
  await domains().blur();
  const place = field("advanced.domains");
  await place.getByText('"10.0.0.1" is an IP address').waitFor();
  await place.getByText('"beta" is one word').waitFor();
  await page.getByTestId("save-provider").click();
  await page.getByText("Not saved. Correct the marked fields.").first().waitFor();
  await look(page, "routing-no-domain");
  await domains().fill("bob@beta.com, https://www.gamma.com/login");
});

test("a fallback that leads back, is disabled or not chosen is said at its field", async () => {
  await fallback().check();
  const place = field("advanced.fallback.provider");
  const refused = page.waitForResponse("**/ipc/save_draft");
  await page.getByTestId("save-provider").click();
  await refused;
  await place.getByText("Choose the provider to fall back to").waitFor();
  await choose("Leads back");
  await place.getByText("The fallbacks lead back: Editing → Leads back → Editing").waitFor();
  await choose("Switched off");
  await place.getByText("Switched off is disabled and would not be tried").waitFor();
  await choose(new RegExp(LONG));
  await place.getByText("is tried.").waitFor();
  await place.scrollIntoViewIfNeeded();
  await look(page, "routing-fallback");
});

test("the table of failures follows the groups, and a wrong password never leads there", async () => {
  await page.getByTestId("fallback-failures").getByRole("button").click();
  const rows = page.getByTestId("failures-table").locator("tbody tr");
  const row = (text) => rows.filter({ hasText: text });
  await row("User name or password is wrong").getByText("Never").waitFor();
  const refused = row("did not accept the client or its credentials");
  await refused.getByText("Yes").waitFor();
  await page.getByTestId("trigger-client_refused").locator("input").uncheck();
  await refused.getByText("No", { exact: true }).waitFor();
  await page.getByTestId("failures-table").scrollIntoViewIfNeeded();
  await look(page, "routing-failures");
});

test("saved, the domains stand repaired on the page and are no longer repaired in the form", async () => {
  await page.getByTestId("save-provider").click();
  await page.getByRole("heading", { name: "Editing", level: 1 }).waitFor();
  await page.getByRole("tab", { name: "Advanced", exact: true }).click();
  await page.getByText("gamma.com").waitFor();
  await page.getByText(`To ${LONG}`).scrollIntoViewIfNeeded();
  await look(page, "routing-saved");
  await page.getByTestId("edit-provider").click();
  await page.getByRole("button", { name: "Advanced settings" }).click();
  assert.equal(await domains().inputValue(), "beta.com\ngamma.com");
  assert.ok(await fallback().isChecked());
  assert.ok(!(await page.getByTestId("trigger-client_refused").locator("input").isChecked()));
  assert.ok(await page.getByTestId("trigger-unreachable").locator("input").isChecked());
});

test("a provider of whom another has the domain says so on its page", async () => {
  const advanced = { domains: ["acme.com"] };
  await saveProvider(idp.bridge, { ...definitionOf("Abacus"), advanced });
  await goTo(page, `/providers/${acme.id}`);
  await page.getByText("acme.com belongs to Abacus as well: Abacus gets its people").waitFor();
});
