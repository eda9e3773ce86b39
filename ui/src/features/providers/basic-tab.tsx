import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { OauthDraft, ProviderView, UserStoreDraft } from "../../backend/bindings.ts";
import { Timestamp } from "../../components/timestamp.tsx";
import { flowLabel, form } from "../../messages/provider-form.ts";
import { provider as text } from "../../messages/provider.ts";
import { providers } from "../../messages/providers.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { TestStatusIndicator } from "../../parts/outcome.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { copyable, PairsCard, type Pair } from "./pairs.tsx";

/** The definition, read-only, with a copy button wherever a value is needed elsewhere. */
export function BasicTab({ provider }: { provider: ProviderView }) {
  const { definition, warnings } = provider;
  return (
    <SpaceBetween size="l">
      {warnings.length === 0 ? null : (
        <Alert type="warning" header={text.warnings}>
          {warnings.map((warning, index) => (
            <div key={index}>{warning.message}</div>
          ))}
        </Alert>
      )}
      {definition.oauth ? <CallbackCard uri={definition.oauth.redirectUri ?? ""} /> : null}
      <PairsCard title={text.client} pairs={clientPairs(provider)} columns={3} />
      {definition.oauth ? <EndpointsCard oauth={definition.oauth} /> : null}
      {definition.userStore ? <UserStoreCard store={definition.userStore} /> : null}
    </SpaceBetween>
  );
}

function CallbackCard({ uri }: { uri: string }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={text.callbackHint}
          actions={
            <CopyButton
              text={uri}
              what={text.callback}
              label={text.copyCallback}
              testId="copy-callback"
            />
          }
        >
          {text.callback}
        </Header>
      }
    >
      <Box fontSize="heading-s">
        <UntrustedText code>{uri}</UntrustedText>
      </Box>
    </Container>
  );
}

function clientPairs(provider: ProviderView): Pair[] {
  const { definition } = provider;
  const { fields } = text;
  const pairs: Pair[] = [
    { label: fields.kind, value: providers.kinds[definition.kind ?? "oauth_openid"] },
    { label: fields.status, value: <TestStatusIndicator status={provider.testStatus} /> },
    { label: fields.updated, value: <Timestamp at={provider.updatedAt} /> },
    { label: fields.enabled, value: definition.enabled === false ? text.no : text.yes },
  ];
  const { oauth } = definition;
  if (!oauth) return pairs;
  return [
    copyable(fields.clientId, oauth.clientId),
    { label: fields.clientSecret, value: secretText(provider) },
    {
      label: fields.clientAuthentication,
      value: text.authentication[oauth.clientAuthentication ?? "client_secret_basic"],
    },
    { label: fields.scopes, value: oauth.scopes?.length ? oauth.scopes.join(" ") : text.allScopes },
    ...pairs,
  ];
}

function secretText(provider: ProviderView): string {
  if (!provider.clientSecretSet) return text.noSecret;
  const store = provider.clientSecretStore;
  return store === null ? text.secretStored : text.secretIn(store);
}

function EndpointsCard({ oauth }: { oauth: OauthDraft }) {
  const { fields } = text;
  return (
    <PairsCard
      title={text.endpoints}
      columns={2}
      pairs={[
        copyable(fields.issuer, oauth.issuer),
        copyable(fields.jwksUri, oauth.jwksUri),
        copyable(fields.authorizationEndpoint, oauth.authorizationEndpoint),
        copyable(fields.tokenEndpoint, oauth.tokenEndpoint),
        copyable(fields.userinfoEndpoint, oauth.userinfoEndpoint),
        copyable(fields.logoutEndpoint, oauth.logoutEndpoint),
      ]}
    />
  );
}

function UserStoreCard({ store }: { store: UserStoreDraft }) {
  const { fields } = text;
  return (
    <PairsCard
      title={providers.kinds.user_store}
      columns={2}
      pairs={[
        copyable(fields.region, store.region),
        copyable(fields.userPoolId, store.userPoolId),
        copyable(fields.clientId, store.clientId),
        copyable(fields.identityPoolId, store.identityPoolId),
        { label: form.userStore.authFlow, value: flowLabel(store.authFlow) },
        copyable(form.userStore.endpointOverride, store.endpointOverride),
      ]}
    />
  );
}
