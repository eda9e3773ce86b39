import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import type { TableProps } from "@cloudscape-design/components/table";
import { memo, type ReactNode } from "react";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { beginning } from "../../components/odd-characters.ts";
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
import { optionsInWords } from "./rule-words.ts";
import type { RuleSet } from "./rules.ts";
import { stepsOf } from "./transforms.ts";

/** What the width of the table leaves room for. */
export interface Room {
  readonly forDefault: boolean;
  readonly forOptions: boolean;
}

const SHOWN_CHARACTERS = 400;

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
  /** Which columns have room; what they hold is in the details as well. */
  room: Room,
): Column[] {
  const column = (id: keyof typeof header, more: Omit<Column, "id" | "header" | "cell">, cell: Cell): Column => ({
    id,
    header: header[id],
    ...more,
    cell: (key) => <LineCell lines={lines} id={key} cell={cell} />,
  });
  const narrow = !room.forOptions;
  const all = [
    column("target", { isRowHeader: true, ...(narrow ? { width: 148, minWidth: 136 } : { width: 172, minWidth: 136 }) }, ({ rule, index, targetError }, key) => (
      <div title={rule.target}>
        <TargetCell
          id={key}
          label={labels.target(index + 1)}
          target={rule.target}
          error={targetError}
          on={on}
        />
      </div>
    )),
    column("source", narrow ? { width: 230, minWidth: 170 } : { width: 260, minWidth: 200 }, ({ rule, index, sourceError, result }, key) => (
      <div title={rule.source ?? ""}>
        <SourceCell
          id={key}
          label={labels.source(index + 1)}
          source={rule.source ?? ""}
          expression={rule.expression ?? ""}
          about={result === null ? aboutOf(rule, titles, room) : [beginning(result.sentence, SHOWN_CHARACTERS)]}
          options={options}
          error={sourceError}
          on={on}
        />
      </div>
    )),
    column("default", { width: 98, minWidth: 92 }, ({ rule, index }, key) => (
      <DefaultCell
        id={key}
        label={labels.default(index + 1)}
        value={rule.default ?? ""}
        on={on}
      />
    )),
    column("options", { width: 132, minWidth: 128 }, ({ rule, index }, key) => (
      <OptionsCell id={key} set={set} number={index + 1} rule={rule} on={on} />
    )),
    column("result", { minWidth: narrow ? 104 : 120 }, ({ result }) => (
      <div className="beside-input">
        <ResultCell result={result} />
      </div>
    )),
    column("actions", narrow ? { width: 88 } : { width: 144 }, ({ rule, index, above, below }, key) => (
      <RowButtons
        id={key}
        index={index}
        above={above}
        below={below}
        target={rule.target}
        on={on}
      />
    )),
  ];
  return all.filter(({ id }) => (id === "default" ? room.forDefault : id === "options" ? room.forOptions : true));
}

/** The same until Rust has said it: what is done to the value, and what the columns that are left out would say. */
function aboutOf(rule: MappingRuleDraft, titles: ReadonlyMap<string, string>, room: Room): string[] {
  return [
    stepsOf(rule, titles),
    !room.forDefault && rule.default ? mapping.defaultIs(rule.default) : "",
    room.forOptions ? "" : optionsInWords(rule),
  ].filter((words) => words !== "");
}
