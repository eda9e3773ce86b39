// Damaged databases, the first twenty of forty: headers, lengths, and pages without content.
import { eachIsKept, PAGE } from "../support/damaged.mjs";

const damages = {
  "another header": (bytes) => bytes.fill(0x55, 0, 16),
  "no bytes at all": () => Buffer.alloc(0),
};
for (let tenth = 1; tenth < 10; tenth += 1) {
  damages[`cut to ${tenth} tenths`] = (bytes) => bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
}
for (let at = 0; at < 9; at += 1) {
  damages[`zeros in page ${at + 1}`] = (bytes) => bytes.fill(0, at * PAGE, (at + 1) * PAGE);
}
eachIsKept(damages);
