import type { Claim, Target } from "./lines-model.ts";
import { hasSteps, stepsId } from "./lines-model.ts";
import { RULE_SETS } from "./rules.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Of each kind of node; they are known, so that a line can be drawn to what is not rendered. */
export interface Sizes {
  readonly claim: Size;
  readonly steps: Size;
  readonly target: Size;
  readonly place: Size;
  readonly heading: Size;
}

const WIDEST = { claim: 240, steps: 168, target: 292 };
/** Together as wide as what the least window has beside the open navigation. */
const NARROWEST = { claim: 136, steps: 90, target: 214 };

export const MARGIN = 12;
const GAP = 10;
const BETWEEN_SETS = 22;
const LEAST_GAP = 28;

/** The columns of a narrow canvas are narrower, so that all three are there. */
export function sizesOf(width: number): Sizes {
  const room = width - 2 * (MARGIN + LEAST_GAP);
  const fit = (column: keyof typeof WIDEST, width: number) =>
    Math.floor(Math.min(Math.max(width, NARROWEST[column]), WIDEST[column]));
  const target = fit("target", (room * WIDEST.target) / (WIDEST.claim + WIDEST.steps + WIDEST.target));
  const claim = fit("claim", ((room - target) * WIDEST.claim) / (WIDEST.claim + WIDEST.steps));
  const steps = fit("steps", room - target - claim);
  return {
    claim: { width: claim, height: 62 },
    steps: { width: steps, height: 62 },
    target: { width: target, height: 130 },
    place: { width: target, height: 48 },
    heading: { width: target, height: 28 },
  };
}

export interface Layout {
  readonly sizes: Sizes;
  /** The upper left corner of each node by its identifier. */
  readonly at: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

export const headingId = (column: string) => `heading:${column}`;

export function targetSize(target: Target, sizes: Sizes): Size {
  return target.kind === "add" ? sizes.place : sizes.target;
}

/** Which claims stand opposite of which targets. */
export type Beside = ReadonlyMap<string, string>;

/** Three columns over the width there is: claims, what is done to them, targets. */
export function layOut(
  claims: readonly Claim[],
  targets: readonly Target[],
  beside: Beside,
  width: number,
): Layout {
  const sizes = sizesOf(width);
  const { claim, steps, target } = sizes;
  const least = claim.width + steps.width + target.width + 2 * (MARGIN + LEAST_GAP);
  const whole = Math.max(width, least);
  const right = whole - MARGIN - target.width;
  const claimsEnd = MARGIN + claim.width;
  const middle = claimsEnd + (right - claimsEnd - steps.width) / 2;

  const at = new Map<string, Point>([[headingId("claims"), { x: MARGIN, y: MARGIN }]]);
  const lower = putTargets(at, targets, sizes, { right, middle });
  let y = MARGIN + sizes.heading.height + GAP;
  for (const { id, name } of claims) {
    const opposite = at.get(beside.get(name) ?? "");
    if (opposite !== undefined) y = Math.max(y, opposite.y + (target.height - claim.height) / 2);
    at.set(id, { x: MARGIN, y });
    y += claim.height + GAP;
  }
  return { sizes, at, width: whole, height: Math.max(y, lower) + MARGIN };
}

function putTargets(
  at: Map<string, Point>,
  targets: readonly Target[],
  sizes: Sizes,
  { right, middle }: { right: number; middle: number },
): number {
  let y = MARGIN;
  for (const set of RULE_SETS) {
    at.set(headingId(set), { x: right, y });
    y += sizes.heading.height + GAP;
    for (const target of targets) {
      if (target.set !== set) continue;
      const { height } = targetSize(target, sizes);
      at.set(target.id, { x: right, y });
      if (target.row !== null && target.key !== null && hasSteps(target.row)) {
        at.set(stepsId(set, target.key), { x: middle, y: y + (height - sizes.steps.height) / 2 });
      }
      y += height + GAP;
    }
    y += BETWEEN_SETS;
  }
  return y;
}
