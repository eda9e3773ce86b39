import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { memo } from "react";
import type { MappingRuleDraft } from "../../backend/bindings.ts";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { mapping as text } from "../../messages/mapping.ts";
import { EscapeKept } from "./escape-kept.tsx";
import { isIdentity, type RuleSet } from "./rules.ts";

/** Handlers that stay the same, so that typing in one of many rules draws one row. */
export interface RuleHandlers {
  change: (key: number, values: Partial<MappingRuleDraft>) => void;
  /** Opens all of a rule. */
  open: (key: number) => void;
  /** Moves a rule past the one that is shown above or below it. */
  move: (key: number, past: number) => void;
  /** `next` is the rule that is shown at its place afterwards. */
  remove: (key: number, target: string, next: number | null) => void;
}

interface CellProps {
  /** The key of the rule. */
  id: number;
  label: string;
  on: RuleHandlers;
}

interface TargetCellProps extends CellProps {
  target: string;
  error: string | undefined;
}

export const TargetCell = memo(function TargetCell(props: TargetCellProps) {
  return (
    <FormField stretch errorText={props.error}>
      <Input
        value={props.target}
        ariaLabel={props.label}
        placeholder={text.placeholders.target}
        spellcheck={false}
        autoComplete={false}
        onChange={({ detail }) => props.on.change(props.id, { target: detail.value })}
      />
    </FormField>
  );
});

interface SourceCellProps extends CellProps {
  source: string;
  expression: string;
  /** The rule in words. */
  about: readonly string[];
  options: AutosuggestProps.Option[];
  error: string | undefined;
}

/** The claim to copy: a received one with its value in view, or any other name. */
export const SourceCell = memo(function SourceCell(props: SourceCellProps) {
  const { options, expression, about } = props;
  if (expression !== "") {
    return (
      <FormField stretch errorText={props.error}>
        <Box fontSize="body-s" color="text-body-secondary">
          {text.expression}
        </Box>
        <UntrustedText code>{expression}</UntrustedText>
        <About words={about} />
      </FormField>
    );
  }
  return (
    <FormField stretch errorText={props.error}>
      <EscapeKept>
        <Autosuggest
          value={props.source}
          options={options}
          ariaLabel={props.label}
          placeholder={text.placeholders.source}
          enteredTextLabel={text.useText}
          empty={options.length === 0 ? text.noAttributes : text.noSuggestion}
          expandToViewport
          virtualScroll={options.length > 50}
          onChange={({ detail }) => props.on.change(props.id, { source: detail.value })}
        />
      </EscapeKept>
      <About words={about} />
    </FormField>
  );
});

function About({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <Box fontSize="body-s" color="text-body-secondary" padding={{ top: "xxs" }}>
      {words.map((one) => (
        <div key={one}>
          <UntrustedText>{one}</UntrustedText>
        </div>
      ))}
    </Box>
  );
}

interface DefaultCellProps extends CellProps {
  value: string;
}

export const DefaultCell = memo(function DefaultCell(props: DefaultCellProps) {
  return (
    <Input
      value={props.value}
      ariaLabel={props.label}
      spellcheck={false}
      autoComplete={false}
      onChange={({ detail }) =>
        props.on.change(props.id, { default: detail.value === "" ? null : detail.value })
      }
    />
  );
});

interface OptionsCellProps extends Omit<CellProps, "label"> {
  set: RuleSet;
  /** The place of the rule, counted from one. */
  number: number;
  rule: MappingRuleDraft;
}

export const OptionsCell = memo(function OptionsCell({ id, set, number, rule, on }: OptionsCellProps) {
  const always = set === "user" && isIdentity(rule.target);
  const { options, labels } = text;
  return (
    <div className="rule-options">
      <Checkbox
        checked={always || rule.required === true}
        disabled={always}
        ariaLabel={labels.required(number)}
        onChange={({ detail }) => on.change(id, { required: detail.checked })}
      >
        {options.required}
      </Checkbox>
      <Checkbox
        checked={rule.multiValued === true}
        ariaLabel={labels.multiValued(number)}
        onChange={({ detail }) => on.change(id, { multiValued: detail.checked })}
      >
        {options.multiValued}
      </Checkbox>
      {/* What applications receive is made anew at each sign-in. */}
      {set === "user" ? (
        <Checkbox
          checked={rule.onEveryLogin === true}
          ariaLabel={labels.everyLogin(number)}
          onChange={({ detail }) => on.change(id, { onEveryLogin: detail.checked })}
        >
          {options.everyLogin}
        </Checkbox>
      ) : null}
    </div>
  );
});

interface RowButtonsProps extends Omit<CellProps, "label"> {
  index: number;
  above: number | null;
  below: number | null;
  target: string;
}

export type RowButton = "details" | "up" | "down" | "remove";

export function rowButtonId(key: number, button: RowButton): string {
  return `rule-${key}-${button}`;
}

export const RowButtons = memo(function RowButtons(props: RowButtonsProps) {
  const { id, index, above, below, on } = props;
  const { labels } = text;
  return (
    <div className="row-buttons">
      <span id={rowButtonId(id, "details")}>
        <Button
          variant="inline-icon"
          iconName="edit"
          ariaLabel={labels.details(index + 1)}
          onClick={() => on.open(id)}
        />
      </span>
      <span id={rowButtonId(id, "up")}>
        <Button
          variant="inline-icon"
          iconName="arrow-up"
          ariaLabel={labels.up(index + 1)}
          disabled={above === null}
          onClick={() => above !== null && on.move(id, above)}
        />
      </span>
      <span id={rowButtonId(id, "down")}>
        <Button
          variant="inline-icon"
          iconName="arrow-down"
          ariaLabel={labels.down(index + 1)}
          disabled={below === null}
          onClick={() => below !== null && on.move(id, below)}
        />
      </span>
      <span id={rowButtonId(id, "remove")}>
        <Button
          variant="inline-icon"
          iconName="remove"
          ariaLabel={labels.remove(index + 1)}
          onClick={() => on.remove(id, props.target, below ?? above)}
        />
      </span>
    </div>
  );
});
