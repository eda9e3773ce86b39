import { expect, test } from "vitest";
import { changeRules, rulesOf } from "./rules.ts";
import { byPlace, readTexts, textOf, UnfinishedTexts } from "./unfinished-texts.ts";

const start = rulesOf({ user: [{ target: "" }, { target: "" }] });
const texts = () => new UnfinishedTexts(new Map(), start);

test("two new rules without a name have a text each, and renaming one keeps its own", () => {
  const all = texts();
  all.of(1, "cel").keep("claims.", "");
  all.of(2, "cel").keep("claims +", "");
  all.of(2, "condition").keep("(", "");
  expect([all.of(1, "cel").get(""), all.of(2, "cel").get("")]).toEqual(["claims.", "claims +"]);
  expect(all.of(2, "condition").get("")).toBe("(");
  expect(all.of(1, "cel").get("claims.email")).toBeNull();
});

test("a text is there after saving, and when the editor is opened again", () => {
  const all = texts();
  all.of(2, "cel").keep("claims +", "");
  const moved = changeRules(start, { type: "move", set: "user", key: 2, past: 1 });
  const written = textOf(byPlace(all.all(), moved));
  const again = new UnfinishedTexts(readTexts(written), rulesOf({ user: [{ target: "full" }, { target: "" }] }));
  expect([again.of(1, "cel").get(""), again.of(2, "cel").get("")]).toEqual(["claims +", null]);
  const saved = changeRules(moved, { type: "load", attributes: { user: [{ target: "full" }, { target: "" }] } });
  all.follow(moved, saved);
  expect(saved.user.map(({ key }) => all.of(key, "cel").get(""))).toEqual(["claims +", null]);
});

test("another edit of the rules moves no text", () => {
  const all = texts();
  all.of(2, "cel").keep("claims +", "");
  all.follow(start, changeRules(start, { type: "remove", set: "user", key: 1 }));
  expect([all.of(1, "cel").get(""), all.of(2, "cel").get("")]).toEqual([null, "claims +"]);
});

test("what is written is nothing when there is nothing, and what cannot be read is nothing", () => {
  const all = texts();
  const seen: unknown[] = [];
  const stop = all.subscribe(() => seen.push(all.all()));
  all.of(1, "cel").keep("claims.", "");
  all.of(1, "cel").drop();
  all.of(1, "cel").drop();
  stop();
  all.of(1, "cel").keep("claims.", "");
  expect(seen).toHaveLength(2);
  expect(textOf(byPlace(texts().all(), start))).toBeNull();
  expect(readTexts(null).size).toBe(0);
  expect(readTexts('{"later": 1}').size).toBe(0);
  expect(readTexts("cut o").size).toBe(0);
  expect(readTexts('[["user 0 cel", {"text": 1}], [], null]').size).toBe(0);
});
