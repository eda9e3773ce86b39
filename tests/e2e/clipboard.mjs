// The client secret on the real clipboard of the desktop: for 30 seconds, unless something else
// was copied since, and not beyond the end of the console.
import { execFileSync, spawnSync } from "node:child_process";
import { check, closeByFrame, console_, endAll, markPool, screenshot, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const CLIENT = "practiceconfidential000001";
const STATE = '[data-testid="secret-state"]';

/** What another program finds on the clipboard; null when nobody offers anything. */
function clipboard() {
  // On a busy machine an answer may be late, which does not say that there is none.
  for (let attempt = 1; ; attempt += 1) {
    const { status, stdout, error } = spawnSync("xclip", ["-selection", "clipboard", "-out"], { timeout: 5000 });
    if (error === undefined) return status === 0 ? stdout.toString() : null;
    if (attempt === 3) throw error;
  }
}

const copyElsewhere = (text) =>
  execFileSync("xclip", ["-selection", "clipboard", "-in"], { input: text, stdio: ["pipe", "ignore", "ignore"] });

const says = (driver, text) =>
  until(async () => (await driver.text(STATE).catch(() => "")).includes(text), `"${text}"`, 45_000);

async function run() {
  const driver = await webDriver();
  try {
    await driver.open(console_, ["--data-dir", folder]);
    await driver.waitFor('[data-testid="add-provider"]');
    await driver.script("location.hash = '#/practice-pool'");
    await driver.click('[data-testid="start-practice-pool"]');
    await driver.click(`[data-testid="add-practice-client-${CLIENT}"]`);
    await driver.waitFor('[data-testid="test-connection"]');
    const { secret } = markPool(folder).clients.find((one) => one.id === CLIENT);
    const id = await driver.script("return location.hash.split('/')[2].split('?')[0]");
    await driver.script(`location.hash = '#/providers/${id}?tab=hand-over'`);

    // From before the click, so that no delay makes the time shorter than it is.
    const begun = Date.now();
    await driver.click('[data-testid="copy-secret"]');
    await says(driver, "On the clipboard for");
    check(clipboard() === secret, "another program can paste the secret");
    await until(() => clipboard() !== secret, "the clipboard to be cleared", 45_000);
    const seconds = (Date.now() - begun) / 1000;
    check(seconds >= 30, `it is there for 30 seconds (${seconds.toFixed(1)} s)`);
    check(!clipboard(), "then there is nothing");
    await says(driver, "The clipboard was cleared");
    screenshot("clipboard-cleared");

    await driver.click('[data-testid="copy-secret"]');
    await says(driver, "On the clipboard for");
    copyElsewhere("of another program");
    await says(driver, "Something else was copied");
    check(clipboard() === "of another program", "what was copied since stays");

    await driver.click('[data-testid="copy-secret"]');
    await says(driver, "On the clipboard for");
    // As a clipboard manager does: what a program offered would go with it anyway.
    copyElsewhere(secret);
    check(clipboard() === secret, "another program has taken over the secret");
    // The driver would kill the console, which then could not clear anything.
    execFileSync("xdotool", ["windowactivate", "--sync", await windowNamed("IdP Console")]);
    await closeByFrame(() => !driver.hasConsole());
    check(clipboard() !== secret, "the secret does not outlive the console");
  } catch (error) {
    screenshot("failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
process.exit(0);
