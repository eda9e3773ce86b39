import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { form as fields } from "../../messages/provider-form.ts";
import { wizard as text } from "../../messages/wizard.ts";
import { TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import { CONSUMERS } from "./consumers.ts";

const words = text.callback;
const OTHER = { value: "other", label: words.other };
const OPTIONS = [OTHER, ...CONSUMERS.map(({ id, name }) => ({ value: id, label: name }))];

/** The name, and the callback URL of the consumer: typed, or made from the consumer's values. */
export function CallbackStep({ form }: { form: ProviderFormModel }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{words.title}</Header>}>
        <SpaceBetween size="l">
          <ConsumerFields form={form} />
          <TextField
            form={form}
            field="oauth.redirectUri"
            label={fields.callback.label}
            hint={fields.callback.hint}
            placeholder={fields.callback.placeholder}
          />
          <TextField
            form={form}
            field="oauth.signOutUri"
            label={fields.advanced.signOutUri}
            hint={fields.advanced.signOutHint}
          />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{words.name}</Header>}>
        <TextField
          form={form}
          field="displayName"
          label={fields.identity.displayName}
          hint={fields.identity.displayNameHint}
        />
      </Container>
    </SpaceBetween>
  );
}

function ConsumerFields({ form }: { form: ProviderFormModel }) {
  const { consumer: entered } = form.state;
  const { chosen, values } = entered;
  const consumer = CONSUMERS.find(({ id }) => id === chosen);
  const callback = consumer?.callback(values) ?? null;
  return (
    <SpaceBetween size="m">
      <FormField label={words.consumer} description={words.consumerHint} data-testid="field-consumer">
        <Select
          options={OPTIONS}
          selectedOption={OPTIONS.find(({ value }) => value === chosen) ?? OTHER}
          onChange={({ detail }) =>
            form.set({ consumer: { ...entered, chosen: detail.selectedOption.value ?? "" } })
          }
        />
      </FormField>
      {consumer === undefined ? null : (
        <SpaceBetween size="m">
          <ColumnLayout columns={2} minColumnWidth={220}>
            {consumer.fields.map(({ id, label, placeholder }) => (
              <FormField key={id} label={label} data-testid={`consumer-${id}`}>
                <Input
                  value={values[id] ?? ""}
                  placeholder={placeholder}
                  spellcheck={false}
                  autoComplete={false}
                  onChange={({ detail }) =>
                    form.set({ consumer: { chosen, values: { ...values, [id]: detail.value } } })
                  }
                />
              </FormField>
            ))}
          </ColumnLayout>
          <Button
            formAction="none"
            disabled={callback === null}
            disabledReason={words.valuesMissing}
            data-testid="use-callback"
            onClick={() => {
              if (callback !== null) form.changeOauth("oauth.redirectUri", { redirectUri: callback });
            }}
          >
            {words.use}
          </Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
