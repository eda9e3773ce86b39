import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import type { AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Textarea from "@cloudscape-design/components/textarea";
import type { LookupRow, Transform, TransformParameter } from "../../backend/bindings.ts";
import { rule } from "../../messages/mapping-rule.ts";
import { parameterOf, type ParameterValue } from "./transforms.ts";

const text = rule.steps;

interface StepParameterProps {
  step: Transform;
  parameter: TransformParameter;
  options: AutosuggestProps.Option[];
  error: string | undefined;
  onChange: (value: ParameterValue) => void;
  onLeft: () => void;
}

/** A field for a parameter, by what the catalogue says it takes. */
export function StepParameter(props: StepParameterProps) {
  const { title, optional } = props.parameter;
  return (
    <div onBlur={props.onLeft}>
      <FormField
        label={optional ? `${title} (${text.optional})` : title}
        errorText={props.error}
        stretch
      >
        <Field {...props} />
      </FormField>
    </div>
  );
}

function Field({ step, parameter, options, onChange }: StepParameterProps) {
  const value = parameterOf(step, parameter);
  switch (parameter.kind) {
    case "text":
    case "non_empty_text":
    case "template":
    case "pattern":
      return (
        <Input
          value={value as string}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => onChange(detail.value)}
        />
      );
    case "number":
      return (
        <Input
          type="number"
          inputMode="numeric"
          value={parameter.name in step ? (value as number).toString() : ""}
          onChange={({ detail }) => onChange(wholeNumber(detail.value, parameter.optional))}
        />
      );
    case "claims":
      return <Claims chosen={value as string[]} options={options} onChange={onChange} />;
    case "texts":
      return (
        <Textarea
          value={(value as string[]).join("\n")}
          rows={3}
          placeholder={text.perLine}
          spellcheck={false}
          onChange={({ detail }) => onChange(detail.value === "" ? [] : detail.value.split("\n"))}
        />
      );
    case "table":
      return <Table rows={value as LookupRow[]} onChange={onChange} />;
  }
}

/** Rust takes 32 bits without a sign. */
const LARGEST = 2 ** 32 - 1;

function wholeNumber(typed: string, optional: boolean): number | null {
  if (typed === "" && optional) return null;
  return Math.min(Math.max(Math.trunc(Number(typed)) || 0, 0), LARGEST);
}

interface ClaimsProps {
  chosen: readonly string[];
  options: AutosuggestProps.Option[];
  onChange: (names: string[]) => void;
}

function Claims({ chosen, options, onChange }: ClaimsProps) {
  const received = options.map(({ value = "" }) => value);
  const names = [...new Set([...chosen, ...received])].map((value) => ({ value, label: value }));
  return (
    <Multiselect
      selectedOptions={chosen.map((value) => ({ value, label: value }))}
      options={names}
      placeholder={text.claims}
      filteringType="auto"
      expandToViewport
      onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = "" }) => value))}
    />
  );
}

function Table({ rows, onChange }: { rows: readonly LookupRow[]; onChange: (rows: LookupRow[]) => void }) {
  const put = (at: number, values: Partial<LookupRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...values } : row)));
  const column = (name: keyof LookupRow) => ({
    label: text[name],
    control: (row: LookupRow, index: number) => (
      <Input
        value={row[name]}
        spellcheck={false}
        onChange={({ detail }) => put(index, { [name]: detail.value })}
      />
    ),
  });
  return (
    <AttributeEditor<LookupRow>
      items={rows}
      definition={[column("from"), column("to")]}
      addButtonText={text.addRow}
      removeButtonText={text.removeRow}
      empty={text.noRows}
      onAddButtonClick={() => onChange([...rows, { from: "", to: "" }])}
      onRemoveButtonClick={({ detail }) =>
        onChange(rows.filter((_, index) => index !== detail.itemIndex))
      }
    />
  );
}
