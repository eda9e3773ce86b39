import { poolEditor } from "../../messages/pool-editor.ts";

const text = poolEditor.shape;

/** One thing wrong, at its place: `callbackUrls[1]`, or empty for the whole. */
export interface Problem {
  field: string;
  message: string;
}

const inside = (at: string, name: string) => (at === "" ? name : `${at}.${name}`);

/**
 * Reads typed JSON into known types and notes each place that has another one. Which values
 * are allowed is for the pool to say.
 */
export class Shape {
  readonly problems: Problem[] = [];

  /** The fields of an object; any beside `names` is a problem. */
  object(json: unknown, at: string, names: readonly string[]): Record<string, unknown> {
    const fields = this.fields(json, at);
    for (const name of Object.keys(fields)) {
      if (!names.includes(name)) this.note(inside(at, name), text.unknown);
    }
    return fields;
  }

  text(json: unknown, at: string): string {
    return this.demand(typeof json === "string" ? json : undefined, "", at, text.text);
  }

  textOrNull(json: unknown, at: string): string | null {
    if (json === undefined || json === null) return null;
    return this.demand(typeof json === "string" ? json : undefined, null, at, text.textOrNull);
  }

  yesNo(json: unknown, at: string): boolean {
    return this.demand(typeof json === "boolean" ? json : undefined, false, at, text.yesNo);
  }

  whole(json: unknown, at: string): number {
    return this.demand(Number.isSafeInteger(json) ? (json as number) : undefined, 0, at, text.whole);
  }

  oneOf<T extends string>(json: unknown, at: string, values: readonly [T, ...T[]]): T {
    const found = values.find((value) => value === json);
    return this.demand(found, values[0], at, text.oneOf(values));
  }

  oneOfOrNull<T extends string>(
    json: unknown,
    at: string,
    values: readonly [T, ...T[]],
  ): T | null {
    return json === undefined || json === null ? null : this.oneOf(json, at, values);
  }

  /** Any of a few known texts. */
  some<T extends string>(json: unknown, at: string, values: readonly [T, ...T[]]): T[] {
    return this.list(json, at, (one, place) => this.oneOf(one, place, values));
  }

  wholeOrNull(json: unknown, at: string): number | null {
    return json === undefined || json === null ? null : this.whole(json, at);
  }

  list<T>(json: unknown, at: string, item: (json: unknown, at: string) => T): T[] {
    const items = this.demand(Array.isArray(json) ? (json as unknown[]) : undefined, [], at, text.list);
    return items.map((one, index) => item(one, `${at}[${index}]`));
  }

  texts(json: unknown, at: string): string[] {
    return this.list(json, at, (one, place) => this.text(one, place));
  }

  /** An object whose names are free and whose values are texts. */
  textByName(json: unknown, at: string): Record<string, string> {
    const fields = Object.entries(this.fields(json, at));
    return Object.fromEntries(
      fields.map(([name, value]) => [name, this.text(value, inside(at, name))]),
    );
  }

  note(field: string, message: string) {
    this.problems.push({ field, message });
  }

  private fields(json: unknown, at: string): Record<string, unknown> {
    const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
    return this.demand(isObject ? (json as Record<string, unknown>) : undefined, {}, at, text.object);
  }

  private demand<T>(found: T | undefined, instead: T, at: string, message: string): T {
    if (found !== undefined) return found;
    this.note(at, message);
    return instead;
  }
}
