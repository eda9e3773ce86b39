// Forty damaged databases: each is kept, and the window goes on with the backup.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { openConsole } from "../support/console.mjs";
import { createPlain } from "../support/definition.mjs";
import { database, faulty } from "../support/faulty.mjs";
import { makeWhole } from "../support/newer.mjs";

const PAGE = 4096;
const NOISE = Buffer.from("no page of a database ");
const DAMAGE = {
  "another header": (bytes) => bytes.fill(0x55, 0, 16),
  "a header of zeros": (bytes) => bytes.fill(0, 0, 100),
  "no bytes at all": () => Buffer.alloc(0),
};
for (let tenth = 1; tenth < 10; tenth += 1) {
  DAMAGE[`cut to ${tenth} tenths`] = (bytes) => bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
}
for (let at = 0; at < 14; at += 1) {
  const [from, to] = [at * PAGE, (at + 1) * PAGE];
  DAMAGE[`zeros in page ${at + 1}`] = (bytes) => bytes.fill(0, from, to);
  DAMAGE[`noise in page ${at + 1}`] = (bytes) => bytes.fill(NOISE, from, to);
}
assert.equal(Object.keys(DAMAGE).length, 40);

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

for (const [name, damage] of Object.entries(DAMAGE)) {
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
