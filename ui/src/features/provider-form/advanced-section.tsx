import Checkbox from "@cloudscape-design/components/checkbox";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { form as text } from "../../messages/provider-form.ts";
import { ParametersField } from "./parameters-field.tsx";
import { RoutingSection } from "./routing-section.tsx";
import { TextField } from "./text-field.tsx";
import { TokenField } from "./token-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";

interface AdvancedSectionProps {
  form: ProviderFormModel;
  expanded: boolean;
  onExpand: (expanded: boolean) => void;
  /** The provider that is edited; null for a new one. */
  providerId: string | null;
}

const words = text.advanced;

export function AdvancedSection({ form, expanded, onExpand, providerId }: AdvancedSectionProps) {
  const { draft } = form.state;
  return (
    <ExpandableSection
      variant="container"
      headerText={words.title}
      headingTagOverride="h2"
      expanded={expanded}
      onChange={({ detail }) => onExpand(detail.expanded)}
      data-testid="advanced"
    >
      <SpaceBetween size="l">
        <div data-testid="field-enabled">
          <Checkbox
            checked={draft.enabled}
            description={words.enabledHint}
            onChange={({ detail }) =>
              form.change(["enabled"], (current) => ({ ...current, enabled: detail.checked }))
            }
          >
            {words.enabled}
          </Checkbox>
        </div>
        <TokenField
          form={form}
          label={words.tags}
          hint={words.tagsHint}
          values={draft.tags}
          separator={/,/}
          errorText={form.errorOf("tags")}
          warningText={form.warningOf("tags")}
          testId="field-tags"
          onChange={(tags) => form.change(["tags"], (current) => ({ ...current, tags }))}
        />
        <RoutingSection form={form} providerId={providerId} />
        {draft.kind === "oauth_openid" ? <OauthFields form={form} /> : null}
      </SpaceBetween>
    </ExpandableSection>
  );
}

/** What only a sign-in with redirects has. */
function OauthFields({ form }: { form: ProviderFormModel }) {
  return (
    <SpaceBetween size="l">
      <TextField
        form={form}
        field="oauth.signOutUri"
        label={words.signOutUri}
        hint={words.signOutHint}
      />
      <TextField
        form={form}
        field="oauth.loopbackRedirectUri"
        label={words.loopbackRedirectUri}
        hint={words.loopbackHint}
        placeholder="http://localhost:53682/callback"
      />
      <ParametersField form={form} />
      <TrustedAudiences form={form} />
      <TextField form={form} field="oauth.caFile" label={words.caFile} hint={words.caFileHint} />
      <Network form={form} />
    </SpaceBetween>
  );
}

function TrustedAudiences({ form }: { form: ProviderFormModel }) {
  const { trustedAudiences: values } = form.state.draft.oauth;
  if (!form.shows("oauth.trustedAudiences", values.length === 0)) return null;
  return (
    <TokenField
      form={form}
      label={words.trustedAudiences}
      hint={words.trustedAudiencesHint}
      values={values}
      separator={/\s+/}
      errorText={form.errorOf("oauth.trustedAudiences")}
      warningText={form.warningOf("oauth.trustedAudiences")}
      testId="field-oauth.trustedAudiences"
      onChange={(trustedAudiences) =>
        form.changeOauth("oauth.trustedAudiences", { trustedAudiences })
      }
    />
  );
}

function Network({ form }: { form: ProviderFormModel }) {
  const { allowHttpOnLoopback, allowPrivateNetwork } = form.state.draft.oauth;
  return (
    <FormField
      label={words.network}
      errorText={form.errorOf("oauth.allowHttpOnLoopback") ?? form.errorOf("oauth.allowPrivateNetwork")}
      stretch
    >
      <SpaceBetween size="xs">
        <Checkbox
          checked={allowHttpOnLoopback}
          description={words.allowHttpHint}
          data-testid="field-oauth.allowHttpOnLoopback"
          onChange={({ detail }) =>
            form.changeOauth("oauth.allowHttpOnLoopback", { allowHttpOnLoopback: detail.checked })
          }
        >
          {words.allowHttp}
        </Checkbox>
        <Checkbox
          checked={allowPrivateNetwork}
          description={words.allowPrivateHint}
          data-testid="field-oauth.allowPrivateNetwork"
          onChange={({ detail }) =>
            form.changeOauth("oauth.allowPrivateNetwork", { allowPrivateNetwork: detail.checked })
          }
        >
          {words.allowPrivate}
        </Checkbox>
      </SpaceBetween>
    </FormField>
  );
}
