// One line for each test, the whole story of a failed one, and the count at the end.
import { inspect } from "node:util";

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === "test:pass") {
      passed += 1;
      yield `ok      ${data.name} (${seconds(data)})\n`;
    } else if (type === "test:fail") {
      failed += 1;
      const error = data.details.error;
      yield `FAILED  ${data.name} (${seconds(data)})\n${inspect(error?.cause ?? error)}\n`;
    } else if (type === "test:stderr" || type === "test:stdout") {
      yield data.message;
    }
  }
  yield `\n${passed} passed, ${failed} failed\n`;
}

function seconds({ details }) {
  return `${(details.duration_ms / 1000).toFixed(1)} s`;
}
