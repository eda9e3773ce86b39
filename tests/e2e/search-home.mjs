// Searches a home folder for what a journey marked as secret, in every form, and for signed
// tokens; and shows that it would find them.
//
//   node search-home.mjs HOME MARKS      MARKS: a file with one JSON text a line
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findMarks, findTokens, formsOf } from "../ui/support/marks.mjs";

const [home, list] = process.argv.slice(2);
const marks = new Set(readFileSync(list, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
// The values of the practice pool lie there in plain text, and protect nothing.
const exempt = ["practice-pool.json"];

const planted = join(home, "planted");
const [mark] = marks;
for (const [form, bytes] of Object.entries(mark === undefined ? {} : formsOf(mark))) {
  writeFileSync(planted, Buffer.concat([Buffer.from("before\x00"), bytes, Buffer.from("after")]));
  const found = await findMarks(home, [mark], { exempt });
  assert.ok(found.some((one) => one.startsWith(`${planted}:`)), `what was planted is not found as ${form}`);
}
writeFileSync(planted, `before eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(43)} after`);
assert.ok((await findTokens(home)).some((one) => one.startsWith(`${planted}:`)), "a token that was planted is not found");
rmSync(planted, { force: true });

const found = [...(await findMarks(home, marks, { exempt })), ...(await findTokens(home))];
assert.deepEqual(found, [], "a secret was left in a file");
console.log(`  ok: no file of the home folder has one of ${marks.size} secrets, or a token`);
