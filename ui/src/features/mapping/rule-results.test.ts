import { describe, expect, test } from "vitest";
import type { MappingView, RuleResult } from "../../backend/bindings.ts";
import { resultsOf } from "./rule-results.ts";
import { changeRules, rulesOf } from "./rules.ts";

const asked = rulesOf({
  user: [
    { target: "email", source: "email" },
    { target: "full", source: "name" },
    { target: "email", source: "alias" },
  ],
});
const view = {
  results: asked.user.map(({ rule }, index) => ({ set: "user", index, target: rule.target, why: rule.source }) as RuleResult),
} as MappingView;
const keyOf = (index: number) => asked.user[index]?.key ?? -1;
const told = (rules: typeof asked) => {
  const results = resultsOf(view, asked, rules);
  return rules.user.map(({ key }) => results.get(key)?.why);
};

describe("results of an answer that is an edit old", () => {
  test("go with their rule wherever it was moved to", () => {
    expect(told(asked)).toEqual(["email", "name", "alias"]);
    const moved = changeRules(asked, { type: "move", set: "user", key: keyOf(2), past: keyOf(0) });
    expect(told(moved)).toEqual(["alias", "email", "name"]);
  });

  test("stay with the other rules when one is removed, and a new one has none", () => {
    expect(told(changeRules(asked, { type: "remove", set: "user", key: keyOf(0) }))).toEqual(["name", "alias"]);
    const rules = [{ target: "nickname", source: "nickname" }];
    expect(told(changeRules(asked, { type: "add", set: "user", rules }))).toEqual(["email", "name", "alias", undefined]);
  });

  test("are found by target when the rules were loaded anew", () => {
    const loaded = rulesOf({ user: [{ target: "full", source: "name" }] }, 100);
    expect(told(loaded)).toEqual(["name"]);
  });
});

describe("without anything received", () => {
  const about = (values: Partial<RuleResult>) => ({ set: "user", target: "email", value: null, reads: [], sentence: "s", cel: "c", ...values }) as RuleResult;
  const rules = rulesOf({ user: [{ target: "email" }] });
  const [row] = rules.user;
  const shownOf = (result: RuleResult) =>
    resultsOf({ results: [result] } as unknown as MappingView, rules, rules, true).get(row?.key ?? -1);

  test("a rule has its sentence and its text, and no verdict", () => {
    const shown = shownOf(about({ status: "required_missing", reads: ["email"], why: "email was not received" }));
    expect(shown).toMatchObject({ status: null, why: "", sentence: "s", cel: "c" });
    const error = { code: "not_there" } as RuleResult["error"];
    expect(shownOf(about({ status: "error", reads: ["email"], error }))).toMatchObject({ status: null, error: null });
  });

  test("what no claim can change is said: a constant, and a text that is wrong", () => {
    expect(shownOf(about({ status: "ok", value: "always" }))).toMatchObject({ status: "ok", value: "always" });
    const error = { code: "syntax" } as RuleResult["error"];
    expect(shownOf(about({ status: "error", error }))).toMatchObject({ status: "error", error });
  });

  test("two answers that say the same are drawn once", () => {
    const same = about({ status: "empty", reads: ["email"] });
    expect(shownOf(same)).toBe(shownOf(same));
  });
});
