import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, {
  type KeyValuePairsProps,
} from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { OauthDraft, ProviderDraft, ProviderView, UserStoreDraft } from "../../backend/bindings.ts";
import { TagList } from "../../components/tag-list.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { actions } from "../../messages/actions.ts";
import { flowLabel, form } from "../../messages/provider-form.ts";
import { provider as text, providers } from "../../messages/providers.ts";
import { routing } from "../../messages/routing.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Copyable } from "../../parts/copyable.tsx";
import { TestStatusIndicator } from "../../parts/outcome.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";

type Pair = KeyValuePairsProps.Pair;

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
      <Card title={text.client} pairs={clientPairs(provider)} columns={3} />
      {definition.oauth ? <OauthCards oauth={definition.oauth} /> : null}
      <Card title={routing.title} pairs={routingPairs(definition)} columns={2} />
      {definition.userStore ? <UserStoreCard store={definition.userStore} /> : null}
    </SpaceBetween>
  );
}

function Card(props: { title: string; pairs: Pair[]; columns: number }) {
  return (
    <Container header={<Header variant="h2">{props.title}</Header>}>
      <KeyValuePairs columns={props.columns} items={props.pairs} minColumnWidth={220} />
    </Container>
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
    {
      label: fields.tags,
      value: definition.tags?.length ? <TagList tags={definition.tags} /> : actions.none,
    },
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

function OauthCards({ oauth }: { oauth: OauthDraft }) {
  const { fields } = text;
  const parameters = Object.entries(oauth.authorizationParameters ?? {});
  return (
    <SpaceBetween size="l">
      <Card
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
      <Card
        title={text.advanced}
        columns={2}
        pairs={[
          copyable(fields.signOutUri, oauth.signOutUri),
          copyable(fields.loopbackRedirectUri, oauth.loopbackRedirectUri),
          {
            label: fields.parameters,
            value:
              parameters.length === 0
                ? actions.none
                : parameters.map(([name, value]) => (
                    <div key={name}>
                      <UntrustedText code>{`${name}=${value}`}</UntrustedText>
                    </div>
                  )),
          },
          {
            label: fields.trustedAudiences,
            value: oauth.trustedAudiences?.length
              ? oauth.trustedAudiences.join(", ")
              : actions.none,
          },
          { label: fields.caFile, value: oauth.caFile ?? actions.notSet },
          { label: fields.allowHttpOnLoopback, value: yesNo(oauth.allowHttpOnLoopback) },
          { label: fields.allowPrivateNetwork, value: yesNo(oauth.allowPrivateNetwork) },
        ]}
      />
    </SpaceBetween>
  );
}

function routingPairs({ advanced }: ProviderDraft): Pair[] {
  const domains = advanced?.domains ?? [];
  const { enabled, provider } = advanced?.fallback ?? {};
  return [
    {
      label: routing.domains,
      value: domains.length === 0 ? routing.noDomains : <TagList tags={domains} />,
    },
    {
      label: routing.fallback,
      value:
        enabled === true && provider ? (
          <UntrustedText>{routing.to(provider)}</UntrustedText>
        ) : (
          routing.off
        ),
    },
  ];
}

function UserStoreCard({ store }: { store: UserStoreDraft }) {
  const { fields } = text;
  return (
    <Card
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

function copyable(label: string, value: string | null | undefined): Pair {
  return { label, value: <Copyable text={value ?? null} what={label} /> };
}

function yesNo(value: boolean | undefined): string {
  return value === true ? text.yes : text.no;
}
