import Button from "@cloudscape-design/components/button";
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { RuleResult } from "../../backend/bindings.ts";
import { lines as text } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { run } from "../../messages/test-run.ts";
import { classes, Comma, Hidden } from "./claim-node.tsx";
import { sameData, useLinesActions } from "./lines-actions.ts";
import type { Target } from "./lines-model.ts";
import { shown } from "./rule-results.ts";
import { RuleStatusWords } from "./rule-status.tsx";
import { runName } from "./run-names.ts";

export type TargetNodeType = Node<
  {
    target: Target;
    result: RuleResult | null;
    /** What is wrong with the rule itself. */
    problem: string | null;
    dimmed: boolean;
    /** It belongs to what is pointed at or has the focus. */
    near: boolean;
    stop: boolean;
    /** A claim waits for a target. */
    waiting: boolean;
  },
  "target"
>;

/** What is filled: result, type, what became of the rule, and why. */
export const TargetNode = memo(function TargetNode({ id, data }: NodeProps<TargetNodeType>) {
  const { target, result, dimmed, near, stop, waiting } = data;
  const actions = useLinesActions();
  const { set, key, kind } = target;
  const name = kind === "add" ? text.add[set] : target.name === "" ? text.unnamed : target.name;
  // A rule that cannot be saved is wrong, whatever it gives.
  const status = data.problem === null ? result?.status : "error";
  const why = data.problem ?? result?.why ?? "";
  const worstRun = result?.run ?? null;
  const worst = worstRun === null ? null : runName(worstRun);
  return (
    <div
      className={classes("line-node line-target", { dimmed, near, waiting, [kind]: true })}
      data-target={id}
      data-status={status}
      data-wrong={data.problem === null ? undefined : true}
    >
      <Handle type="target" position={Position.Left} isConnectableStart={false} />
      <button
        type="button"
        id={id}
        className="line-button"
        tabIndex={stop ? 0 : -1}
        title={worst === null ? why : `${preview.ofRun(worst)}\n${why}`}
        onClick={() => actions.take(target)}
        onKeyDown={(event) => actions.press(event, id)}
        onFocus={() => actions.focused(id)}
      >
        {kind === "add" ? (
          <span className="line-name">{name}</span>
        ) : (
          <>
            <span className="line-row">
              <span className="line-name">
                <Hidden>{text.targetIs}</Hidden>
                <bdi>{name}</bdi>
                <Comma />
                {target.required ? <span className="line-required">{text.required}</span> : null}
              </span>
              <Hidden>{sourceOf(target)}</Hidden>
              <span className="line-type line-beside-button">
                {result?.valueType ? run.attributes.types[result.valueType] : ""}
              </span>
              <Comma />
            </span>
            <bdi className="line-value code-text">{result === null ? "" : shown(result)}</bdi>
            <Comma />
            <span className="line-status">
              {kind === "missing" ? (
                <RuleStatusWords status="required_missing" />
              ) : status === undefined ? (
                <span className="line-why">{preview.none_yet}</span>
              ) : (
                <RuleStatusWords status={status} />
              )}
            </span>
            <Comma />
            <span className="line-why">
              <bdi>{kind === "missing" ? text.noRule : why || worst}</bdi>
            </span>
          </>
        )}
      </button>
      {key === null ? null : (
        <span className="line-edit">
          <Button
            variant="inline-icon"
            iconName="edit"
            ariaLabel={text.details(name)}
            onClick={() => actions.open(set, key)}
          />
        </span>
      )}
    </div>
  );
}, sameData);

function sourceOf({ row }: Target): string {
  if (row === null) return "";
  const { expression, source } = row.rule;
  if (expression) return `, ${text.expression}, `;
  return source ? `, ${text.from(source)}, ` : ", ";
}
