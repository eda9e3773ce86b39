// Data folders that do not open as they should.
import { join } from "node:path";
import { startBridge } from "./bridge.mjs";
import { createPlain } from "./definition.mjs";

export const database = (home) => join(home, "data", "idp-console.db");

/** A data folder with one provider and a backup of it, then with a fault. */
export async function faulty(fault, { backup = true } = {}) {
  const bridge = await startBridge();
  await createPlain(bridge, "Acme");
  if (backup) await bridge.command("back_up_now");
  await bridge.end();
  await fault(bridge.home);
  return bridge.home;
}
