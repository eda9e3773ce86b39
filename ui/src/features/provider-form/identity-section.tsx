import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CatalogueEntry } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { withEntry } from "./draft.ts";
import { TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

interface IdentitySectionProps {
  form: ProviderFormModel;
  catalogue: readonly CatalogueEntry[];
}

export function IdentitySection({ form, catalogue }: IdentitySectionProps) {
  const { identity } = text;
  const current = catalogue.find((entry) => entry.id === form.state.draft.catalogueEntry);
  const options: SelectProps.Option[] = catalogue.map((entry) => ({
    value: entry.id,
    label: entry.name,
  }));
  return (
    <Container header={<Header variant="h2">{identity.title}</Header>}>
      <SpaceBetween size="l">
        <TextField
          form={form}
          field="displayName"
          label={identity.displayName}
          hint={identity.displayNameHint}
        />
        <FormField
          label={identity.entry}
          description={identity.entryHint}
          errorText={form.errorOf("catalogueEntry")}
          warningText={form.warningOf("catalogueEntry")}
          data-testid="field-catalogueEntry"
          stretch
        >
          <Select
            options={options}
            selectedOption={options.find((option) => option.value === current?.id) ?? null}
            onChange={({ detail }) => {
              const entry = catalogue.find(({ id }) => id === detail.selectedOption.value);
              if (entry === undefined) return;
              form.change(["catalogueEntry", "oauth.scopes"], (draft) =>
                withEntry(draft, entry, current),
              );
            }}
            onBlur={() => form.touch("catalogueEntry")}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
