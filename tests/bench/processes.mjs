// Starting the two programs, their process trees and their memory.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const built = join(process.env.IDP_TARGET_DIR ?? "target", "release");
const idpctl = join(built, "idpctl");
const DEFINITIONS = 100;

const folder = mkdtempSync(join(tmpdir(), "idp-console-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, "data");

/** Both windows: the program, and the arguments it is started with. */
export const ours = { name: "console", program: join(built, "idp-console"), args: ["--data-dir", data] };
export const blank = { name: "blank", program: join(built, "blank-window"), args: [] };

export { built, DEFINITIONS };

/** Fills the console's data folder. */
export function createDefinitions() {
  const file = join(folder, "provider.json");
  for (let number = 1; number <= DEFINITIONS; number += 1) {
    const domain = `https://team-${number}.auth.eu-west-1.amazoncognito.com`;
    const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Bench${String(number).padStart(4, "0")}`;
    writeFileSync(file, JSON.stringify({
      displayName: `Team ${number}`,
      catalogueEntry: "aws-cognito-oidc",
      kind: "oauth_openid",
      enabled: true,
      oauth: {
        issuer,
        authorizationEndpoint: `${domain}/oauth2/authorize`,
        tokenEndpoint: `${domain}/oauth2/token`,
        userinfoEndpoint: `${domain}/oauth2/userInfo`,
        jwksUri: `${issuer}/.well-known/jwks.json`,
        clientId: `client${String(number).padStart(20, "0")}`,
        clientAuthentication: "none",
        scopes: ["openid", "email", "profile"],
        redirectUri: "https://broker.example.com/callback",
      },
      tags: number % 3 === 0 ? ["prod"] : [],
    }));
    execFileSync(idpctl, ["provider", "create", "--file", file, "--data-dir", data, "--secret-store", "session"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}

export function start({ program, args }) {
  return spawn(program, args, { stdio: "ignore" });
}

/** Ends a program that this run started, and waits until it is gone. */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const late = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.once("exit", () => {
      clearTimeout(late);
      done();
    });
    child.kill("SIGTERM");
  });
}

/** A process with all that came from it. */
export function treeOf(root) {
  const children = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (pid) => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** Proportional set size in bytes: shared pages are divided among those who share them. */
export function proportionalSize(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]) * 1024;
}
