import { expect, test } from "vitest";
import { linesOf, type TableOrder } from "./rule-lines.ts";
import { rulesOf } from "./rules.ts";

const rules = rulesOf({
  user: [{ target: "nickname" }, { target: "phone", required: true }, { target: "locale" }, { target: "email" }],
});
const problems = { at: new Map(), byField: new Map(), ofSet: { user: [], external: [] }, elsewhere: [] };

test("required rules stand first, and each goes past those of its kind alone", () => {
  const order: TableOrder = { keys: [2, 4, 1, 3], required: 2 };
  const lines = linesOf(rules.user, order, null, problems, new Map());
  expect([...lines].map(([key, { rule, index, above, below }]) => [key, rule.target, index, above, below])).toEqual([
    [2, "phone", 1, null, 4],
    [4, "email", 3, 2, null],
    [1, "nickname", 0, null, 3],
    [3, "locale", 2, 1, null],
  ]);
});
