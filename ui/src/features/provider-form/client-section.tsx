import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ClientAuthentication, ProviderView } from "../../backend/bindings.ts";
import { form as text } from "../../messages/provider-form.ts";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import { TokenField } from "./token-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.client;
const METHODS: readonly ClientAuthentication[] = [
  "client_secret_basic",
  "client_secret_post",
  "none",
];
/** The scopes that the AWS console offers as tick boxes. */
const TICKED = ["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"] as const;

interface ClientSectionProps {
  form: ProviderFormModel;
  stored: ProviderView | null;
}

export function ClientSection({ form, stored }: ClientSectionProps) {
  return (
    <Container header={<Header variant="h2">{words.title}</Header>}>
      <SpaceBetween size="l">
        <TextField
          form={form}
          field="oauth.clientId"
          label={words.clientId}
          hint={words.clientIdHint}
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
              description: words.methods[value].description,
            }))}
            onChange={({ detail }) =>
              form.changeOauth("oauth.clientAuthentication", {
                clientAuthentication: detail.value as ClientAuthentication,
              })
            }
          />
        </FormField>
        <SecretField form={form} stored={stored} />
        <Scopes form={form} />
      </SpaceBetween>
    </Container>
  );
}

function Scopes({ form }: { form: ProviderFormModel }) {
  const { scopes } = form.state.draft.oauth;
  const further = scopes.filter((scope) => !TICKED.some((ticked) => ticked === scope));
  const set = (next: string[]) => form.changeOauth("oauth.scopes", { scopes: next });
  return (
    <SpaceBetween size="l">
      <FormField
        label={words.scopes}
        description={words.scopesHint}
        errorText={form.errorOf("oauth.scopes")}
        warningText={form.warningOf("oauth.scopes")}
        data-testid="field-oauth.scopes"
        stretch
      >
        <SpaceBetween size="xs">
          {TICKED.map((scope) => (
            <Checkbox
              key={scope}
              checked={scopes.includes(scope)}
              description={words.scopeDescriptions[scope]}
              data-testid={`scope-${scope}`}
              onChange={({ detail }) =>
                set(
                  detail.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope),
                )
              }
              onBlur={() => form.touch("oauth.scopes")}
            >
              {scope}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <TokenField
        label={words.furtherScopes}
        hint={words.furtherScopesHint}
        values={further}
        separator={/\s+/}
        testId="field-further-scopes"
        onChange={(next) => set([...scopes.filter((scope) => !further.includes(scope)), ...next])}
      />
    </SpaceBetween>
  );
}
