import type { Claim, Target } from "./lines-model.ts";
import { hasSteps, stepsId } from "./lines-model.ts";
import { RULE_SETS } from "./rules.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Sizes are fixed, so that a line can be drawn to what is not rendered. */
export const SIZES = {
  claim: { width: 240, height: 62 },
  steps: { width: 168, height: 62 },
  target: { width: 292, height: 116 },
  place: { width: 292, height: 48 },
  heading: { width: 292, height: 28 },
} as const;

export const MARGIN = 12;
const GAP = 10;
const BETWEEN_SETS = 22;
const LEAST_GAP = 36;

export interface Layout {
  /** The upper left corner of each node by its identifier. */
  readonly at: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

export const headingId = (column: string) => `heading:${column}`;

export function targetSize(target: Target) {
  return target.kind === "add" ? SIZES.place : SIZES.target;
}

/** Three columns over the width there is: claims, what is done to them, targets. */
export function layOut(claims: readonly Claim[], targets: readonly Target[], width: number): Layout {
  const at = new Map<string, Point>();
  const least = SIZES.claim.width + SIZES.steps.width + SIZES.target.width + 2 * (MARGIN + LEAST_GAP);
  const whole = Math.max(width, least);
  const right = whole - MARGIN - SIZES.target.width;
  const claimsEnd = MARGIN + SIZES.claim.width;
  const middle = claimsEnd + (right - claimsEnd - SIZES.steps.width) / 2;

  at.set(headingId("claims"), { x: MARGIN, y: MARGIN });
  let left = MARGIN + SIZES.heading.height + GAP;
  for (const { id } of claims) {
    at.set(id, { x: MARGIN, y: left });
    left += SIZES.claim.height + GAP;
  }
  let y = MARGIN;
  for (const set of RULE_SETS) {
    at.set(headingId(set), { x: right, y });
    y += SIZES.heading.height + GAP;
    for (const target of targets) {
      if (target.set !== set) continue;
      const { height } = targetSize(target);
      at.set(target.id, { x: right, y });
      if (target.row !== null && target.key !== null && hasSteps(target.row)) {
        const lower = y + (height - SIZES.steps.height) / 2;
        at.set(stepsId(set, target.key), { x: middle, y: lower });
      }
      y += height + GAP;
    }
    y += BETWEEN_SETS;
  }
  return { at, width: whole, height: Math.max(left, y) + MARGIN };
}
