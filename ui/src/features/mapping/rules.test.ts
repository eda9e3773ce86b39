import { describe, expect, test } from "vitest";
import { attributesOf, changeRules, isSame, newRule, rulesOf } from "./rules.ts";

const three = rulesOf({
  user: [
    { target: "email", source: "email" },
    { target: "full", expression: "claims.name" },
    { target: "groups", source: "cognito:groups", multiValued: true },
  ],
});
const targets = (rules: typeof three) => rules.user.map(({ rule }) => rule.target);
const keyOf = (index: number) => three.user[index]?.key ?? -1;

describe("rules", () => {
  test("moving past the end changes nothing, and moving keeps the key with its rule", () => {
    expect(changeRules(three, { type: "move", set: "user", key: keyOf(0), by: -1 }).user).toBe(
      three.user,
    );
    const down = changeRules(three, { type: "move", set: "user", key: keyOf(0), by: 1 });
    expect(targets(down)).toEqual(["full", "email", "groups"]);
    expect(down.user[1]?.key).toBe(keyOf(0));
  });

  test("an expression is kept while other rules are changed and removed", () => {
    const removed = changeRules(three, { type: "remove", set: "user", key: keyOf(0) });
    const changed = changeRules(removed, {
      type: "change",
      set: "user",
      key: keyOf(2),
      values: { default: "none" },
    });
    expect(attributesOf(changed).user).toEqual([
      {
        target: "full",
        expression: "claims.name",
        required: false,
        multiValued: false,
        onEveryLogin: false,
      },
      expect.objectContaining({ target: "groups", default: "none", multiValued: true }),
    ]);
  });

  test("a rule that is added and removed again leaves no difference", () => {
    const added = changeRules(three, { type: "add", set: "external", rules: [newRule("external")] });
    expect(isSame(three, added)).toBe(false);
    const key = added.external[0]?.key ?? -1;
    expect(isSame(three, changeRules(added, { type: "remove", set: "external", key }))).toBe(true);
  });

  test("what a file leaves out is the same as what it says by default", () => {
    const written = rulesOf({ sendOnlyConfigured: false, user: [], external: [] });
    expect(isSame(rulesOf(undefined), written)).toBe(true);
  });
});
