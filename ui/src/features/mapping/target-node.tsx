import Button from "@cloudscape-design/components/button";
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { beginning, withOddNamed } from "../../components/odd-characters.ts";
import { OddMarked } from "../../components/untrusted-text.tsx";
import { lines as text } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { run as words } from "../../messages/test-run.ts";
import { classes, Comma, Hidden, SHOWN_CHARACTERS } from "./claim-node.tsx";
import { sameData, useLinesActions } from "./lines-actions.ts";
import type { Target } from "./lines-model.ts";
import { differs, shown, type ShownResult } from "./rule-results.ts";
import { RuleStatusWords } from "./rule-status.tsx";
import { runName } from "./run-names.ts";

export type TargetNodeType = Node<
  {
    target: Target;
    result: ShownResult | null;
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

const { types } = words.attributes;
const SHOWN_SENTENCE = 240;

/** What is filled: result, type, what became of the rule, and why. */
export const TargetNode = memo(function TargetNode({ id, data }: NodeProps<TargetNodeType>) {
  const { target, result, dimmed, near, stop, waiting } = data;
  const actions = useLinesActions();
  const { set, key, kind } = target;
  const name = kind === "add" ? text.add[set] : target.name === "" ? text.unnamed : target.name;
  // A rule that cannot be saved is wrong, whatever it gives.
  const status = data.problem === null ? (result?.status ?? null) : "error";
  const why = data.problem ?? result?.why ?? "";
  const run = result?.run ?? null;
  const worst = run === null ? "" : preview.ofRun(runName(run));
  // With nothing wrong the rule itself says enough, unless its sources disagree.
  const reason = status === "ok" && result !== null && !differs(result) && !result.usedDefault ? "" : why;
  const sentence = beginning(result?.sentence ?? "", SHOWN_SENTENCE);
  return (
    <div
      className={classes("line-node line-target", { dimmed, near, waiting, [kind]: true })}
      data-target={id}
      data-status={status ?? undefined}
      data-wrong={data.problem === null ? undefined : true}
    >
      <Handle type="target" position={Position.Left} isConnectableStart={false} />
      <button
        type="button"
        id={id}
        className="line-button"
        tabIndex={stop ? 0 : -1}
        title={[worst, why, sentence].filter((words) => words !== "").map(withOddNamed).join("\n")}
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
                <bdi>
                  <OddMarked text={beginning(name, SHOWN_CHARACTERS)} />
                </bdi>
                <Comma />
                {target.required ? <span className="line-required">{text.required}</span> : null}
              </span>
              <Hidden>{sourceOf(target)}</Hidden>
              <span className="line-type line-beside-button">
                {result?.valueType ? types[result.valueType] : ""}
              </span>
              <Comma />
            </span>
            <bdi className="line-value code-text">
              <OddMarked text={result === null ? "" : beginning(shown(result), SHOWN_CHARACTERS)} />
            </bdi>
            <Comma />
            <span className="line-status">
              {kind === "missing" ? (
                <RuleStatusWords status="required_missing" />
              ) : status === null ? (
                <span className="line-why">{preview.none_yet}</span>
              ) : (
                <RuleStatusWords status={status} />
              )}
              <bdi className="line-run">
                <OddMarked text={worst} />
              </bdi>
            </span>
            <Comma />
            {kind === "missing" ? <span className="line-why">{text.noRule}</span> : null}
            {reason === "" ? null : (
              <span className="line-why">
                <bdi>
                  <OddMarked text={beginning(reason, SHOWN_SENTENCE)} />
                </bdi>
                <Comma />
              </span>
            )}
            <span className="line-sentence">
              <bdi>
                <OddMarked text={sentence} />
              </bdi>
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
