import { useEffect, useRef } from "react";

/** The value of the latest render, for what happens after it: timers, events, leaving. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
