import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { sameData } from "./lines-actions.ts";

export type HeadingNodeType = Node<{ words: string }, "heading">;

export const HeadingNode = memo(function HeadingNode({ data }: NodeProps<HeadingNodeType>) {
  return <div className="line-heading">{data.words}</div>;
}, sameData);
