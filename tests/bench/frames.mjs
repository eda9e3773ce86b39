// What is on the screen and since when, from outside of the program that draws: Xvfb
// keeps its pixels in a file (XWD format), and reading lines of it costs neither side
// anything. https://www.x.org/releases/X11R7.7/doc/man/man1/Xvfb.1.xhtml
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

const FILE = join(process.env.IDP_FRAME_BUFFER ?? "", "Xvfb_screen0");
const BYTES_PER_PIXEL = 4;

/** The inside of a window of 1280 × 860 in the middle of the screen. */
export const WINDOW = { left: 100, right: 1340, top: 125, bottom: 900 };

/** Where rows, buttons and search of the list are; the frame that comes first has nothing there. */
export const USABLE = [
  { left: 400, right: 1000, top: 480, bottom: 850 },
  { left: 1000, right: 1339, top: 162, bottom: 190 },
  { left: 340, right: 600, top: 232, bottom: 250 },
];

/** Where rows are chosen; what is drawn before the program has nothing there. */
export const CHOICE = { left: 320, right: 356, top: 310, bottom: 850 };

/** Every tenth line of a part of the screen. */
export class Watched {
  #file = openSync(FILE, "r");
  #lines = [];
  #length;
  #now;
  #before;

  constructor({ left, right, top, bottom }) {
    const header = Buffer.alloc(100);
    readSync(this.#file, header, 0, header.length, 0);
    const word = (index) => header.readUInt32BE(index * 4);
    const [headerSize, bitsPerPixel, bytesPerLine, colours] = [word(0), word(11), word(12), word(19)];
    if (bitsPerPixel !== BYTES_PER_PIXEL * 8) throw new Error(`${bitsPerPixel} bits per pixel`);
    const pixels = headerSize + colours * 12;
    for (let y = top; y < bottom; y += 10) {
      this.#lines.push(pixels + y * bytesPerLine + left * BYTES_PER_PIXEL);
    }
    this.#length = (right - left) * BYTES_PER_PIXEL;
    this.#now = Buffer.alloc(this.#lines.length * this.#length);
    this.#before = Buffer.alloc(this.#now.length);
  }

  /** Looks again; true when something has changed since the last look. */
  look() {
    [this.#now, this.#before] = [this.#before, this.#now];
    this.#lines.forEach((at, index) => {
      readSync(this.#file, this.#now, index * this.#length, this.#length, at);
    });
    return !this.#now.equals(this.#before);
  }

  /** Whether a line holds more than one colour: something is drawn, not only cleared. */
  isPainted() {
    return this.#lines.some((_, index) => {
      const line = this.#now.subarray(index * this.#length, (index + 1) * this.#length);
      return line.compare(line, BYTES_PER_PIXEL, line.length, 0, line.length - BYTES_PER_PIXEL) !== 0;
    });
  }

  close() {
    closeSync(this.#file);
  }
}
