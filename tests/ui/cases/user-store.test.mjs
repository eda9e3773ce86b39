// A user pool asked with user name and password: the wizard's track, and every question.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, input, openConsole } from "../support/console.mjs";
import { look } from "../support/look.mjs";

const CLIENT = "practiceuserstore000000004";
const NEW_PASSWORD = "Marked-New-Password-7c31";
const WRONG_PASSWORD = "marked-wrong-password-52fe";
let idp;
let page;
let pool;
let id;
before(async () => {
  idp = await openConsole({
    async prepare(bridge) {
      pool = await bridge.command("start_practice_pool", { port: await freePort() });
      bridge.mark(NEW_PASSWORD, WRONG_PASSWORD, "Practice-Grace-1");
      // Every secret key and session token of the practice pool begins so.
      bridge.mark("practice-pool-secret-key-", "practice-pool-session-token-");
    },
  });
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

const answer = (name) => page.getByTestId(`answer-${name}`).locator("input");
const asked = (kind) => page.getByTestId(`question-${kind}`).waitFor();
const send = () => page.getByTestId("send-answer").click();

async function startTest() {
  await goTo(page, `/providers/${id}`);
  await page.getByTestId("test-connection").click();
  await asked("credentials");
}

async function signIn(username, password) {
  await answer("username").fill(username);
  await answer("password").fill(password);
  await send();
}

/** The run on the screen, once it ended. */
async function ended() {
  await page.getByTestId("verdict").waitFor();
  const runId = new URL(page.url()).hash.split("/").at(-1);
  return idp.bridge.command("get_run", { runId });
}

test("the wizard asks first where people type their password, and what follows from it", async () => {
  await goTo(page, "/providers/new");
  await page.getByTestId("wizard-aws-cognito-oidc").click();
  await page.getByTestId("wizard-callback").waitFor();
  await look(page, "wizard-track");
  await page.getByTestId("wizard-track").getByText("On the page of the broker").click();
  await page.getByTestId("wizard-pool").waitFor();
  await input(page, "displayName").fill("Staff by password");
  await input(page, "userStore.userPoolId").fill("us-east-2_AbCdEf123");
  const region = input(page, "userStore.region");
  assert.equal(await region.inputValue(), "us-east-2");
  await region.fill("foo-bar-1");
  await input(page, "displayName").focus();
  await page.getByTestId("field-userStore.region").getByText("No Region foo-bar-1 with user pools is known here.").waitFor();
  await region.fill("us-east");
  await page.getByRole("option", { name: "us-east-2" }).click();
  assert.equal(await region.inputValue(), "us-east-2");
  await input(page, "userStore.userPoolId").fill(pool.userPoolId);
  assert.equal(await input(page, "userStore.region").inputValue(), "local-practice-1");
  await page.getByText("Another address than AWS").click();
  await input(page, "userStore.endpointOverride").fill(pool.address);
  await look(page, "wizard-user-pool");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByTestId("wizard-client").waitFor();
  await input(page, "userStore.clientId").fill(CLIENT);
  await page.getByTestId("setup-password_flow").getByText("ALLOW_USER_PASSWORD_AUTH").waitFor();
  await look(page, "wizard-user-store-client");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByTestId("wizard-test_user").waitFor();
  await input(page, "userStore.identityPoolId").fill("us-east-2:nothing");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByTestId("review-errors").getByText("An identity pool ID is written like").waitFor();
  await look(page, "wizard-user-store-review");
  await page.getByRole("button", { name: "Correct it in Test user" }).click();
  await input(page, "userStore.identityPoolId").fill(pool.identityPoolId);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByTestId("save-provider").click();
  await page.getByTestId("test-connection").waitFor();
  [{ id }] = await idp.bridge.command("list_providers");
  const { definition } = await idp.bridge.command("get_provider", { id });
  assert.equal(definition.kind, "user_store");
  assert.equal(definition.oauth ?? null, null);
  assert.equal(definition.userStore.region, "local-practice-1");
  await look(page, "provider-user-store");
});

test("who forgets a field is told at its place, and nothing is sent", async () => {
  await startTest();
  await page.getByTestId("practice-users-hint").waitFor();
  await look(page, "question-credentials");
  await answer("username").fill("alice");
  await send();
  await page.getByTestId("answer-password").getByText("Fill in this field.").waitFor();
  assert.equal(await answer("username").inputValue(), "alice");
});

test("a sign-in shows the attributes, and the role of the AWS credentials", async () => {
  await signIn("alice", "Practice-Alice-1");
  const run = await ended();
  assert.equal(run.outcome, "passed");
  assert.equal(run.mode, "api");
  assert.ok(run.attributes.some(({ name, source }) => name === "email" && source === "user_pool"));
  await page.getByRole("tab", { name: /^Checks/ }).click();
  const role = page.getByTestId("checks-identity_pool").locator("tr", { hasText: "The role of the AWS credentials is known" });
  await role.getByText("arn:aws:sts::000000000000:assumed-role/practice-authenticated/CognitoIdentityCredentials").waitFor();
  await look(page, "user-store-passed");
  await page.getByRole("tab", { name: /^Requests/ }).click();
  await page.getByRole("button", { name: /InitiateAuth/ }).click();
  await page.getByText("AWSCognitoIdentityProviderService.InitiateAuth").first().waitFor();
  await look(page, "user-store-requests");
});

test("a wrong password is said once and tried once", async () => {
  await startTest();
  await signIn("alice", WRONG_PASSWORD);
  const run = await ended();
  assert.equal(run.diagnosis[0].code, "wrong_credentials");
  assert.equal(run.requests.filter(({ parameters }) => parameters.some(({ value }) => value.endsWith(".InitiateAuth"))).length, 1);
  await look(page, "user-store-wrong-password");
});

test("a second factor is chosen, and its code is typed", async () => {
  await startTest();
  await signIn("grace", "Practice-Grace-1");
  await asked("choice");
  assert.equal(await page.getByTestId("practice-users-hint").count(), 0, "it names the password of somebody else");
  await look(page, "question-choice");
  await send();
  await page.getByTestId("answer-option").getByText("Fill in this field.").waitFor();
  await page.getByTestId("answer-option").getByText("Code by e-mail").click();
  await send();
  await asked("code");
  await page.getByText(/Sent to g\*\*\*@/).waitFor();
  const hint = await page.getByTestId("practice-code").textContent();
  await look(page, "question-code");
  await answer("code").fill(/\d{6}/.exec(hint)[0]);
  await send();
  assert.equal((await ended()).outcome, "passed");
});

test("a wrong code is said at its field and asked for again, three times in all", async () => {
  await startTest();
  await signIn("frank", "Practice-Frank-1");
  await asked("code");
  for (const tries of ["2 tries left in this test", "the last try of this test"]) {
    await answer("code").fill("000000");
    await send();
    await page.getByTestId("answer-code").getByText(`The user pool did not take it (${tries}): Invalid code`).waitFor();
    assert.equal(await answer("code").inputValue(), "");
  }
  await look(page, "question-code-wrong");
  const hint = await page.getByTestId("practice-code").textContent();
  await answer("code").fill(/\d{6}/.exec(hint)[0]);
  await send();
  assert.equal((await ended()).outcome, "passed");
});

test("a reload while the pool waits shows the question again", async () => {
  await startTest();
  await page.reload();
  await asked("credentials");
  await signIn("frank", "Practice-Frank-1");
  await asked("code");
  await page.reload();
  await asked("code");
  for (const _ of ["once", "twice", "for the last time"]) {
    await answer("code").fill("000000");
    await send();
    await page.waitForFunction(() => document.querySelector("[data-testid=answer-code] input")?.value !== "000000");
  }
  assert.equal((await ended()).diagnosis[0].code, "code_wrong");
});

test("a forced new password is set", async () => {
  await startTest();
  await signIn("carol", "Practice-Carol-1");
  await asked("new_password");
  await look(page, "question-new-password");
  await answer("password").fill("short");
  await send();
  await page.getByTestId("answer-password").getByText(/did not take it .*: Password did not conform/).waitFor();
  await look(page, "question-new-password-refused");
  await answer("password").fill(NEW_PASSWORD);
  await send();
  assert.equal((await ended()).outcome, "passed");
});

test("an authenticator app is set up where the pool wants one", async () => {
  const settings = JSON.parse(await idp.bridge.command("get_practice_pool_settings"));
  await idp.bridge.command("update_practice_pool_settings", {
    text: JSON.stringify({ ...settings, mfaConfiguration: "ON" }),
  });
  await startTest();
  await signIn("alice", "Practice-Alice-1");
  await asked("software_token_setup");
  await page.getByText(/^otpauth:/).first().waitFor();
  await page.getByRole("img", { name: "QR code for the app" }).waitFor();
  await look(page, "question-set-up");
  await page.getByTestId("cancel-test").click();
  assert.equal((await ended()).outcome, "cancelled");
  await idp.bridge.command("update_practice_pool_settings", { text: JSON.stringify(settings) });
});

test("what a broker would meet is asked once and told with what the tests met", async () => {
  await goTo(page, `/providers/${id}?tab=set-up`);
  await page.getByTestId("broker-check").getByText("Not checked yet.").waitFor();
  await page.getByTestId("check-broker").click();
  await page.getByTestId("broker-password_flow").getByText("The app client takes user name and password.").waitFor();
  await page.getByTestId("broker-second_factor").getByText(/SELECT_MFA_TYPE in the test of/).waitFor();
  await page.getByTestId("broker-new_password").getByText(/^NEW_PASSWORD_REQUIRED/).waitFor();
  await page.getByTestId("broker-federated_users").getByText(/is not known/).waitFor();
  await look(page, "broker-check");
});

test("a pool that is stopped is named, and nobody is asked for a password", async () => {
  await idp.bridge.command("stop_practice_pool");
  await goTo(page, `/providers/${id}`);
  await page.getByTestId("test-connection").click();
  const run = await ended();
  assert.equal(run.diagnosis[0].step, "discovery");
  assert.ok(!run.requests.some(({ parameters }) => parameters.some(({ value }) => value.endsWith(".InitiateAuth"))));
  assert.equal(run.diagnosis[0].code, "connection_refused");
  await look(page, "user-store-stopped");
});
