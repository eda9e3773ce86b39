// A call from the page to Rust and back, in the real web view.
import { endAll, webDriver } from "../e2e/desktop.mjs";
import { blank, ours } from "./processes.mjs";
import { figure } from "./statistics.mjs";

const CALLS = 100;
/** WebKit rounds its clock to a millisecond, so many calls are timed together. */
const SCRIPT = `
  const [command, calls, done] = arguments;
  const call = () => window.__TAURI_INTERNALS__.invoke(command);
  (async () => {
    const began = performance.now();
    let rows = null;
    for (let number = 0; number < calls; number += 1) rows = await call();
    return { each: (performance.now() - began) / calls, rows: rows === null ? 0 : rows.length };
  })().then(done, (reason) => done({ failed: String(reason?.message ?? reason) }));
`;

async function open(contender, command, opened) {
  const driver = await webDriver();
  await driver.open(contender.program, contender.args);
  opened.push(driver);
  return async () => {
    const args = [command, CALLS];
    const answer = await driver.call("POST", `${driver.session}/execute/async`, { script: SCRIPT, args });
    if (answer.failed) throw new Error(`${command}: ${answer.failed}`);
    return answer;
  };
}

export async function measureIpc(rounds, definitions) {
  const opened = [];
  try {
    const list = await open(ours, "list_providers", opened);
    const empty = await open(blank, "empty", opened);
    const taken = { ours: [], reference: [] };
    const warmUps = 3;
    for (let round = 0; round < rounds + warmUps; round += 1) {
      const [first, second] = round % 2 === 0 ? [list, empty] : [empty, list];
      const [a, b] = [await first(), await second()];
      const [listed, called] = round % 2 === 0 ? [a, b] : [b, a];
      if (listed.rows !== definitions) throw new Error(`${listed.rows} rows instead of ${definitions}`);
      if (round < warmUps) continue;
      taken.ours.push(listed.each);
      taken.reference.push(called.each);
    }
    return [figure("ipc", `list of ${definitions} against an empty command`, "ms", 3, taken)];
  } finally {
    // The windows are the driver's: without this they would outlive it.
    await Promise.all(opened.map((driver) => driver.close()));
    await endAll();
  }
}
