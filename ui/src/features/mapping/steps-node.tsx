import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { lines as text } from "../../messages/mapping-lines.ts";
import { classes, Hidden } from "./claim-node.tsx";
import { sameData, useLinesActions } from "./lines-actions.ts";
import { chipsOf } from "./transforms.ts";
import type { RuleRow, RuleSet } from "./rules.ts";

export type StepsNodeType = Node<
  {
    row: RuleRow;
    set: RuleSet;
    titles: ReadonlyMap<string, string>;
    dimmed: boolean;
    /** It belongs to what is pointed at or has the focus. */
    near: boolean;
  },
  "steps"
>;

const SHOWN = 2;

/** What is done to the value on its way: chips of transformations, an expression, a condition. */
export const StepsNode = memo(function StepsNode({ data }: NodeProps<StepsNodeType>) {
  const { row, set, titles, dimmed, near } = data;
  const actions = useLinesActions();
  const all = chipsOf(row.rule, titles);
  const more = all.length - SHOWN;
  return (
    <div className={classes("line-node line-steps", { dimmed, near })}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="line-button"
        tabIndex={-1}
        title={all.join(" → ")}
        onClick={() => actions.open(set, row.key)}
      >
        <Hidden>{`${text.details(row.rule.target)}: `}</Hidden>
        {all.slice(0, SHOWN).map((chip, index) => (
          <span key={index} className="line-chip">
            {chip}
          </span>
        ))}
        {more > 0 ? <span className="line-chip">{text.more(more)}</span> : null}
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}, sameData);
