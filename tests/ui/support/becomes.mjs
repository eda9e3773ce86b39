// What has no word on the screen that says when it has come.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** Reads until it is as expected, and fails with what was read last. */
export async function becomes(read, expected, message) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (isDeepStrictEqual(await read(), expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await read(), expected, message);
}
