import "@xyflow/react/dist/base.css";
import "./lines.css";
import { ReactFlow, ReactFlowProvider, PanOnScrollMode, type Connection, type OnConnectEnd } from "@xyflow/react";
import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import { memo, useEffect, useMemo, useState } from "react";
import type { Attribute } from "../../backend/bindings.ts";
import { useTransforms } from "../../backend/mapping-queries.ts";
import { lines as text } from "../../messages/mapping-lines.ts";
import { ClaimNode } from "./claim-node.tsx";
import { HeadingNode } from "./heading-node.tsx";
import type { HistoryAction } from "./history.ts";
import { LinesActionsProvider } from "./lines-actions.ts";
import { layOut } from "./lines-layout.ts";
import { claimsOf, claimsShown, foundBeyond, inOrderOf, linesOf, partOf, readsOf, targetsOf, targetsShown, withinMost } from "./lines-model.ts";
import { LinesTools } from "./lines-tools.tsx";
import type { PlacedProblems } from "./placed-problems.ts";
import type { RuleResults } from "./rule-results.ts";
import type { Rules, RuleSet } from "./rules.ts";
import { SourcePicker } from "./source-picker.tsx";
import { StepsNode } from "./steps-node.tsx";
import { TargetNode } from "./target-node.tsx";
import { titlesOf } from "./transforms.ts";
import type { Replaced } from "./use-announcing.ts";
import { useConnecting } from "./use-connecting.ts";
import type { Finding } from "./use-finding.ts";
import { useLineNodes, type LineNode } from "./use-line-nodes.ts";
import { useLinesKeys } from "./use-lines-keys.ts";
import { useArrangement, useAtTheEdge, useAtTheTop, useWheelAtTheEnds, useWidth, useWindowHeight } from "./use-arrangement.ts";
import { useRefusalShown } from "./use-refusal-shown.ts";
import type { Undo } from "./use-undo.ts";
import { useUndoneShown } from "./use-undone-shown.ts";

export interface LinesViewProps {
  rules: Rules;
  dispatch: (action: HistoryAction) => void;
  problems: PlacedProblems;
  results: RuleResults;
  received: readonly Attribute[];
  known: readonly string[];
  dropped: readonly string[];
  /** How often saving was refused. */
  refusals: number;
  /** Whether whoever asked to save still waits for the answer. */
  endWaiting: () => boolean;
  options: AutosuggestProps.Option[];
  /** Says what was connected, as soon as there is a result. */
  onConnected: (set: RuleSet, key: number, source: string, was?: Replaced | null) => void;
  onSay: (words: string) => void;
  /** Opens all of a rule; `made` tells that it was made for that. */
  onOpen: (set: RuleSet, key: number, made?: boolean) => void;
  undo: Undo;
  finding: Finding;
}

const NODE_TYPES = { claim: ClaimNode, target: TargetNode, steps: StepsNode, heading: HeadingNode };
const HEIGHT = { least: 320, most: 680 };
/** What stands above and below the lines when they are looked at. */
const BESIDE = 200;
/** As in the style sheet. */
const BORDER = 1;
/** A click is no drag, however unsteady the hand. */
const DRAG_FROM = 4;

/** The rules as lines from what was received to what is filled. */
export default memo(function LinesView(props: LinesViewProps) {
  return (
    <ReactFlowProvider>
      <Lines {...props} />
    </ReactFlowProvider>
  );
});

