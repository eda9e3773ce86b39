import { MarkerType, Position, type Edge, type NodeHandle } from "@xyflow/react";
import { useMemo } from "react";
import { lines as text } from "../../messages/mapping-lines.ts";
import { classes, type ClaimNodeType } from "./claim-node.tsx";
import type { HeadingNodeType } from "./heading-node.tsx";
import { headingId, targetSize, type Layout } from "./lines-layout.ts";
import { claimId, hasSteps, stepsId, type Claim, type Line, type Target } from "./lines-model.ts";
import type { PlacedProblems } from "./placed-problems.ts";
import { place } from "./placed-problems.ts";
import { shown, type RuleResults } from "./rule-results.ts";
import { RULE_SETS } from "./rules.ts";
import type { StepsNodeType } from "./steps-node.tsx";
import type { TargetNodeType } from "./target-node.tsx";
import { hasProblem } from "./use-finding.ts";

export type LineNode = ClaimNodeType | TargetNodeType | StepsNodeType | HeadingNodeType;

interface Drawn {
  lines: readonly Line[];
  claims: readonly Claim[];
  /** What stands above them. */
  heading: string;
  targets: readonly Target[];
  layout: Layout;
  results: RuleResults;
  problems: PlacedProblems;
  titles: ReadonlyMap<string, string>;
  chosen: string | null;
  search: string;
  /** What is pointed at or has the focus. */
  active: string | null;
  stops: { claims: string | null; targets: string | null };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How wide the circle is at which a line ends. */
const END = 14;

/** A marker does not inherit the colour of its line in every browser, so each colour has its own. */
const ARROWS = {
  plain: { type: MarkerType.ArrowClosed, color: "var(--lines-line)" },
  near: { type: MarkerType.ArrowClosed, color: "var(--lines-accent)" },
  wrong: { type: MarkerType.ArrowClosed, color: "var(--lines-wrong)" },
} as const;

/** A whole claim is its handle: it is dragged from any place. */
const wholeOf = (size: Size): NodeHandle[] => [
  { type: "source", position: Position.Right, x: 0, y: 0, ...size },
];
const circleOf = ({ height }: Size): NodeHandle[] => [
  { type: "target", position: Position.Left, x: -END / 2, y: (height - END) / 2, width: END, height: END },
];
const edgesOf = ({ width, height }: Size): NodeHandle[] => [
  { type: "target", position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
  { type: "source", position: Position.Right, x: width - 1, y: height / 2, width: 1, height: 1 },
];

/**
 * Nodes and edges are derived anew from the rules. Sizes and handles are told with them:
 * React Flow would render every node, also those out of view, to measure it.
 */
export function useLineNodes(drawn: Drawn): { nodes: LineNode[]; edges: Edge[]; matches: string[] } {
  const { lines, claims, targets, layout, results, problems, titles, chosen, search, active, stops } =
    drawn;
  const above = drawn.heading;
  const matching = useMemo(
    () => matchesOf(search, claims, targets, results),
    [search, claims, targets, results],
  );
  const lit = useMemo(() => {
    if (matching === null) return null;
    // What is connected to a match, over its steps too, stays in view with it.
    const near = new Set(matching);
    for (let round = 0; round < 2; round += 1) {
      const before = new Set(near);
      for (const { from, to } of lines) {
        if (before.has(from)) near.add(to);
        if (before.has(to)) near.add(from);
      }
    }
    return near;
  }, [matching, lines]);

  const near = useMemo(() => nearOf(active, lines), [active, lines]);

  const nodes = useMemo(() => {
    const isNear = (id: string) => near?.has(id) === true;
    const dimmed = (id: string) => lit !== null && !lit.has(id);
    const at = (id: string, { width, height }: Size, handles: (size: Size) => NodeHandle[]) => ({
      id,
      position: layout.at.get(id) ?? { x: 0, y: 0 },
      width,
      height,
      measured: { width, height },
      handles: handles({ width, height }),
    });
    const heading = (column: string, words: string): HeadingNodeType => ({
      ...at(headingId(column), layout.sizes.heading, () => []),
      type: "heading",
      data: { words },
      connectable: false,
    });
    const all: LineNode[] = [heading("claims", above)];
    for (const claim of claims) {
      all.push({
        ...at(claim.id, layout.sizes.claim, wholeOf),
        type: "claim",
        data: { claim, chosen: claim.name === chosen, dimmed: dimmed(claim.id), near: isNear(claim.id), stop: stops.claims === claim.id },
      });
    }
    for (const set of RULE_SETS) all.push(heading(set, text.sets[set]));
    for (const target of targets) {
      const { id, key, set, row } = target;
      if (row !== null && key !== null && hasSteps(row)) {
        const steps = stepsId(set, key);
        const data = { row, set, titles, dimmed: dimmed(id), near: isNear(id) };
        all.push({ ...at(steps, layout.sizes.steps, edgesOf), type: "steps", data });
      }
      all.push({
        ...at(id, targetSize(target, layout.sizes), circleOf),
        type: "target",
        data: {
          target,
          result: key === null ? null : (results.get(key) ?? null),
          problem: key === null ? null : problemOf(problems, key),
          dimmed: dimmed(id),
          near: isNear(id),
          stop: stops.targets === id,
          waiting: chosen !== null,
        },
      });
    }
    return all;
  }, [claims, above, targets, layout, results, problems, titles, chosen, stops, lit, near]);

  const nameOf = useMemo(() => {
    const all = [...claims, ...targets].map(({ id, name }) => [id, name] as const);
    const names = new Map<string, string>(all);
    return (id: string) => names.get(id) ?? text.steps;
  }, [claims, targets]);
  const wrong = useMemo(() => wrongOf(targets, results, problems), [targets, results, problems]);
  const edges = useMemo(
    () =>
      lines.map(({ id, from, to, side }): Edge => {
        const isNear = near !== null && near.has(from) && near.has(to);
        const isWrong = wrong.has(to);
        return {
          id,
          source: from,
          target: to,
          className: classes("line-edge", {
            dimmed: lit !== null && !(lit.has(from) && lit.has(to)),
            near: isNear,
            far: near !== null && !isNear,
            wrong: isWrong,
          }),
          data: { to },
          ariaLabel: text.edge(nameOf(from), nameOf(to)),
          ...(side ? { style: { strokeDasharray: "5 4" } } : {}),
          ...(to.startsWith("rule:") ? { markerEnd: ARROWS[isWrong ? "wrong" : isNear ? "near" : "plain"] } : {}),
        };
      }),
    [lines, lit, near, wrong, nameOf],
  );
  return { nodes, edges, matches: matching ?? [] };
}

/** Where lines end that lead to nothing that can be used: targets and the steps before them. */
function wrongOf(
  targets: readonly Target[],
  results: RuleResults,
  problems: PlacedProblems,
): ReadonlySet<string> {
  return new Set(
    targets.flatMap(({ id, set, key }) => {
      if (key === null) return [];
      return hasProblem(key, results, problems) ? [id, stepsId(set, key)] : [];
    }),
  );
}

/** What is wrong with a rule itself. */
function problemOf({ at }: PlacedProblems, key: number): string | null {
  return at.get(place(key, "target")) ?? at.get(place(key, "source")) ?? null;
}

/** What a claim leads to, or what a target comes from, over its steps; none without a line. */
function nearOf(active: string | null, lines: readonly Line[]): ReadonlySet<string> | null {
  if (active === null) return null;
  const near = new Set([active]);
  const atClaim = active.startsWith(claimId(""));
  for (let round = 0; round < 2; round += 1) {
    const before = new Set(near);
    for (const { from, to } of lines) {
      if (atClaim && before.has(from)) near.add(to);
      if (!atClaim && before.has(to)) near.add(from);
    }
  }
  return near.size > 1 ? near : null;
}

/** What fits the search, the claims first; nothing is searched for with an empty text. */
function matchesOf(
  search: string,
  claims: readonly Claim[],
  targets: readonly Target[],
  results: RuleResults,
): string[] | null {
  const words = search.trim().toLowerCase();
  if (words === "") return null;
  const fits = (...texts: string[]) => texts.some((one) => one.toLowerCase().includes(words));
  return [
    ...claims.filter(({ name, value }) => fits(name, value)).map(({ id }) => id),
    ...targets
      .filter(({ name, key }) => {
        const result = key === null ? undefined : results.get(key);
        return fits(name, result === undefined ? "" : shown(result));
      })
      .map(({ id }) => id),
  ];
}
