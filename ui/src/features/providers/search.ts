import type { ProviderSummary } from "../../backend/bindings.ts";

const texts = new WeakMap<ProviderSummary, string>();

/** All that is searched, in lower case; kept, since each letter typed searches every row. */
function searchText(provider: ProviderSummary): string {
  const known = texts.get(provider);
  if (known !== undefined) return known;
  const { displayName, host, clientId, tags } = provider;
  // Nobody types a line break: what is found is in one of the texts.
  const text = [displayName, host, clientId, ...tags].join("\n").toLowerCase();
  texts.set(provider, text);
  return text;
}

/** Whether the search of the list finds a provider. */
export function matches(provider: ProviderSummary, wanted: string): boolean {
  return searchText(provider).includes(wanted.trim().toLowerCase());
}
