import type { MappingRuleDraft } from "../../backend/bindings.ts";

/** What a Cognito user profile is usually filled from; the first source that was received. */
const USUAL: readonly { sources: readonly string[]; always: boolean; rule: MappingRuleDraft }[] = [
  { sources: ["email"], always: true, rule: { target: "email", required: true, onEveryLogin: true } },
  {
    sources: ["cognito:username", "preferred_username", "username", "sub"],
    always: true,
    rule: { target: "username", required: true },
  },
  { sources: ["given_name"], always: false, rule: { target: "firstName", onEveryLogin: true } },
  { sources: ["family_name"], always: false, rule: { target: "lastName", onEveryLogin: true } },
  {
    sources: ["cognito:groups"],
    always: false,
    rule: { target: "groups", multiValued: true, onEveryLogin: true },
  },
];

/** The usual USER rules for the attributes that were received; all of them while that is unknown. */
export function usualRules(received: ReadonlySet<string> | null): MappingRuleDraft[] {
  return USUAL.flatMap(({ sources, always, rule }) => {
    const source = sources.find((name) => received === null || received.has(name));
    if (source === undefined && !always) return [];
    return [{ ...rule, source: source ?? sources[0] ?? "" }];
  });
}
