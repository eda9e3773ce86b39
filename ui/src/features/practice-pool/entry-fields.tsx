import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { poolEditor as text } from "../../messages/pool-editor.ts";

interface TextEntryProps {
  field: string;
  label: string;
  hint?: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
  /** Makes another value. */
  generate?: () => string;
}

/** One line of text; problems stand under it. */
export function TextEntry(props: TextEntryProps) {
  const { field, label, value, generate, onChange } = props;
  return (
    <FormField
      label={label}
      description={props.hint}
      errorText={props.problem}
      stretch={generate === undefined}
      data-testid={`field-${field}`}
      secondaryControl={
        generate === undefined ? undefined : (
          <Button
            formAction="none"
            iconName="refresh"
            ariaLabel={`${text.generate}: ${label}`}
            data-testid={`generate-${field}`}
            onClick={() => onChange(generate())}
          >
            {text.generate}
          </Button>
        )
      }
    >
      <Input
        value={value}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

interface ListWords {
  label: string;
  hint: string;
  item: string;
  add: string;
  remove: (value: string) => string;
  empty: string;
  /** With `suggestions`. */
  use?: (value: string) => string;
}

interface TextListProps {
  field: string;
  words: ListWords;
  values: readonly string[];
  problemAt: (field: string) => string | undefined;
  onChange: (values: string[]) => void;
  suggestions?: readonly string[];
}

/** Several texts, a row each; a problem stands under its row. */
export function TextList({ field, words, values, problemAt, onChange, suggestions }: TextListProps) {
  const set = (index: number, value: string) =>
    onChange(values.map((one, at) => (at === index ? value : one)));
  return (
    <FormField
      label={words.label}
      description={words.hint}
      errorText={problemAt(field)}
      stretch
      data-testid={`field-${field}`}
    >
      <AttributeEditor
        items={values}
        addButtonText={words.add}
        removeButtonText={text.removeRow}
        removeButtonAriaLabel={words.remove}
        empty={words.empty}
        onAddButtonClick={() => onChange([...values, ""])}
        onRemoveButtonClick={({ detail }) =>
          onChange(values.filter((_, at) => at !== detail.itemIndex))
        }
        definition={[
          {
            label: words.item,
            errorText: (_, index) => problemAt(`${field}[${index}]`),
            control: (value, index) =>
              suggestions === undefined ? (
                <Input
                  value={value}
                  autoComplete={false}
                  spellcheck={false}
                  onChange={({ detail }) => set(index, detail.value)}
                />
              ) : (
                <Suggested
                  value={value}
                  options={suggestions.filter((one) => one === value || !values.includes(one))}
                  use={words.use ?? String}
                  onChange={(next) => set(index, next)}
                />
              ),
          },
        ]}
      />
    </FormField>
  );
}

interface SuggestedProps {
  value: string;
  options: readonly string[];
  use: (value: string) => string;
  onChange: (value: string) => void;
}

/** Usual values to choose from, and any other to type. */
export function Suggested({ value, options, use, onChange }: SuggestedProps) {
  return (
    <Autosuggest
      value={value}
      options={options.map((one) => ({ value: one }))}
      enteredTextLabel={use}
      expandToViewport
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
