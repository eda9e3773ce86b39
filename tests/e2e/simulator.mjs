// The sign-in simulator in the real window: the e-mail domain leads to a provider that is
// stopped, and its fallback asks for the password in the console.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, console_, endAll, idpctl, practicePool, screenshot, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const data = join(folder, "data");
const pool = await practicePool(temporaryFolder());
const alice = pool.users.find((one) => one.name === "alice");
const SECOND = "By password";
const logo = fileURLToPath(new URL("../../icons/128x128.png", import.meta.url));
/** Nobody listens there: the discard port. */
const NOWHERE = "http://127.0.0.1:9";

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
  create({
    displayName: "Stopped", catalogueEntry: "generic-oidc", kind: "oauth_openid",
    oauth: {
      issuer: NOWHERE, authorizationEndpoint: `${NOWHERE}/a`, tokenEndpoint: `${NOWHERE}/t`, jwksUri: `${NOWHERE}/j`, clientId: "any",
      clientAuthentication: "none", scopes: ["openid"], redirectUri: "https://broker.example.com/callback", allowHttpOnLoopback: true,
    },
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
    await shows(driver, "simulator-explanation", "Stopped");
    await driver.click('[data-testid="simulator-continue"]');
    await shows(driver, "attempt-1", `${SECOND} is tried`);
    check(true, "a provider that does not answer falls back");
    await driver.type('[data-testid="answer-username"] input', "alice");
    await driver.type('[data-testid="answer-password"] input', alice.password);
    await painted();
    screenshot("simulator-question");
    await driver.click('[data-testid="send-answer"]');
    await shows(driver, "simulator-result", `Signed in through ${SECOND}`);
    await driver.waitFor('[data-testid="apply-user"]');
    check(true, "the password is asked for in the console, and the user would be made");
    await driver.click('[data-testid="apply-user"]');
    await shows(driver, "user-outcome", "stays as it is");
    await painted();
    screenshot("simulator-done");
    check(true, "and is made");
  } catch (error) {
    screenshot("simulator-failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
