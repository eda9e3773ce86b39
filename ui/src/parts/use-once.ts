import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { useLatest } from "./latest.ts";

type Asked<V> = Pick<UseMutationResult<unknown, Error, V>, "isPending" | "variables" | "mutate">;

/** Asks for something once: who presses again while it is under way wants no second one. */
export function useOnce<V>(mutation: Asked<V>): (asked: V) => void {
  const latest = useLatest(mutation);
  const [once] = useState(() => (asked: V) => {
    const { isPending, variables, mutate } = latest.current;
    if (!isPending || variables !== asked) mutate(asked);
  });
  return once;
}
