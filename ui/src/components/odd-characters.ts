/** A piece of a text: as it is, or one character that cannot be seen or turns others around. */
export interface Piece {
  readonly text: string;
  /** What is said in place of the character. */
  readonly odd: string | null;
}

/**
 * Control, format and other characters without a picture of their own, lone surrogates, fillers
 * of Hangul and the blank of Braille. Line breaks and tabs are shown by where the text goes on.
 */
const ODD = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;
/** What makes one picture of several: there such a character hides nothing. */
const IN_A_PICTURE = /\p{Extended_Pictographic}[\ufe0e\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f\p{Emoji_Modifier}]?)*|[#*0-9]\ufe0f\u20e3/gu;

/** As Unicode calls them; others go by their number. */
const NAMES: Readonly<Record<number, string>> = {
  0x00: "null",
  0x07: "bell",
  0x08: "backspace",
  0x0b: "line tabulation",
  0x0c: "form feed",
  0x1b: "escape",
  0x7f: "delete",
  0x85: "next line",
  0xad: "soft hyphen",
  0x34f: "combining grapheme joiner",
  0x61c: "Arabic letter mark",
  0x180e: "Mongolian vowel separator",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x200e: "left-to-right mark",
  0x200f: "right-to-left mark",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting",
  0x202d: "left-to-right override",
  0x202e: "right-to-left override",
  0x2060: "word joiner",
  0x2061: "function application",
  0x2062: "invisible times",
  0x2063: "invisible separator",
  0x2064: "invisible plus",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0x2800: "Braille pattern blank",
  0x3164: "Hangul filler",
  0xfeff: "zero width no-break space",
  0xffa0: "halfwidth Hangul filler",
};

/** Splits a text at its odd characters; nothing when it has none, as nearly all. */
export function oddPieces(text: string): Piece[] | null {
  if (text.search(ODD) === -1) return null;
  const pictures = [...text.matchAll(IN_A_PICTURE)].map(({ index, 0: picture }) => [index, index + picture.length] as const);
  const pieces: Piece[] = [];
  let at = 0;
  let next = 0;
  for (const { index, 0: character } of text.matchAll(ODD)) {
    while ((pictures[next]?.[1] ?? Infinity) <= index) next += 1;
    if ((pictures[next]?.[0] ?? Infinity) <= index) continue;
    if (index > at) pieces.push({ text: text.slice(at, index), odd: null });
    pieces.push({ text: character, odd: nameOf(character) });
    at = index + character.length;
  }
  if (pieces.length === 0) return null;
  if (at < text.length) pieces.push({ text: text.slice(at), odd: null });
  return pieces;
}

/** The same as text, for where no element can stand. */
export function withOddNamed(text: string): string {
  const pieces = oddPieces(text);
  return pieces === null ? text : pieces.map((piece) => (piece.odd === null ? piece.text : `[${piece.odd}]`)).join("");
}

function nameOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = NAMES[point];
  return name === undefined ? number : `${number} ${name}`;
}

/** The beginning of a long text; no character is cut in two. */
export function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)}…`;
}
