import { expect, test } from "vitest";
import { titleText } from "./page-title.ts";

test("a short name stays as it is", () => {
  expect(titleText("Acme staff")).toBe("Acme staff");
});

test("a long name is cut, and no letter in two", () => {
  expect(titleText("😀".repeat(80))).toBe(`${"😀".repeat(59)}…`);
});

test("a name cannot turn the title around or break it", () => {
  expect(titleText("Acme\u202e\nfdp.exe")).toBe("Acme fdp.exe");
});
