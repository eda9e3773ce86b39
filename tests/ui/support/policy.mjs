// The window's Content-Security-Policy, so that the browser refuses what the window would.
import { readFile } from "node:fs/promises";

export async function contentSecurityPolicy() {
  const file = new URL("../../../src-tauri/tauri.conf.json", import.meta.url);
  const { csp } = JSON.parse(await readFile(file, "utf8")).app.security;
  const directives = { ...csp };
  // The commands are reached over the page's own origin here, not over ipc:.
  directives["connect-src"] = `${directives["connect-src"] ?? ""} 'self'`;
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[sources].flat().join(" ")}`)
    .join("; ");
}
