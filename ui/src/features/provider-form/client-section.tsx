import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CatalogueEntry, ClientAuthentication, ProviderView } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import type { Save } from "./use-save.ts";

const words = text.client;
const METHODS: readonly ClientAuthentication[] = [
  "client_secret_basic",
  "client_secret_post",
  "none",
];

/** What Cognito calls an app client has other names elsewhere. */
export function wordsOf(entry: CatalogueEntry | undefined) {
  return entry?.lookup === "cognito" || entry?.kind === "user_store" ? words.cognito : words.other;
}

interface ClientFieldsProps {
  form: ProviderFormModel;
  save: Save;
  stored: ProviderView | null;
}

export function ClientSection({ form, save, stored }: ClientFieldsProps) {
  return (
    <Container header={<Header variant="h2">{wordsOf(form.entry).title}</Header>}>
      <SpaceBetween size="l">
        <ClientFields form={form} save={save} stored={stored} />
        <ScopesField form={form} />
      </SpaceBetween>
    </Container>
  );
}

/** Client ID, client authentication and client secret. */
export function ClientFields({ form, save, stored }: ClientFieldsProps) {
  return (
      <SpaceBetween size="l">
        <TextField
          form={form}
          field="oauth.clientId"
          label={words.clientId}
          hint={wordsOf(form.entry).clientIdHint}
        />
        <FormField
          label={words.authentication}
          errorText={form.errorOf("oauth.clientAuthentication")}
          warningText={form.warningOf("oauth.clientAuthentication")}
          data-testid="field-oauth.clientAuthentication"
          stretch
        >
          <RadioGroup
            value={form.state.draft.oauth.clientAuthentication}
            items={METHODS.map((value) => ({
              value,
              label: words.methods[value].name,
              description: wordsOf(form.entry).methods[value],
            }))}
            onChange={({ detail }) =>
              form.changeOauth("oauth.clientAuthentication", {
                clientAuthentication: detail.value as ClientAuthentication,
              })
            }
          />
        </FormField>
        <SecretField form={form} save={save} stored={stored} />
      </SpaceBetween>
  );
}
