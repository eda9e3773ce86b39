import { describe, expect, test } from "vitest";
import type { Field } from "./problems.ts";
import { incompleteSteps } from "./wizard-steps.ts";

const errors = (...fields: Field[]) => new Map(fields.map((field) => [field, ["Enter it."]]));

describe("a page that was passed", () => {
  test("is incomplete while a field of it is wrong", () => {
    const wrong = errors("displayName", "oauth.issuer", "oauth.clientId");
    expect(incompleteSteps("oauth_openid", wrong, 2, "client")).toEqual(["callback", "pool"]);
    expect(incompleteSteps("oauth_openid", errors("oauth.issuer"), 5, "review")).toEqual(["pool"]);
  });

  test("is not called so while the person is on it, or when it was not come to yet", () => {
    expect(incompleteSteps("oauth_openid", errors("displayName", "oauth.scopes"), 1, "callback")).toEqual([]);
    expect(incompleteSteps("oauth_openid", errors("displayName"), 1, "pool")).toEqual(["callback"]);
  });

  test("is complete when only fields of other pages are wrong", () => {
    expect(incompleteSteps("user_store", errors("oauth.issuer"), 3, "review")).toEqual([]);
  });
});
