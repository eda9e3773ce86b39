import type { Attribute } from "../../backend/bindings.ts";

/** The verdict counts names; the same name from another source is another row. */
export function attributeCounts(attributes: readonly Attribute[]) {
  return {
    names: new Set(attributes.map(({ name }) => name)).size,
    sources: new Set(attributes.map(({ source }) => source)).size,
    rows: attributes.length,
  };
}
