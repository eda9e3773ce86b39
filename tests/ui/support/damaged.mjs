// A database that is damaged is kept, and the window goes on with the backup.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { openConsole } from "./console.mjs";
import { createPlain } from "./definition.mjs";
import { database, faulty } from "./faulty.mjs";
import { makeWhole } from "./newer.mjs";

export const PAGE = 4096;

let sound;
let idp;
before(async () => {
  sound = await faulty((home) => makeWhole(database(home)));
});
after(() => rm(sound, { recursive: true, force: true }));
afterEach(async () => {
  idp?.assertQuiet();
  await idp?.close();
  idp = undefined;
});

/** A test for each damage: its name, and what it makes of the bytes of the file. */
export function eachIsKept(damages) {
  for (const [name, damage] of Object.entries(damages)) {
    test(`a damaged database (${name})`, async () => {
      const home = await mkdtemp(join(tmpdir(), "idp-console-ui-"));
      await cp(sound, home, { recursive: true });
      const damaged = damage(await readFile(database(home)));
      await writeFile(database(home), damaged);
      idp = await openConsole({ home, shows: "fault-page" });
      const { page } = idp;
      await page.getByRole("heading", { name: "The database is damaged", level: 1 }).waitFor();
      await page.getByTestId("restore-newest").click();
      await page.getByRole("link", { name: "Acme", exact: true }).waitFor();
      await createPlain(idp.bridge, "Written afterwards");
      await page.getByRole("link", { name: "Written afterwards", exact: true }).waitFor();
      const kept = (await readdir(join(home, "data"))).find((one) => /\.damaged-\w+$/.test(one));
      assert.ok(damaged.equals(await readFile(join(home, "data", kept))), "the damaged file is not kept");
    });
  }
}
