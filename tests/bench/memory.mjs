// Memory of all processes of a window that was left alone.
import { setTimeout as pause } from "node:timers/promises";
import { blank, end, ours, proportionalSize, start, treeOf } from "./processes.mjs";
import { figure } from "./statistics.mjs";

const MB = 1e6;

async function measure(contender, idleSeconds) {
  const child = start(contender);
  try {
    await pause(idleSeconds * 1000);
    return treeOf(child.pid).reduce((sum, pid) => sum + proportionalSize(pid), 0) / MB;
  } finally {
    await end(child);
  }
}

/** One after the other: side by side, they would share pages and both look smaller. */
export async function measureMemory(rounds, idleSeconds) {
  const taken = { console: [], blank: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? [ours, blank] : [blank, ours]) {
      taken[contender.name].push(await measure(contender, idleSeconds));
    }
  }
  const what = `memory after ${idleSeconds} s idle (PSS)`;
  return [figure("memory", what, "MB", 1.3, { ours: taken.console, reference: taken.blank })];
}
