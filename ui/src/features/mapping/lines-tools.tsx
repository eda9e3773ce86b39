import { useReactFlow } from "@xyflow/react";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { beginning } from "../../components/odd-characters.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { lines as text } from "../../messages/mapping-lines.ts";
import { SHOWN_CHARACTERS } from "./claim-node.tsx";
import { FindTools } from "./find-tools.tsx";
import type { RuleSet } from "./rules.ts";
import type { LineNotice } from "./use-connecting.ts";
import type { Finding } from "./use-finding.ts";

interface LinesToolsProps {
  finding: Finding;
  /** How many fit the search; null while nothing is searched for. */
  matches: number | null;
  /** Goes to the first that fits. */
  onFirst: () => void;
  onArrange: () => void;
  /** The claim that waits for its target. */
  chosen: string | null;
  onCancel: () => void;
  /** What happened to a line. */
  notice: LineNotice | null;
  onUndo: () => void;
  onOpen: (set: RuleSet, key: number) => void;
}

/** Search, arrangement and size, and what is going on. */
export function LinesTools(props: LinesToolsProps) {
  const { finding, matches, chosen, notice } = props;
  const flow = useReactFlow();
  const again = () => {
    props.onArrange();
    void flow.setViewport({ x: 0, y: 0, zoom: 1 });
  };
  return (
    <div className="lines-tools">
      <FindTools finding={finding} matches={matches} onFirst={props.onFirst} />
      <SpaceBetween direction="horizontal" size="xxs">
        <Button iconName="zoom-out" variant="icon" ariaLabel={text.zoomOut} onClick={() => void flow.zoomOut()} />
        <Button iconName="zoom-in" variant="icon" ariaLabel={text.zoomIn} onClick={() => void flow.zoomIn()} />
        <Button data-testid="arrange" onClick={again}>
          {text.arrange}
        </Button>
      </SpaceBetween>
      <div className="lines-hint">
        {chosen !== null ? (
          <Said words={text.choosing(beginning(chosen, SHOWN_CHARACTERS))} action={text.cancel} onAct={props.onCancel} />
        ) : notice === null ? (
          <Box fontSize="body-s" color="text-body-secondary">
            {text.hint}
          </Box>
        ) : notice.kind === "undo" ? (
          <Said words={notice.words} action={text.undoThis} onAct={props.onUndo} />
        ) : (
          <Said words={notice.words} action={text.openRule} onAct={() => props.onOpen(notice.set, notice.key)} />
        )}
      </div>
    </div>
  );
}

interface SaidProps {
  words: string;
  action: string;
  onAct: () => void;
}

function Said({ words, action, onAct }: SaidProps) {
  return (
    <div data-testid="line-notice">
      <strong>
        <UntrustedText>{words}</UntrustedText>
      </strong>{" "}
      <Button variant="inline-link" onClick={onAct}>
        {action}
      </Button>
    </div>
  );
}
