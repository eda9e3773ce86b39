import { expect, test } from "vitest";
import type { FieldProblem } from "../../backend/bindings.ts";
import { fieldOf, isAdvanced, sortProblems } from "./problems.ts";

function problem(field: string, severity: FieldProblem["severity"] = "error"): FieldProblem {
  return { field, code: "required", severity, message: `${field} is wrong.`, offer: null };
}

test("a path belongs to the input that shows it", () => {
  expect(fieldOf("oauth.scopes[2]")).toBe("oauth.scopes");
  expect(fieldOf("oauth.authorizationParameters.client_id")).toBe("oauth.authorizationParameters");
  expect(fieldOf("oauth.clientSecret")).toBe("clientSecret");
  expect(fieldOf("attributes.user[0].target")).toBeNull();
});

test("problems without an input are kept apart", () => {
  const { errors, warnings, notes, unplaced } = sortProblems([
    problem("displayName"),
    problem("oauth.scopes[0]", "warning"),
    problem("advanced.domains[1]", "note"),
    problem("attributes.user[0].target"),
  ]);
  expect([...errors.keys()]).toEqual(["displayName"]);
  expect([...warnings.keys()]).toEqual(["oauth.scopes"]);
  expect([...notes.keys()]).toEqual(["advanced.domains"]);
  expect(unplaced.map(({ field }) => field)).toEqual(["attributes.user[0].target"]);
});

test("the same message is said once", () => {
  const { errors } = sortProblems([problem("displayName"), problem("displayName")]);
  expect(errors.get("displayName")).toHaveLength(1);
});

test("fields of the folded section are known", () => {
  expect(isAdvanced("oauth.caFile")).toBe(true);
  expect(isAdvanced("oauth.clientId")).toBe(false);
});
