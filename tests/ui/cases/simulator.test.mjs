// The sign-in simulator: routed by e-mail or button, signed in for real, with a real fallback.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { freePort } from "../support/bridge.mjs";
import { goTo, openConsole } from "../support/console.mjs";
import { updateProvider } from "../support/drafts.mjs";
import { look } from "../support/look.mjs";

const LONG = `A broken provider with a long name ${"n".repeat(80)}`;
let idp;
let page;
let acme;
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

const email = () => page.getByTestId("simulator-email").locator("input");
const button = (name) => page.getByTestId("simulator-providers").getByRole("button", { name });
const result = () => page.getByTestId("simulator-result");

async function change(id, values) {
  const { definition } = await idp.bridge.command("get_provider", { id });
  const draft = { ...definition, ...values(definition) };
  await updateProvider(idp.bridge, { id, draft, clientSecret: { change: "keep" } });
}

async function add(clientId, values) {
  const { id } = await idp.bridge.command("add_practice_pool_provider", { clientId });
  await change(id, values);
  return id;
}

test("without providers it says where they come from", async () => {
  await page.getByRole("link", { name: "Sign-in simulator", exact: true }).click();
  await page.getByText("No identity providers").waitFor();
  await look(page, "simulator-empty");
});

test("the e-mail domain decides, and the page says why before anybody signs in", async () => {
  const rules = [
    { target: "email", source: "email", required: true },
    { target: "username", source: "cognito:username", required: true },
  ];
  acme = await add("practiceconfidential000001", () => ({
    displayName: "Acme staff",
    advanced: { domains: ["acme.com"], fallback: { enabled: true, provider: "Acme by password" } },
    attributes: { user: rules, external: [{ target: "mail", source: "email" }], sendOnlyConfigured: true },
  }));
  await add("practiceuserstore000000004", () => ({
    displayName: "Acme by password",
    attributes: { user: rules, external: [{ target: "mail", source: "email" }], sendOnlyConfigured: true },
  }));
  await add("practicepublic000000000002", ({ oauth }) => ({
    displayName: LONG,
    oauth: { ...oauth, redirectUri: "https://broker.example.com/not-registered" },
    advanced: { domains: [], fallback: { enabled: true, provider: "Acme by password" } },
  }));
  await goTo(page, "/simulator");
  await button("Continue with Acme staff").waitFor();
  await email().fill("alice@acme.com");
  await page.getByTestId("simulator-explanation").getByText(/acme\.com/).waitFor();
  await page.getByTestId("simulator-fallback").getByText("Then Acme by password", { exact: true }).waitFor();
  await look(page, "simulator-login");
  await email().fill("alice@");
  await page.getByTestId("simulator-email").getByText(/e-mail/i).last().waitFor();
  await page.getByTestId("simulator-continue").click();
  assert.equal(await email().inputValue(), "alice@");
  assert.equal(await idp.bridge.command("get_simulation"), null);
});

test("who signs in sees the route, what applications get and the user that would be made", async () => {
  await email().fill("alice@acme.com");
  await page.getByTestId("simulator-continue").click();
  await page.getByTestId("attempt-1").getByText("Acme staff").waitFor();
  await page.getByTestId("cancel-test").waitFor();
  await look(page, "simulator-running");
  await idp.bridge.signIn("alice", "Practice-Alice-1");
  await result().getByText("Signed in through Acme staff").waitFor();
  await page.getByText("alice would be created").waitFor();
  await page.getByText("mail", { exact: true }).waitFor();
  await page.getByTestId("attributes-table").getByText("cognito:groups").first().waitFor();
  await page.getByTestId("simulator-failures").getByText("Which failures lead to a fallback").click();
  await page.getByTestId("failures-table").getByText("User name or password is wrong.").waitFor();
  await look(page, "simulator-passed");
  await page.getByTestId("apply-user").click();
  await page.getByTestId("user-outcome").getByText("alice was created.").waitFor();
  assert.equal((await idp.bridge.command("list_users")).length, 1);
});

