import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import type { TableProps } from "@cloudscape-design/components/table";
import type { RuleResult } from "../../backend/bindings.ts";
import { mapping } from "../../messages/mapping.ts";
import type { PlacedProblems } from "./placed-problems.ts";
import { place } from "./placed-problems.ts";
import { ResultCell } from "./result-cell.tsx";
import {
  DefaultCell,
  OptionsCell,
  RowButtons,
  SourceCell,
  TargetCell,
  type RuleHandlers,
} from "./rule-cells.tsx";
import { stepsOf } from "./transforms.ts";
import type { RuleRow, RuleSet } from "./rules.ts";

/** A line of the table: the rule, its place, and what is known about it. */
export interface RuleItem {
  row: RuleRow;
  index: number;
  /** How many rules there are. */
  count: number;
  /** The rule that is at its place when it is removed. */
  neighbour: number | null;
  problems: PlacedProblems;
  result: RuleResult | null;
}

type Column = TableProps.ColumnDefinition<RuleItem>;

const { columns: header, labels } = mapping;

export function ruleColumns(
  set: RuleSet,
  options: AutosuggestProps.Option[],
  titles: ReadonlyMap<string, string>,
  on: RuleHandlers,
): Column[] {
  return [
    {
      id: "target",
      header: header.target,
      isRowHeader: true,
      width: 150,
      minWidth: 130,
      cell: ({ row: { key, rule }, index, problems }) => (
        <TargetCell
          id={key}
          label={labels.target(index + 1)}
          target={rule.target}
          error={problems.at.get(place(key, "target"))}
          on={on}
        />
      ),
    },
    {
      id: "source",
      header: header.source,
      width: 236,
      minWidth: 200,
      cell: ({ row: { key, rule }, index, problems }) => (
        <SourceCell
          id={key}
          label={labels.source(index + 1)}
          source={rule.source ?? ""}
          expression={rule.expression ?? ""}
          steps={stepsOf(rule, titles)}
          options={options}
          error={problems.at.get(place(key, "source"))}
          on={on}
        />
      ),
    },
    {
      id: "default",
      header: header.default,
      width: 112,
      minWidth: 90,
      cell: ({ row: { key, rule }, index }) => (
        <DefaultCell
          id={key}
          label={labels.default(index + 1)}
          value={rule.default ?? ""}
          on={on}
        />
      ),
    },
    {
      id: "options",
      header: header.options,
      width: 176,
      cell: ({ row: { key, rule }, index }) => (
        <OptionsCell id={key} set={set} number={index + 1} rule={rule} on={on} />
      ),
    },
    {
      id: "result",
      header: header.result,
      minWidth: 160,
      cell: ({ result }) => (
        <div className="beside-input">
          <ResultCell result={result} />
        </div>
      ),
    },
    {
      id: "actions",
      header: header.actions,
      width: 136,
      cell: ({ row, index, count, neighbour }) => (
        <RowButtons
          id={row.key}
          index={index}
          count={count}
          neighbour={neighbour}
          target={row.rule.target}
          on={on}
        />
      ),
    },
  ];
}
