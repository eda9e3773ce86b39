import Box from "@cloudscape-design/components/box";
import { useSyncExternalStore } from "react";

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const short = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** `3 hours ago` */
export function relativeTime(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return Math.abs(seconds) < 10 ? relative.format(0, "second") : relative.format(seconds, "second");
}

/** `22 Nov 2026, 10:00:00` */
export function absoluteTime(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : absolute.format(date);
}

/** As long as the smallest unit of most times that are shown. */
const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let ticks = 0;

function tick() {
  ticks += 1;
  for (const listener of listeners) listener();
}

/** One clock for all times on the screen; it stands still while there are none. */
function listen(listener: () => void) {
  listeners.add(listener);
  ticking ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

interface TimestampProps {
  /** RFC 3339. */
  at: string;
}

/** A time in words with the exact one below. */
export function Timestamp({ at }: TimestampProps) {
  // Drawn again with each tick, and told from the moment of drawing.
  useSyncExternalStore(listen, () => ticks);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {relativeTime(date, new Date())}
      <Box variant="div" fontSize="body-s" color="text-body-secondary">
        {short.format(date)}
      </Box>
    </time>
  );
}
