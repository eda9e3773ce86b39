import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { poolApi } from "../../messages/pool-api.ts";
import { ticked } from "./pool-settings.ts";

interface TickListProps<T extends string> {
  field: string;
  label: string;
  hint: string;
  all: readonly T[];
  names: Record<T, string>;
  values: readonly T[];
  problemAt: (field: string) => string | undefined;
  onChange: (values: T[]) => void;
}

/** Any of a few known values, a tick box each. */
export function TickList<T extends string>(props: TickListProps<T>) {
  const { field, all, names, values, problemAt, onChange } = props;
  const problems = [field, ...values.map((_, index) => `${field}[${index}]`)].flatMap(
    (at) => problemAt(at) ?? [],
  );
  return (
    <FormField
      label={props.label}
      description={props.hint}
      errorText={problems.length === 0 ? undefined : problems.join(" ")}
      stretch
      data-testid={`field-${field}`}
    >
      {all.map((value) => (
        <Checkbox
          key={value}
          checked={values.includes(value)}
          onChange={({ detail }) => onChange(ticked(values, value, detail.checked))}
        >
          {names[value]}
        </Checkbox>
      ))}
    </FormField>
  );
}

interface ChoiceProps<T extends string> {
  field: string;
  label: string;
  hint: string;
  all: readonly T[];
  names: Record<T, string>;
  value: T | null;
  problem: string | undefined;
  onChange: (value: T | null) => void;
}

/** One of a few known values, or none. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { field, all, names, value, onChange } = props;
  const none = { value: "", label: poolApi.none };
  const options = [none, ...all.map((one) => ({ value: one, label: names[one] }))];
  return (
    <FormField
      label={props.label}
      description={props.hint}
      errorText={props.problem}
      stretch
      data-testid={`field-${field}`}
    >
      <Select
        selectedOption={options.find((one) => one.value === (value ?? "")) ?? none}
        options={options}
        expandToViewport
        onChange={({ detail }) =>
          onChange(all.find((one) => one === detail.selectedOption.value) ?? null)
        }
      />
    </FormField>
  );
}
