import { catalogue } from "../../messages/catalogue.ts";

type Unsupported = (typeof catalogue.unsupported)[keyof typeof catalogue.unsupported];

const WORDS: Record<keyof typeof catalogue.unsupported, RegExp> = {
  saml: /\bsaml/i,
  wsFederation: /\bws[-\s]?fed/i,
  ldap: /\b(ldaps?|active directory)\b/i,
  radius: /\bradius\b/i,
};

/** What to say of a protocol that people look for and that no entry speaks. */
export function unsupportedIn(search: string): Unsupported | null {
  const kinds = Object.keys(WORDS) as (keyof typeof WORDS)[];
  const found = kinds.find((kind) => WORDS[kind].test(search));
  return found === undefined ? null : catalogue.unsupported[found];
}
