// Faults that only the real window can show: a second console on the same data folder, a
// page whose process is killed, and a folder whose database is damaged.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, console_, endAll, idpctl, pagesOf, screenshot, start, temporaryFolder, titleOf, webDriver, windowsOf } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
const definition = join(folder, "definition.json");
writeFileSync(definition, JSON.stringify({
  displayName: "Acme", catalogueEntry: "generic-oauth2", kind: "oauth_openid",
  oauth: { authorizationEndpoint: "https://p.example.com/a", tokenEndpoint: "https://p.example.com/t",
    userinfoEndpoint: "https://p.example.com/u", clientId: "c", clientAuthentication: "none",
    redirectUri: "https://broker.example.com/callback" },
}));
const data = join(folder, "data");
execFileSync(idpctl, ["--data-dir", data, "provider", "create", "--file", definition]);

/** Starts a console and waits for its end; yields its exit status. */
async function second(args, env = process.env) {
  const child = spawn(console_, args, { stdio: "ignore", env });
  const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const [code] = await once(child, "exit");
  clearTimeout(late);
  return code;
}

async function secondConsole() {
  const first = start(console_, ["--data-dir", data], { stdio: "ignore" });
  const [window] = await until(() => { const found = windowsOf(first.pid); return found.length > 0 ? found : null; }, "the first window");
  execFileSync("xdotool", ["windowminimize", "--sync", window]);
  await until(() => windowsOf(first.pid).length === 0, "the window to be minimised");
  const begun = Date.now();
  check((await second(["--data-dir", data])) === 0, `a second console ends with status 0 (${Date.now() - begun} ms)`);
  await until(() => windowsOf(first.pid).length === 1, "the first window to come back");
  await until(() => execFileSync("xdotool", ["getactivewindow"]).toString().trim() === window, "the focus");
  check(true, "the minimised first window is shown and has the focus");
  const { DBUS_SESSION_BUS_ADDRESS: _, ...noBus } = process.env;
  check((await second(["--data-dir", data], { ...noBus, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent" })) === 0, "the same without a session bus");
  const other = start(console_, ["--data-dir", join(folder, "other")], { stdio: "ignore" });
  await until(() => windowsOf(other.pid).length > 0, "a window on the other folder");
  check(windowsOf(first.pid).length === 1, "another data folder is a console of its own");
  for (const one of [first, other]) {
    one.kill("SIGKILL");
    await once(one, "exit");
  }
}

/** The window in shades of grey, one byte a pixel. */
function picture(window) {
  const shell = execFileSync("xdotool", ["getwindowgeometry", "--shell", window]).toString();
  const [width, height] = ["WIDTH", "HEIGHT"].map((name) => Number(new RegExp(`${name}=(\\d+)`).exec(shell)[1]));
  const data = execFileSync("import", ["-window", window, "-colorspace", "gray", "-depth", "8", "gray:-"], { maxBuffer: 64 << 20 });
  return { width, height, data };
}

/** Rows of pixels where the names of the list are. */
const rows = ({ width, data }, from, count) =>
  Array.from({ length: count }, (_, row) => data.subarray((from + row) * width + NAMES.left, (from + row) * width + NAMES.right));

const isDark = (shade) => shade < 100;

/** The picture once it holds still and shows something where the list is. */
async function stillPicture(window) {
  let last = picture(window);
  return until(async () => {
    await new Promise((done) => setTimeout(done, 400));
    const now = picture(window);
    const still = now.data.equals(last.data) && rows(now, NAMES.top, NAMES.high).some((row) => row.some(isDark));
    last = now;
    return still ? now : null;
  }, "the page to be painted");
}

/**
 * Where the name in the first row of the list is, left of the other columns: their widths
 * and the height of a row depend on whether the page has a scroll bar.
 */
const NAMES = { left: 310, right: 410, top: 255, high: 45 };

/**
 * Whether the name that one picture has in its list is in the other, further down: until the page
 * that was loaded again is painted, the window shows what it showed before.
 */
function showsBelow(picture, before) {
  const wanted = rows(before, NAMES.top, NAMES.high);
  const first = wanted.findIndex((row) => row.some(isDark));
  const text = wanted.slice(first, wanted.findLastIndex((row) => row.some(isDark)) + 1);
  const found = rows(picture, NAMES.top + first + 20, 200);
  return found.some((_, at) => text.every((row, index) => found[at + index] !== undefined && row.equals(found[at + index])));
}

/** A page that was loaded again: its process is a new one, it has named itself, and it has its list. */
async function loadedAgain(pid, window, killed, before) {
  await until(() => pagesOf(pid).some((page) => !killed.includes(page)), "a new process of the page");
  await until(() => titleOf(window) === "IdP Console", "the title of no page", 2000).catch(() => {});
  await until(() => titleOf(window).endsWith("– IdP Console"), "the title of the page");
  await until(() => showsBelow(picture(window), before), "the list below the notice");
}

async function killedPage() {
  // Without a driver: its session ends with the page.
  const child = start(console_, ["--data-dir", data], { stdio: "ignore" });
  const { pid } = child;
  const [window] = await until(() => { const found = windowsOf(pid); return found.length > 0 ? found : null; }, "the window");
  const before = await stillPicture(window);
  screenshot("page-before");
  const killed = pagesOf(pid);
  check(killed.length > 0, "the console has a process for its page");
  const begun = Date.now();
  for (const page of killed) process.kill(Number(page), "SIGKILL");
  await loadedAgain(pid, window, killed, before);
  check(true, `the list is there again, further down for the notice (painted after ${Date.now() - begun} ms)`);
  screenshot("page-loaded-again");
  // The fourth within a minute is one too many. Each page is there before it is killed: a
  // process that dies while it starts takes the console with it, by WebKit's own decision.
  for (let round = 0; round < 3; round += 1) {
    const pages = pagesOf(pid);
    for (const page of pages) process.kill(Number(page), "SIGKILL");
    await until(() => pages.every((page) => !existsSync(`/proc/${page}`)), "its end");
    if (round < 2) await loadedAgain(pid, window, pages, before);
  }
  const message = await until(() => {
    try {
      return execFileSync("xdotool", ["search", "--onlyvisible", "--pid", String(pid)], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim().split("\n").length > 1;
    } catch {
      return null;
    }
  }, "the message of the system");
  check(message && pagesOf(pid).length === 0, "a page that keeps ending is not loaded again, and a message says so");
  check(titleOf(window) === "IdP Console", "the window without a page keeps the console's name");
  screenshot("page-keeps-ending");
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function damaged() {
  writeFileSync(join(data, "idp-console.db"), "damaged");
  const driver = await webDriver();
  await driver.open(console_, ["--data-dir", data]);
  const text = await driver.text('[data-testid="fault-page"]');
  check(text.includes("The database is damaged"), "a damaged database opens a window that says so");
  await new Promise((done) => setTimeout(done, 1000));
  screenshot("fault-damaged");
  await driver.click('[data-testid="begin-empty"]');
  await driver.click('[data-testid="confirm-begin-empty"]');
  await driver.waitFor('[data-testid="add-provider"]');
  check(readdirSync(data).some((name) => name.includes(".damaged-")), "the damaged file is kept");
  const status = await second(["--data-dir", data]);
  check(status === 0, "the folder still has one console");
  await driver.close();
}

try {
  await secondConsole();
  await killedPage();
  await damaged();
} catch (error) {
  screenshot("failure");
  throw error;
} finally {
  await endAll();
}
// A window that dies slowly must not keep the test alive.
process.exit(0);
