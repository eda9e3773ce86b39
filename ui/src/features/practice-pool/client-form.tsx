import Checkbox from "@cloudscape-design/components/checkbox";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { poolEditor } from "../../messages/pool-editor.ts";
import { ClientApiForm } from "./client-api-form.tsx";
import { TextEntry, TextList } from "./entry-fields.tsx";
import { newClientId, newClientSecret } from "./new-entries.ts";
import { GRANTS, numberOrText, ticked, TOKENS, type PoolClient } from "./pool-settings.ts";
import type { EntryForm } from "./use-entry-draft.ts";

const text = poolEditor.client;
const { sections } = poolEditor;

/** Offered to choose from; the pool says what it takes. */
const SCOPES = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];
/** What a client names that lets the pool's own users in. */
const OWN_USERS = "COGNITO";

export function ClientForm({ draft, change, problemAt }: EntryForm<PoolClient>) {
  return (
    <SpaceBetween size="l">
      <TextEntry
        field="name"
        label={text.name}
        value={draft.name}
        problem={problemAt("name")}
        onChange={(name) => change({ name })}
      />
      <TextEntry
        field="purpose"
        label={text.purpose}
        hint={text.purposeHint}
        value={draft.purpose}
        problem={problemAt("purpose")}
        onChange={(purpose) => change({ purpose })}
      />
      <TextEntry
        field="id"
        label={text.id}
        hint={text.idHint}
        value={draft.id}
        problem={problemAt("id")}
        generate={newClientId}
        onChange={(id) => change({ id })}
      />
      <Checkbox
        checked={draft.secret !== null}
        description={text.confidentialHint}
        data-testid="has-secret"
        onChange={({ detail }) => change({ secret: detail.checked ? newClientSecret() : null })}
      >
        {text.confidential}
      </Checkbox>
      {draft.secret === null ? null : (
        <TextEntry
          field="secret"
          label={text.secret}
          hint={text.secretHint}
          value={draft.secret}
          problem={problemAt("secret")}
          generate={newClientSecret}
          onChange={(secret) => change({ secret })}
        />
      )}
      <Header variant="h3">{sections.urls}</Header>
      <TextList
        field="callbackUrls"
        words={{
          label: text.callbackUrls,
          hint: text.callbackUrlsHint,
          item: text.url,
          add: text.addUrl,
          remove: text.removeUrl,
          empty: text.noUrls,
        }}
        values={draft.callbackUrls}
        problemAt={problemAt}
        onChange={(callbackUrls) => change({ callbackUrls })}
      />
      <TextList
        field="signOutUrls"
        words={{
          label: text.signOutUrls,
          hint: text.signOutUrlsHint,
          item: text.url,
          add: text.addUrl,
          remove: text.removeUrl,
          empty: text.noUrls,
        }}
        values={draft.signOutUrls}
        problemAt={problemAt}
        onChange={(signOutUrls) => change({ signOutUrls })}
      />
      <Access draft={draft} change={change} problemAt={problemAt} />
      <ClientApiForm draft={draft} change={change} problemAt={problemAt} />
      <Lifetimes draft={draft} change={change} problemAt={problemAt} />
    </SpaceBetween>
  );
}

function Access({ draft, change, problemAt }: EntryForm<PoolClient>) {
  return (
    <SpaceBetween size="l">
      <Header variant="h3">{sections.access}</Header>
      <TextList
        field="scopes"
        words={{
          label: text.scopes,
          hint: text.scopesHint,
          item: text.scope,
          add: text.addScope,
          remove: text.removeScope,
          empty: text.noScopes,
          use: text.suggestScope,
        }}
        values={draft.scopes}
        problemAt={problemAt}
        suggestions={SCOPES}
        onChange={(scopes) => change({ scopes })}
      />
      <FormField label={text.grants} errorText={problemAt("grants")} data-testid="field-grants">
        {GRANTS.map((grant) => (
          <Checkbox
            key={grant}
            checked={draft.grants.includes(grant)}
            onChange={({ detail }) => change({ grants: ticked(draft.grants, grant, detail.checked) })}
          >
            {text.grantNames[grant]}
          </Checkbox>
        ))}
      </FormField>
      <Checkbox
        checked={draft.identityProviders.includes(OWN_USERS)}
        description={text.ownUsersHint}
        data-testid="own-users"
        onChange={({ detail }) =>
          change({ identityProviders: ticked(draft.identityProviders, OWN_USERS, detail.checked) })
        }
      >
        {text.ownUsers}
      </Checkbox>
      <Checkbox
        checked={draft.hasBrandingStyle}
        description={text.hasBrandingHint}
        data-testid="has-branding"
        onChange={({ detail }) => change({ hasBrandingStyle: detail.checked })}
      >
        {text.hasBranding}
      </Checkbox>
    </SpaceBetween>
  );
}

function Lifetimes({ draft, change, problemAt }: EntryForm<PoolClient>) {
  const { tokenLifetimes } = draft;
  return (
    <SpaceBetween size="l">
      <Header variant="h3" description={text.lifetimeHint}>
        {sections.lifetimes}
      </Header>
      <ColumnLayout columns={3}>
        {TOKENS.map((token) => (
          <TextEntry
            key={token}
            field={`tokenLifetimes.${token}`}
            label={text.lifetimes[token]}
            hint={text.lifetimeRange[token]}
            value={String(tokenLifetimes[token])}
            problem={problemAt(`tokenLifetimes.${token}`)}
            onChange={(typed) =>
              change({ tokenLifetimes: { ...tokenLifetimes, [token]: numberOrText(typed) } })
            }
          />
        ))}
      </ColumnLayout>
    </SpaceBetween>
  );
}
