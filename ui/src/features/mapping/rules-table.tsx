import Alert from "@cloudscape-design/components/alert";
import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { memo, useMemo } from "react";
import { useTransforms } from "../../backend/mapping-queries.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import { finding } from "../../messages/mapping-lines.ts";
import { preview } from "../../messages/mapping-preview.ts";
import { focusAfterwards } from "./focus-when-there.ts";
import type { PlacedProblems } from "./placed-problems.ts";
import { rowButtonId, type RowButton, type RuleHandlers } from "./rule-cells.tsx";
import { ruleColumns } from "./rule-columns.tsx";
import { linesOf, useRuleKeys, useRuleLines, useTableOrder, type RuleLines } from "./rule-lines.ts";
import type { RuleResults } from "./rule-results.ts";
import { newRule, RULE_SETS, type RuleRow, type RulesAction, type RuleSet } from "./rules.ts";
import { titlesOf } from "./transforms.ts";
import { useWidth } from "./use-arrangement.ts";

interface RulesTableProps {
  set: RuleSet;
  rows: readonly RuleRow[];
  /** The rules that are shown; all of them when it is nothing. */
  only: ReadonlySet<number> | null;
  dispatch: (action: RulesAction) => void;
  options: AutosuggestProps.Option[];
  problems: PlacedProblems;
  results: RuleResults;
  /** Opens what is proposed for an empty set; nothing as long as there is nothing to go by. */
  onSuggest?: (() => void) | undefined;
  /** Opens all of a rule. */
  onOpen: (set: RuleSet, key: number) => void;
  /** Says to screen readers what an action did. */
  onSay: (words: string) => void;
}

/** The rules of a set, one a line. */
export const RulesTable = memo(function RulesTable(props: RulesTableProps) {
  const { rows, problems, results, ...unchanging } = props;
  const { set, only } = props;
  const order = useTableOrder(set, rows);
  const lines = useRuleLines(
    useMemo(() => linesOf(rows, order, only, problems, results), [rows, order, only, problems, results]),
  );
  return (
    <LinesOfTable {...unchanging} lines={lines} />
  );
});

/**
 * What is missing in a set as a whole. It comes and goes with what is typed, so it stands
 * below the tables: above it would move them from under the pointer.
 */
export function SetWarnings({ problems }: { problems: PlacedProblems }) {
  const warnings = RULE_SETS.flatMap((set) =>
    problems.ofSet[set].map((warning) => (
      <Alert key={`${set} ${warning}`} type="warning" data-testid={`warning-${set}`}>
        {warning}
      </Alert>
    )),
  );
  return <SpaceBetween size="s">{warnings}</SpaceBetween>;
}

interface LinesOfTableProps extends Omit<RulesTableProps, "rows" | "problems" | "results"> {
  lines: RuleLines;
}

/** From which width of the table on these columns are there. */
const WIDTH = { forDefault: 1000, forOptions: 760 };

/** The table without what is in its cells, so that a key pressed in one leaves it alone. */
const LinesOfTable = memo(function LinesOfTable(props: LinesOfTableProps) {
  const { set, lines, dispatch, options, onOpen, onSay } = props;
  const all = useRuleKeys(lines);
  const { only } = props;
  const keys = useMemo(() => (only === null ? all : all.filter((key) => only.has(key))), [all, only]);
  const transforms = useTransforms().data;
  const titles = useMemo(() => titlesOf(transforms), [transforms]);
  const [frame, width] = useWidth();
  const forDefault = width === 0 || width >= WIDTH.forDefault;
  const forOptions = width === 0 || width >= WIDTH.forOptions;

  const columns = useMemo(() => {
    const on: RuleHandlers = {
      change: (key, values) => dispatch({ type: "change", set, key, values }),
      open: (key) => onOpen(set, key),
      move: (key, past) => {
        const [from, to] = [lines.of(key), lines.of(past)];
        if (from === undefined || to === undefined) return;
        dispatch({ type: "move", set, key, past });
        const others = Math.abs(to.index - from.index) - 1;
        onSay(others > 0 ? text.movedPast(to.index + 1, to.rule.target, others) : text.moved(to.index + 1));
        const isUp = to.index < from.index;
        // At either end the button that was pressed has nothing more to do.
        const ends = (isUp ? to.above : to.below) === null;
        focusAfterwards(rowButton(key, isUp === ends ? "down" : "up"));
      },
      remove: (key, target, next) => {
        dispatch({ type: "remove", set, key });
        onSay(target === "" ? text.removedEmpty : text.removed(target));
        focusAfterwards(next === null ? addButton(set) : rowButton(next, "remove"));
      },
    };
    return ruleColumns(set, lines, options, titles, on, { forDefault, forOptions });
  }, [set, lines, options, titles, dispatch, onOpen, onSay, forDefault, forOptions]);

  const words = text.sets[set];
  const addOne = () => {
    dispatch({ type: "add", set, rules: [newRule(set)] });
    focusAfterwards(`[data-testid="rules-${set}"] tbody tr:last-child input`);
  };

  return (
    <div ref={frame}>
      <Table
        variant="container"
        wrapLines
        contentDensity="compact"
        cellVerticalAlign="top"
        items={keys}
        columnDefinitions={columns}
        trackBy={String}
        ariaLabels={{ tableLabel: words.title }}
        data-testid={`rules-${set}`}
        header={
          <Header
            variant="h2"
            counter={only === null ? `(${all.length})` : `(${keys.length}/${all.length})`}
            description={words.text}
            actions={
              <span id={addButtonId(set)}>
                <Button iconName="add-plus" data-testid={`add-rule-${set}`} onClick={addOne}>
                  {text.add}
                </Button>
              </span>
            }
          >
            {words.title}
          </Header>
        }
        empty={
          all.length > 0 ? (
            <EmptyState title={finding.none} />
          ) : (
            <EmptyState
              title={words.empty}
              action={
                props.onSuggest === undefined ? null : (
                  <Button data-testid="suggest-rules" onClick={props.onSuggest}>
                    {preview.suggest.open}
                  </Button>
                )
              }
            />
          )
        }
      />
    </div>
  );
});

const addButtonId = (set: RuleSet) => `add-rule-${set}`;
/** Where the button is that adds a rule. */
export const addButton = (set: RuleSet) => `#${addButtonId(set)} button`;
const rowButton = (key: number, button: RowButton) => `#${rowButtonId(key, button)} button`;
