import type {
  CatalogueEntry,
  NameValue,
  OauthDraft,
  ProviderDraft,
  SecretChange,
} from "../../backend/bindings.ts";

export type OauthForm = Required<OauthDraft>;

/** The draft with every field present, those without an input included. */
export type DraftForm = Required<Omit<ProviderDraft, "oauth">> & { oauth: OauthForm };

/** All that the form owns. */
export interface FormState {
  draft: DraftForm;
  /** Rows as typed: a name may be empty or there twice while it is being edited. */
  parameters: NameValue[];
  secret: SecretChange;
}

type OptionalText =
  | "discoveryUrl"
  | "issuer"
  | "userinfoEndpoint"
  | "jwksUri"
  | "logoutEndpoint"
  | "loopbackRedirectUri"
  | "signOutUri"
  | "caFile";
type RequiredText = "authorizationEndpoint" | "tokenEndpoint" | "clientId" | "redirectUri";

export type OauthText = OptionalText | RequiredText;
export type TextField = "displayName" | `oauth.${OauthText}`;

const REQUIRED: ReadonlySet<OauthText> = new Set<RequiredText>([
  "authorizationEndpoint",
  "tokenEndpoint",
  "clientId",
  "redirectUri",
]);

/** What an ID token is checked against; a sign-in with `openid` yields one. */
const REQUIRED_BY_OPENID: ReadonlySet<OauthText> = new Set<OptionalText>(["issuer", "jwksUri"]);

export function isRequired(field: TextField, scopes: readonly string[]): boolean {
  if (field === "displayName") return true;
  const text = oauthText(field);
  return REQUIRED.has(text) || (REQUIRED_BY_OPENID.has(text) && scopes.includes("openid"));
}

function oauthText(field: Exclude<TextField, "displayName">): OauthText {
  return field.slice("oauth.".length) as OauthText;
}

const EMPTY_OAUTH: OauthForm = {
  discoveryUrl: null,
  issuer: null,
  authorizationEndpoint: "",
  tokenEndpoint: "",
  userinfoEndpoint: null,
  jwksUri: null,
  logoutEndpoint: null,
  clientId: "",
  clientAuthentication: "client_secret_basic",
  scopes: [],
  redirectUri: "",
  loopbackRedirectUri: null,
  signOutUri: null,
  authorizationParameters: {},
  caFile: null,
  allowHttpOnLoopback: false,
  allowPrivateNetwork: false,
  trustedAudiences: [],
};

export function formOf(definition: ProviderDraft, secret: SecretChange): FormState {
  const oauth = { ...EMPTY_OAUTH, ...definition.oauth };
  return {
    draft: {
      displayName: "",
      catalogueEntry: "",
      kind: "oauth_openid",
      enabled: true,
      userStore: null,
      tags: [],
      advanced: {},
      attributes: {},
      ...definition,
      oauth,
    },
    parameters: Object.entries(oauth.authorizationParameters).map(([name, value]) => ({
      name,
      value,
    })),
    secret,
  };
}

/** The form of a new provider that starts from a catalogue entry. */
export function newForm(entry: CatalogueEntry | undefined): FormState {
  return formOf(
    { catalogueEntry: entry?.id ?? "", oauth: { scopes: entry?.defaultScopes ?? [] } },
    { change: "replace", value: "" },
  );
}

/** What is sent: the rows of parameters as the map that the provider file has. */
export function draftOf({ draft, parameters }: FormState): ProviderDraft {
  const named = parameters.filter(({ name }) => name.trim() !== "");
  return {
    ...draft,
    oauth: {
      ...draft.oauth,
      authorizationParameters: Object.fromEntries(
        named.map(({ name, value }) => [name.trim(), value]),
      ),
    },
  };
}

export function textOf(draft: DraftForm, field: TextField): string {
  return field === "displayName" ? draft.displayName : (draft.oauth[oauthText(field)] ?? "");
}

export function withText(draft: DraftForm, field: TextField, text: string): DraftForm {
  if (field === "displayName") return { ...draft, displayName: text };
  const key = oauthText(field);
  const value = text === "" && !REQUIRED.has(key) ? null : text;
  return { ...draft, oauth: { ...draft.oauth, [key]: value } };
}

/** Another catalogue entry; scopes that nobody changed follow it. */
export function withEntry(
  draft: DraftForm,
  entry: CatalogueEntry,
  before: CatalogueEntry | undefined,
): DraftForm {
  const untouched = draft.oauth.scopes.join(" ") === (before?.defaultScopes ?? []).join(" ");
  const scopes = untouched ? entry.defaultScopes : draft.oauth.scopes;
  return { ...draft, catalogueEntry: entry.id, oauth: { ...draft.oauth, scopes } };
}
