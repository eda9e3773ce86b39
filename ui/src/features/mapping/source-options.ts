import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import type { Attribute } from "../../backend/bindings.ts";
import { beginning, withOddNamed } from "../../components/odd-characters.ts";
import { run } from "../../messages/test-run.ts";

const SHOWN_CHARACTERS = 80;

/** The received names, each with its value; of several sources the one that Rust puts first. */
export function sourceOptions(attributes: readonly Attribute[]): AutosuggestProps.Option[] {
  const options = new Map<string, AutosuggestProps.Option>();
  for (const { name, value, source } of attributes) {
    if (options.has(name)) continue;
    options.set(name, {
      value: name,
      description: withOddNamed(beginning(value, SHOWN_CHARACTERS)),
      labelTag: run.attributes.sources[source],
    });
  }
  return [...options.values()];
}
