// Nothing typed is lost: the process of the page is killed, the console is killed, and the
// window is closed right after the last key; the half-typed draft is there each time. So are
// the window's place and size.
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { check, closeByFrame, console_, endAll, keys, openToOthers, pagesOf, screenshot, start, temporaryFolder, webDriver, windowsOf } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

// A folder of the person's own, as a file program makes it.
const data = join(temporaryFolder(), "data");
mkdirSync(data, { mode: 0o755 });
const NAME = '[data-testid="field-displayName"] input';
const SECOND = 1000;
const pause = (time) => new Promise((done) => setTimeout(done, time));

/** The middle of an element, in pixels of the window. */
async function middleOf(driver, css) {
  await driver.waitFor(css);
  return driver.script(`
    const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
    return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };`, [css]);
}

/** Clicks past the pointer: what is clicked on may move meanwhile. */
async function goOn(driver, css, there) {
  await driver.waitFor(css);
  await until(async () => {
    await driver.script("document.querySelector(arguments[0])?.click()", [css]);
    await pause(SECOND);
    return driver.exists(there);
  }, there);
}

/** Begins a draft, and notes where the next console has to be clicked on to come back to it. */
async function begin() {
  const driver = await webDriver();
  await driver.open(console_, ["--data-dir", data]);
  await driver.waitFor('[data-testid="add-provider"]');
  await driver.script("location.hash = '#/providers/new'");
  await driver.click('[data-testid="form-aws-cognito-oidc"]');
  await driver.type(NAME, "Half");
  const kept = "return window.__TAURI_INTERNALS__.invoke('list_drafts')";
  await until(async () => (await driver.script(kept)).some(({ displayName }) => displayName === "Half"), "the draft to be written");
  await driver.close();

  await driver.open(console_, ["--data-dir", data]);
  const open = await middleOf(driver, '[data-testid="open-drafts"]');
  await goOn(driver, '[data-testid="open-drafts"]', '[data-testid="continue-draft"]');
  const resume = await middleOf(driver, '[data-testid="continue-draft"]');
  await goOn(driver, '[data-testid="continue-draft"]', '[data-testid="restored-draft"]');
  const field = await middleOf(driver, NAME);
  await driver.close();
  return { open, resume, field };
}

function click(window, { x, y }) {
  execFileSync("xdotool", ["mousemove", "--window", window, String(x), String(y), "click", "1"]);
}

/** A console without a driver, whose session would end with the page. */
async function startConsole() {
  const child = start(console_, ["--data-dir", data], { stdio: "ignore" });
  const [window] = await until(() => { const found = windowsOf(child.pid); return found.length > 0 ? found : null; }, "the window");
  execFileSync("xdotool", ["windowactivate", "--sync", window]);
  return { child, window };
}

/** The text of the field that has the focus, as its own clipboard has it; empty where there is none. */
async function focusedText(window) {
  const before = "nothing was copied";
  execFileSync("xclip", ["-selection", "clipboard", "-in"], { input: before, stdio: ["pipe", "ignore", "ignore"] });
  keys(window, { key: "ctrl+a" }, { key: "ctrl+c" });
  const copied = () => {
    // Something else than text may have been copied.
    const { status, stdout } = spawnSync("xclip", ["-selection", "clipboard", "-out"], { timeout: 5000 });
    return status === 0 && stdout.toString() !== before ? stdout.toString() : null;
  };
  return until(copied, "a text to be copied", 5 * SECOND).catch(() => "");
}

/** The same of the field under a point. */
function textAt(window, point) {
  click(window, point);
  return focusedText(window);
}

/**
 * Types at the end of the field that has the focus, and makes sure of it: a busy machine may
 * lose a key event. Nothing is clicked meanwhile, which would overtake keys that are on their way.
 */
async function typeAtEnd(window, before, text) {
  keys(window, { key: "End" }, { text });
  for (let attempt = 1; (await focusedText(window)) !== before + text; attempt += 1) {
    if (attempt === 4) throw new Error(`"${before + text}" could not be typed`);
    keys(window, { key: "ctrl+a" }, { text: before + text });
  }
}

