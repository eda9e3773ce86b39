// Adding and editing a provider by hand.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

const SECRET = "typed-client-secret-5d1f0c7e";
let idp;
let page;
let pool;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      pool = await bridge.command("start_practice_pool", { port: await freePort() });
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const save = () => page.getByTestId("save-provider").click();
const field = (name) => page.getByTestId(`field-${name}`);

const focusIn = (name) =>
  page.waitForFunction(
    (id) => document.activeElement?.closest("[data-testid]")?.dataset.testid === id,
    `field-${name}`,
  );

test("saving an almost empty form marks its fields, goes to the first and loses nothing", async () => {
  await page.getByTestId("add-provider").click();
  await page.getByTestId("form-aws-cognito-oidc").click();
  await page.getByTestId("save-provider").waitFor();
  await look(page, "form-new");
  await input(page, "displayName").fill("Typed by hand");
  await save();
  await field("oauth.redirectUri").getByText("Enter the callback URL").waitFor();
  await field("oauth.clientId").getByText("Enter the client ID").waitFor();
  assert.equal(await page.getByText("Enter the client ID").count(), 1, "the field says it, and nothing else");
  await focusIn("oauth.redirectUri");
  assert.equal(await input(page, "displayName").inputValue(), "Typed by hand");
  await look(page, "form-problems");
});

test("the issuer of a pool fills in its endpoints", async () => {
  await input(page, "source").fill(pool.issuer);
  await page.getByTestId("fill-endpoints").click();
  await page.getByTestId("filled-endpoints").waitFor();
  for (const endpoint of [
    "issuer",
    "authorizationEndpoint",
    "tokenEndpoint",
    "userinfoEndpoint",
    "jwksUri",
  ]) {
    assert.equal(await input(page, `oauth.${endpoint}`).inputValue(), pool[endpoint]);
  }
  await look(page, "form-filled");
});

test("an error goes with its cause, wherever that is changed", async () => {
  await page.getByTestId("advanced").getByRole("button").first().click();
  const allowed = field("oauth.allowHttpOnLoopback").locator("input");
  await allowed.uncheck();
  await save();
  const marked = input(page, "oauth.tokenEndpoint").and(page.locator('[aria-invalid="true"]'));
  await marked.waitFor();
  await allowed.check();
  await marked.waitFor({ state: "detached" });
});

test("the phone scope is warned of and saves all the same", async () => {
  await input(page, "oauth.redirectUri").fill("https://broker.example.com/callback");
  await input(page, "oauth.clientId").fill("practiceconfidential000001");
  await page.locator('[data-testid="field-clientSecret"] input').fill(SECRET);
  await page.getByTestId("scope-phone").locator("input").check();
  await field("oauth.scopes").getByText(/phone/i).nth(2).waitFor();
  // A pool on this machine speaks http, which has to be allowed.
  const http = page.getByTestId("field-oauth.allowHttpOnLoopback").locator("input");
  if (!(await http.isVisible())) {
    await page.getByRole("button", { name: "Advanced settings" }).click();
  }
  await http.check();
  await look(page, "form-phone-warning");
  const openid = page.getByTestId("scope-openid").locator("input");
  for (const name of ["oauth.issuer", "oauth.jwksUri"]) {
    assert.doesNotMatch(await field(name).innerText(), /optional/);
  }
  await openid.uncheck();
  for (const name of ["oauth.issuer", "oauth.jwksUri"]) {
    await field(name).getByText("optional").waitFor();
  }
  await openid.check();
  await save();
  await page.getByRole("heading", { name: "Typed by hand", level: 1 }).waitFor();
  await page.getByText("Worth a look").waitFor();
  await look(page, "provider-saved");
});

test("a stored secret is said to be stored and its value is nowhere", async () => {
  await page.getByTestId("edit-provider").click();
  await field("clientSecret").getByText("A secret is stored").waitFor();
  await look(page, "form-edit");
  const shown = await page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll("input, textarea")].map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
    ]),
  );
  assert.ok(shown.includes("Typed by hand"), "the wrong page was looked at");
  assert.ok(!shown.includes(SECRET), "the page knows the secret");
  const heard = await idp.heard();
  assert.ok(heard.includes("Typed by hand"), "nothing was recorded");
  assert.ok(!heard.includes(SECRET), "an answer holds the secret");
});

test("leaving with changes keeps them as a draft until it is discarded", async () => {
  await input(page, "displayName").fill("Changed and not saved");
  await page.getByRole("link", { name: "Test runs" }).click();
  await page.getByTestId("runs-table").waitFor();
  await page.getByText("Draft kept").waitFor();
  await look(page, "runs-empty");
  await page.goBack();
  await page.getByTestId("restored-draft").waitFor();
  assert.equal(await input(page, "displayName").inputValue(), "Changed and not saved");
  await look(page, "form-restored");
  await page.getByTestId("restored-draft").getByRole("button").click();
  await look(page, "form-discard");
  await page.getByTestId("confirm-discard").click();
  await page.getByRole("heading", { name: "Typed by hand", level: 1 }).waitFor();
  await page.getByTestId("edit-provider").click();
  await page.getByTestId("save-provider").waitFor();
  assert.equal(await input(page, "displayName").inputValue(), "Typed by hand");
  assert.equal(await page.getByTestId("restored-draft").count(), 0);
});

test("a refused save opens the advanced settings and goes to what is wrong in them", async () => {
  const advanced = page.getByRole("button", { name: "Advanced settings" });
  const uri = input(page, "oauth.signOutUri");
  if (!(await uri.isVisible())) await advanced.click();
  await uri.fill("no address");
  await advanced.click();
  await uri.waitFor({ state: "hidden" });
  await save();
  await focusIn("oauth.signOutUri");
  assert.ok(await uri.isVisible());
});
