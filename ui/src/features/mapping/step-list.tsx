import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { MappingRuleDraft, RuleError, Transform, TransformEntry } from "../../backend/bindings.ts";
import { useTransforms } from "../../backend/mapping-queries.ts";
import { rule } from "../../messages/mapping-rule.ts";
import { StepParameter } from "./step-parameter.tsx";
import { movedStep, newTransform, withParameter } from "./transforms.ts";

const text = rule.steps;
const NONE: readonly TransformEntry[] = [];

interface StepListProps {
  rule: MappingRuleDraft;
  options: AutosuggestProps.Option[];
  error: RuleError | null;
  change: (values: Partial<MappingRuleDraft>, part?: string) => void;
  onSay: (words: string) => void;
}

/** The transformations of a rule in their order, each with its parameters. */
export function StepList({ rule: draft, options, error, change, onSay }: StepListProps) {
  const entries = useTransforms().data ?? NONE;
  const steps = draft.transforms ?? [];
  const set = (transforms: Transform[], part?: string) =>
    change({ transforms, expression: null }, part);
  const add = (kind: string | undefined) => {
    const entry = entries.find((one) => one.kind === kind);
    if (entry === undefined) return;
    set([...steps, newTransform(entry)]);
    onSay(text.added(entry.title));
  };
  const wrong = error?.part === "transform" ? error : null;
  return (
    <FormField label={text.title} description={text.text} stretch>
      <SpaceBetween size="xs">
        {draft.expression ? <Box color="text-body-secondary">{text.ofExpression}</Box> : null}
        {steps.length === 0 && !draft.expression ? (
          <Box color="text-body-secondary">{text.none}</Box>
        ) : (
          <ol className="step-list">
            {steps.map((step, index) => (
              <StepItem
                key={index}
                step={step}
                entry={entries.find(({ kind }) => kind === step.kind)}
                options={options}
                wrong={wrong?.offset === index ? wrong.message : null}
                onChange={(next, part) =>
                  set(
                    steps.map((one, at) => (at === index ? next : one)),
                    `step ${index} ${part}`,
                  )
                }
                onMove={(by) => set(movedStep(steps, index, by))}
                first={index === 0}
                last={index === steps.length - 1}
                onRemove={(title) => {
                  set(steps.filter((_, at) => at !== index));
                  onSay(text.removed(title));
                }}
              />
            ))}
          </ol>
        )}
        <div className="step-add">
          <Select
            selectedOption={null}
            placeholder={text.add}
            ariaLabel={text.add}
            filteringType="auto"
            filteringPlaceholder={text.find}
            options={groupsOf(entries)}
            expandToViewport
            data-testid="add-step"
            onChange={({ detail }) => add(detail.selectedOption.value)}
          />
        </div>
      </SpaceBetween>
    </FormField>
  );
}

function groupsOf(entries: readonly TransformEntry[]) {
  const groups = [...new Set(entries.map(({ group }) => group))];
  return groups.map((group) => ({
    label: text.groups[group],
    options: entries
      .filter((entry) => entry.group === group)
      .map(({ kind, title, explanation }) => ({ value: kind, label: title, description: explanation })),
  }));
}

interface StepItemProps {
  step: Transform;
  entry: TransformEntry | undefined;
  options: AutosuggestProps.Option[];
  wrong: string | null;
  first: boolean;
  last: boolean;
  onChange: (step: Transform, part: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: (title: string) => void;
}

function StepItem({ step, entry, options, wrong, first, last, onChange, onMove, onRemove }: StepItemProps) {
  const title = entry?.title ?? step.kind;
  return (
    <li className="step-item" data-testid={`step-${step.kind}`}>
      <div className="step-head">
        <div>
          <strong>{title}</strong>
          <Box variant="small" display="block">
            {entry?.explanation}
          </Box>
        </div>
        <SpaceBetween direction="horizontal" size="xxs">
          <Button variant="inline-icon" iconName="arrow-up" ariaLabel={text.up(title)} disabled={first} onClick={() => onMove(-1)} />
          <Button variant="inline-icon" iconName="arrow-down" ariaLabel={text.down(title)} disabled={last} onClick={() => onMove(1)} />
          <Button variant="inline-icon" iconName="remove" ariaLabel={text.remove(title)} onClick={() => onRemove(title)} />
        </SpaceBetween>
      </div>
      {entry === undefined || entry.parameters.length === 0 ? null : (
        <div className="step-parameters">
          {entry.parameters.map((parameter) => (
            <StepParameter
              key={parameter.name}
              step={step}
              parameter={parameter}
              options={options}
              onChange={(value) => onChange(withParameter(step, parameter, value), parameter.name)}
            />
          ))}
        </div>
      )}
      {wrong === null ? null : <StatusIndicator type="error">{wrong}</StatusIndicator>}
    </li>
  );
}