function Lines(props: LinesViewProps) {
  const { rules, results, received, known, dropped, problems, onOpen } = props;
  const { search, only, show } = props.finding;
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const [frame, outer] = useWidth();
  const width = Math.max(outer - 2 * BORDER, 0);
  const transforms = useTransforms().data;
  const titles = useMemo(() => titlesOf(transforms), [transforms]);

  const reads = useMemo(() => readsOf(results), [results]);
  const lines = useMemo(() => linesOf(partOf(rules, only), reads), [rules, only, reads]);
  const all = useMemo(
    () => claimsOf(received, known, dropped, rules, reads),
    [received, known, dropped, rules, reads],
  );
  const arrangement = useArrangement(all, rules, reads);
  const used = useMemo(() => linesOf(rules, reads), [rules, reads]);
  const part = useMemo(
    () => claimsShown(inOrderOf(all, arrangement.order), lines, show === "connected" ? null : used, only !== null),
    [all, arrangement.order, lines, used, show, only],
  );
  const claims = useMemo(() => withinMost(part, lines, search), [part, lines, search]);
  const targets = useMemo(() => targetsShown(targetsOf(rules), only, show === "problems"), [rules, only, show]);
  const { beside } = arrangement;
  const layout = useMemo(() => layOut(claims, targets, beside, width), [claims, targets, beside, width]);

  const connecting = useConnecting(props);
  const { chosen } = connecting;
  const keys = useLinesKeys({ claims, targets, lines, layout, connecting });
  const beyond = useMemo(() => foundBeyond(part, claims, search), [part, claims, search]);
  const { nodes, edges, matches } = useLineNodes({
    lines,
    claims,
    heading: claims.length < part.length ? text.claimsOf(claims.length, part.length) : text.claims,
    targets,
    layout,
    results,
    problems,
    titles,
    chosen,
    search,
    active: pointedAt ?? keys.at,
    stops: keys.stops,
  });
  const { choose, take } = connecting;
  const { press, focused } = keys;
  const actions = useMemo(
    () => ({ choose, take, open: onOpen, press, focused }),
    [choose, take, onOpen, press, focused],
  );
  const connect = ({ source, target }: Connection) => connecting.connectIds(source, target);
  const endDrag: OnConnectEnd = (event, { fromNode, isValid }) => {
    if (isValid === true || fromNode === null) return;
    const id = targetUnder(event);
    if (id !== null) connecting.connectIds(fromNode.id, id);
  };
  useAtTheEdge(width);
  useAtTheTop(show);
  const room = Math.min(Math.max(useWindowHeight() - BESIDE, HEIGHT.least), HEIGHT.most);
  const height = Math.min(Math.max(layout.height, HEIGHT.least), room);
  const passOn = useWheelAtTheEnds(layout.height, height);
  const { bringIntoView } = keys;
  const firstMatch = search.trim() === "" ? undefined : matches[0];
  useEffect(() => {
    if (firstMatch !== undefined) bringIntoView(firstMatch);
  }, [firstMatch, bringIntoView]);
  useRefusalShown(props, targets, keys.focus);
  useUndoneShown(props.undo.last, rules, keys);

  return (
    <div data-testid="lines">
      <LinesTools
        finding={props.finding}
        matches={search.trim() === "" ? null : matches.length + beyond}
        onFirst={() => keys.focus(matches[0])}
        onArrange={arrangement.arrange}
        chosen={chosen}
        onCancel={connecting.cancel}
        notice={connecting.notice}
        onUndo={() => props.undo.go("undo")}
        onOpen={onOpen}
      />
      <div ref={frame} className="lines-frame">
        <section
          className="lines"
          style={{ height, minWidth: layout.width + 2 * BORDER }}
          aria-label={text.title}
          onWheelCapture={passOn}
          onBlur={keys.left}
        >
          <LinesActionsProvider value={actions}>
            {width === 0 ? null : (
              <ReactFlow<LineNode>
                nodes={nodes}
                edges={edges}
                nodeTypes={NODE_TYPES}
                nodesDraggable={false}
                connectionDragThreshold={DRAG_FROM}
                onConnect={connect}
                onConnectEnd={endDrag}
                onEdgeClick={(_, edge) => keys.focus(targetOf(edge.target))}
                onPaneClick={connecting.cancel}
                onNodeMouseEnter={(_, { id }) => setPointedAt(targetOf(id))}
                onNodeMouseLeave={() => setPointedAt(null)}
                onEdgeMouseEnter={(_, { target }) => setPointedAt(targetOf(target))}
                onEdgeMouseLeave={() => setPointedAt(null)}
                onMoveEnd={keys.lookAround}
                onlyRenderVisibleElements
                nodesFocusable={false}
                edgesFocusable={false}
                elementsSelectable={false}
                disableKeyboardA11y
                connectOnClick={false}
                connectionRadius={28}
                deleteKeyCode={null}
                selectionKeyCode={null}
                multiSelectionKeyCode={null}
                panActivationKeyCode={null}
                zoomOnDoubleClick={false}
                panOnScroll
                panOnScrollMode={PanOnScrollMode.Vertical}
                minZoom={0.3}
                maxZoom={1.5}
                translateExtent={[
                  [0, 0],
                  [layout.width, Math.max(layout.height, height)],
                ]}
                proOptions={{ hideAttribution: true }}
              />
            )}
          </LinesActionsProvider>
        </section>
      </div>
      {connecting.picking === null ? null : (
        <SourcePicker
          target={connecting.picking}
          options={props.options}
          onUse={connecting.pick}
          onClose={connecting.endPicking}
          onRemove={connecting.unpick}
          onDetails={onOpen}
        />
      )}
    </div>
  );
}

/** The target of a line, past its steps. */
function targetOf(id: string): string {
  return id.replace(/^steps:/, "rule:");
}

function targetUnder(event: MouseEvent | TouchEvent): string | null {
  const point = "clientX" in event ? event : event.changedTouches[0];
  if (point === undefined) return null;
  const element = document.elementFromPoint(point.clientX, point.clientY);
  return element?.closest<HTMLElement>("[data-target]")?.dataset.target ?? null;
}
