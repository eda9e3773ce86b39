// The main job with a definition typed by hand: a person with real keys fills the form, tests, and the
// pool says which credentials it was given.
import { check, console_, endAll, hasWindow, practicePool, screenshot, signIn, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const pool = await practicePool(temporaryFolder());
const client = pool.clients.find((one) => one.secret !== null);
const alice = pool.users.find((one) => one.name === "alice");
const NAME = "Typed by hand";

const field = (name) => `[data-testid="field-${name}"] input`;

async function fill(driver) {
  await driver.type(field("oauth.redirectUri"), client.callbackUrls[0]);
  await driver.type(field("displayName"), NAME);
  await driver.type(field("source"), pool.issuer);
  await driver.click('[data-testid="fill-endpoints"]');
  await until(
    () => driver.script("return document.querySelector(arguments[0])?.value", [field("oauth.tokenEndpoint")]),
    "the endpoints to be filled in",
  );
  await driver.type(field("oauth.clientId"), client.id);
  await driver.type(field("clientSecret"), client.secret);
}

async function run() {
  const driver = await webDriver();
  try {
    await driver.open(console_, ["--data-dir", folder]);
    await driver.waitFor('[data-testid="add-provider"]');
    await driver.script("location.hash = '#/providers/new'");
    await driver.click('[data-testid="form-aws-cognito-oidc"]');
    await fill(driver);
    screenshot("typed-form");
    await driver.click('[data-testid="save-provider"]');
    await driver.click('[data-testid="test-connection"]');
    await signIn("alice", alice.password);
    const verdict = await until(async () => {
      const text = await driver.text('[data-testid="verdict"]').catch(() => "");
      return text.includes("The sign-in") || text.includes("sign-in works") ? text : null;
    }, "the verdict", 60_000);
    check(verdict.includes("works"), `the verdict says: ${verdict.split("\n")[0]}`);
    await windowNamed("Test connection result");
    check(!hasWindow("sign-in test"), "the sign-in window is gone");
    const requests = await fetch(new URL("/requests", pool.issuer)).then((answer) => answer.json());
    const given = requests.filter(({ event }) => event === "signIn").at(-1);
    check(given.username === "alice" && given.passwordMatched && given.accepted, "the pool was given the user name and the password of alice");
    const token = requests.find(({ event }) => event === "token");
    check(token.clientAuthentication === "client_secret_basic" && token.outcome === "ok", "and the client's secret");
  } catch (error) {
    screenshot("typed-failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
