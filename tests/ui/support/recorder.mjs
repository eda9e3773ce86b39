// A server between the console and a practice pool that passes everything on and notes what is
// secret in it: what the pool issued, and what it was given.
import { once } from "node:events";
import { createServer } from "node:http";

const IN_FORMS = ["code", "code_verifier", "refresh_token", "client_secret"];
const IN_ANSWERS = new Set([
  ...["access_token", "id_token", "refresh_token"],
  ...["AccessToken", "IdToken", "RefreshToken", "Session", "SecretKey", "SessionToken", "SecretCode"],
]);

/** `note(kind, value)` is called with each secret; yields where it listens. */
export async function startRecorder(target, note) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    noteRequest(request.headers, body.toString(), note);
    const headers = { ...request.headers, host: new URL(target).host };
    delete headers["content-length"];
    delete headers["transfer-encoding"];
    // What is compressed could not be read.
    delete headers["accept-encoding"];
    const answer = await fetch(new URL(request.url, target), {
      method: request.method,
      headers,
      body: body.length === 0 ? undefined : body,
      redirect: "manual",
    });
    const text = Buffer.from(await answer.arrayBuffer());
    noteAnswer(text.toString(), note);
    const passed = Object.fromEntries(answer.headers);
    for (const name of ["content-length", "content-encoding", "transfer-encoding", "connection"]) delete passed[name];
    response.writeHead(answer.status, passed).end(text);
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

function noteRequest({ authorization = "" }, body, note) {
  const [scheme, credentials = ""] = authorization.split(" ");
  if (scheme === "Basic") note("authorization", credentials);
  if (scheme === "Bearer") note("access_token", credentials);
  const form = new URLSearchParams(body);
  for (const name of IN_FORMS) if (form.has(name)) note(name, form.get(name));
  const sent = read(body);
  for (const [name, value] of Object.entries(sent?.AuthParameters ?? sent?.ChallengeResponses ?? {})) {
    if (["PASSWORD", "SECRET_HASH", "PASSWORD_CLAIM_SIGNATURE", "NEW_PASSWORD"].includes(name)) note(name, value);
  }
}

function noteAnswer(body, note) {
  const walk = (value) => {
    for (const [name, inside] of Object.entries(value ?? {})) {
      if (IN_ANSWERS.has(name) && typeof inside === "string") note(name, inside);
      else if (typeof inside === "object") walk(inside);
    }
  };
  walk(read(body));
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
