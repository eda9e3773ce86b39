// The console's own commands behind loopback HTTP, in a process and folder of their own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

/** `home` is the folder of a bridge that was killed, to start again on what it left. */
export async function startBridge({ store, home: left } = {}) {
  const home = left ?? (await mkdtemp(join(tmpdir(), "idp-console-ui-")));
  const child = spawn(
    process.env.IDP_BRIDGE,
    [join(home, "data"), process.env.IDP_UI, ...(store === undefined ? [] : [store])],
    {
      // No session bus: the keychain of whoever runs the tests is not for them.
      env: {
        PATH: process.env.PATH,
        HOME: home,
        XDG_RUNTIME_DIR: home,
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, "no-bus")}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stderr.on("data", (chunk) => (log += chunk));
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const exited = once(child, "exit");

  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), exited.then(() => null)]);
  if (first === null) throw new Error(`the bridge ended at once: ${log}`);
  const [address] = first;

  const post = async (path, body) => {
    const response = await fetch(`${address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch((cause) => {
      // A refused connection alone does not say whether the bridge crashed or was ended.
      const end = `exit ${child.exitCode}, signal ${child.signalCode}`;
      throw new Error(`${path}: no answer (${end})\n${log.slice(-4000)}`, { cause });
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  /** A command, past the UI: to have a state to start from. */
  const command = async (name, args = {}) => {
    const answer = await post(`/ipc/${name}`, args);
    if (answer.status === "error") throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  const signIn = (username, password) => post("/test/sign-in", { username, password });
  return {
    address,
    home,
    command,
    signIn,
    /** A whole test connection, past the UI; yields its run. */
    async run(providerId, username, password) {
      const runId = await command("test_connection", { providerId });
      await signIn(username, password);
      for (let endings = 0; ; ) {
        const run = await command("get_run", { runId });
        // A run that ends while it is read may read interrupted once.
        if (run.outcome === "interrupted") endings += 1;
        if (run.outcome !== "running" && (run.outcome !== "interrupted" || endings > 1)) return run;
        await delay(50);
      }
    },
    clipboard: async () => (await fetch(`${address}/test/clipboard`)).text(),
    /** As a power cut would: no handler runs, and the folder stays. */
    async kill() {
      process.off("exit", kill);
      kill();
      await exited;
    },
    async stop() {
      process.off("exit", kill);
      child.kill("SIGTERM");
      const late = setTimeout(kill, 2000);
      await exited;
      clearTimeout(late);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on, so that runs side by side do not meet. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
