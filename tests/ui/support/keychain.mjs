// A session bus with a real keychain, which can be made to hang as one does while its prompt
// waits for the person.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAMS = ["/usr/bin/dbus-daemon", "/usr/bin/dbus-send", "/usr/bin/gnome-keyring-daemon"];

export const hasKeychain = PROGRAMS.every((path) => existsSync(path));

/** A bus that starts nothing on demand, and whose socket goes with its folder. */
const configIn = (folder) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=${folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

export async function startKeychain() {
  const home = await mkdtemp(join(tmpdir(), "idp-keychain-"));
  await chmod(home, 0o700);
  await writeFile(join(home, "bus.conf"), configIn(home));
  const env = { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home };
  const bus = spawn(
    "dbus-daemon",
    ["--config-file", join(home, "bus.conf"), "--nofork", "--print-address=1"],
    { env, stdio: ["ignore", "pipe", "ignore"] },
  );
  const [address] = await once(createInterface({ input: bus.stdout }), "line");
  const withBus = { ...env, DBUS_SESSION_BUS_ADDRESS: address };
  const daemon = spawn(
    "gnome-keyring-daemon",
    ["--foreground", "--unlock", "--components=secrets"],
    { env: withBus, stdio: ["pipe", "pipe", "ignore"] },
  );
  daemon.stdin.end("test");
  const kill = () => {
    daemon.kill("SIGKILL");
    bus.kill("SIGKILL");
  };
  const cleanUp = () => {
    kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on("exit", cleanUp);
  return {
    address,
    hang: () => daemon.kill("SIGSTOP"),
    goOn: () => daemon.kill("SIGCONT"),
    /** As a desktop does when its person leaves; without a display nobody can be asked to unlock. */
    lock: () =>
      execFileSync(
        "dbus-send",
        [
          `--bus=${address}`,
          "--print-reply",
          "--dest=org.freedesktop.secrets",
          "/org/freedesktop/secrets",
          "org.freedesktop.Secret.Service.Lock",
          "array:objpath:/org/freedesktop/secrets/aliases/default",
        ],
        { stdio: "ignore" },
      ),
    async stop() {
      process.off("exit", cleanUp);
      const ended = Promise.all([once(daemon, "exit"), once(bus, "exit")]);
      kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}
