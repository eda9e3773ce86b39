import { MarkerType, type Edge } from "@xyflow/react";
import { useMemo } from "react";
import { lines as text } from "../../messages/mapping-lines.ts";
import type { ClaimNodeType } from "./claim-node.tsx";
import type { HeadingNodeType } from "./heading-node.tsx";
import { headingId, SIZES, targetSize, type Layout, type Point } from "./lines-layout.ts";
import { hasSteps, stepsId, type Claim, type Line, type Target } from "./lines-model.ts";
import type { PlacedProblems } from "./placed-problems.ts";
import { place } from "./placed-problems.ts";
import type { RuleResults } from "./rule-results.ts";
import { RULE_SETS } from "./rules.ts";
import type { StepsNodeType } from "./steps-node.tsx";
import { shown, type TargetNodeType } from "./target-node.tsx";

export type LineNode = ClaimNodeType | TargetNodeType | StepsNodeType | HeadingNodeType;

interface Drawn {
  lines: readonly Line[];
  claims: readonly Claim[];
  targets: readonly Target[];
  layout: Layout;
  /** Where the person put a node. */
  moved: ReadonlyMap<string, Point>;
  results: RuleResults;
  problems: PlacedProblems;
  titles: ReadonlyMap<string, string>;
  chosen: string | null;
  search: string;
  stops: { claims: string | null; targets: string | null };
}

/** Nodes and edges are derived anew from the rules; only positions are remembered. */
export function useLineNodes(drawn: Drawn): { nodes: LineNode[]; edges: Edge[]; matches: string[] } {
  const { lines, claims, targets, layout, moved, results, problems, titles, chosen, search, stops } =
    drawn;
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

  const nodes = useMemo(() => {
    const dimmed = (id: string) => lit !== null && !lit.has(id);
    const at = (id: string, { width, height }: { width: number; height: number }) => ({
      id,
      position: moved.get(id) ?? layout.at.get(id) ?? { x: 0, y: 0 },
      width,
      height,
    });
    const heading = (column: string, words: string): HeadingNodeType => ({
      ...at(headingId(column), SIZES.heading),
      type: "heading",
      data: { words },
      draggable: false,
      connectable: false,
    });
    const all: LineNode[] = [heading("claims", text.claims)];
    for (const claim of claims) {
      all.push({
        ...at(claim.id, SIZES.claim),
        type: "claim",
        data: { claim, chosen: claim.name === chosen, dimmed: dimmed(claim.id), stop: stops.claims === claim.id },
      });
    }
    for (const set of RULE_SETS) all.push(heading(set, text.sets[set]));
    for (const target of targets) {
      const { id, key, set, row } = target;
      if (row !== null && key !== null && hasSteps(row)) {
        const steps = stepsId(set, key);
        all.push({ ...at(steps, SIZES.steps), type: "steps", data: { row, set, titles, dimmed: dimmed(id) } });
      }
      const wrong = key === null ? undefined : (problems.at.get(place(key, "target")) ?? problems.at.get(place(key, "source")));
      all.push({
        ...at(id, targetSize(target)),
        type: "target",
        data: {
          target,
          result: key === null ? null : (results.get(key) ?? null),
          problem: wrong ?? null,
          dimmed: dimmed(id),
          stop: stops.targets === id,
          waiting: chosen !== null,
        },
      });
    }
    return all;
  }, [claims, targets, layout, moved, results, problems, titles, chosen, stops, lit]);

  const edges = useMemo(
    () =>
      lines.map(({ id, from, to, side }): Edge => ({
        id,
        source: from,
        target: to,
        className: lit !== null && !(lit.has(from) && lit.has(to)) ? "line-edge dimmed" : "line-edge",
        data: { to },
        ...(side ? { style: { strokeDasharray: "5 4" } } : {}),
        ...(to.startsWith("rule:") ? { markerEnd: { type: MarkerType.ArrowClosed } } : {}),
      })),
    [lines, lit],
  );
  return { nodes, edges, matches: matching ?? [] };
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
