import { expect, test } from "vitest";
import { newClient, newUser } from "./new-entries.ts";
import { clientKind, parseEntry, printEntry, userKind } from "./pool-settings.ts";

const problemsOf = (change: object) =>
  parseEntry(clientKind, JSON.stringify({ ...newClient(), ...change })).problems.map(
    ({ field }) => field,
  );

test("what is printed is read again, whatever an attribute is called", () => {
  const user = {
    ...newUser(),
    name: "zoe",
    attributes: [
      { name: "__proto__", value: "a" },
      { name: "custom:constructor", value: "" },
    ],
  };
  expect(parseEntry(userKind, printEntry(userKind, user))).toEqual({ draft: user, problems: [] });
  const client = newClient();
  expect(parseEntry(clientKind, printEntry(clientKind, client)).draft).toEqual(client);
});

test("each place that has another type is named", () => {
  expect(problemsOf({ name: 1, scopes: ["openid", 2], grants: ["password"] })).toEqual([
    "name",
    "scopes[1]",
    "grants[0]",
  ]);
  expect(problemsOf({ tokenLifetimes: { idToken: "soon", accessToken: 1.5 } })).toEqual([
    "tokenLifetimes.idToken",
    "tokenLifetimes.accessToken",
    "tokenLifetimes.refreshToken",
  ]);
});

test("a field that nobody knows is a problem, and so is text that is no JSON", () => {
  expect(problemsOf({ sceret: "x" })).toEqual(["sceret"]);
  expect(parseEntry(clientKind, "{").draft).toBeNull();
  expect(parseEntry(clientKind, "null").problems[0]).toMatchObject({ field: "" });
});

test("two attributes of one name are found before one is lost", () => {
  const twice = { ...newUser(), attributes: [{ name: "a", value: "1" }, { name: "a", value: "2" }] };
  expect(userKind.problems?.(twice)).toMatchObject([{ field: "attributes.a" }]);
  expect(userKind.problems?.(newUser())).toEqual([]);
});

test("new entries have values of their own", () => {
  expect(newClient().id).toMatch(/^[a-z0-9]{26}$/);
  expect(newClient().secret).not.toBe(newClient().secret);
});

test("values of the user pools API are checked for their type as well", () => {
  expect(
    problemsOf({
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_SRP_AUTH"],
      preventUserExistenceErrors: true,
      authSessionValidity: "soon",
    }),
  ).toEqual(["explicitAuthFlows[1]", "preventUserExistenceErrors", "authSessionValidity"]);
  const { draft, problems } = parseEntry(
    userKind,
    JSON.stringify({ ...newUser(), attributes: {}, challenge: null, fault: "flood" }),
  );
  expect(draft).toBeNull();
  expect(problems.map(({ field }) => field)).toEqual(["fault"]);
});
