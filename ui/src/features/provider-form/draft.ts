import type {
  CatalogueEntry,
  DraftBody,
  DraftView,
  NameValue,
  OauthDraft,
  ProviderDraft,
  WizardStep,
} from "../../backend/bindings.ts";

export type OauthForm = Required<OauthDraft>;

/** The draft with every field present, those without an input included. */
export type DraftForm = Required<Omit<ProviderDraft, "oauth">> & { oauth: OauthForm };

/**
 * The client secret as the form knows it: the stored one, one being typed, one that is in
 * the secret store under the draft, or the stored one to be removed on saving.
 */
export type SecretEntry =
  | { state: "stored" }
  | { state: "typing"; text: string }
  | { state: "kept" }
  | { state: "removed" };

/** All that form and wizard own. */
export interface FormState {
  draft: DraftForm;
  /** Rows as typed: a name may be empty or there twice while it is being edited. */
  parameters: NameValue[];
  /** What was typed to look endpoints up. */
  lookup: string;
  /** The page of the wizard; null in the form. */
  step: WizardStep | null;
  secret: SecretEntry;
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
  if (REQUIRED.has(text)) return true;
  // Without an ID token, attributes come from userinfo alone.
  return scopes.includes("openid") ? REQUIRED_BY_OPENID.has(text) : text === "userinfoEndpoint";
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

/** The form of a draft; `secretStored` says whether the provider has a secret already. */
export function formOf(view: DraftView, secretStored: boolean): FormState {
  const { definition = {}, parameters = [], lookup = "", step = null } = view.body;
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
      oauth: { ...EMPTY_OAUTH, ...definition.oauth },
    },
    parameters,
    lookup,
    step,
    secret: secretOf(view, secretStored),
  };
}

function secretOf({ secretSet, body }: DraftView, stored: boolean): SecretEntry {
  if (secretSet) return { state: "kept" };
  if (!stored) return { state: "typing", text: "" };
  return { state: body.removeSecret === true ? "removed" : "stored" };
}

/** What is kept; the secret goes another way. */
export function bodyOf(state: FormState, base: number | null | undefined): DraftBody {
  return {
    definition: state.draft,
    parameters: state.parameters,
    lookup: state.lookup,
    step: state.step,
    removeSecret: state.secret.state === "removed",
    baseRevision: base ?? null,
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
