// A broker as plain as can be: a form with the fields that such a product asks for, and the
// authorization code flow with exactly what was entered (RFC 6749 section 4.1).
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** The fields in the words of miniOrange, which is also what the hand-over page says. */
export const FIELDS = {
  authorize: "OAuth Authorize Endpoint",
  token: "OAuth Access Token Endpoint",
  userinfo: "Get User Info Endpoint (optional)",
  clientId: "Client ID",
  clientSecret: "Client secret",
  scope: "Scope",
};

const form = () =>
  `<!doctype html><title>Broker</title><form method="post" action="/start">${Object.entries(FIELDS)
    .map(([name, label]) => `<p><label>${label} <input name="${name}"></label></p>`)
    .join("")}<button>Sign in</button></form>`;

const escaped = (text) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);

/** `callbackUrl` is the one that it has registered; whoever plays its host passes the query on. */
export async function startBroker(callbackUrl) {
  let entered = null;
  let state = null;
  const start = (body) => {
    entered = Object.fromEntries(new URLSearchParams(body));
    state = randomUUID();
    const address = new URL(entered.authorize);
    const parameters = { response_type: "code", client_id: entered.clientId, redirect_uri: callbackUrl, scope: entered.scope, state };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return address.href;
  };
  const finish = async (query) => {
    if (query.get("state") !== state) throw new Error("another state came back");
    const token = await fetch(entered.token, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${entered.clientId}:${entered.clientSecret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "authorization_code", code: query.get("code") ?? "", redirect_uri: callbackUrl }),
    });
    const answer = await token.json();
    if (!token.ok) throw new Error(`the token endpoint said ${token.status} ${JSON.stringify(answer)}`);
    const userinfo = await fetch(entered.userinfo, { headers: { authorization: `Bearer ${answer.access_token}` } });
    return JSON.stringify(await userinfo.json());
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://broker");
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (url.pathname === "/start") {
      response.writeHead(303, { location: start(Buffer.concat(chunks).toString()) }).end();
      return;
    }
    const said = url.pathname === "/callback" ? escaped(await finish(url.searchParams).catch(String)) : null;
    response.writeHead(200, { "content-type": "text/html" });
    response.end(said === null ? form() : `<!doctype html><title>Broker</title><pre>${said}</pre>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
