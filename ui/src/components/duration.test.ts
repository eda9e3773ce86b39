import { expect, test } from "vitest";
import { clockText, durationParts } from "./duration.ts";

test("a clock counts down to zero and not below", () => {
  expect(clockText(300_000)).toBe("5:00");
  expect(clockText(61_000)).toBe("1:01");
  expect(clockText(-5)).toBe("0:00");
});

test("seconds have a decimal below a minute only", () => {
  expect(durationParts(24_561)).toMatchObject({ minutes: 0, seconds: 24.6 });
  expect(durationParts(125_900)).toMatchObject({ minutes: 2, seconds: 5 });
});
