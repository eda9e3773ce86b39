// Rules as lines in the real window: drawn with a real pointer, saved, and what `idpctl` then
// finds. Chromium takes pointers differently from WebKit.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, console_, endAll, idpctl, practicePool, screenshot, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { KEY, until } from "./webdriver.mjs";

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
  const [start, end] = [await middleOf(driver, from), await middleOf(driver, to)];
  const at = ({ x, y }) => execFileSync("xdotool", ["mousemove", "--sync", "--window", window, String(x), String(y)]);
  at(start);
  execFileSync("xdotool", ["mousedown", "1"]);
  for (let step = 1; step <= 10; step += 1) {
    at({ x: Math.round(start.x + ((end.x - start.x) * step) / 10), y: Math.round(start.y + ((end.y - start.y) * step) / 10) });
  }
  execFileSync("xdotool", ["mouseup", "1"]);
}

const RIGHT = "claims.given_name + ' ' + claims.family_name";
const WRONG = "claims.given_name + ' ' + claims.surname";

/** Five attributes, each drawn as a line. */
async function byPointer(driver, window) {
  const places = [
    ["email", "missing:user:email", "alice@example.com"],
    ["cognito:username", "missing:user:username", "alice"],
    ["given_name", "add:user", "Alice"],
    ["family_name", "add:user", "Example"],
    ["cognito:groups", "add:user", "admins"],
  ];
  for (const [index, [claim, place, value]] of places.entries()) {
    const made = `rule:user:${index + 1}`;
    // A busy machine may lose a movement; a person would see that there is no line and draw again.
    for (let attempt = 1; !(await driver.exists(`[id="${made}"]`)); attempt += 1) {
      check(attempt <= 4, `a line from ${claim} is drawn`);
      await bringIntoView(driver, `claim:${claim}`, place);
      await drag(driver, window, `claim:${claim}`, place);
      await until(() => driver.exists(`[id="${made}"]`), `the rule for ${claim}`, 5_000).catch(() => {});
    }
    await shows(driver, made, value);
    check(true, `a line drawn with the pointer fills a target with ${claim}`);
  }
  screenshot("mapping-drawn");
}

const roll = (driver, by) =>
  driver.script("document.querySelector('.react-flow__pane').dispatchEvent(new WheelEvent('wheel', { deltaY: arguments[0], bubbles: true, cancelable: true }))", [by]);

/** Both ends of a line on the canvas at once, as a person would scroll to. */
async function bringIntoView(driver, claim, place) {
  await driver.script("document.querySelector('.lines').scrollIntoView({ block: 'center' })");
  const areThere = () => driver.script(`
    const { top, bottom } = document.querySelector('.lines').getBoundingClientRect();
    return arguments[0].every((id) => {
      const box = document.getElementById(id)?.getBoundingClientRect();
      return box !== undefined && box.top >= top && box.bottom <= bottom;
    });`, [[claim, place]]);
  for (let turns = 0; turns < 40; turns += 1) await roll(driver, -200);
  for (let turns = 0; !(await areThere()); turns += 1) {
    check(turns < 80, `${claim} and ${place} are in view together`);
    await roll(driver, 40);
    await new Promise((done) => setTimeout(done, 30));
  }
}

const active = (driver) => driver.script("return document.activeElement.id");

/** Tab goes to the column, past the pencils of its rules; arrow keys go on within it. */
async function walkTo(driver, id, column, key) {
  const inColumn = () => driver.script("return document.activeElement.matches(arguments[0])", [`.${column} .line-button`]);
  for (let tabs = 0; !(await inColumn()); tabs += 1) {
    if (tabs === 80) throw new Error(`Tab does not come to ${column}`);
    await driver.keys(KEY.tab);
  }
  await driver.keys(key === KEY.up ? KEY.end : KEY.home);
  for (let steps = 0; steps < 80; steps += 1) {
    // What was out of view has the focus once it is there.
    await until(inColumn, `the focus in ${column}`);
    if ((await active(driver)) === id) return;
    await driver.keys(key);
  }
  throw new Error(`no way to ${id}`);
}

