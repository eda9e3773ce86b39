export interface DurationParts {
  minutes: number;
  seconds: number;
  milliseconds: number;
}

/** Splits a duration for showing it; `seconds` has one decimal below a minute. */
export function durationParts(milliseconds: number): DurationParts {
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = (milliseconds % 60_000) / 1000;
  return {
    minutes,
    seconds: minutes > 0 ? Math.floor(rest) : Math.round(rest * 10) / 10,
    milliseconds,
  };
}

/** Elapsed and remaining time in whole seconds, which add up to the limit. */
export function countdown(elapsedMs: number, limitMs: number) {
  const elapsed = Math.min(limitMs, Math.max(0, Math.floor(elapsedMs / 1000) * 1000));
  return { elapsed, remaining: limitMs - elapsed };
}

/** `4:07` */
export function clockText(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  return `${Math.floor(total / 60)}:${seconds}`;
}
