import SpaceBetween from "@cloudscape-design/components/space-between";
import type { OauthDraft, ProviderDraft, ProviderView } from "../../backend/bindings.ts";
import { TagList } from "../../components/tag-list.tsx";
import { UntrustedText } from "../../components/untrusted-text.tsx";
import { actions } from "../../messages/actions.ts";
import { provider as text } from "../../messages/provider.ts";
import { routing } from "../../messages/routing.ts";
import { copyable, PairsCard, yesNo, type Pair } from "./pairs.tsx";

/** Who is sent to the provider, what comes when it fails, and what few need. */
export default function AdvancedTab({ provider }: { provider: ProviderView }) {
  const { definition } = provider;
  const tags: Pair = {
    label: text.fields.tags,
    value: definition.tags?.length ? <TagList tags={definition.tags} /> : actions.none,
  };
  return (
    <SpaceBetween size="l">
      <PairsCard title={routing.title} pairs={routingPairs(definition)} columns={2} />
      <PairsCard
        title={text.furtherSettings}
        pairs={[tags, ...(definition.oauth ? oauthPairs(definition.oauth) : [])]}
        columns={2}
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

function oauthPairs(oauth: OauthDraft): Pair[] {
  const { fields } = text;
  const parameters = Object.entries(oauth.authorizationParameters ?? {});
  return [
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
      value: oauth.trustedAudiences?.length ? oauth.trustedAudiences.join(", ") : actions.none,
    },
    copyable(fields.caFile, oauth.caFile),
    { label: fields.allowHttpOnLoopback, value: yesNo(oauth.allowHttpOnLoopback) },
    { label: fields.allowPrivateNetwork, value: yesNo(oauth.allowPrivateNetwork) },
  ];
}
