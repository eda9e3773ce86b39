import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ProviderView } from "../../backend/bindings.ts";
import { DEFAULT_FLOW, form as text } from "../../messages/provider-form.ts";
import { withText } from "./draft.ts";
import { RegionField } from "./region-field.tsx";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import type { ProviderFormModel } from "./use-provider-form.ts";
import type { Save } from "./use-save.ts";

const words = text.userStore;
const FLOW = "userStore.authFlow";

interface UserStoreSectionProps {
  form: ProviderFormModel;
  save: Save;
  stored: ProviderView | null;
}

/** What a sign-in through the user pool API needs. */
export function UserStoreSection(props: UserStoreSectionProps) {
  return (
    <Container header={<Header variant="h2" description={words.description}>{words.title}</Header>}>
      <SpaceBetween size="l">
        <UserPoolFields form={props.form} />
        <UserStoreClientFields {...props} />
        <IdentityPoolField form={props.form} />
      </SpaceBetween>
    </Container>
  );
}

/** Which pool, and where. */
export function UserPoolFields({ form }: { form: ProviderFormModel }) {
  return (
    <SpaceBetween size="l">
      <TextField
        form={form}
        field="userStore.userPoolId"
        label={words.userPoolId}
        hint={words.userPoolIdHint}
        placeholder="us-east-2_AbCdEf123"
      />
      <RegionField form={form} />
      <ExpandableSection
        headerText={words.emulator}
        defaultExpanded={form.state.draft.userStore.endpointOverride !== null}
      >
        <TextField
          form={form}
          field="userStore.endpointOverride"
          label={words.endpointOverride}
          hint={words.endpointOverrideHint}
          placeholder="http://127.0.0.1:9229"
        />
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** The app client, its secret if there is one, and its flow. */
export function UserStoreClientFields({ form, save, stored }: UserStoreSectionProps) {
  return (
    <SpaceBetween size="l">
      <TextField
        form={form}
        field="userStore.clientId"
        label={text.client.clientId}
        hint={words.clientIdHint}
      />
      <SecretField form={form} save={save} stored={stored} hint={words.secretHint} optional />
      <FormField
        label={words.authFlow}
        errorText={form.errorOf(FLOW)}
        warningText={form.warningOf(FLOW)}
        data-testid={`field-${FLOW}`}
        stretch
      >
        <RadioGroup
          value={form.state.draft.userStore.authFlow ?? DEFAULT_FLOW}
          items={words.flows}
          onChange={({ detail }) =>
            form.change([FLOW], (draft) => withText(draft, FLOW, detail.value))
          }
        />
      </FormField>
    </SpaceBetween>
  );
}

export function IdentityPoolField({ form }: { form: ProviderFormModel }) {
  return (
    <TextField
      form={form}
      field="userStore.identityPoolId"
      label={words.identityPoolId}
      hint={words.identityPoolIdHint}
      placeholder="us-east-2:1a2b3c4d-1234-1234-1234-123456789012"
    />
  );
}
