import { useReactFlow, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useState, type RefCallback } from "react";
import type { Point } from "./lines-layout.ts";
import { arranged, type Claim, type Reads } from "./lines-model.ts";
import type { Rules } from "./rules.ts";
import type { LineNode } from "./use-line-nodes.ts";

const NOWHERE: ReadonlyMap<string, Point> = new Map();

/** The order of the claims and what the person moved: no edit changes either. */
export function useArrangement(claims: readonly Claim[], rules: Rules, reads: Reads) {
  const [kept, setKept] = useState<{ order: string[]; claims: number } | null>(null);
  const [moved, setMoved] = useState(NOWHERE);
  // Made once there is something to arrange, and made anew on request.
  const order = kept?.order ?? arranged(claims, rules, reads);
  if (kept === null && claims.length > 0) setKept({ order, claims: claims.length });

  const arrange = () => {
    setKept({ order: arranged(claims, rules, reads), claims: claims.length });
    setMoved(NOWHERE);
  };
  const change = useCallback((changes: NodeChange<LineNode>[]) => {
    setMoved((before) => {
      const next = new Map(before);
      for (const one of changes) {
        if (one.type === "position" && one.position !== undefined) next.set(one.id, one.position);
      }
      return next.size === before.size && changes.every(({ type }) => type !== "position") ? before : next;
    });
  }, []);
  return { order, moved, arrange, change };
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

/** The columns fill the width there is; when it changes, the left edge is where it was. */
export function useAtTheEdge(width: number) {
  const flow = useReactFlow();
  useEffect(() => {
    const { y, zoom } = flow.getViewport();
    if (width > 0 && zoom === 1) void flow.setViewport({ x: 0, y, zoom });
  }, [flow, width]);
}