test("a page that was left finds the simulation again", async () => {
  await goTo(page, "/settings");
  await page.reload();
  await goTo(page, "/simulator");
  await result().waitFor();
  await page.getByTestId("start-over").click();
  await email().fill("bob@elsewhere.example");
  await goTo(page, "/settings");
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  await goTo(page, "/simulator");
  await email().waitFor();
  assert.equal(await email().inputValue(), "bob@elsewhere.example");
});

test("a button is the person's choice, and a provider that refuses the client falls back", async () => {
  await button(new RegExp(LONG)).click();
  await page.getByTestId("simulator-route").getByText(/the person chose it/).waitFor();
  await page.getByTestId("attempt-1").getByText(/Acme by password is tried/).waitFor();
  await page.getByTestId("question-credentials").waitFor();
  await look(page, "simulator-fallback");
  await page.getByTestId("answer-username").locator("input").fill("alice");
  await page.getByTestId("answer-password").locator("input").fill("Practice-Alice-1");
  await page.getByTestId("send-answer").click();
  await result().getByText("Signed in through Acme by password").waitFor();
  await look(page, "simulator-fallback-passed");
});

test("what the application asks for goes before the e-mail domain and the buttons", async () => {
  await page.getByTestId("start-over").click();
  await email().fill("alice@acme.com");
  // What is said of the address comes above the choice.
  await page.getByTestId("simulator-fallback").waitFor();
  await page.getByTestId("simulator-application").getByRole("button").click();
  await page.getByRole("option", { name: "Acme by password" }).click();
  const said = page.getByTestId("simulator-explanation");
  await said.getByText(/goes to Acme by password: the caller asks for it/).waitFor();
  assert.equal(await page.getByTestId("simulator-providers").count(), 0);
  await page.getByText("The application asks for Acme by password").waitFor();
  await look(page, "simulator-application");
  await page.getByTestId("simulator-continue").click();
  await page.getByTestId("question-credentials").waitFor();
  await page.getByTestId("cancel-test").click();
  await result().getByText("Nobody was signed in").waitFor();
  await page.getByTestId("start-over").click();
  await page.getByTestId("simulator-application").getByRole("button").click();
  await page.getByRole("option", { name: "Nothing" }).click();
  await button("Continue with Acme staff").waitFor();
});

test("a sign-in that failed at the end still shows what was received", async () => {
  await change(acme, ({ attributes }) => ({
    attributes: { ...attributes, user: [...attributes.user, { target: "team", source: "nothing", required: true }] },
  }));
  await email().fill("alice@acme.com");
  await page.getByTestId("simulator-continue").click();
  await page.getByTestId("cancel-test").waitFor();
  await idp.bridge.signIn("alice", "Practice-Alice-1");
  await result().getByText("Nobody was signed in").waitFor();
  await page.getByTestId("simulator-partial").waitFor();
  await page.getByTestId("attributes-table").getByText("cognito:groups").first().waitFor();
  assert.equal(await page.getByTestId("attempt-2").count(), 0);
  await look(page, "simulator-failed-at-the-end");
  await change(acme, ({ attributes }) => ({
    attributes: { ...attributes, user: attributes.user.filter(({ target }) => target !== "team") },
  }));
});

test("a wrong password never leads to another provider", async () => {
  await change(acme, ({ advanced }) => ({ advanced: { ...advanced } }));
  await page.getByTestId("start-over").click();
  await email().fill("alice@acme.com");
  await page.getByTestId("simulator-continue").click();
  await page.getByTestId("cancel-test").waitFor();
  await idp.bridge.signIn("alice", "wrong");
  await result().getByText("Nobody was signed in").waitFor();
  await page.getByTestId("attempt-1").getByText(/Acme by password is not tried/).waitFor();
  assert.equal(await page.getByTestId("attempt-2").count(), 0);
  await look(page, "simulator-wrong-password");
});
