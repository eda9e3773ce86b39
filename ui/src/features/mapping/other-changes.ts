import type { DraftView, ProviderDraft, ProviderView } from "../../backend/bindings.ts";

/** Whether a draft changes more of the provider than its attributes. */
export function hasOtherChanges({ body, secretSet }: DraftView, stored: ProviderView): boolean {
  if (secretSet || body.removeSecret === true) return true;
  // What is no value yet was typed all the same.
  const { unfinished = {}, lookup = "", consumer } = body;
  const typed = [lookup, consumer?.chosen ?? "", ...Object.values(unfinished), ...Object.values(consumer?.values ?? {})];
  if (typed.some((text) => text !== "")) return true;
  const parameters = (body.parameters ?? []).map(({ name, value }) => [name, value]);
  const before = Object.entries(stored.definition.oauth?.authorizationParameters ?? {});
  return (
    JSON.stringify(parameters) !== JSON.stringify(before) ||
    JSON.stringify(rest(body.definition ?? {})) !== JSON.stringify(rest(stored.definition))
  );
}

/** Both come from Rust, so their members stand in the same order. Parameters are rows. */
function rest(definition: ProviderDraft): ProviderDraft {
  const { oauth } = definition;
  const others = { ...definition, attributes: {} };
  return oauth ? { ...others, oauth: { ...oauth, authorizationParameters: {} } } : others;
}
