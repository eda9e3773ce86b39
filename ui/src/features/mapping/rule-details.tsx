import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { mapping } from "../../messages/mapping.ts";
import { rule as text } from "../../messages/mapping-rule.ts";
import { CelField } from "./cel-field.tsx";
import { useSettling } from "./editor-effects.ts";
import { focusAfterwards } from "./focus-when-there.ts";
import type { HistoryAction } from "./history.ts";
import { OtherSources } from "./other-sources.tsx";
import { place, type PlacedProblems } from "./placed-problems.ts";
import { ResultCell } from "./result-cell.tsx";
import type { ShownResult } from "./rule-results.ts";
import { RuleOptions, RuleSource, RuleTarget } from "./rule-fields.tsx";
import { readsNothing, type RuleRow, type RuleSet } from "./rules.ts";
import { StepList } from "./step-list.tsx";
import { UndoButtons } from "./undo-buttons.tsx";
import type { TextPart, UnfinishedTexts } from "./unfinished-texts.ts";
import { useStepFaults } from "./use-step-faults.ts";
import type { Undo } from "./use-undo.ts";

interface RuleDetailsProps {
  unfinished: UnfinishedTexts;
  set: RuleSet;
  /** All of its set, in their order. */
  rows: readonly RuleRow[];
  row: RuleRow;
  result: ShownResult | null;
  options: AutosuggestProps.Option[];
  problems: PlacedProblems;
  dispatch: (action: HistoryAction) => void;
  undo: Undo;
  onClose: (unfinished?: boolean) => void;
  onSay: (words: string) => void;
}

const orNone = (text: string | null | undefined) => (text === "" ? null : (text ?? null));

/** All of one rule, with what it gives while it is edited. */
export function RuleDetails(props: RuleDetailsProps) {
  const { set, row, result, options, problems, dispatch, onClose, onSay } = props;
  const { key, rule } = row;
  const [unfinished] = useState(() => {
    const of = (part: TextPart) => props.unfinished.of(key, part);
    return { cel: of("cel"), condition: of("condition") };
  });
  const change = (values: Partial<MappingRuleDraft>, part?: string) =>
    dispatch({ type: "change", set, key, values, ...(part === undefined ? {} : { part }) });
  const error = result?.error ?? null;
  const faults = useStepFaults(rule, error);
  const ofSteps = problems.byField.get(place(key, "transforms"));
  const onBlur = useSettling(dispatch);
  const cel = readsNothing(rule) ? "" : (rule.expression ?? result?.cel ?? "");
  const condition = rule.condition ?? "";
  const { expression, source, readFrom, transforms } = rule;
  // An empty source is none once the rule has been read from the disk.
  const inForce = JSON.stringify([orNone(expression), orNone(source), readFrom ?? null, transforms ?? []]);
  const close = () => {
    const { cel: text, condition: when } = unfinished;
    onClose(text.get(inForce) !== null || when.get(condition) !== null);
  };
  const remove = () => {
    dispatch({ type: "remove", set, key });
    onSay(text.removed(rule.target));
    onClose();
  };
  return (
    <Modal
      visible
      size="large"
      // What is typed changes its height; centred, it would move under the hands.
      position="top"
      header={<UntrustedText>{text.title(rule.target)}</UntrustedText>}
      closeAriaLabel={actions.close}
      onDismiss={close}
      data-testid="rule-details"
      footer={
        <div className="editor-tools">
          <div className="editor-tools">
            <Button variant="link" data-testid="remove-rule" onClick={remove}>
              {text.remove}
            </Button>
            <MoveButtons {...props} />
          </div>
          <div className="editor-tools">
            <UndoButtons undo={props.undo} small />
            <Button variant="primary" data-testid="close-details" onClick={close}>
              {text.close}
            </Button>
          </div>
        </div>
      }
    >
      <div onBlur={onBlur}>
        <SpaceBetween size="l">
          <div className="rule-summary" data-testid="rule-summary">
            {result === null ? null : (
              <Box data-testid="rule-sentence">
                <UntrustedText>{result.sentence}</UntrustedText>
              </Box>
            )}
            {faults.isNew ? (
              <Box color="text-body-secondary">{text.steps.incomplete}</Box>
            ) : (
              <ResultCell result={result} whole />
            )}
          </div>
          <div className="side-by-side">
            <RuleTarget rule={rule} change={change} problem={problems.at.get(place(key, "target"))} />
            <RuleSource
              rule={rule}
              options={options}
              change={change}
              problem={problems.byField.get(place(key, "source"))}
              onEscape={close}
            />
          </div>
          <StepList
            rule={rule}
            options={options}
            faults={faults}
            problem={ofSteps === error?.message ? undefined : ofSteps}
            change={change}
            onSay={onSay}
          />
          <CelField
            id="rule-cel"
            title={text.cel.title}
            description={text.cel.text}
            placeholder={text.cel.placeholder}
            functions
            unfinished={unfinished.cel}
            inForce={inForce}
            value={cel}
            error={error?.part === "expression" ? error : null}
            onValid={(typed, steps) =>
              change(
                steps === null
                  ? { expression: typed, source: null, readFrom: null, transforms: [] }
                  : { ...steps, expression: null },
                "cel",
              )
            }
          />
          <CelField
            id="rule-condition"
            title={text.condition.title}
            description={text.condition.text}
            placeholder={text.condition.placeholder}
            unfinished={unfinished.condition}
            inForce={condition}
            value={condition}
            error={error?.part === "condition" ? error : null}
            onValid={(typed) => change({ condition: typed }, "condition")}
            onEmpty={() => change({ condition: null }, "condition")}
          />
          <RuleOptions set={set} rule={rule} change={change} />
          {result === null || result.others.length === 0 ? null : (
            <FormField label={text.others.title} stretch>
              <OtherSources result={result} />
            </FormField>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

/** The order in which the rules are applied: one sees what those above it gave. */
function MoveButtons({ set, rows, row: { key }, dispatch, onSay }: RuleDetailsProps) {
  const at = rows.findIndex((row) => row.key === key);
  const button = (to: number, iconName: "arrow-up" | "arrow-down", label: string, testId: string) => {
    const past = rows[to]?.key;
    return (
      <Button
        variant="icon"
        iconName={iconName}
        ariaLabel={label}
        disabled={past === undefined}
        data-testid={testId}
        onClick={() => {
          if (past === undefined) return;
          dispatch({ type: "move", set, key, past });
          onSay(mapping.moved(to + 1));
          // At either end its own button cannot be pressed any more.
          const other = to === 0 ? "move-down" : to === rows.length - 1 ? "move-up" : testId;
          focusAfterwards(`[data-testid="${other}"]`);
        }}
      />
    );
  };
  return (
    <>
      {button(at - 1, "arrow-up", text.earlier, "move-up")}
      {button(at + 1, "arrow-down", text.later, "move-down")}
    </>
  );
}