/** Clicks until the form is there: the list comes a moment after the window. */
async function resume(window, places) {
  await until(async () => {
    click(window, places.open);
    await pause(SECOND);
    click(window, places.resume);
    await pause(SECOND);
    return (await textAt(window, places.field)).startsWith("Half");
  }, "the form of the draft", 60_000);
  keys(window, { key: "End" });
}

/** What the next console finds in the draft, and what it says of the window. */
async function found() {
  const driver = await webDriver();
  await driver.open(console_, ["--data-dir", data]);
  await goOn(driver, '[data-testid="open-drafts"]', '[data-testid="continue-draft"]');
  await goOn(driver, '[data-testid="continue-draft"]', '[data-testid="restored-draft"]');
  const text = await until(() => driver.script("return document.querySelector(arguments[0])?.value", [NAME]), "the name");
  screenshot("draft-found-again");
  await driver.close();
  return text;
}

const placeOf = (window) => execFileSync("xdotool", ["getwindowgeometry", "--shell", window]).toString().replace(/^(WINDOW|SCREEN)=.*\n/gm, "");

async function run() {
  const places = await begin();
  check((lstatSync(data).mode & 0o777) === 0o700, "a data folder that others could look into was closed to them");

  const { child, window } = await startConsole();
  await resume(window, places);
  await typeAtEnd(window, "Half", " a name");
  await pause(2 * SECOND);
  const killed = pagesOf(child.pid);
  check(killed.length > 0, "the console has a process for its page");
  for (const page of killed) process.kill(Number(page), "SIGKILL");
  // The notice of the reload stands above the form and moves it down.
  const again = await until(async () => {
    for (let shift = 0; shift <= 160; shift += 20) {
      const point = { x: places.field.x, y: places.field.y + shift };
      if ((await textAt(window, point)) === "Half a name") return point;
    }
    return null;
  }, "the draft in the page that was loaded again", 90_000);
  check(true, "the page's process was killed, and its draft is on the screen again");
  screenshot("draft-after-killed-page", window);

  click(window, again);
  await typeAtEnd(window, "Half a name", " and more");
  execFileSync("xdotool", ["windowsize", "--sync", window, "1010", "720"]);
  execFileSync("xdotool", ["windowmove", "--sync", window, "137", "91"]);
  await pause(2 * SECOND);
  const place = placeOf(window);
  child.kill("SIGKILL");
  await once(child, "exit");
  check((await found()) === "Half a name and more", "the console was killed, and what was on the screen for two seconds is there");

  const next = await startConsole();
  await until(() => placeOf(next.window) === place, `the window at ${place.replaceAll("\n", " ")}`).catch((error) => {
    throw new Error(`${error.message}; it is at ${placeOf(next.window).replaceAll("\n", " ")}`);
  });
  check(true, "the window is where it was and as large as it was");
  await closedAtOnce(next, places);
}

/** The last key, and at once the window is closed. */
async function closedAtOnce(first, places) {
  let before = "Half a name and more";
  for (let attempt = 1; ; attempt += 1) {
    const { child, window } = attempt === 1 ? first : await startConsole();
    execFileSync("xdotool", ["windowsize", "--sync", window, "1280", "860"]);
    await resume(window, places);
    execFileSync("xdotool", ["type", "--delay", "40", " at once"]);
    await closeByFrame(() => child.exitCode !== null || child.signalCode !== null);
    check(child.exitCode === 0, "the console ends when its window is closed");
    const text = await found();
    // A busy machine may lose a key event, but hardly the last ones: those the console would lose.
    if (attempt < 3 && text !== `${before} at once` && text.endsWith("nce")) {
      before = text;
      continue;
    }
    check(text === `${before} at once`, `closing right after the last key loses nothing (${text})`);
    break;
  }
  const open = openToOthers(data);
  check(open.length === 0, `nobody else can look into the data folder ${open.join(", ")}`);
}

await run()
  .catch((error) => {
    screenshot("failure");
    throw error;
  })
  .finally(endAll);
process.exit(0);
