import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { form as text } from "../../messages/provider-form.ts";
import { TokenField } from "./token-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

const words = text.client;
const STANDARD = ["openid", "email", "profile", "phone"] as const;
/** The scopes that the AWS console offers as tick boxes. */
const COGNITO = [...STANDARD, "aws.cognito.signin.user.admin"] as const;

interface ScopesFieldProps {
  form: ProviderFormModel;
}

/** The scopes as the provider offers them, and any other as text. */
export function ScopesField({ form }: ScopesFieldProps) {
  const { entry } = form;
  const ticked = entry?.lookup === "manual" ? [] : entry?.lookup === "discovery" ? STANDARD : COGNITO;
  const { scopes } = form.state.draft.oauth;
  const further = scopes.filter((scope) => !ticked.some((one) => one === scope));
  const set = (next: string[]) => form.changeOauth("oauth.scopes", { scopes: next });
  if (ticked.length === 0) {
    return (
      <div data-testid="field-oauth.scopes">
        <TokenField
          form={form}
          label={words.scopes}
          hint={words.scopesManual}
          values={scopes}
          separator={/\s+/}
          errorText={form.errorOf("oauth.scopes")}
          warningText={form.warningOf("oauth.scopes")}
          testId="field-further-scopes"
          onChange={set}
        />
      </div>
    );
  }
  return (
    <SpaceBetween size="l">
      <FormField
        label={words.scopes}
        description={entry?.lookup === "cognito" ? words.scopesHint : words.scopesOther}
        errorText={form.errorOf("oauth.scopes")}
        warningText={form.warningOf("oauth.scopes")}
        data-testid="field-oauth.scopes"
        stretch
      >
        <SpaceBetween size="xs">
          {ticked.map((scope) => (
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
        form={form}
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
