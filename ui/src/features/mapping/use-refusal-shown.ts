import { useEffect, useRef } from "react";
import { useLatest } from "../../parts/latest.ts";
import type { Target } from "./lines-model.ts";
import { place, type PlacedProblems } from "./placed-problems.ts";

/** After a refused save the first wrong target is in view, as soon as one is known to be wrong. */
export function useRefusalShown(
  refusals: number,
  targets: readonly Target[],
  problems: PlacedProblems,
  focus: (id: string) => void,
) {
  const shown = useRef(refusals);
  const go = useLatest(focus);
  const isWrong = ({ key }: Target) =>
    key !== null && ["target", "source"].some((cell) => problems.at.has(place(key, cell)));
  const wrong = targets.find(isWrong)?.id;
  useEffect(() => {
    if (shown.current === refusals || wrong === undefined) return;
    shown.current = refusals;
    go.current(wrong);
  }, [refusals, wrong, go]);
}
