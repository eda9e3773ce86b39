// A provider of plain OAuth 2.0 on loopback that answers with whatever claims a test gives it.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const FORM = (query) => `<!doctype html><form method="post" action="/login?${query}">
  <input name="username"><input type="password" name="password"><button>Sign in</button></form>`;

/** `claims` are JSON texts by user name. */
export async function startStranger(claims) {
  let user = "";
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const body = (await request.setEncoding("utf8").toArray()).join("");
    const answer = (type, text) => response.writeHead(200, { "content-type": type }).end(text);
    switch (url.pathname) {
      case "/authorize":
        return answer("text/html", FORM(url.searchParams.toString().replaceAll("&", "&amp;")));
      case "/login": {
        user = new URLSearchParams(body).get("username");
        const back = new URL(url.searchParams.get("redirect_uri"));
        back.searchParams.set("code", randomBytes(16).toString("hex"));
        back.searchParams.set("state", url.searchParams.get("state"));
        return response.writeHead(302, { location: back.href }).end();
      }
      case "/token":
        return answer("application/json", JSON.stringify({ access_token: "opaque", token_type: "Bearer", expires_in: 3600 }));
      case "/userinfo":
        return answer("application/json", claims[user]);
      default:
        return response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    definition: {
      displayName: "Stranger",
      catalogueEntry: "generic-oauth2",
      kind: "oauth_openid",
      oauth: {
        authorizationEndpoint: `${origin}/authorize`,
        tokenEndpoint: `${origin}/token`,
        userinfoEndpoint: `${origin}/userinfo`,
        clientId: "client",
        clientAuthentication: "none",
        redirectUri: "https://broker.example.com/callback",
        allowHttpOnLoopback: true,
      },
    },
    stop: () => server.close(),
  };
}
