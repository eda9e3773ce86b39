import Box from "@cloudscape-design/components/box";

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

interface TimestampProps {
  /** RFC 3339. */
  at: string;
}

/** A time in words with the exact one below. */
export function Timestamp({ at }: TimestampProps) {
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
