// The reference set as CEL text, typed into each rule.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pointer } from "../support/hands.mjs";
import { byPointer, celTexts, inLines, page } from "../support/reference.mjs";

test("the reference set as CEL text", async () => {
  const connect = () => assert.fail("a text needs no line");
  await inLines(pointer(page), { ...byPointer, connect }, await celTexts());
});
