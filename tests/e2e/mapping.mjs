// Rules as lines in the real window: drawn with a real pointer, saved, and what `idpctl` then
// finds. Chromium takes pointers differently from WebKit.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, console_, endAll, idpctl, practicePool, screenshot, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const data = join(folder, "data");
const pool = await practicePool(temporaryFolder());
const client = pool.clients.find((one) => one.secret === null);
const alice = pool.users.find((one) => one.name === "alice");
const NAME = "Mapped";

/** A provider with one run, made without a window. */
function prepare() {
  const definition = join(folder, "definition.json");
  const { issuer, authorizationEndpoint, tokenEndpoint, userinfoEndpoint, jwksUri } = pool;
  writeFileSync(definition, JSON.stringify({
    displayName: NAME, catalogueEntry: "aws-cognito-oidc", kind: "oauth_openid",
    oauth: { issuer, authorizationEndpoint, tokenEndpoint, userinfoEndpoint, jwksUri, clientId: client.id,
      clientAuthentication: "none", scopes: ["openid", "email", "profile"], redirectUri: client.callbackUrls[0], allowHttpOnLoopback: true },
  }));
  const { id } = JSON.parse(execFileSync(idpctl, ["--data-dir", data, "--json", "provider", "create", "--file", definition]));
  execFileSync(idpctl, ["--data-dir", data, "test", NAME, "--sign-in", "form", "--username", "alice", "--password-stdin"], { input: alice.password, stdio: ["pipe", "ignore", "inherit"] });
  return id;
}

const rules = () => JSON.parse(execFileSync(idpctl, ["--data-dir", data, "--json", "provider", "show", NAME])).definition.attributes;

/** The middle of an element, in pixels of the page. */
const middleOf = (driver, id) =>
  driver.script(`
    const element = document.getElementById(arguments[0]);
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };`, [id]);

/** Drags with the real pointer, in steps as a hand does. */
async function drag(driver, window, from, to) {
  await driver.script("document.getElementById(arguments[0]).scrollIntoView({ block: 'center' })", [from]);
  const [start, end] = [await middleOf(driver, from), await middleOf(driver, to)];
  const at = ({ x, y }) => execFileSync("xdotool", ["mousemove", "--sync", "--window", window, String(x), String(y)]);
  at(start);
  execFileSync("xdotool", ["mousedown", "1"]);
  for (let step = 1; step <= 10; step += 1) {
    at({ x: Math.round(start.x + ((end.x - start.x) * step) / 10), y: Math.round(start.y + ((end.y - start.y) * step) / 10) });
  }
  execFileSync("xdotool", ["mouseup", "1"]);
}

const shows = (driver, target, text) =>
  until(() => driver.script("return document.querySelector(arguments[0])?.innerText.includes(arguments[1])", [`[data-target^="rule:user"] [id="${target}"]`, text]), `${text} at ${target}`);

async function run() {
  const id = prepare();
  const driver = await webDriver();
  try {
    await driver.open(console_, ["--data-dir", data]);
    await driver.waitFor('[data-testid="add-provider"]');
    await driver.script("localStorage.setItem('idp-console.mapping-view', 'lines'); location.hash = arguments[0]", [`#/providers/${id}?tab=attributes`]);
    await driver.waitFor('[id="missing:user:email"]');
    const window = await windowNamed("IdP Console");
    execFileSync("xdotool", ["windowactivate", "--sync", window]);
    await new Promise((done) => setTimeout(done, 1500));
    screenshot("mapping-empty");
    await drag(driver, window, "claim:email", "missing:user:email");
    await shows(driver, "rule:user:1", "alice@example.com");
    check(true, "a line drawn with the pointer fills email");
    screenshot("mapping-dragged");
    await drag(driver, window, "claim:cognito:username", "missing:user:username");
    await shows(driver, "rule:user:2", "alice");
    check(true, "and another one username");
    await driver.click('[data-testid="save-attributes"]');
    await until(() => rules()?.user?.length === 2, "the saved rules");
    const [email, username] = rules().user;
    check(email.source === "email" && username.source === "cognito:username", "idpctl finds the rules that were drawn");
  } catch (error) {
    screenshot("mapping-failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
