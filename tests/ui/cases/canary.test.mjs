// Everything that is secret in the console's work, marked as it goes over the wire; afterwards
// no file has any of it.
import assert from "node:assert/strict";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { freePort, startBridge } from "../support/bridge.mjs";
import { keepDraft, saveProvider, updateProvider } from "../support/drafts.mjs";
import { findMarks, findTokens, formsOf } from "../support/marks.mjs";
import { startRecorder } from "../support/recorder.mjs";

const PASSPHRASE = "canary-vault-passphrase-61";
const PASSWORD = "Canary-Password-62!";
const CLIENT_SECRET = "canaryclientsecret63abcdefghijk";
const USER_STORE_CLIENT = "practiceuserstore000000004";
const noted = new Map();
/** What the person saved has the permissions of its place. */
const saved = new Set();
let bridge;
let pool;
let recorder;
after(async () => {
  recorder?.stop();
  // Looks through every file for the marks.
  await bridge?.stop();
});

function note(kind, value) {
  noted.set(kind, (noted.get(kind) ?? new Set()).add(value));
  bridge.mark(value);
}

/** A practice pool with marked values, behind the recorder. */
async function marked() {
  pool = await bridge.command("start_practice_pool", { port: await freePort() });
  const settings = JSON.parse(await bridge.command("get_practice_pool_settings"));
  const client = settings.clients.find(({ secret }) => secret !== null);
  client.secret = CLIENT_SECRET;
  settings.users.find(({ name }) => name === "alice").password = PASSWORD;
  await bridge.command("update_practice_pool_settings", { text: JSON.stringify(settings) });
  recorder = await startRecorder(pool.address, note);
  const { definition } = await bridge.command("add_practice_pool_provider", { clientId: client.id });
  const through = (address) => recorder.address + new URL(address).pathname;
  const { oauth } = definition;
  const id = await keepDraft(bridge, {
    definition: {
      ...definition,
      displayName: "Marked",
      oauth: {
        ...oauth,
        tokenEndpoint: through(oauth.tokenEndpoint),
        userinfoEndpoint: through(oauth.userinfoEndpoint),
      },
    },
  });
  await bridge.command("keep_draft_secret", { id, secret: "half-typed-secret-64" });
  await bridge.command("keep_draft_secret", { id, secret: CLIENT_SECRET });
  return bridge.command("save_draft", { id, overwrite: false, acceptChanges: false });
}

async function userStore() {
  const { id } = await saveProvider(bridge, {
    displayName: "Marked users",
    catalogueEntry: "aws-cognito-user-store",
    kind: "user_store",
    userStore: {
      region: pool.userPoolId.split("_")[0],
      userPoolId: pool.userPoolId,
      clientId: USER_STORE_CLIENT,
      authFlow: "user_password",
      endpointOverride: recorder.address,
    },
  });
  return id;
}

/** Tests a user store and answers its questions. */
async function asked(providerId, answers) {
  const runId = await bridge.command("test_connection", { providerId });
  for (;;) {
    const run = await bridge.command("get_run", { runId });
    if (run.outcome !== "running") return run;
    const question = await bridge.command("get_question", { runId });
    const answer = question === null ? undefined : answers[question.kind];
    if (answer !== undefined) await bridge.command("answer_question", { runId, answer }).catch(() => {});
    await new Promise((done) => setTimeout(done, 50));
  }
}

test("a journey with everything that is secret, right and wrong", async () => {
  process.umask(0o022);
  bridge = await startBridge({ store: "none" });
  await bridge.command("choose_secret_store", { kind: "vault", passphrase: PASSPHRASE });
  const provider = await marked();
  assert.equal((await bridge.run(provider.id, "alice", PASSWORD)).outcome, "passed");
  assert.equal((await bridge.run(provider.id, "alice", "Canary-Wrong-Password-65!")).outcome, "failed");
  const copy = await bridge.command("duplicate_provider", { id: provider.id });
  await updateProvider(bridge, {
    id: copy.id,
    draft: { ...copy.definition, displayName: "With a wrong secret" },
    clientSecret: { change: "replace", value: "canary-wrong-secret-66" },
  });
  const refused = await bridge.run(copy.id, "alice", PASSWORD);
  assert.equal(refused.outcome, "failed");
  await bridge.command("delete_provider", { id: copy.id });

  const users = await userStore();
  const credentials = (username, password) => ({ kind: "credentials", username, password });
  const signedIn = await asked(users, { credentials: credentials("alice", PASSWORD) });
  assert.equal(signedIn.outcome, "passed", JSON.stringify(signedIn.diagnosis));
  await asked(users, { credentials: credentials("alice", "Canary-Wrong-Password-67!") });

  for (const { runId } of await bridge.command("list_runs", { providerId: null })) {
    saved.add(await bridge.command("save_report", { runId, pseudonymise: false }));
  }
  await bridge.command("back_up_now");
  saved.add(await bridge.command("save_diagnostics", { withHosts: true }));
  await bridge.command("copy_client_secret", { id: provider.id });
});

test("what went over the wire was noted", () => {
  const kinds = ["authorization", "code", "code_verifier", "access_token", "id_token", "AccessToken", "IdToken", "PASSWORD"];
  for (const kind of kinds) assert.ok(noted.get(kind)?.size > 0, `no ${kind} in ${[...noted.keys()]}`);
});

test("a planted value is found in every form, and a token whoever issued it", async () => {
  const plant = join(bridge.home, "tmp", "planted");
  for (const kind of ["code", "access_token", "PASSWORD"]) {
    const [value] = noted.get(kind);
    for (const [form, bytes] of Object.entries(formsOf(value))) {
      await writeFile(plant, Buffer.concat([Buffer.from("\x00before"), bytes, Buffer.from("after")]));
      // What needs no escaping is the same in plain and URL-encoded.
      const found = await findMarks(bridge.home, [value], { exempt: ["practice-pool.json"] });
      assert.ok(found.length > 0 && found.every((one) => one.startsWith(`${plant}:`)), form);
    }
  }
  const [token] = noted.get("id_token");
  for (const encoding of ["latin1", "utf16le"]) {
    for (const before of ["", "\x00"]) {
      await writeFile(plant, Buffer.concat([Buffer.from(before), Buffer.from(`"${token}"`, encoding)]));
      assert.equal((await findTokens(bridge.home)).length, 1, `${encoding} after ${before.length} bytes`);
    }
  }
  await rm(plant);
});

test("the console killed and started again on the folder remembers none of it either", async () => {
  const { home } = bridge;
  await bridge.kill();
  bridge = await startBridge({ store: "none", home });
  await bridge.command("list_providers");
});

test("nobody else can look into what the console made", async () => {
  const data = join(bridge.home, "data");
  const open = [];
  const walk = async (path) => {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0 && !saved.has(path)) open.push(`${path} ${(mode & 0o777).toString(8)}`);
    if ((mode & 0o040000) !== 0) for (const name of await readdir(path)) await walk(join(path, name));
  };
  await walk(data);
  assert.deepEqual(open, []);
  assert.ok((await readFile(join(data, "idp-console.db"))).length > 0);
});
