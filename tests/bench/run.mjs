// Compares the console with a blank window of the same framework, side by side, and
// prints ratios: times of one machine mean nothing on another. Called by run.sh.
//
//   --rounds N      rounds of the start, pairs of the others (default 20)
//   --idle SECONDS  before the memory is read (default 60)
//   --only A,B      start, memory, size, connection, ipc, mapping, keys
//   --json FILE     every value, for comparing runs
import { execFileSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureStart } from "./cold-start.mjs";
import { measureIpc } from "./ipc.mjs";
import { measureKeys } from "./key-to-paint.mjs";
import { measureMemory } from "./memory.mjs";
import { blank, built, createDefinitions, DEFINITIONS, ours } from "./processes.mjs";
import { figure, table } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    idle: { type: "string", default: "60" },
    only: { type: "string", default: "size,mapping,start,connection,ipc,keys,memory" },
    json: { type: "string" },
  },
});
const rounds = Number(options.rounds);

function measureSize() {
  const size = ({ program }) => statSync(program).size / 1e6;
  return [figure("size", "size of the program", "MB", 4, { ours: [size(ours)], reference: [size(blank)] })];
}

/** The newest of that name: cargo keeps older ones beside it. */
function benchProgram(name) {
  const folder = join(built, "deps");
  const age = (file) => statSync(join(folder, file)).mtimeMs;
  const found = readdirSync(folder).filter((file) => new RegExp(`^${name}-[0-9a-f]+$`).test(file));
  const [newest] = found.sort((a, b) => age(b) - age(a));
  if (newest === undefined) throw new Error(`${name} was not built`);
  return join(folder, newest);
}

function measureConnection() {
  const output = execFileSync(benchProgram("test_connection"), [String(rounds)], { maxBuffer: 1e8 });
  const taken = JSON.parse(output);
  return [figure("connection", "test connection by form against plain HTTP", "ms", 1.5, taken)];
}

function measureMapping() {
  const taken = JSON.parse(execFileSync(benchProgram("mapping"), ["1000000"]));
  const byHand = [taken.handWrittenNanoseconds];
  const against = (name, title, aim, ours, reference) => figure(name, title, "ns", aim, { ours: [ours], reference });
  return [
    against("rules", "20 ready-made rules against plain Rust", 3, taken.readyMadeNanoseconds, byHand),
    against("expressions", "20 free expressions against plain Rust", 20, taken.freeNanoseconds, byHand),
    figure("preview", "preview of 200 claims and 50 rules against a frame", "ms", 1, {
      ours: [taken.previewMilliseconds],
      reference: [16],
    }),
  ];
}

const measures = {
  size: measureSize,
  mapping: measureMapping,
  start: () => measureStart(rounds),
  connection: measureConnection,
  ipc: () => measureIpc(rounds, DEFINITIONS),
  keys: measureKeys,
  memory: () => measureMemory(Math.min(rounds, 3), Number(options.idle)),
};

createDefinitions();
const figures = [];
for (const name of options.only.split(",")) {
  const measure = measures[name];
  if (measure === undefined) throw new Error(`no measure "${name}": ${Object.keys(measures).join(", ")}`);
  console.log(`bench: ${name}`);
  figures.push(...(await measure()));
}
console.log(`\n${table(figures)}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
