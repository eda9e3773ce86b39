import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { NameValue } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { OptionalLabel } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.advanced;
const FIELD = "oauth.authorizationParameters";

export function ParametersField({ form }: { form: ProviderFormModel }) {
  const { parameters } = form.state;
  const set = (index: number, values: Partial<NameValue>) =>
    form.set({
      parameters: parameters.map((row, at) => (at === index ? { ...row, ...values } : row)),
    });
  return (
    <FormField
      label={<OptionalLabel label={words.parameters} />}
      description={words.parametersHint}
      errorText={form.errorOf(FIELD)}
      warningText={form.warningOf(FIELD)}
      data-testid={`field-${FIELD}`}
      stretch
    >
      <AttributeEditor
        items={parameters}
        addButtonText={words.addParameter}
        removeButtonText={words.removeParameter}
        empty={words.noParameters}
        onAddButtonClick={() => form.set({ parameters: [...parameters, { name: "", value: "" }] })}
        onRemoveButtonClick={({ detail }) =>
          form.set({ parameters: parameters.filter((_, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: words.parameterName,
            control: (row, index) => (
              <Input
                value={row.name}
                spellcheck={false}
                onChange={({ detail }) => set(index, { name: detail.value })}
                onBlur={() => form.touch(FIELD)}
              />
            ),
          },
          {
            label: words.parameterValue,
            control: (row, index) => (
              <Input
                value={row.value}
                spellcheck={false}
                onChange={({ detail }) => set(index, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
