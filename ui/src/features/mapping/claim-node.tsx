import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { beginning, withOddNamed } from "../../components/odd-characters.ts";
import { OddMarked } from "../../components/untrusted-text.tsx";
import { lines as text } from "../../messages/mapping-lines.ts";
import { run } from "../../messages/test-run.ts";
import { sameData, useLinesActions } from "./lines-actions.ts";
import type { Claim } from "./lines-model.ts";

export type ClaimNodeType = Node<
  {
    claim: Claim;
    /** It waits for its target. */
    chosen: boolean;
    dimmed: boolean;
    /** It belongs to what is pointed at or has the focus. */
    near: boolean;
    /** The one place of its column that Tab goes to. */
    stop: boolean;
  },
  "claim"
>;

/** More does not fit; the details of a rule and the run have all of it. */
export const SHOWN_CHARACTERS = 120;

const { sources, types } = run.attributes;

/** A received attribute: name, value, type and where it was read. */
export const ClaimNode = memo(function ClaimNode({ id, data }: NodeProps<ClaimNodeType>) {
  const { claim, chosen, dimmed, near, stop } = data;
  const actions = useLinesActions();
  const received = claim.sources.length > 0;
  const badges = received ? claim.sources.map((source) => sources[source]) : [text.absent];
  const [badge = "", ...others] = badges;
  const type = claim.type === null ? "" : types[claim.type];
  const value = received && claim.value === "" ? run.attributes.emptyValue : beginning(claim.value, SHOWN_CHARACTERS);
  const name = beginning(claim.name, SHOWN_CHARACTERS);
  const isLocal = claim.dropped && claim.forUser;
  const dropped = isLocal ? text.droppedForUser : text.dropped;
  const about = [...(claim.dropped ? [dropped] : []), ...(claim.differs ? [text.differs] : [])];
  const Name = claim.dropped ? "s" : "span";
  return (
    <div className={classes("line-node line-claim", { chosen, dimmed, near, absent: !received })}>
      <Handle type="source" position={Position.Right} isConnectableEnd={false} className="line-grip">
        <button
          type="button"
          id={id}
          className="line-button"
          tabIndex={stop ? 0 : -1}
          aria-pressed={chosen}
          title={[name, type, value, ...badges, ...about].map(withOddNamed).join(", ")}
          onClick={() => actions.choose(claim.name)}
          onKeyDown={(event) => actions.press(event, id)}
          onFocus={() => actions.focused(id)}
        >
          <span className="line-row">
            <Name className="line-name">
              <bdi>
                <OddMarked text={name} />
              </bdi>
            </Name>
            <Comma />
            {isLocal ? (
              <span className="line-badge line-local" aria-hidden>
                {text.localUser}
              </span>
            ) : null}
            <span className="line-type">{type}</span>
            <Comma />
          </span>
          <span className="line-row">
            <bdi className="line-value code-text">
              <OddMarked text={value} />
            </bdi>
            <Comma />
            <span className="line-badge" data-differs={claim.differs || undefined}>
              {badge}
              {others.length === 0 ? null : (
                <span aria-hidden>{` ${text.more(others.length)}`}</span>
              )}
            </span>
          </span>
          <Hidden>{[...others, ...about].map((part) => `, ${part}`).join("")}</Hidden>
        </button>
      </Handle>
    </div>
  );
}, sameData);

/** For screen readers: the parts of a node are read as a list. */
export function Hidden({ children }: { children: string }) {
  return <span className="line-hidden">{children}</span>;
}

export function Comma() {
  return <Hidden>{", "}</Hidden>;
}

export function classes(always: string, when: Record<string, boolean>): string {
  return [always, ...Object.keys(when).filter((name) => when[name])].join(" ");
}
