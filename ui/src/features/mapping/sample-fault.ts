import { preview } from "../../messages/mapping-preview.ts";

const { wrong, problems } = preview.samples;

/** What the JSON parser of Rust says, and where. */
const PARSER = /^These are not attributes: (.+) at line (\d+) column \d+\. /;

/** Why a pasted sample cannot be read. The parser's own words are those of a programmer. */
export function sampleFault({ title, advice }: { title: string; advice: string }): string {
  const [, said = "", line = ""] = PARSER.exec(title) ?? [];
  const known = Object.entries(problems).find(([beginning]) => said.startsWith(beginning));
  return known === undefined ? `${title} ${advice}` : wrong(known[1], line);
}
