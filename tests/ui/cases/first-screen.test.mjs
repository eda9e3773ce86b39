// What the first screen loads: sizes, not times, so that they mean the same everywhere.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openConsole } from "../support/console.mjs";

/** Kilobytes of code as they are parsed. Measured, with a tenth to spare: raise with a reason. */
const BUDGET = { js: 1000, css: 900 };
const OTHER_SCREENS = ["provider-form-page", "provider-page", "run-page", "run-list-page", "practice-pool-page", "settings-page"];
let idp;
let page;
before(async () => {
  idp = await openConsole();
  page = idp.page;
});
after(() => idp?.close());
afterEach(() => idp.assertQuiet());

test("the list loads its own code and stays within its budget", async () => {
  // The last part of the list that comes.
  await page.getByTestId("filter-status").waitFor();
  const files = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name, decodedBodySize }) => ({
      name: new URL(name).pathname.split("/").at(-1),
      size: decodedBodySize,
    })),
  );
  for (const screen of OTHER_SCREENS) {
    const early = files.filter(({ name }) => name.startsWith(`${screen}-`));
    assert.deepEqual(early, [], `${screen} is loaded before it is shown`);
  }
  for (const [kind, limit] of Object.entries(BUDGET)) {
    const sizes = files.filter(({ name }) => name.endsWith(`.${kind}`)).map(({ size }) => size);
    assert.ok(sizes.length > 0, `no ${kind} was seen`);
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    console.log(`first screen: ${kilobytes.toFixed(0)} kB of ${kind}`);
    assert.ok(kilobytes <= limit, `${kilobytes.toFixed(0)} kB of ${kind}, budget ${limit}`);
  }
});
