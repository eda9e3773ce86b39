// From a key to the picture in the mapping editor, in the real web view: 200 claims, 50
// rules, and a text typed into a default whose result stands beside it.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endAll, temporaryFolder, webDriver } from "../e2e/desktop.mjs";
import { built, end, ours } from "./processes.mjs";
import { figure } from "./statistics.mjs";

const CLAIMS = 200;
const RULES = 50;
const KEYS = 40;
/** People do not notice a delay below it. */
const NOTICED_MS = 100;
const NAME = "Two hundred claims";
const idpctl = join(built, "idpctl");
const claim = (number) => `custom:claim-${String(number).padStart(3, "0")}`;

/** Notes for each key how long it took until the frame after the one that shows its result. */
const WATCH = `
  const [input, shown] = Array.from(arguments, (css) => document.querySelector(css));
  window.taken = [];
  let began = null;
  input.addEventListener("keydown", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (began === null || !shown.innerText.includes(input.value)) return;
    const pressed = began;
    began = null;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.taken.push(performance.now() - pressed);
      port2.postMessage(null);
    });
  }).observe(shown, { childList: true, subtree: true, characterData: true });`;

async function poolWith(folder, claims) {
  const started = async () => {
    const child = spawn(idpctl, ["practice-pool", "--port", "0", "--json", "--data-dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) return { child, pool: JSON.parse(line) };
    throw new Error("the practice pool ended");
  };
  // The first one writes its settings.
  await end((await started()).child);
  const file = join(folder, "practice-pool.json");
  const kept = JSON.parse(readFileSync(file, "utf8"));
  Object.assign(kept.settings.users.find(({ name }) => name === "alice").attributes, claims);
  writeFileSync(file, JSON.stringify(kept));
  return started();
}

/** A provider with its rules and one run. */
async function prepare(data) {
  const numbers = Array.from({ length: CLAIMS }, (_, index) => index + 1);
  const { child, pool } = await poolWith(temporaryFolder(), Object.fromEntries(numbers.map((number) => [claim(number), `value ${number}`])));
  try {
    const client = pool.clients.find(({ secret }) => secret === null);
    const { issuer, authorizationEndpoint, tokenEndpoint, userinfoEndpoint, jwksUri } = pool;
    const user = [{ target: "email", source: "email" }, { target: "username", source: "cognito:username" }, { target: "typed", source: "absent", default: "t" }];
    while (user.length < RULES) user.push({ target: `target${user.length}`, source: claim(user.length) });
    const definition = join(data, "definition.json");
    writeFileSync(definition, JSON.stringify({
      displayName: NAME, catalogueEntry: "aws-cognito-oidc", kind: "oauth_openid", attributes: { user },
      oauth: { issuer, authorizationEndpoint, tokenEndpoint, userinfoEndpoint, jwksUri, clientId: client.id, clientAuthentication: "none",
        scopes: ["openid", "email", "profile"], redirectUri: client.callbackUrls[0], allowHttpOnLoopback: true },
    }));
    const { id } = JSON.parse(execFileSync(idpctl, ["--data-dir", data, "--json", "provider", "create", "--file", definition]));
    const password = pool.users.find(({ name }) => name === "alice").password;
    execFileSync(idpctl, ["--data-dir", data, "test", NAME, "--sign-in", "form", "--username", "alice", "--password-stdin"], { input: password, stdio: ["pipe", "ignore", "inherit"] });
    return id;
  } finally {
    await end(child);
  }
}

async function typed(driver, input, shown) {
  await driver.click(input);
  await driver.script(WATCH, [input, shown]);
  for (let key = 0; key < KEYS; key += 1) {
    await driver.type(input, "abcdefghij"[key % 10]);
    const limit = Date.now() + 10_000;
    while ((await driver.script("return window.taken.length")) <= key) {
      if (Date.now() > limit) throw new Error(`the result of key ${key} did not come`);
    }
  }
  // The first keys warm the code up.
  return (await driver.script("return window.taken")).slice(KEYS / 4);
}

async function opened(driver, id, view) {
  await driver.script("localStorage.setItem('idp-console.mapping-view', arguments[1]); location.hash = '#/'; location.hash = arguments[0]", [`#/providers/${id}?tab=attributes`, view]);
}

export async function measureKeys() {
  const data = temporaryFolder();
  const id = await prepare(data);
  const driver = await webDriver();
  try {
    await driver.open(ours.program, ["--data-dir", data]);
    await driver.waitFor('[data-testid="add-provider"]');
    await opened(driver, id, "table");
    const row = '[data-testid="rules-user"] tbody tr:nth-child(3)';
    const table = await typed(driver, `${row} input[aria-label^="Default"]`, `${row} .beside-input`);
    await driver.script("location.hash = '#/'");
    await driver.waitFor('[data-testid="add-provider"]');
    await opened(driver, id, "lines");
    await driver.click('[data-target="rule:user:3"] .line-edit button');
    const lines = await typed(driver, '[data-testid="rule-default"] input', '[data-testid="rule-summary"]');
    const against = (name, title, taken) => figure(name, title, "ms", 1, { ours: taken, reference: taken.map(() => NOTICED_MS) });
    return [
      against("key_table", `key to picture, ${CLAIMS} claims, ${RULES} rules, table`, table),
      against("key_lines", `key to picture, ${CLAIMS} claims, ${RULES} rules, lines`, lines),
    ];
  } finally {
    // The window is the driver's: without this it would outlive it.
    await driver.close();
    await endAll();
  }
}
