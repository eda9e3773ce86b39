import { expect, test } from "vitest";
import { sampleFault } from "./sample-fault.ts";

const fault = (said: string) =>
  sampleFault({ title: `These are not attributes: ${said}. Give a JSON object of claims.`, advice: "Try again." });

test("where the text ends too early is said in words, with its line", () => {
  expect(fault("EOF while parsing an object at line 3 column 0")).toMatch(
    /^The text ends before the object is closed \(line 3\)\. /,
  );
  expect(fault("control character (\\u0000-\\u001F) found while parsing a string at line 2 column 9")).toMatch(
    /^A text in quotation marks is broken over two lines.* \(line 2\)\. /,
  );
});

test("what is not known is said as it came", () => {
  expect(fault("recursion limit exceeded at line 1 column 128")).toBe(
    "These are not attributes: recursion limit exceeded at line 1 column 128. Give a JSON object of claims. Try again.",
  );
  expect(sampleFault({ title: "The database cannot be read.", advice: "Try again." })).toBe(
    "The database cannot be read. Try again.",
  );
});
