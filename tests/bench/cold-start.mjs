// Cold start: a new process each time, from spawning it to what is on the screen.
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { blank, end, ours, start } from "./processes.mjs";
import { figure } from "./statistics.mjs";
import { CHOICE, USABLE, Watched, WINDOW } from "./frames.mjs";

/** Nothing has changed for so long, and for so many times as long as it took to get here. */
const AT_REST_MS = 4000;
const AT_REST_TIMES = 2;
const LIMIT_MS = 60_000;
/** How often the screen is looked at; the exactness of the figures. */
const STEP_MS = 3;

/** Starts a program and looks at the screen until the window has come to rest. */
async function watchStart(contender) {
  const screen = new Watched(WINDOW);
  const parts = { usable: USABLE.map((part) => new Watched(part)), choice: [new Watched(CHOICE)] };
  screen.look();
  const times = { firstPaint: null, usable: null, choice: null, lastChange: null, now: 0 };
  const began = performance.now();
  const child = start(contender);
  try {
    for (;;) {
      times.now = performance.now() - began;
      if (screen.look() && screen.isPainted()) {
        times.firstPaint ??= times.now;
        times.lastChange = times.now;
        for (const [name, watched] of Object.entries(parts)) {
          if (times[name] !== null) continue;
          for (const part of watched) part.look();
          if (watched.every((part) => part.isPainted())) times[name] = times.now;
        }
      }
      if (isAtRest(times)) return times;
      if (times.now > LIMIT_MS || child.exitCode !== null) {
        throw new Error(`${contender.name} did not come up as it should`);
      }
      await pause(STEP_MS);
    }
  } finally {
    await end(child);
    await cleared(screen);
    for (const watched of [screen, ...Object.values(parts).flat()]) watched.close();
  }
}

/** The next start must not take this one's picture for its own. */
async function cleared(screen) {
  const limit = performance.now() + LIMIT_MS;
  for (;;) {
    screen.look();
    if (!screen.isPainted()) return;
    if (performance.now() > limit) throw new Error("the window is still on the screen");
    await pause(STEP_MS);
  }
}

function isAtRest({ now, lastChange }) {
  return lastChange !== null && now - lastChange > Math.max(AT_REST_MS, AT_REST_TIMES * lastChange);
}

export async function measureStart(rounds) {
  // The pointer over a row would be a change of the picture.
  execFileSync("xdotool", ["mousemove", "0", "0"]);
  const taken = { console: [], blank: [] };
  const warmUps = 1;
  for (let round = 0; round < rounds + warmUps; round += 1) {
    // A B B A: what changes with time meets both alike.
    for (const contender of round % 2 === 0 ? [ours, blank] : [blank, ours]) {
      const times = await watchStart(contender);
      if (round >= warmUps) taken[contender.name].push(times);
    }
  }
  const of = (name, time) =>
    taken[name].map((times) => {
      if (times[time] === null) throw new Error(`${name} came to rest without ${time}`);
      return times[time];
    });
  const reference = of("blank", "firstPaint");
  return [
    figure("first_paint", "cold start to first paint", "ms", 1.25, { ours: of("console", "firstPaint"), reference }),
    figure("usable", "cold start to the usable list: rows, search, buttons", "ms", 1.6, { ours: of("console", "usable"), reference }),
    figure("choice", "cold start to choosing rows", "ms", 1.9, { ours: of("console", "choice"), reference }),
    figure("at_rest", "cold start to the last change of the picture", "ms", 1.9, { ours: of("console", "lastChange"), reference }),
  ];
}
