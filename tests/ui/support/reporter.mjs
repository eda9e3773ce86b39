// One line for each test, the whole story of a failed one, and at the end the failed ones once
// more and the count: who reads only the end of a log learns what to run again.
import { basename } from "node:path";
import { inspect } from "node:util";

export default async function* report(events) {
  let passed = 0;
  const failures = [];
  for await (const { type, data } of events) {
    if (type === "test:pass") {
      passed += 1;
      yield `ok      ${data.name} (${seconds(data)})\n`;
    } else if (type === "test:fail") {
      const error = data.details.error?.cause ?? data.details.error;
      yield `FAILED  ${data.name} (${seconds(data)})\n${inspect(error)}\n`;
      failures.push(`FAILED  ${basename(data.file ?? "")}: ${data.name}\n        ${firstLine(error)}\n`);
    } else if (type === "test:stderr" || type === "test:stdout") {
      yield data.message;
    }
  }
  yield `\n${failures.join("")}${passed} passed, ${failures.length} failed\n`;
}

function seconds({ details }) {
  return `${(details.duration_ms / 1000).toFixed(1)} s`;
}

function firstLine(error) {
  const lines = String(error?.message ?? error).split("\n");
  return lines.find((line) => line.trim() !== "") ?? "";
}
