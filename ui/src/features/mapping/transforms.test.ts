import { describe, expect, it } from "vitest";
import type { TransformEntry } from "../../backend/bindings.ts";
import { faultyParameters, newTransform } from "./transforms.ts";

const entry = (kind: string, parameters: TransformEntry["parameters"]): TransformEntry => ({
  kind,
  title: kind,
  explanation: "",
  group: "text",
  begins: false,
  parameters,
});
const needed = (name: string, kind: TransformEntry["parameters"][number]["kind"]) => ({
  name,
  title: name,
  kind,
  optional: false,
});

const replace = entry("replace", [needed("find", "non_empty_text"), needed("with", "text")]);
const between = entry("between", [needed("start", "non_empty_text"), needed("end", "non_empty_text")]);
const byPattern = entry("regex_replace", [needed("pattern", "pattern"), needed("with", "text")]);

describe("the field that a step's fault is about", () => {
  it("is an empty one that may not be empty", () => {
    expect(faultyParameters(newTransform(replace), replace, "empty")).toEqual(["find"]);
    expect(faultyParameters(newTransform(between), between, "empty")).toEqual(["start", "end"]);
    expect(faultyParameters({ kind: "between", start: "<", end: "" }, between, "empty")).toEqual(["end"]);
  });

  it("is the pattern, when that is none", () => {
    const step = { kind: "regex_replace", pattern: "(", with: "" } as const;
    expect(faultyParameters(step, byPattern, "bad_pattern")).toEqual(["pattern"]);
  });

  it("is the text with claims, when a brace has no partner", () => {
    const template = entry("template", [needed("text", "template")]);
    expect(faultyParameters({ kind: "template", text: "{" }, template, "syntax")).toEqual(["text"]);
  });

  it("is none when a value cannot be converted", () => {
    const step = { kind: "replace", find: "a", with: "" } as const;
    expect(faultyParameters(step, replace, "not_convertible")).toEqual([]);
  });
});
