import type {
  CatalogueEntry,
  ConsumerValues,
  DraftBody,
  DraftView,
  NameValue,
  OauthDraft,
  ProviderDraft,
  UserStoreDraft,
  WizardStep,
} from "../../backend/bindings.ts";

export type OauthForm = Required<OauthDraft>;
export type UserStoreForm = Required<UserStoreDraft>;

/** The draft with every field present, those without an input included. */
export type DraftForm = Required<Omit<ProviderDraft, "oauth" | "userStore">> & {
  oauth: OauthForm;
  userStore: UserStoreForm;
};

/**
 * The client secret as the form knows it: the stored one, one being typed, one that is in
 * the secret store under the draft, one that is held in memory as no store took it, or the
 * stored one to be removed on saving.
 */
export type SecretEntry =
  | { state: "stored" }
  | { state: "typing"; text: string }
  | { state: "kept" }
  | { state: "held" }
  | { state: "removed" };

/** All that form and wizard own. */
export interface FormState {
  draft: DraftForm;
  /** Rows as typed: a name may be empty or there twice while it is being edited. */
  parameters: NameValue[];
  /** What was typed to look endpoints up. */
  lookup: string;
  /** What the wizard makes the callback URL of. */
  consumer: ConsumerForm;
  /** What stands in a field of several texts and is none of them yet. */
  unfinished: Unfinished;
  /** The page of the wizard; null in the form. */
  step: WizardStep | null;
  secret: SecretEntry;
}

export type ConsumerForm = Required<ConsumerValues>;
export type Unfinished = Readonly<Record<string, string>>;

type TextOf<Part> = {
  [Key in keyof Part]: Part[Key] extends string | null ? Key : never;
}[keyof Part] &
  string;
/** The choice of a client authentication is no text. */
export type OauthText = Exclude<TextOf<OauthForm>, "clientAuthentication">;
export type TextField =
  | "displayName"
  | `oauth.${OauthText}`
  | `userStore.${keyof UserStoreForm}`;

const REQUIRED: ReadonlySet<TextField> = new Set<TextField>([
  "displayName",
  "oauth.authorizationEndpoint",
  "oauth.tokenEndpoint",
  "oauth.clientId",
  "oauth.redirectUri",
  "userStore.region",
  "userStore.userPoolId",
  "userStore.clientId",
]);

/** What an ID token is checked against; a sign-in with `openid` yields one. */
const REQUIRED_BY_OPENID: ReadonlySet<TextField> = new Set<TextField>([
  "oauth.issuer",
  "oauth.jwksUri",
]);

export function isRequired(field: TextField, scopes: readonly string[]): boolean {
  if (REQUIRED.has(field)) return true;
  // Without an ID token, attributes come from userinfo alone.
  return scopes.includes("openid")
    ? REQUIRED_BY_OPENID.has(field)
    : field === "oauth.userinfoEndpoint";
}

/** The part of the definition that a field is in, and its name there. */
type Place =
  | { part: "oauth"; key: OauthText }
  | { part: "userStore"; key: keyof UserStoreForm };

function placeOf(field: Exclude<TextField, "displayName">): Place {
  const [part, key] = field.split(".");
  return { part, key } as Place;
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

const EMPTY_USER_STORE: UserStoreForm = {
  region: "",
  userPoolId: "",
  clientId: "",
  identityPoolId: null,
  authFlow: null,
  endpointOverride: null,
};

/** The form of a draft; `secretStored` says whether the provider has a secret already. */
export function formOf(view: DraftView, secretStored: boolean): FormState {
  const { definition = {}, parameters = [], lookup = "", step = null } = view.body;
  const { consumer = {}, unfinished = {} } = view.body;
  return {
    draft: {
      displayName: "",
      catalogueEntry: "",
      kind: "oauth_openid",
      enabled: true,
      tags: [],
      advanced: {},
      attributes: {},
      ...definition,
      oauth: { ...EMPTY_OAUTH, ...definition.oauth },
      userStore: { ...EMPTY_USER_STORE, ...definition.userStore },
    },
    parameters,
    lookup,
    consumer: { chosen: consumer.chosen ?? "", values: consumer.values ?? {} },
    unfinished,
    step,
    secret: secretOf(view, secretStored),
  };
}

function secretOf({ secretSet, secretHeld, body }: DraftView, stored: boolean): SecretEntry {
  if (secretHeld) return { state: "held" };
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
    consumer: state.consumer,
    unfinished: state.unfinished,
    step: state.step,
    removeSecret: state.secret.state === "removed",
    baseRevision: base ?? null,
  };
}

export function textOf(draft: DraftForm, field: TextField): string {
  if (field === "displayName") return draft.displayName;
  const place = placeOf(field);
  return (place.part === "oauth" ? draft.oauth[place.key] : draft.userStore[place.key]) ?? "";
}

export function withText(draft: DraftForm, field: TextField, text: string): DraftForm {
  if (field === "displayName") return { ...draft, displayName: text };
  const place = placeOf(field);
  const value = text === "" && !REQUIRED.has(field) ? null : text;
  const changed =
    place.part === "oauth"
      ? { ...draft, oauth: { ...draft.oauth, [place.key]: value } }
      : { ...draft, userStore: { ...draft.userStore, [place.key]: value } };
  return field === "userStore.userPoolId" ? withRegion(draft, changed) : changed;
}

/** A user pool ID names its Region; one that somebody typed otherwise stays. */
function withRegion(before: DraftForm, draft: DraftForm): DraftForm {
  const region = (form: DraftForm) => form.userStore.userPoolId.trim().split("_")[0] ?? "";
  const untouched = ["", region(before)].includes(before.userStore.region);
  const named = draft.userStore.userPoolId.includes("_") ? region(draft) : "";
  if (!untouched || named === "") return draft;
  return { ...draft, userStore: { ...draft.userStore, region: named } };
}

/** Another catalogue entry; scopes that nobody changed follow it. */
export function withEntry(
  draft: DraftForm,
  entry: CatalogueEntry,
  before: CatalogueEntry | undefined,
): DraftForm {
  const untouched = draft.oauth.scopes.join(" ") === (before?.defaultScopes ?? []).join(" ");
  const scopes = untouched ? entry.defaultScopes : draft.oauth.scopes;
  return {
    ...draft,
    catalogueEntry: entry.id,
    kind: entry.kind,
    oauth: { ...draft.oauth, scopes },
  };
}
