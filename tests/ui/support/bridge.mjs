// The console's own commands behind loopback HTTP, in a process and folder of their own.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { findMarks, findTokens } from "./marks.mjs";

/** Runs a command with a disk of one megabyte at a folder, in a namespace that ends with it. */
const SMALL_DISK = [
  "unshare",
  "--map-root-user",
  "--mount",
  "sh",
  "-c",
  // What IDP_SMALL_DISK_FROM holds lies on it from the start, and IDP_SMALL_DISK_FULL fills it.
  `mkdir -p "$0" && mount -t tmpfs -o size=1m,mode=700 tmpfs "$0" &&
    { [ -z "$IDP_SMALL_DISK_FROM" ] || cp -a "$IDP_SMALL_DISK_FROM/." "$0"; } &&
    { [ -z "$IDP_SMALL_DISK_FULL" ] || ! cat /dev/zero >"$0/filler" 2>/dev/null; } &&
    exec "$@"`,
];

/** What was marked in each home folder, also by bridges that were killed there. */
const marked = new Map();
const running = new Set();

// A file that runs out of time is ended by this signal, and would leave all of it behind.
process.once("SIGTERM", () => process.exit(143));
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  // Who was killed may write a moment longer.
  for (const home of marked.keys()) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** Names of arguments that are secret, in every command. */
const SECRET = new Set(["secret", "password", "passphrase", "code", "old", "next"]);
/** A shorter text may be part of another. */
const LEAST = 8;

/** The secrets among the arguments of a command. */
export function secretsIn(args) {
  if (typeof args !== "object" || args === null) return [];
  return Object.entries(args).flatMap(([name, value]) =>
    typeof value === "string" ? (SECRET.has(name) && value.length >= LEAST ? [value] : []) : secretsIn(value),
  );
}

/** Whether this system allows that; some do not without more rights. */
export const hasSmallDisks = () =>
  spawnSync(SMALL_DISK[0], [...SMALL_DISK.slice(1), join(tmpdir(), "idp-console-small-disk"), "true"]).status === 0;

/**
 * The console in a home folder of its own, or in one that an earlier bridge left. `bus` is the
 * address of a session bus with a keychain; without one there is none. `smallDisk` has a disk of
 * one megabyte for the data: `{ from }` with the files of a folder, `{ full: true }` without room.
 * Marked values must not be in any file when it stops.
 */
export async function startBridge({ store, bus, home: earlier, smallDisk = null } = {}) {
  const home = earlier ?? (await mkdtemp(join(tmpdir(), "idp-console-ui-")));
  const marks = marked.get(home) ?? new Set();
  marked.set(home, marks);
  const words = [
    process.env.IDP_BRIDGE,
    join(home, "data"),
    process.env.IDP_UI,
    ...(store === undefined ? [] : [store]),
  ];
  const temporary = join(home, "tmp");
  await mkdir(temporary, { recursive: true });
  const [program, ...rest] = smallDisk !== null ? [...SMALL_DISK, join(home, "data"), ...words] : words;
  const child = spawn(
    program,
    rest,
    {
      // No session bus: the keychain of whoever runs the tests is not for them.
      env: {
        PATH: process.env.PATH,
        HOME: home,
        TMPDIR: temporary,
        XDG_RUNTIME_DIR: home,
        DBUS_SESSION_BUS_ADDRESS: bus ?? `unix:path=${join(home, "no-bus")}`,
        IDP_CONSOLE_LOG: "debug",
        IDP_SMALL_DISK_FROM: smallDisk?.from ?? "",
        IDP_SMALL_DISK_FULL: smallDisk?.full ? "1" : "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stderr.on("data", (chunk) => (log += chunk));
  running.add(child);
  const kill = () => child.kill("SIGKILL");
  const exited = once(child, "exit").then(() => running.delete(child));

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
  /** Ends the process and leaves its home folder. */
  const end = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(kill, 2000);
    await exited;
    clearTimeout(late);
  };
  const mark = (...values) => {
    for (const value of values) marks.add(value);
  };
  /** Codes that were caught are asked for while there is somebody to answer. */
  const markCodes = async () => {
    const codes = await fetch(`${address}/test/codes`).then((answer) => answer.json(), () => []);
    mark(...codes);
  };
  /** A command, past the UI: to have a state to start from. */
  const command = async (name, args = {}) => {
    mark(...secretsIn(args));
    const answer = await post(`/ipc/${name}`, args);
    if (answer.status === "error") throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  const signIn = (username, password) => {
    mark(...secretsIn({ password }));
    return post("/test/sign-in", { username, password });
  };
  return {
    address,
    home,
    /**
     * A secret of this test: no file of the console may hold it, in whatever form. What goes to
     * a command as a secret is marked anyway.
     */
    mark,
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
    /** As another program does; null makes the clipboard one that cannot be reached. */
    writeClipboard: (text) => post("/test/clipboard", text),
    /** The time of a secret on the clipboard is over. */
    takeBack: () => post("/test/take-back", {}),
    /** The next writing of the clipboard meets a fault of the program. */
    breakClipboard: () => post("/test/break-clipboard", {}),
    log: () => log,
    end,
    /** The data folder as the bridge sees it, whatever is mounted there. */
    dataFolder: join(`/proc/${child.pid}/root`, home, "data"),
    /** As a power cut would: no handler runs, and the folder stays. */
    async kill() {
      await markCodes();
      kill();
      await exited;
    },
    async stop() {
      await markCodes();
      await end();
      try {
        await writeFile(join(home, "stderr"), log);
        // The values of the practice pool lie there in plain text, and protect nothing.
        const found = await findMarks(home, marks, { exempt: ["practice-pool.json"] });
        found.push(...(await findTokens(home)));
        assert.deepEqual(found, [], "a secret was left in a file");
      } finally {
        marked.delete(home);
        await rm(home, { recursive: true, force: true });
      }
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
