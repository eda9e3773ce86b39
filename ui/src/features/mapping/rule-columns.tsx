import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import type { TableProps } from "@cloudscape-design/components/table";
import { memo, type ReactNode } from "react";
import { mapping } from "../../messages/mapping.ts";
import { ResultCell } from "./result-cell.tsx";
import {
  DefaultCell,
  OptionsCell,
  RowButtons,
  SourceCell,
  TargetCell,
  type RuleHandlers,
} from "./rule-cells.tsx";
import { useRuleLine, type RuleLine, type RuleLines } from "./rule-lines.ts";
import type { RuleSet } from "./rules.ts";
import { stepsOf } from "./transforms.ts";

type Column = TableProps.ColumnDefinition<number>;
type Cell = (line: RuleLine, key: number) => ReactNode;

const { columns: header, labels } = mapping;

interface LineCellProps {
  lines: RuleLines;
  id: number;
  cell: Cell;
}

/** Draws itself anew when its own line changes. */
const LineCell = memo(function LineCell({ lines, id, cell }: LineCellProps) {
  const line = useRuleLine(lines, id);
  return line === undefined ? null : cell(line, id);
});

export function ruleColumns(
  set: RuleSet,
  lines: RuleLines,
  options: AutosuggestProps.Option[],
  titles: ReadonlyMap<string, string>,
  on: RuleHandlers,
): Column[] {
  const column = (id: keyof typeof header, more: Omit<Column, "id" | "header" | "cell">, cell: Cell): Column => ({
    id,
    header: header[id],
    ...more,
    cell: (key) => <LineCell lines={lines} id={key} cell={cell} />,
  });
  return [
    column("target", { isRowHeader: true, width: 150, minWidth: 130 }, ({ rule, index, targetError }, key) => (
      <TargetCell
        id={key}
        label={labels.target(index + 1)}
        target={rule.target}
        error={targetError}
        on={on}
      />
    )),
    column("source", { width: 236, minWidth: 200 }, ({ rule, index, sourceError }, key) => (
      <SourceCell
        id={key}
        label={labels.source(index + 1)}
        source={rule.source ?? ""}
        expression={rule.expression ?? ""}
        steps={stepsOf(rule, titles)}
        options={options}
        error={sourceError}
        on={on}
      />
    )),
    column("default", { width: 112, minWidth: 90 }, ({ rule, index }, key) => (
      <DefaultCell
        id={key}
        label={labels.default(index + 1)}
        value={rule.default ?? ""}
        on={on}
      />
    )),
    column("options", { width: 176 }, ({ rule, index }, key) => (
      <OptionsCell id={key} set={set} number={index + 1} rule={rule} on={on} />
    )),
    column("result", { minWidth: 160 }, ({ result }) => (
      <div className="beside-input">
        <ResultCell result={result} />
      </div>
    )),
    column("actions", { width: 136 }, ({ rule, index, count, neighbour }, key) => (
      <RowButtons
        id={key}
        index={index}
        count={count}
        neighbour={neighbour}
        target={rule.target}
        on={on}
      />
    )),
  ];
}
