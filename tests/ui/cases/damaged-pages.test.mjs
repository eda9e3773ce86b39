// Damaged databases, the other twenty of forty: pages with something else in them.
import { eachIsKept, PAGE } from "../support/damaged.mjs";

const NOISE = Buffer.from("no page of a database ");
const damages = {};
for (let at = 0; at < 20; at += 1) {
  damages[`noise in page ${at + 1}`] = (bytes) => bytes.fill(NOISE, at * PAGE, (at + 1) * PAGE);
}
eachIsKept(damages);
