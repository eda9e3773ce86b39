import { describe, expect, test } from "vitest";
import { beginning, oddPieces, withOddNamed } from "./odd-characters.ts";

describe("characters that cannot be seen", () => {
  test("are named with their number at their place", () => {
    expect(oddPieces("ab\u202egnp")).toEqual([
      { text: "ab", odd: null },
      { text: "\u202e", odd: "U+202E right-to-left override" },
      { text: "gnp", odd: null },
    ]);
    expect(withOddNamed("a\0\u200b\u{e0041}")).toBe("a[U+0000 null][U+200B zero width space][U+E0041]");
    expect(withOddNamed("\ud800")).toBe("[U+D800]");
  });

  test("are left alone where they are part of a picture, and only there", () => {
    const family = "\u{1f468}\u200d\u{1f469}\ufe0f 1\ufe0f\u20e3";
    expect(oddPieces(family)).toBeNull();
    const astronaut = "\u{1f469}\u{1f3fd}\u200d\u{1f680}";
    expect(oddPieces(astronaut)).toBeNull();
    expect(withOddNamed(`${family}a\u200db`)).toBe(`${family}a[U+200D zero width joiner]b`);
    expect(withOddNamed("a\u200db\u{1f468}")).toBe("a[U+200D zero width joiner]b\u{1f468}");
  });

  test("are no line breaks, no letters and no combining marks", () => {
    for (const plain of ["", "jane@example.com", "a\n\tb\r\n", "Zo\u0308e", "\u0645\u0631\u062d\u0628\u0627"]) {
      expect(oddPieces(plain)).toBeNull();
    }
  });
});

test("a text is not cut within a character", () => {
  expect(beginning("abc", 3)).toBe("abc");
  expect(beginning("abcd", 3)).toBe("abc…");
  expect(beginning("ab\u{1f600}d", 3)).toBe("ab…");
});
