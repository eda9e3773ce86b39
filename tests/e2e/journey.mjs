// The main job as a newcomer does it: first start, practice pool, provider, test
// connection typed into the sign-in window, attributes, restart, once more.
import { lstatSync } from "node:fs";
import { check, console_, endAll, hasWindow, markPool, openToOthers, screenshot, signIn, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const CLIENT = "practiceconfidential000001";

async function attributes(driver) {
  const verdict = await until(async () => {
    const text = await driver.text('[data-testid="verdict"]').catch(() => "");
    return text.includes("The sign-in") || text.includes("sign-in works") ? text : null;
  }, "the verdict", 60_000);
  check(verdict.includes("works"), `the verdict says: ${verdict.split("\n")[0]}`);
  const table = await driver.text('[data-testid="attributes-table"]');
  check(table.includes("alice@"), "the attributes of alice are shown");
  check(table.includes("cognito:groups"), "her groups are shown");
  return driver.script(`
    const rows = document.querySelectorAll('[data-testid="attributes-table"] tbody tr');
    const cells = (row) => [...row.cells].slice(0, 4).map((cell) => cell.innerText.trim());
    return [...rows].map((row) => "  " + cells(row).join("  ")).join("\\n");`);
}

async function run() {
  const driver = await webDriver();
  try {
    await driver.open(console_, ["--data-dir", folder]);
    await driver.waitFor('[data-testid="add-provider"]');
    // The page is there before it is painted.
    await new Promise((done) => setTimeout(done, 1500));
    screenshot("1-list-empty");
    await driver.script("location.hash = '#/practice-pool'");
    await driver.click('[data-testid="start-practice-pool"]');
    await driver.click(`[data-testid="add-practice-client-${CLIENT}"]`);
    markPool(folder);
    await driver.waitFor('[data-testid="test-connection"]');
    screenshot("2-provider");
    const id = await driver.script("return location.hash.split('/')[2].split('?')[0]");
    await driver.script(`location.hash = '#/providers/${id}/edit'`);
    await driver.waitFor('[data-testid="save-provider"]');
    screenshot("2-form");
    await driver.script(`location.hash = '#/providers/${id}'`);
    await driver.click('[data-testid="test-connection"]');
    await signIn("alice", "Practice-Alice-1");
    const table = await attributes(driver);
    screenshot("4-run-in-main-window");
    const result = await windowNamed("Test connection result");
    check(!hasWindow("sign-in test"), "the sign-in window is gone");
    // Its page is out of the driver's reach; it has had time to load when the pictures are
    // looked at.
    await new Promise((done) => setTimeout(done, 6000));
    screenshot("4-result-window", result);
    if (process.env.IDP_PRINT_ATTRIBUTES) console.log(`\nAttributes received:\n${table}\n`);
    await driver.script("location.hash = '#/providers'");
    await driver.waitFor('[data-testid="add-provider"]');
    await new Promise((done) => setTimeout(done, 800));
    screenshot("5-list");
    await driver.close();

    await driver.open(console_, ["--data-dir", folder]);
    await driver.waitFor('[data-testid="add-provider"]');
    const list = await until(async () => {
      const text = await driver.text("main").catch(() => "");
      return text.includes("Practice pool:") ? text : null;
    }, "the provider after a restart");
    check(list.includes("Practice pool:"), "the provider is there after a restart");
    await driver.script("location.hash = '#/practice-pool'");
    await driver.click('[data-testid="start-practice-pool"]');
    await driver.waitFor('[data-testid="stop-practice-pool"]');
    await driver.script(`location.hash = '#/providers/${id}'`);
    await driver.click('[data-testid="test-connection"]');
    await signIn("alice", "Practice-Alice-1");
    await attributes(driver);
    check(true, "the secret from the keychain still works, and the second sign-in asked again");
    const open = openToOthers(folder);
    check(open.length === 0 && (lstatSync(folder).mode & 0o077) === 0, `nobody else can look into the data folder ${open.join(", ")}`);
  } catch (error) {
    screenshot("failure");
    throw error;
  } finally {
    await driver.close();
  }
}

await run().finally(endAll);
// A window that dies slowly must not keep the test alive.
process.exit(0);
