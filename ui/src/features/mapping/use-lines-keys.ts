import { useReactFlow } from "@xyflow/react";
import { useCallback, useMemo, useState, type FocusEvent, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useLatest } from "../../parts/latest.ts";
import { focusWhenThere } from "./focus-when-there.ts";
import { MARGIN, type Layout } from "./lines-layout.ts";
import { claimId, STEPS, type Claim, type Line, type Target } from "./lines-model.ts";
import type { Connecting } from "./use-connecting.ts";

interface Places {
  claims: readonly Claim[];
  targets: readonly Target[];
  lines: readonly Line[];
  layout: Layout;
  connecting: Connecting;
}

/**
 * Tab goes to one claim and to one target; arrow keys go on from there. What is not rendered,
 * because it is out of view, is brought into view first.
 */
export function useLinesKeys(places: Places) {
  const flow = useReactFlow();
  const [wanted, setWanted] = useState<{ claims: string | null; targets: string | null }>({ claims: null, targets: null });
  const [at, setAt] = useState<string | null>(null);
  const latest = useLatest(places);
  const { claims, targets } = places;

  const stops = useMemo(() => {
    const of = (all: readonly { id: string }[], id: string | null) =>
      all.some((one) => one.id === id) ? id : (all[0]?.id ?? null);
    return { claims: of(claims, wanted.claims), targets: of(targets, wanted.targets) };
  }, [claims, targets, wanted]);

  const where = useCallback(
    (id: string) => latest.current.layout.at.get(id),
    [latest],
  );

  const bringIntoView = useCallback(
    (id: string) => {
      const point = where(id);
      const frame = frameSize();
      if (point === undefined || frame === null) return;
      const { x, y, zoom } = flow.getViewport();
      const { sizes } = latest.current.layout;
      const { width, height } = id.startsWith(claimId("")) ? sizes.claim : sizes.target;
      void flow.setViewport({
        x: within(x, point.x * zoom, width * zoom, frame.width),
        y: within(y, point.y * zoom, height * zoom, frame.height),
        zoom,
      });
    },
    [flow, where, latest],
  );

  const focus = useCallback(
    (id: string | undefined) => {
      if (id === undefined) return;
      bringIntoView(id);
      focusWhenThere(id);
    },
    [bringIntoView],
  );

  const focused = useCallback((id: string) => {
    setAt(id);
    const column = id.startsWith(claimId("")) ? "claims" : "targets";
    setWanted((before) => (before[column] === id ? before : { ...before, [column]: id }));
  }, []);

  const press = useCallback(
    (event: KeyboardEvent, id: string) => {
      const { targets, connecting } = latest.current;
      if (event.key === "Escape") connecting.cancel();
      else if (event.key === "Delete" || event.key === "Backspace") {
        const target = targets.find((one) => one.id === id);
        if (target !== undefined) connecting.disconnect(target);
      } else {
        const to = neighbour(event.key, id, latest.current);
        if (to === undefined) return;
        event.preventDefault();
        // It is rendered and has the focus before the next key, which would lead on from elsewhere.
        flushSync(() => bringIntoView(to));
        focusWhenThere(to);
      }
    },
    [latest, bringIntoView],
  );

  /** A stop of Tab that went out of view would not be there: the first one in view takes over. */
  const lookAround = useCallback(() => {
    const frame = frameSize();
    if (frame === null) return;
    const { y, zoom } = flow.getViewport();
    const inView = ({ id }: { id: string }) => {
      const top = (where(id)?.y ?? 0) * zoom + y;
      return top >= 0 && top + latest.current.layout.sizes.claim.height * zoom <= frame.height;
    };
    setWanted((before) => {
      const { claims, targets } = latest.current;
      const kept = (all: readonly { id: string }[], id: string | null) => {
        const here = all.find((one) => one.id === id) ?? all[0];
        return here !== undefined && inView(here) ? here.id : (all.find(inView)?.id ?? id);
      };
      return { claims: kept(claims, before.claims), targets: kept(targets, before.targets) };
    });
  }, [flow, where, latest]);

  const left = useCallback(({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Element && currentTarget.contains(relatedTarget))) setAt(null);
  }, []);

  return { at, left, stops, press, focused, focus, bringIntoView, lookAround };
}

/** Where an arrow key goes from a claim or target. */
function neighbour(
  key: string,
  id: string,
  { claims, targets, lines }: Places,
): string | undefined {
  const atClaims = id.startsWith(claimId(""));
  const column: readonly { id: string }[] = atClaims ? claims : targets;
  const at = column.findIndex((one) => one.id === id);
  switch (key) {
    case "ArrowDown":
      return column[at + 1]?.id;
    case "ArrowUp":
      return column[at - 1]?.id;
    case "Home":
      return column[0]?.id;
    case "End":
      return column.at(-1)?.id;
    case "ArrowRight":
      return atClaims ? (otherEnd(id, lines, "to") ?? targets[0]?.id) : undefined;
    case "ArrowLeft":
      return atClaims ? undefined : (otherEnd(id, lines, "from") ?? claims[0]?.id);
    default:
      return undefined;
  }
}

/** The target that a claim leads to, or the claim that a target comes from, over steps too. */
function otherEnd(id: string, lines: readonly Line[], end: "from" | "to"): string | undefined {
  const other = end === "to" ? "from" : "to";
  let at: string | undefined = id;
  do at = lines.find((line) => line[other] === at)?.[end];
  while (at?.startsWith(STEPS));
  return at;
}

/** The offset at which a stretch is in view, the nearest to where it is now. */
function within(offset: number, start: number, length: number, room: number): number {
  if (start + offset < MARGIN) return MARGIN - start;
  if (start + length + offset > room - MARGIN) return Math.min(offset, room - MARGIN - start - length);
  return offset;
}

function frameSize(): DOMRect | null {
  return document.querySelector(".lines")?.getBoundingClientRect() ?? null;
}
