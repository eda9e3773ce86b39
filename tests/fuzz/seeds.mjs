// What the fuzzers begin with: the expressions that are compared with Google's CEL, their
// words, and a file with rules of each kind.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const { rows } = JSON.parse(readFileSync(here("../peers/expressions.json"), "utf8"));
const rules = rows.slice(0, 60).map(({ expression }, index) => ({ target: `t${index}`, expression }));
const email = { target: "email", source: "email", required: true };
const steps = [
  { kind: "lower" },
  { kind: "substring", start: 1, length: 3 },
  { kind: "before", separator: "@" },
  { kind: "regex_extract", pattern: "(a)b?" },
  { kind: "template", text: "{n}-{{{email}}}" },
];
const files = [
  { user: [email, ...steps.map((step) => ({ ...email, transforms: [step] }))], external: rules.slice(0, 9), sendOnlyConfigured: true },
  { user: rules.slice(9, 20), external: [{ ...email, default: "x", condition: "claims.n > 1", multiValued: true, clearWhenMissing: true }] },
];

function write(target, texts) {
  mkdirSync(here(`corpus/${target}/`), { recursive: true });
  texts.forEach((text, index) => writeFileSync(here(`corpus/${target}/seed-${index}`), text));
}

write("expression", rows.map(({ expression }) => expression));
write("mapping-file", files.map((file) => JSON.stringify(file)));
const words = new Set(rows.flatMap(({ expression }) => expression.match(/[A-Za-z_][\w.]*|[^\w\s"'\\]+/g) ?? []));
const keys = new Set(JSON.stringify(files).match(/"[A-Za-z_]+"/g));
const quoted = (word) => `"${word.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const printable = [...words, ...keys].filter((word) => /^[\x20-\x7e]+$/.test(word));
writeFileSync(here("corpus/words.dict"), `${printable.map(quoted).join("\n")}\n`);
