// What a sign-in page can reach. The callback's host: a logging server listens there, and the sign-in page
// goes to the callback by redirect, by 307 after a post, by script and by a click.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, console_, endAll, hasWindow, idpctl, keys, temporaryFolder, webDriver, windowNamed } from "./desktop.mjs";
import { until } from "./webdriver.mjs";

const folder = temporaryFolder();
let connections = 0;
let bytes = 0;
const callback = createTcpServer((socket) => {
  connections += 1;
  socket.on("data", (data) => (bytes += data.length));
  socket.on("error", () => {});
}).listen(0, "127.0.0.1");
await new Promise((done) => callback.once("listening", done));
const callbackUrl = `http://localhost:${callback.address().port}/callback`;

const WAYS = {
  redirect: (to) => ({ status: 302, headers: { location: to } }),
  "307 after a post": (to, posted) =>
    posted
      ? { status: 307, headers: { location: to } }
      : { status: 200, body: `<form method="post"><input name="x" autofocus></form><script>setTimeout(() => document.forms[0].submit(), 400)</script>` },
  script: (to) => ({ status: 200, body: `<p>…</p><script>setTimeout(() => (location.href = ${JSON.stringify(to)}), 400)</script>` }),
  click: (to) => ({ status: 200, body: `<a id="a" href="${to.replaceAll("&", "&amp;")}">go</a><script>document.getElementById("a").focus()</script>` }),
};

// A hostile page tries a command of the console before it goes on.
const ATTEMPT = `(async () => {
  let said = "there is nothing to call";
  try {
    const silence = new Promise((done) => setTimeout(() => done("silence"), 1500));
    const answer = await Promise.race([window.__TAURI_INTERNALS__.invoke("list_providers"), silence]);
    said = answer === "silence" ? "silence" : "ANSWERED";
  } catch (error) {
    said = "rejected: " + error;
  }
  await fetch("/report?" + encodeURIComponent(said));
})()`;
WAYS.commands = (to) => ({ status: 200, body: `<script>${ATTEMPT}.then(() => (location.href = ${JSON.stringify(to)}))</script>` });

let way = "redirect";
let reported = "nothing was reported";
const pages = createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  if (url.pathname === "/report") {
    reported = decodeURIComponent(url.search.slice(1));
    response.writeHead(204).end();
    return;
  }
  if (url.pathname !== "/oauth2/authorize") {
    response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}');
    return;
  }
  const probe = (request.headers["user-agent"] ?? "").includes("IdP-Console");
  const to = `${callbackUrl}?code=abc&state=${url.searchParams.get("state")}`;
  const { status, headers = {}, body = "" } = probe ? { status: 200, body: "a page" } : WAYS[way](to, request.method === "POST");
  response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);
}).listen(0, "127.0.0.1");
await new Promise((done) => pages.once("listening", done));
const base = `http://127.0.0.1:${pages.address().port}`;

const definition = join(folder, "definition.json");
writeFileSync(definition, JSON.stringify({
  displayName: "Reach", catalogueEntry: "generic-oauth2", kind: "oauth_openid",
  oauth: { authorizationEndpoint: `${base}/oauth2/authorize`, tokenEndpoint: `${base}/oauth2/token`,
    userinfoEndpoint: `${base}/oauth2/userInfo`, clientId: "reach",
    clientAuthentication: "none", redirectUri: callbackUrl, allowHttpOnLoopback: true },
}));
const created = JSON.parse(execFileSync(idpctl, ["--data-dir", folder, "--json", "provider", "create", "--file", definition]));

const driver = await webDriver();
try {
  await driver.open(console_, ["--data-dir", folder]);
  await driver.waitFor('[data-testid="add-provider"]');
  // The click last: it is the one that may open a connection.
  for (way of ["redirect", "307 after a post", "script", "commands", "click"]) {
    await driver.script(`location.hash = '#/providers/${created.id}'`);
    await driver.click('[data-testid="test-connection"]');
    if (way === "click") {
      const window = await windowNamed("sign-in test");
      // Again until the page was there to take it; after that the window is gone.
      for (let tries = 0; tries < 40 && hasWindow("sign-in test"); tries += 1) {
        await new Promise((done) => setTimeout(done, 1500));
        try {
          keys(window, { key: "Return" });
        } catch (error) {
          if (hasWindow("sign-in test")) throw error;
        }
      }
    }
    const verdict = await until(async () => {
      const text = await driver.text('[data-testid="verdict"]').catch(() => "");
      return text.includes("authorization code") ? text : null;
    }, `the verdict after ${way}`, 60_000);
    check(verdict.length > 0, `${way}: the callback was captured and the code exchanged`);
    // Long enough for a connection that was under way to arrive.
    await new Promise((done) => setTimeout(done, 700));
    if (way === "commands") {
      check(/^(rejected|silence|there is nothing)/.test(reported), `no command can be called from the sign-in window (${reported.slice(0, 120)})`);
    }
    if (way === "click") {
      check(bytes === 0, `${way}: no byte of a request arrived (connections opened: ${connections})`);
    } else {
      check(connections === 0, `${way}: nothing arrived at the callback's host and port`);
    }
  }
} finally {
  await driver.close();
  await endAll();
}
// A window that dies slowly must not keep the test alive.
process.exit(0);
