import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { MappingRuleDraft, Transform, TransformEntry } from "../../backend/bindings.ts";
import { rule } from "../../messages/mapping-rule.ts";
import { StepParameter } from "./step-parameter.tsx";
import { movedStep, newTransform, withParameter } from "./transforms.ts";
import type { StepFaults } from "./use-step-faults.ts";

const text = rule.steps;

interface StepListProps {
  rule: MappingRuleDraft;
  options: AutosuggestProps.Option[];
  faults: StepFaults;
  /** Why the steps cannot be saved, where that is not the fault of one of them. */
  problem: string | undefined;
  change: (values: Partial<MappingRuleDraft>, part?: string) => void;
  onSay: (words: string) => void;
}

/** The transformations of a rule in their order, each with its parameters. */
export function StepList({ rule: draft, options, faults, problem, change, onSay }: StepListProps) {
  const { entries } = faults;
  const steps = draft.transforms ?? [];
  const set = (transforms: Transform[], part?: string) =>
    change({ transforms, expression: null }, part);
  const add = (kind: string | undefined) => {
    const entry = entries.find((one) => one.kind === kind);
    if (entry === undefined) return;
    set([...steps, newTransform(entry)]);
    faults.added(steps.length, entry);
    onSay(text.added(entry.title));
  };
  return (
    <FormField label={text.title} description={text.text} errorText={problem} stretch>
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
                at={index}
                faults={faults}
                onChange={(next, part) =>
                  set(
                    steps.map((one, at) => (at === index ? next : one)),
                    `step ${index} ${part}`,
                  )
                }
                onMove={(by) => {
                  set(movedStep(steps, index, by));
                  faults.rearranged();
                }}
                first={index === 0}
                last={index === steps.length - 1}
                onRemove={(title) => {
                  set(steps.filter((_, at) => at !== index));
                  faults.rearranged();
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
  at: number;
  faults: StepFaults;
  first: boolean;
  last: boolean;
  onChange: (step: Transform, part: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: (title: string) => void;
}

function StepItem(props: StepItemProps) {
  const { step, entry, options, at, faults, first, last, onChange, onMove, onRemove } = props;
  const title = entry?.title ?? step.kind;
  const wrong = faults.ofStep(at);
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
              error={faults.ofParameter(at, parameter.name)}
              onLeft={() => faults.left(at, parameter.name)}
              onChange={(value) => onChange(withParameter(step, parameter, value), parameter.name)}
            />
          ))}
        </div>
      )}
      {wrong === null ? null : <StatusIndicator type="error">{wrong}</StatusIndicator>}
    </li>
  );
}
