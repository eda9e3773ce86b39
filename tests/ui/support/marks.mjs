// Finds values in files, in every form in which a program may have written them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Each form of a value, as bytes to look for. */
export function formsOf(value) {
  const bytes = Buffer.from(value);
  const upper = [...bytes]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) && byte < 128
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .join("");
  const utf16 = Buffer.from(value, "utf16le");
  const forms = {
    plain: bytes,
    hex: Buffer.from(bytes.toString("hex")),
    HEX: Buffer.from(bytes.toString("hex").toUpperCase()),
    url: Buffer.from(upper),
    "url in lower case": Buffer.from(upper.replace(/%../g, (one) => one.toLowerCase())),
    "UTF-16LE": utf16,
    "UTF-16BE": Buffer.from(utf16).swap16(),
  };
  for (const shift of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    // The first characters hold bits of what stands before, the last one of what follows.
    const whole = Math.floor((shifted.length * 8) / 6);
    for (const form of ["base64", "base64url"]) {
      forms[`${form} at ${shift}`] = Buffer.from(
        shifted.toString(form).slice([0, 2, 3][shift], whole),
      );
    }
  }
  return forms;
}

/** What was asked of a file or folder; null when it has gone since its folder was read. */
const unlessGone = (asked) =>
  asked.catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

/** Every file below a folder, with its content. Whoever writes there may not have ended yet. */
async function* filesBelow(folder, exempt) {
  for (const entry of (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, exempt);
    if (!entry.isFile() || exempt.includes(entry.name)) continue;
    const content = await unlessGone(readFile(path));
    if (content !== null) yield [path, content];
  }
}

/** `file: form of value` for every value found below a folder. */
export async function findMarks(folder, marks, { exempt = [] } = {}) {
  const needles = [...marks].map((mark) => [mark, Object.entries(formsOf(mark))]);
  const found = [];
  if (needles.length === 0) return found;
  for await (const [path, content] of filesBelow(folder, exempt)) {
    for (const [mark, forms] of needles) {
      for (const [form, needle] of forms) {
        if (content.includes(needle)) found.push(`${path}: ${form} of ${mark.slice(0, 12)}…`);
      }
    }
  }
  return found;
}

/** A signed token as RFC 7519 writes it; header and payload alone are no token. */
const TOKEN = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{40,}/;

/** Files below a folder that hold a token, whoever issued it. */
export async function findTokens(folder) {
  const found = [];
  for await (const [path, content] of filesBelow(folder, [])) {
    // A text of two bytes a character may begin at an odd place.
    const [even, odd] = [content, content.subarray(1)].map((bytes) => bytes.toString("utf16le"));
    for (const text of [content.toString("latin1"), even, odd]) {
      const token = TOKEN.exec(text);
      if (token !== null) found.push(`${path}: a signed token ${token[0].slice(0, 20)}…`);
    }
  }
  return found;
}
