import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef } from "react";
import type { ClaimSource, MappingRuleDraft } from "../../backend/bindings.ts";
import { mapping } from "../../messages/mapping.ts";
import { rule as text } from "../../messages/mapping-rule.ts";
import { run } from "../../messages/test-run.ts";
import { EscapeKept } from "./escape-kept.tsx";
import { isIdentity, type RuleSet } from "./rules.ts";

interface FieldProps {
  rule: MappingRuleDraft;
  change: (values: Partial<MappingRuleDraft>, part?: string) => void;
}

interface RuleTargetProps extends FieldProps {
  problem: string | undefined;
}

export function RuleTarget({ rule, change, problem }: RuleTargetProps) {
  const input = useRef<InputProps.Ref>(null);
  const isNew = useRef(rule.target === "");
  useEffect(() => {
    if (!isNew.current) return;
    // A new rule starts with its name; the dialog would put the focus on its first button.
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <SpaceBetween size="s">
      <FormField label={text.target} errorText={problem} stretch>
        <Input
          ref={input}
          value={rule.target}
          placeholder={mapping.placeholders.target}
          spellcheck={false}
          autoComplete={false}
          data-testid="rule-target"
          onChange={({ detail }) => change({ target: detail.value })}
        />
      </FormField>
      <FormField label={text.default} constraintText={text.defaultHint} stretch>
        <Input
          value={rule.default ?? ""}
          spellcheck={false}
          autoComplete={false}
          data-testid="rule-default"
          onChange={({ detail }) => change({ default: detail.value === "" ? null : detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}

interface RuleSourceProps extends FieldProps {
  options: AutosuggestProps.Option[];
  onEscape: () => void;
  /** What is wrong with it, so that it cannot be saved. */
  problem: string | undefined;
}

/** The claim to read, and where. */
export function RuleSource({ rule, options, change, onEscape, problem }: RuleSourceProps) {
  const places = [
    { value: "", label: text.usualOrder },
    ...Object.entries(run.attributes.sources).map(([value, label]) => ({ value, label })),
  ];
  return (
    <SpaceBetween size="s">
      <FormField
        label={text.source}
        constraintText={text.sourceHint}
        errorText={problem}
        stretch
      >
        <EscapeKept onEscape={onEscape}>
          <Autosuggest
            value={rule.source ?? ""}
            options={options}
            placeholder={mapping.placeholders.source}
            enteredTextLabel={mapping.useText}
            empty={options.length === 0 ? mapping.noAttributes : mapping.noSuggestion}
            virtualScroll={options.length > 50}
            data-testid="rule-source"
            onChange={({ detail }) => change({ source: detail.value, expression: null }, "source")}
          />
        </EscapeKept>
      </FormField>
      <FormField label={text.readFrom} stretch>
        <Select
          selectedOption={places.find(({ value }) => value === (rule.readFrom ?? "")) ?? null}
          options={places}
          disabled={!rule.source}
          data-testid="rule-read-from"
          onChange={({ detail }) => {
            const place = detail.selectedOption.value ?? "";
            change({ readFrom: place === "" ? null : (place as ClaimSource) });
          }}
        />
      </FormField>
    </SpaceBetween>
  );
}

/** What holds for the target, and when. */
export function RuleOptions({ set, rule, change }: FieldProps & { set: RuleSet }) {
  const always = set === "user" && isIdentity(rule.target);
  return (
    <FormField label={text.options}>
      <SpaceBetween size="xs">
        <Checkbox
          checked={always || rule.required === true}
          disabled={always}
          onChange={({ detail }) => change({ required: detail.checked })}
        >
          {text.required}
        </Checkbox>
        <Checkbox
          checked={rule.multiValued === true}
          onChange={({ detail }) => change({ multiValued: detail.checked })}
        >
          {text.multiValued}
        </Checkbox>
        {/* What applications receive is made anew at each sign-in. */}
        {set === "user" ? (
          <Checkbox
            checked={rule.onEveryLogin === true}
            onChange={({ detail }) => change({ onEveryLogin: detail.checked })}
          >
            {text.everyLogin}
          </Checkbox>
        ) : null}
        {set === "user" ? (
          <Checkbox
            checked={rule.clearWhenMissing === true}
            onChange={({ detail }) => change({ clearWhenMissing: detail.checked })}
          >
            {text.clear}
          </Checkbox>
        ) : null}
      </SpaceBetween>
    </FormField>
  );
}
