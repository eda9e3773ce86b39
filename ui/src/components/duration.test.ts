import { expect, test } from "vitest";
import { clockText, countdown, durationParts } from "./duration.ts";

test("a clock counts down to zero and not below", () => {
  expect(clockText(300_000)).toBe("5:00");
  expect(clockText(61_000)).toBe("1:01");
  expect(clockText(-5)).toBe("0:00");
});

test("seconds have a decimal below a minute only", () => {
  expect(durationParts(24_561)).toMatchObject({ minutes: 0, seconds: 24.6 });
  expect(durationParts(125_900)).toMatchObject({ minutes: 2, seconds: 5 });
});

test("elapsed time is rounded down, and what remains adds up to the limit", () => {
  expect(countdown(1_999, 300_000)).toEqual({ elapsed: 1_000, remaining: 299_000 });
  expect(countdown(-5, 300_000)).toEqual({ elapsed: 0, remaining: 300_000 });
  expect(countdown(400_000, 300_000)).toEqual({ elapsed: 300_000, remaining: 0 });
});
