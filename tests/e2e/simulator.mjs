// The sign-in simulator in the real window: the e-mail domain leads to a provider whose page a
// person signs in to; then its server is ended, and the fallback asks for the password in the
// console. The person stays one local user.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, console_, endAll, hasWindow, idpctl, practicePool, screenshot, signIn, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const data = join(folder, "data");
const pool = await practicePool(temporaryFolder());
const live = await practicePool(temporaryFolder());
const alice = pool.users.find((one) => one.name === "alice");
const FIRST = "By its page";
const SECOND = "By password";
const logo = fileURLToPath(new URL("../../icons/128x128.png", import.meta.url));

function create(definition) {
  const file = join(folder, "definition.json");
  writeFileSync(file, JSON.stringify(definition));
  execFileSync(idpctl, ["--data-dir", data, "provider", "create", "--file", file], { stdio: ["ignore", "ignore", "inherit"] });
}

function prepare() {
  const user = [
    { target: "email", source: "email", required: true },
    { target: "username", source: "cognito:username", required: true },
  ];
  create({
    displayName: SECOND, catalogueEntry: "aws-cognito-user-store", kind: "user_store",
    userStore: {
      region: pool.userPoolId.split("_")[0], userPoolId: pool.userPoolId, clientId: "practiceuserstore000000004",
      authFlow: "user_srp", endpointOverride: pool.domain,
    },
    attributes: { user },
  });
  const client = live.clients.find((one) => one.secret === null);
  create({
    displayName: FIRST, catalogueEntry: "aws-cognito-oidc", kind: "oauth_openid",
    oauth: {
      issuer: live.issuer, authorizationEndpoint: live.authorizationEndpoint, tokenEndpoint: live.tokenEndpoint,
      userinfoEndpoint: live.userinfoEndpoint, jwksUri: live.jwksUri, clientId: client.id, clientAuthentication: "none",
      scopes: ["openid", "email", "profile"], redirectUri: client.callbackUrls[0], allowHttpOnLoopback: true,
    },
    attributes: { user },
    advanced: { domains: ["acme.com"], fallback: { enabled: true, provider: SECOND } },
  });
}

const shows = (driver, id, text) =>
  until(
    () => driver.script("return document.querySelector(`[data-testid=${arguments[0]}]`)?.innerText.includes(arguments[1])", [id, text]),
    `${text} in ${id}`,
  );

/** Pictures of WebKit without a graphics card come a moment after the page. */
const painted = () => new Promise((done) => setTimeout(done, 1500));

/** The organisation's name and logo: the file goes in through the page, and its picture comes back. */
async function brand(driver) {
  await driver.script("location.hash = '#/settings'");
  await driver.type('[data-testid="field-organisation"] input', "Acme Bank");
  await driver.type('[data-testid="field-backgroundColour"] input', "#fff3cd");
  await driver.type('[data-testid="field-logo"] input[type="file"]', logo);
  await until(
    () => driver.script(`
      const canvas = document.querySelector("[data-testid=branding-preview] canvas");
      const middle = canvas?.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
      return canvas?.width === 128 && middle[3] > 0;`),
    "the logo in the preview",
  );
  check(true, "a picture from a file is the logo");
}

/** Makes the user, or links it, and waits until there is nothing more to do. */
async function apply(driver) {
  await driver.click('[data-testid="apply-user"]');
  await shows(driver, "user-outcome", "alice was");
}

async function run() {
  prepare();
  const driver = await webDriver();
  try {
    await driver.open(console_, ["--data-dir", data]);
    await driver.waitFor('[data-testid="add-provider"]');
    await brand(driver);
    await driver.script("location.hash = '#/simulator'");
    await driver.type('[data-testid="simulator-email"] input', "alice@acme.com");
    await shows(driver, "branded-page", "Acme Bank");
    await windowNamed("Sign-in simulator – IdP Console");
    check(true, "the window's title names the page");
    await painted();
    screenshot("simulator-branded");
    await shows(driver, "simulator-explanation", FIRST);
    await driver.click('[data-testid="simulator-continue"]');
    await signIn("alice", alice.password);
    await shows(driver, "simulator-result", `Signed in through ${FIRST}`);
    check(!hasWindow("sign-in test"), "the domain leads to the page of its provider, where alice signs in");
    await apply(driver);
    await painted();
    screenshot("simulator-by-domain");
    check(true, "she is made a local user");

    await live.end();
    await driver.click('[data-testid="start-over"]');
    await shows(driver, "simulator-explanation", FIRST);
    await driver.click('[data-testid="simulator-continue"]');
    await shows(driver, "attempt-1", `${SECOND} is tried`);
    check(!hasWindow("sign-in test"), "a provider whose server has ended falls back, and shows no window");
    await driver.type('[data-testid="answer-username"] input', "alice");
    await driver.type('[data-testid="answer-password"] input', alice.password);
    await painted();
    screenshot("simulator-question");
    await driver.click('[data-testid="send-answer"]');
    await shows(driver, "simulator-result", `Signed in through ${SECOND}`);
    check(true, "the password is asked for in the console");
    await apply(driver);
    await painted();
    screenshot("simulator-done");

    await driver.script("location.hash = '#/users'");
    await shows(driver, "users-table", "alice@example.com");
    const rows = await driver.script("return document.querySelectorAll('[data-testid=users-table] tbody tr').length");
    check(rows === 1, `after both, alice is one local user (${rows})`);
    await shows(driver, "users-table", SECOND);
    check(true, "who signs in through either");
  } catch (error) {
    screenshot("simulator-failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
