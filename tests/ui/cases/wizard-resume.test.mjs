// The wizard is left and continued at any step, says what is wrong, and fits small windows.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { becomes } from "../support/becomes.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { definitionOf, keepDraft } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const STEPS = ["callback", "pool", "client", "scopes", "test_user", "review"];
let idp;
let page;
before(async () => {
  idp = await openConsole();
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

test("each step is come back to after a reload, with its draft", async () => {
  for (const step of STEPS) {
    const id = await keepDraft(idp.bridge, { definition: definitionOf(`At ${step}`), step });
    await goTo(page, `/drafts/${id}/wizard`);
    await page.getByTestId(`wizard-${step}`).waitFor();
    await page.reload();
    await page.getByTestId(`wizard-${step}`).waitFor();
    await goTo(page, "/providers/new");
    await page.getByRole("button", { name: `Continue At ${step}`, exact: true }).click();
    await page.getByTestId(`wizard-${step}`).waitFor();
  }
});

test("who finishes later is told once that the draft is kept", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("wizard-aws-cognito-oidc").click();
  await input(page, "displayName").fill("For later");
  await page.getByRole("button", { name: "Finish later" }).click();
  await page.getByTestId("drafts-note").waitFor();
  const drafts = () => idp.bridge.command("list_drafts");
  while (!(await drafts()).some(({ displayName }) => displayName === "For later")) await page.waitForTimeout(50);
  await page.getByTestId("drafts-note").getByText(`${(await drafts()).length} drafts are kept`).waitFor();
  // It would come with what the list shows.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.getByText("Draft kept").count(), 0);
});

test("errors do not hold anybody up, and the review leads to each", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("wizard-aws-cognito-oidc").click();
  await page.getByTestId("wizard-callback").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByTestId("wizard-pool").waitFor();
  const steps = page.getByRole("navigation", { name: "Steps" });
  const passed = steps.getByRole("button", { name: "Step 1, incomplete: Callback URL", exact: true });
  await passed.waitFor();
  assert.equal(await passed.locator("div").first().evaluate((one) => getComputedStyle(one).backgroundColor), "rgb(255, 255, 255)");
  await look(page, "wizard-step-incomplete");
  await page.getByRole("button", { name: "Previous" }).click();
  await steps.getByRole("button", { name: "Step 2, incomplete: User pool and domain", exact: true }).waitFor();
  await steps.getByRole("button", { name: "Step 1: Callback URL", exact: true }).waitFor();
  await page.getByTestId("field-oauth.redirectUri").getByText("Enter the callback URL").waitFor();
  await look(page, "wizard-callback-wrong");

  const empty = { displayName: "Half done", catalogueEntry: "aws-cognito-oidc" };
  const half = await keepDraft(idp.bridge, { definition: empty, step: "review" });
  await goTo(page, `/drafts/${half}/wizard`);
  const errors = page.getByTestId("review-errors");
  await errors.waitFor();
  await look(page, "wizard-review-wrong");
  await page.getByTestId("save-provider").click();
  await errors.waitFor();
  assert.equal((await idp.bridge.command("list_providers")).length, 0);
  await errors.getByRole("button", { name: "Correct it in App client" }).first().click();
  await page.getByTestId("field-oauth.clientId").getByText("Enter the client ID").waitFor();
});

test("a small window and the longest values do not push anything out of sight", async () => {
  const long = definitionOf("n".repeat(128));
  long.oauth.redirectUri = `https://broker.example.com/${"c".repeat(400)}`;
  const sizes = [
    { width: 800, height: 600 },
    // 200 % of 800 × 600.
    { width: 400, height: 300 },
  ];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const step of STEPS) {
      const id = await keepDraft(idp.bridge, { definition: long, step });
      await goTo(page, `/drafts/${id}/wizard`);
      await page.getByTestId(`wizard-${step}`).waitFor();
      const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      await becomes(isWide, false, `${step} is wider than ${size.width}`);
      if (size.width === 800 && step === "client") await look(page, "wizard-client-small");
    }
  }
});
