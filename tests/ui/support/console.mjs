// A console in a browser of its own, watched while it is used.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { afterEach } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { secretsIn, startBridge } from "./bridge.mjs";
import { contentSecurityPolicy } from "./policy.mjs";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const OUTPUT = fileURLToPath(new URL("../.output/", import.meta.url));
/**
 * What a notice says, and what is wrong with a field, is read out a moment later from an element of
 * its own: the same words are there twice from then on.
 */
const NOT_READ_OUT = ':not([class*="awsui_announcer"]:text-matches("^(Success|Error|Info|Warning) "))';
/** At most this late comes an answer of a command (milliseconds); `make nightly` sets it. */
const LATEST_MS = Number(process.env.IDP_LATE_ANSWERS ?? 0);
let opened = null;

// What was on the screen when a test failed: the message of a wait that ran out says only
// what was not there.
afterEach(async (test) => {
  if (test.error === null || test.error === undefined || opened === null || opened.isClosed()) return;
  await mkdir(OUTPUT, { recursive: true });
  const name = test.name.replace(/\W+/g, "-").slice(0, 60);
  await opened.screenshot({ path: `${OUTPUT}failed-${name}.png` }).catch(() => {});
  const seen = await opened.locator("body").innerText({ timeout: 2000 }).catch(String);
  console.log(`on the screen (${opened.url()}):\n${seen.replace(/\n+/g, "\n").slice(0, 2000)}`);
});

/** `shows` is what the first page has, `home` a folder that an earlier bridge left. */
export async function openConsole(options = {}) {
  const { store, bus, prepare, home, smallDisk, shows = "providers-table" } = options;
  const bridge = await startBridge({ store, bus, home, smallDisk });
  try {
    await prepare?.(bridge);
    // Launched without a profile of its own, it gets a fresh one that goes when it closes.
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ARGUMENTS,
      timeout: 60_000,
    });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      colorScheme: "light",
    });
    // As Tauri does before any script of the page: libraries that fill in inherited names fail.
    await context.addInitScript(() => Object.freeze(Object.prototype));
    const page = await context.newPage();
    opened = page;
    page.setDefaultTimeout(15_000);
    const withReadOut = page.getByText.bind(page);
    page.getByText = (text, options) => withReadOut(text, options).and(page.locator(NOT_READ_OUT));
    const watch = await watchPage(page, bridge);
    if (LATEST_MS > 0) await answerLate(page);
    await page.goto(bridge.address);
    await page.getByTestId(shows).waitFor();
    return {
      bridge,
      page,
      ...watch,
      /** The process dies under the page; what it had written stays in `bridge.home`. */
      async crash() {
        await bridge.kill();
        await browser.close();
        watch.stop();
      },
      async close() {
        await browser.close();
        watch.stop();
        await bridge.stop();
      },
    };
  } catch (error) {
    await bridge.stop();
    throw error;
  }
}

/** Each answer comes a random while later, as on a slow machine: in another order, after the next key. */
async function answerLate(page) {
  await page.route("**/ipc/*", async (route) => {
    try {
      const response = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST_MS));
      await route.fulfill({ response });
    } catch {
      // The page was left or closed meanwhile.
    }
  });
}

/** Notes what must never happen, and everything that comes back from the commands. */
async function watchPage(page, { address: origin, mark }) {
  const problems = [];
  const answers = [];
  page.on("pageerror", (error) => problems.push(`page error: ${error.stack ?? error}`));
  page.on("console", (message) => {
    // A refused Content-Security-Policy is reported here as well.
    if (["error", "warning"].includes(message.type())) {
      problems.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith("/ipc/")) mark(...secretsIn(request.postDataJSON()));
    if (url.protocol !== "data:" && url.origin !== origin) {
      problems.push(`request to another origin: ${url.href}`);
    }
  });
  page.on("requestfailed", (request) => {
    // The stream of events ends with the page, and a reload gives up what is under way.
    const givenUp = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!givenUp && !request.url().endsWith("/events")) problems.push(`request failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/ipc/")) {
      answers.push(response.text().catch(() => ""));
    }
  });
  const policy = await contentSecurityPolicy();
  await page.route(`${origin}/`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": policy };
    await route.fulfill({ response, headers });
  });
  const events = followEvents(origin);
  return {
    /** All that the commands and events said so far, as text. */
    heard: async () => (await Promise.all(answers)).join("\n") + events.text(),
    /** What was noted so far, when a test wants there to be something. */
    takeProblems: () => problems.splice(0),
    assertQuiet() {
      const found = problems.splice(0);
      assert.deepEqual(found, [], "the page was not quiet");
    },
    stop: events.stop,
  };
}

function followEvents(origin) {
  const stop = new AbortController();
  let text = "";
  const read = async () => {
    const response = await fetch(`${origin}/events`, { signal: stop.signal });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
  };
  read().catch(() => {
    // Aborted at the end, or the bridge went first.
  });
  return { text: () => text, stop: () => stop.abort() };
}

/** The control inside a form field. */
export function input(page, field) {
  return page.locator(`[data-testid="field-${field}"] input`).first();
}

/** Lets a command answer otherwise, until the yielded function is called. */
export async function answering(page, command, change) {
  const pattern = `**/ipc/${command}`;
  await page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });
  return () => page.unroute(pattern);
}

/**
 * Holds a command back until `go` lets it through or `refuse` answers it; `given` waits until it
 * was given, and `calls` tells how often.
 */
export async function holding(page, command) {
  const pattern = `**/ipc/${command}`;
  let calls = 0;
  let open;
  const gate = new Promise((resolve) => {
    open = resolve;
  });
  await page.route(pattern, async (route) => {
    calls += 1;
    const answer = await gate;
    await (answer === null ? route.continue() : route.fulfill({ json: answer }));
  });
  const end = async (answer) => {
    open(answer);
    await page.unroute(pattern);
  };
  return {
    calls: () => calls,
    async given() {
      for (let tries = 0; tries < 500 && calls === 0; tries += 1) await page.waitForTimeout(20);
      assert.ok(calls > 0, `${command} was never given`);
    },
    go: () => end(null),
    refuse: (title, advice) => end(failing("internal", title, advice)()),
  };
}

/** An answer of a command that failed. */
export const failing = (code, title, advice) => () => ({
  status: "error",
  error: { code, title, advice, fields: [], detail: null },
});

export async function goTo(page, path) {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
}

export const axeSource = await readFile(
  new URL("../node_modules/axe-core/axe.min.js", import.meta.url),
  "utf8",
);
