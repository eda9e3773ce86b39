import { useEffect, useRef } from "react";
import { useLatest } from "../../parts/latest.ts";
import type { Target } from "./lines-model.ts";
import type { LinesViewProps } from "./lines-view.tsx";
import { place } from "./placed-problems.ts";

type Refused = Pick<LinesViewProps, "refusals" | "endWaiting" | "problems">;

/**
 * After a refused save the first wrong target is in view, as soon as one is known to be wrong,
 * unless the person was faster and is somewhere else by then.
 */
export function useRefusalShown(
  { refusals, endWaiting, problems }: Refused,
  targets: readonly Target[],
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
    if (endWaiting()) go.current(wrong);
  }, [refusals, wrong, endWaiting, go]);
}
