import { describe, expect, test } from "vitest";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
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
  test("a rule moves past its neighbour, and past those between when they are not shown", () => {
    const move = (from: number, past: number) =>
      changeRules(three, { type: "move", set: "user", key: keyOf(from), past: keyOf(past) });
    expect(targets(move(0, 1))).toEqual(["full", "email", "groups"]);
    expect(move(0, 1).user[1]?.key).toBe(keyOf(0));
    expect(targets(move(0, 2))).toEqual(["full", "groups", "email"]);
    expect(targets(move(2, 0))).toEqual(["groups", "email", "full"]);
    expect(targets(move(1, 0))).toEqual(["full", "email", "groups"]);
    expect(changeRules(three, { type: "move", set: "user", key: keyOf(0), past: 99 }).user).toBe(three.user);
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

  test("a new rule applies as a suggested one does: the user name at the first login only", () => {
    const usual = (target: string) => newRule("user", target).onEveryLogin;
    expect([usual("email"), usual("department"), usual("")]).toEqual([true, true, true]);
    expect(usual("username")).toBe(false);
    expect(newRule("external", "mail").onEveryLogin).toBe(false);
    const named = (rule: MappingRuleDraft, target: string) => {
      const rules = changeRules(rulesOf(undefined), { type: "add", set: "user", rules: [rule] });
      const key = rules.user[0]?.key ?? -1;
      const change = { type: "change", set: "user", key, values: { target } } as const;
      return changeRules(rules, change).user[0]?.rule.onEveryLogin;
    };
    expect(named(newRule("user"), "username")).toBe(false);
    expect(named(newRule("user", "username"), "login")).toBe(true);
    // What a person chose stays.
    expect(named({ ...newRule("user"), onEveryLogin: false }, "email")).toBe(false);
    expect(named({ ...newRule("user", "username"), onEveryLogin: true }, "email")).toBe(true);
  });

  test("what a file leaves out is the same as what it says by default", () => {
    const written = rulesOf({ sendOnlyConfigured: false, user: [], external: [] });
    expect(isSame(rulesOf(undefined), written)).toBe(true);
  });
});
