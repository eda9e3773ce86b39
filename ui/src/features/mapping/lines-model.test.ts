import { describe, expect, test } from "vitest";
import type { Attribute } from "../../backend/bindings.ts";
import { layOut } from "./lines-layout.ts";
import type { RuleResult } from "../../backend/bindings.ts";
import { arranged, claimsOf, foundBeyond, inOrderOf, linesOf, readsOf, targetsOf, withinMost } from "./lines-model.ts";
import { rulesOf } from "./rules.ts";

const received: Attribute[] = [
  { name: "sub", value: "1", type: "string", source: "id_token" },
  { name: "email", value: "a@b.c", type: "string", source: "id_token", differsFrom: ["userinfo"] },
  { name: "email", value: "A@b.c", type: "string", source: "userinfo" },
];
const rules = rulesOf({
  user: [
    { target: "full", source: "given_name", transforms: [{ kind: "concat", claims: ["family_name"], separator: " " }] },
    { target: "email", source: "email" },
    { target: "own", expression: "claims.sub" },
  ],
});
// As Rust says of the expression, and of the source of another rule, which the rule itself tells.
const reads = readsOf(
  new Map([
    [2, { reads: ["stale"] } as RuleResult],
    [3, { reads: ["sub", "locale"] } as RuleResult],
  ]),
);
const claims = claimsOf(received, ["phone"], ["sub"], rules, reads);

describe("lines", () => {
  test("a name that several sources hold is one claim; names of other runs and of rules are there, not received", () => {
    expect(claims.map(({ name, sources, dropped, differs }) => [name, sources.length, dropped, differs])).toEqual([
      ["sub", 1, true, false],
      ["email", 2, false, true],
      ["phone", 0, false, false],
      ["given_name", 0, false, false],
      ["family_name", 0, false, false],
      ["locale", 0, false, false],
    ]);
  });

  test("a claim that fills the user profile is known as that, whether or not it is sent", () => {
    expect(claims.filter(({ forUser }) => forUser).map(({ name }) => name)).toEqual(["sub", "email", "given_name", "family_name", "locale"]);
  });

  test("required targets come first, with a place for the one without a rule", () => {
    expect(targetsOf(rules).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "rule email",
      "missing username",
      "rule full",
      "rule own",
      "add ",
      "add ",
    ]);
  });

  test("lines lead through what is done, and from the claims that an expression names", () => {
    expect(linesOf(rules, reads).map(({ from, to, side }) => `${from} ${to}${side ? " side" : ""}`)).toEqual([
      "claim:given_name steps:user:1",
      "claim:family_name steps:user:1 side",
      "steps:user:1 rule:user:1",
      "claim:email rule:user:2",
      "claim:sub steps:user:3 side",
      "claim:locale steps:user:3 side",
      "steps:user:3 rule:user:3",
    ]);
  });

  test("arranging puts connected claims first, and what comes later stands at the end", () => {
    const { order } = arranged(claims, rules, reads);
    expect(order.slice(0, 5)).toEqual(["email", "given_name", "family_name", "sub", "locale"]);
    const more = claimsOf([...received, { name: "new", value: "", type: "string", source: "id_token" }], [], [], rules, reads);
    expect(inOrderOf(more, order).at(-1)?.name).toBe("new");
  });

  test("connected claims stand opposite of their first target", () => {
    const { order, beside } = arranged(claims, rules, reads);
    const { at, sizes } = layOut(inOrderOf(claims, order), targetsOf(rules), beside, 1000);
    const middle = (id: string, height: number) => (at.get(id)?.y ?? NaN) + height / 2;
    for (const [name, target] of [["email", 2], ["given_name", 1]] as const) {
      expect(middle(`claim:${name}`, sizes.claim.height)).toBe(middle(`rule:user:${target}`, sizes.target.height));
    }
    expect(at.get("claim:phone")?.y).toBeGreaterThan(at.get("claim:locale")?.y ?? NaN);
  });

  test("nothing overlaps, and from 520 pixels on all of it is there", () => {
    const { beside } = arranged(claims, rules, reads);
    for (const width of [300, 520, 541, 900, 2000]) {
      const { at, sizes, width: whole } = layOut(claims, targetsOf(rules), beside, width);
      const steps = at.get("steps:user:1");
      const target = at.get("rule:user:1");
      expect(steps?.x).toBeGreaterThan(sizes.claim.width);
      expect(target?.x).toBeGreaterThan((steps?.x ?? 0) + sizes.steps.width);
      expect((target?.x ?? 0) + sizes.target.width).toBeLessThan(whole);
      if (width >= 520) expect(whole).toBe(width);
      const corners = [...at.values()].map(({ x, y }) => `${x} ${y}`);
      expect(new Set(corners).size).toBe(corners.length);
    }
  });
});

test("of ten thousand claims those with a line and those that fit the search are there", () => {
  const many: Attribute[] = Array.from({ length: 10_000 }, (_, index) => ({ name: `claim${index}`, value: "", type: "string", source: "id_token" }));
  const one = rulesOf({ user: [{ target: "email", source: "claim9000" }] });
  const all = claimsOf(many, [], [], one, readsOf(new Map()));
  const names = withinMost(all, linesOf(one, readsOf(new Map())), "claim777").map(({ name }) => name);
  expect(names).toHaveLength(400);
  expect(names).toEqual(expect.arrayContaining(["claim0", "claim777", "claim7770", "claim9000"]));
  expect(withinMost(all.slice(0, 300), [], "")).toHaveLength(300);
});

test("a search counts what is not drawn among very many claims", () => {
  const many = claimsOf(
    Array.from({ length: 900 }, (_, index) => ({ name: `claim ${index}`, value: "same", type: "string", source: "id_token" })),
    [],
    [],
    rulesOf({}),
    readsOf(new Map()),
  );
  const drawn = withinMost(many, [], "same");
  expect(drawn.length).toBeLessThan(many.length);
  expect(drawn.length + foundBeyond(many, drawn, "same")).toBe(900);
  expect(foundBeyond(many, drawn, "")).toBe(0);
  expect(foundBeyond(drawn, drawn, "same")).toBe(0);
});