/** Three attributes for applications without a pointer. */
async function byKeyboard(driver) {
  for (const [claim, value] of [["name", "Alice Example"], ["custom:department", "Engineering"], ["sub", "-"]]) {
    await walkTo(driver, `claim:${claim}`, "line-claim", KEY.down);
    await driver.keys(KEY.enter);
    await walkTo(driver, "add:external", "line-target", KEY.up);
    await driver.keys(KEY.enter);
    await until(async () => (await active(driver)).startsWith("rule:external:"), `the rule for ${claim}`);
    const made = await active(driver);
    await until(() => driver.script("return document.getElementById(arguments[0])?.innerText.includes(arguments[1])", [made, value]), `${value} at ${made}`);
    check(true, `${claim} is connected by keyboard alone`);
  }
  screenshot("mapping-by-keyboard");
}

/** An expression that is wrong first: it is red, and says why. */
async function byExpression(driver) {
  await walkTo(driver, "add:external", "line-target", KEY.up);
  await driver.keys(KEY.enter);
  await driver.type('[data-testid="rule-target"] input', "fullName");
  await driver.type('[data-testid="rule-cel"] textarea', WRONG);
  await driver.waitFor('[data-testid="rule-summary"] .result-status');
  await driver.click('[data-testid="close-details"]');
  const wrong = () => driver.script(`
    const node = [...document.querySelectorAll('.line-target')].find((one) => one.innerText.includes('fullName'));
    if (node?.dataset.status !== 'error') return null;
    return { edge: getComputedStyle(node).borderInlineStartColor, why: node.querySelector('.line-why')?.innerText ?? '' };`);
  const seen = await until(wrong, "the wrong rule to be marked");
  check(seen.edge === "rgb(219, 0, 0)" || seen.edge === "rgb(255, 122, 122)", "the wrong rule goes red");
  check(seen.why.includes("surname"), `and says why: ${seen.why}`);
  screenshot("mapping-wrong");
  await driver.click('[aria-label="Edit rule for fullName"]');
  await driver.script("document.querySelector('[data-testid=\"rule-cel\"] textarea').select()");
  await driver.type('[data-testid="rule-cel"] textarea', RIGHT);
  await until(() => driver.script("return document.querySelector('[data-testid=\"rule-summary\"]').innerText.includes('Alice Example')"), "the expression to give a name");
  await driver.click('[data-testid="close-details"]');
  check(true, "corrected, it gives what was meant");
}

/** What the test then stores is what the sentences beside the rules say. */
async function shownAsSaid(driver) {
  const beginnings = ["email is email.", "username is cognito:username.", "given_name is given_name.", "family_name is family_name.",
    "cognito:groups is", "name is name.", "custom:department is custom:department.", "sub is sub.", "fullName is the result of"];
  const said = new Set();
  const missing = () => beginnings.filter((beginning) => ![...said].some((one) => one.startsWith(beginning)));
  // What is out of view is not there.
  for (let turns = 0; turns < 40; turns += 1) await roll(driver, -200);
  for (let turns = 0; missing().length > 0; turns += 1) {
    if (turns === 80) throw new Error(`no sentence says: ${missing().join(", ")}; but: ${[...said].join(" ")}`);
    for (const one of await driver.script("return [...document.querySelectorAll('.line-sentence')].map((one) => one.innerText)")) said.add(one);
    await roll(driver, 60);
    await new Promise((done) => setTimeout(done, 30));
  }
  check(true, "each rule has its sentence");
  const words = ["--data-dir", data, "--json", "test", NAME, "--sign-in", "form", "--username", "alice", "--password-stdin"];
  const { mapped } = JSON.parse(execFileSync(idpctl, words, { input: alice.password, stdio: ["pipe", "pipe", "inherit"] }));
  check(mapped.external.fullName === "Alice Example" && mapped.user["cognito:groups"].join() === "admins,engineering", "and a test run stores what the lines showed");
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
    await byPointer(driver, window);
    await byKeyboard(driver);
    await byExpression(driver);
    await driver.click('[data-testid="save-attributes"]');
    await until(() => rules()?.external?.length === 4, "the saved rules");
    const { user, external } = rules();
    const told = (all) => all.map(({ target, source, expression }) => `${target} from ${source ?? expression}`);
    check(
      told(user).join() === "email from email,username from cognito:username,given_name from given_name,family_name from family_name,cognito:groups from cognito:groups",
      "idpctl finds the five rules that were drawn",
    );
    check(
      told(external).join() === `name from name,custom:department from custom:department,sub from sub,fullName from ${RIGHT}`,
      "and the three made by keyboard, and the expression",
    );
    await shownAsSaid(driver);
  } catch (error) {
    screenshot("mapping-failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
