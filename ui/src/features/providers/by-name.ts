import type { ProviderSummary } from "../../backend/bindings.ts";

const keys = new WeakMap<ProviderSummary, string>();

/**
 * What names are sorted by: without case and accents, numbers by their value. Kept, since
 * ten thousand names are sorted anew for each letter that is typed into the search.
 */
function sortKey(provider: ProviderSummary): string {
  const known = keys.get(provider);
  if (known !== undefined) return known;
  const key = provider.displayName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  keys.set(provider, key);
  return key;
}

/** The order in which the list opens. */
export function byName(a: ProviderSummary, b: ProviderSummary): number {
  const [first, second] = [sortKey(a), sortKey(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
