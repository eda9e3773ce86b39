import type { RunName } from "../../backend/bindings.ts";
import { absoluteTime } from "../../components/timestamp.tsx";

/** A run among others, in a few words. */
export function runName({ startedAt, person }: RunName): string {
  return [person, absoluteTime(startedAt)].filter((part) => part !== "").join(", ");
}
