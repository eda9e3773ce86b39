import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { mapping as text } from "../../messages/mapping.ts";

/** What holds for a rule, in words. */
export function optionsInWords({ required, multiValued, onEveryLogin }: MappingRuleDraft): string {
  const { options } = text;
  return [
    required === true ? options.required : "",
    multiValued === true ? options.multiValued : "",
    onEveryLogin === true ? options.everyLogin : "",
  ]
    .filter((word) => word !== "")
    .join(", ");
}
