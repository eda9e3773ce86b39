import { useReactFlow } from "@xyflow/react";
import { useEffect, useRef, useState, useSyncExternalStore, type RefCallback, type WheelEvent } from "react";
import { arranged, type Arrangement, type Claim, type Reads } from "./lines-model.ts";
import type { Rules } from "./rules.ts";

/** Where the claims stand: no edit changes it. */
export function useArrangement(claims: readonly Claim[], rules: Rules, reads: Reads) {
  const [kept, setKept] = useState<Arrangement | null>(null);
  // Made once there is something to arrange, and made anew on request.
  const now = kept ?? arranged(claims, rules, reads);
  if (kept === null && claims.length > 0) setKept(now);

  return { ...now, arrange: () => setKept(arranged(claims, rules, reads)) };
}

/** The width of an element, as it changes. */
export function useWidth(): [RefCallback<HTMLElement>, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}

function listenToWindow(changed: () => void) {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** How high the window is, as it changes. */
export function useWindowHeight(): number {
  return useSyncExternalStore(listenToWindow, () => window.innerHeight);
}

/** The columns fill the width there is; when it changes, the left edge is where it was. */
export function useAtTheEdge(width: number) {
  const flow = useReactFlow();
  useEffect(() => {
    const { y, zoom } = flow.getViewport();
    if (width > 0 && zoom === 1) void flow.setViewport({ x: 0, y, zoom });
  }, [flow, width]);
}

/** Another part of the rules is looked at from its top. */
export function useAtTheTop(show: string) {
  const flow = useReactFlow();
  const seen = useRef(show);
  useEffect(() => {
    if (seen.current === show) return;
    seen.current = show;
    const { x, zoom } = flow.getViewport();
    void flow.setViewport({ x, y: 0, zoom });
  }, [flow, show]);
}

/** At the upper and lower end the wheel moves the page: the lines do not hold it. */
export function useWheelAtTheEnds(content: number, height: number) {
  const flow = useReactFlow();
  return (event: WheelEvent) => {
    if (event.ctrlKey) return;
    const { y, zoom } = flow.getViewport();
    const atTop = y >= 0;
    const atEnd = height - y >= content * zoom - 1;
    if (event.deltaY < 0 ? atTop : atEnd) event.stopPropagation();
  };
}
