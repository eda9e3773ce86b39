// The virtual desktop: the console under WebDriver, real keys by xdotool, screenshots.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { until, WebDriver } from "./webdriver.mjs";

const binaries = join(process.env.IDP_TARGET_DIR ?? "target", "debug");
export const console_ = join(binaries, "idp-console");
export const idpctl = join(binaries, "idpctl");

const children = [];

/** Starts a program that ends with the test. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
  children.push(child);
  return child;
}

/** Resolves once all of them have ended: what they still write is searched as well. */
export async function endAll() {
  await Promise.all(children.filter(isRunning).map(async (child) => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }));
}

const isRunning = ({ pid, exitCode, signalCode }) => pid !== undefined && exitCode === null && signalCode === null;

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** In the home folder of the session, which is searched at its end and goes with it. */
export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), "idp-console-e2e-"));
}

/** Secrets: no file of the home folder may hold one when the session ends. */
export function mark(...values) {
  if (!process.env.IDP_MARKS) return;
  for (const value of values) appendFileSync(process.env.IDP_MARKS, `${JSON.stringify(value)}\n`);
}

/** The secrets and passwords of the practice pool in this folder; yields its settings. */
export function markPool(folder) {
  const { settings } = JSON.parse(readFileSync(join(folder, "practice-pool.json"), "utf8"));
  markClientsAndUsers(settings);
  return settings;
}

function markClientsAndUsers({ clients, users }) {
  mark(...clients.map(({ secret }) => secret).filter(Boolean), ...users.map(({ password }) => password).filter(Boolean));
}

/** What others could look into below a folder; behind a closed folder nobody gets anywhere. */
export function openToOthers(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink() || (found.mode & 0o077) === 0) return [];
    const own = `${path} ${(found.mode & 0o777).toString(8)}`;
    return found.isDirectory() ? [own, ...openToOthers(path)] : [own];
  });
}

/** WebKit's own driver with the console that it started. */
class ConsoleDriver extends WebDriver {
  constructor(port, pid) {
    super(`http://127.0.0.1:${port}`);
    this.pid = pid;
  }

  hasConsole() {
    return childrenOf(this.pid).length > 0;
  }

  /**
   * Resolves once the console has ended: one that is closing yet may still write, and would be
   * shown again in place of the next one.
   */
  async close() {
    await super.close();
    await until(() => !this.hasConsole(), "the end of the console");
  }
}

/** WebKit's own driver starts the console; it needs to be told that it is automated. */
export async function webDriver() {
  const port = await freePort();
  const { pid } = start("WebKitWebDriver", [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, TAURI_AUTOMATION: "true", TAURI_WEBVIEW_AUTOMATION: "true" },
  });
  const driver = new ConsoleDriver(port, pid);
  await until(() => fetch(`${driver.base}/status`).then((r) => r.ok, () => false), "WebKitWebDriver");
  return driver;
}

/** The practice pool as a process of its own; resolves with its description and a way to end it. */
export async function practicePool(folder) {
  const child = start(idpctl, ["practice-pool", "--port", "0", "--json", "--data-dir", folder]);
  const end = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const description = JSON.parse(line);
    markClientsAndUsers(description);
    return { ...description, end };
  }
  throw new Error("the practice pool ended");
}

/** The X window whose title contains a text. */
export function windowNamed(title, limit) {
  return until(() => {
    try {
      const found = execFileSync("xdotool", ["search", "--onlyvisible", "--name", title], { stdio: ["ignore", "pipe", "ignore"] });
      return found.toString().trim().split("\n").at(-1);
    } catch {
      return null;
    }
  }, `a window named ${title}`, limit);
}

/** The windows of a console. */
export const windowsOf = (pid) => {
  try {
    const found = execFileSync("xdotool", ["search", "--onlyvisible", "--pid", String(pid), "--name", "IdP Console"], { stdio: ["ignore", "pipe", "ignore"] });
    return found.toString().trim().split("\n");
  } catch {
    return [];
  }
};

const childrenOf = (pid) =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const file = `/proc/${pid}/task/${task}/children`;
    return existsSync(file) ? readFileSync(file, "utf8").trim().split(" ").filter(Boolean) : [];
  });

/** The page processes of this very console: its children, or those of its children. */
export function pagesOf(pid) {
  const named = (one) => {
    try {
      return readFileSync(`/proc/${one}/comm`, "utf8").startsWith("WebKitWebProces");
    } catch {
      return false;
    }
  };
  const children = childrenOf(pid);
  return [...children, ...children.flatMap((one) => childrenOf(one))].filter(named);
}

export function titleOf(window) {
  return execFileSync("xdotool", ["getwindowname", window]).toString().trim();
}

export function hasWindow(title) {
  try {
    execFileSync("xdotool", ["search", "--onlyvisible", "--name", title], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Real key events into a window: each item is typed, or pressed when it names a key. */
export function keys(window, ...items) {
  execFileSync("xdotool", ["windowactivate", "--sync", window]);
  execFileSync("xdotool", ["windowfocus", "--sync", window]);
  execFileSync("xdotool", ["sleep", "0.3"]);
  for (const item of items) {
    if (item.key) execFileSync("xdotool", ["key", "--clearmodifiers", item.key]);
    else execFileSync("xdotool", ["type", "--delay", "60", item.text]);
  }
}

/** Closes the window that has the focus as its frame closes it; a busy machine may lose a key. */
export async function closeByFrame(hasEnded) {
  for (let attempt = 1; ; attempt += 1) {
    execFileSync("xdotool", ["key", "--clearmodifiers", "alt+F4"]);
    try {
      return await until(hasEnded, "the end of the console", 6000);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Types credentials into the practice pool's page in the sign-in window, as a person does. */
export async function signIn(username, password) {
  mark(password);
  const window = await windowNamed("sign-in test");
  check(titleOf(window).includes("http://127.0.0.1"), "the sign-in window is named by its address");
  screenshot("3-sign-in-window", window);
  // A busy machine may lose a key event; a person would see it and type again.
  for (let attempt = 1; hasWindow("sign-in test"); attempt += 1) {
    check(attempt <= 4, "the sign-in is typed");
    await new Promise((done) => setTimeout(done, 1500));
    if (!hasWindow("sign-in test")) break;
    if (attempt > 1) keys(window, { key: "shift+Tab" });
    keys(window, { key: "ctrl+a" }, { text: username }, { key: "Tab" }, { text: password });
    screenshot("3-sign-in-typed", window);
    keys(window, { key: "Return" });
    await until(() => !hasWindow("sign-in test"), "the sign-in window to close", 8_000).catch(() => {});
  }
}

let shots = process.env.IDP_SCREENSHOTS;

export function screenshot(name, window = "root") {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  execFileSync("import", ["-window", window, join(shots, `${name}.png`)]);
}

export function check(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
  console.log(`  ok: ${what}`);
}
