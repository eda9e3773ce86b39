import { poolEditor } from "../../messages/pool-editor.ts";
import {
  CLIENT_API_FIELDS,
  POOL_API_FIELDS,
  readClientApi,
  readPoolApi,
  readUserApi,
  USER_API_FIELDS,
  type ClientApi,
  type PoolApi,
  type TypedNumber,
  type UserApi,
} from "./api-settings.ts";
import { Shape, type Problem } from "./shape.ts";

export const GRANTS = ["authorizationCode", "refreshToken"] as const;
export const USER_STATES = [
  "confirmed",
  "forceChangePassword",
  "unconfirmed",
  "disabled",
  "resetRequired",
  "temporaryPasswordExpired",
] as const;
export const TOKENS = ["idToken", "accessToken", "refreshToken"] as const;

export type Grant = (typeof GRANTS)[number];
export type UserState = (typeof USER_STATES)[number];

/** An app client, in a form and in the settings alike. */
export interface PoolClient extends ClientApi {
  id: string;
  name: string;
  purpose: string;
  secret: string | null;
  callbackUrls: string[];
  signOutUrls: string[];
  scopes: string[];
  grants: Grant[];
  identityProviders: string[];
  hasBrandingStyle: boolean;
  tokenLifetimes: Record<(typeof TOKENS)[number], TypedNumber>;
}

/** A user as the settings have it. */
export interface StoredUser extends UserApi {
  name: string;
  password: string;
  purpose: string;
  sub: string;
  attributes: Record<string, string>;
  groups: string[];
  state: UserState;
  totpSecret: string | null;
  newPassword: string | null;
}

export interface AttributeRow {
  name: string;
  value: string;
}

/** A user in a form: while names are typed, two attributes may have the same. */
export type PoolUser = Omit<StoredUser, "attributes"> & { attributes: AttributeRow[] };

/** The document of the pool. */
export interface PoolSettings extends PoolApi {
  userPoolId: string;
  identityPoolId: string;
  managedLoginVersion: number;
  clients: PoolClient[];
  users: StoredUser[];
}

/** What is edited as one: a form and a JSON text are two views of the same draft. */
export interface EntryKind<Draft> {
  /** What the form has a field for; a problem elsewhere is listed above it. */
  fields: readonly string[];
  toJson: (draft: Draft) => unknown;
  fromJson: (json: unknown, shape: Shape, at: string) => Draft;
  /** The document itself, not a client or user of it. */
  isWhole?: true;
  /** What the JSON cannot say. */
  problems?: (draft: Draft) => Problem[];
}

const CLIENT_FIELDS = [
  "id",
  "name",
  "purpose",
  "secret",
  "callbackUrls",
  "signOutUrls",
  "scopes",
  "grants",
  "identityProviders",
  "hasBrandingStyle",
  "tokenLifetimes",
  ...CLIENT_API_FIELDS,
] as const;

const USER_FIELDS = [
  "name",
  "password",
  "purpose",
  "sub",
  "attributes",
  "groups",
  "state",
  "totpSecret",
  "newPassword",
  ...USER_API_FIELDS,
] as const;

const POOL_FIELDS = [
  "userPoolId",
  "identityPoolId",
  "managedLoginVersion",
  ...POOL_API_FIELDS,
] as const;

/** A number where one was typed; anything else stays as it is, for its problem to be named. */
export const numberOrText = (typed: string): TypedNumber =>
  /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : typed;

/** The values of a list with one of them in it or not, in its place. */
export function ticked<T>(values: readonly T[], value: T, on: boolean): T[] {
  const others = values.filter((one) => one !== value);
  if (!on) return others;
  return values.includes(value) ? [...values] : [...others, value];
}

const under = (at: string) => (name: string) => (at === "" ? name : `${at}.${name}`);

function readClient(json: unknown, shape: Shape, at: string): PoolClient {
  const place = under(at);
  const fields = shape.object(json, at, CLIENT_FIELDS);
  const times = shape.object(fields.tokenLifetimes, place("tokenLifetimes"), TOKENS);
  const seconds = (name: (typeof TOKENS)[number]) =>
    shape.whole(times[name], place(`tokenLifetimes.${name}`));
  return {
    id: shape.text(fields.id, place("id")),
    name: shape.text(fields.name, place("name")),
    purpose: shape.text(fields.purpose, place("purpose")),
    secret: shape.textOrNull(fields.secret, place("secret")),
    callbackUrls: shape.texts(fields.callbackUrls, place("callbackUrls")),
    signOutUrls: shape.texts(fields.signOutUrls, place("signOutUrls")),
    scopes: shape.texts(fields.scopes, place("scopes")),
    grants: shape.list(fields.grants, place("grants"), (one, where) =>
      shape.oneOf(one, where, GRANTS),
    ),
    identityProviders: shape.texts(fields.identityProviders, place("identityProviders")),
    hasBrandingStyle: shape.yesNo(fields.hasBrandingStyle, place("hasBrandingStyle")),
    tokenLifetimes: {
      idToken: seconds("idToken"),
      accessToken: seconds("accessToken"),
      refreshToken: seconds("refreshToken"),
    },
    ...readClientApi(fields, shape, place),
  };
}

function readUser(json: unknown, shape: Shape, at: string): StoredUser {
  const place = under(at);
  const fields = shape.object(json, at, USER_FIELDS);
  return {
    name: shape.text(fields.name, place("name")),
    password: shape.text(fields.password, place("password")),
    purpose: shape.text(fields.purpose, place("purpose")),
    sub: shape.text(fields.sub, place("sub")),
    attributes: shape.textByName(fields.attributes, place("attributes")),
    groups: shape.texts(fields.groups, place("groups")),
    state: shape.oneOf(fields.state, place("state"), USER_STATES),
    totpSecret: shape.textOrNull(fields.totpSecret, place("totpSecret")),
    newPassword: shape.textOrNull(fields.newPassword, place("newPassword")),
    ...readUserApi(fields, shape, place),
  };
}

export const rowsOf = (user: StoredUser): PoolUser => ({
  ...user,
  attributes: Object.entries(user.attributes).map(([name, value]) => ({ name, value })),
});

export const storedUser = (user: PoolUser): StoredUser => ({
  ...user,
  attributes: Object.fromEntries(user.attributes.map(({ name, value }) => [name, value])),
});

const WITHOUT_PLACE: readonly string[] = ["identityProviders", "refreshTokenRotation"];

export const clientKind: EntryKind<PoolClient> = {
  // Tick boxes say nothing about what is wrong with them.
  fields: CLIENT_FIELDS.filter((name) => !WITHOUT_PLACE.includes(name)),
  toJson: (draft) => draft,
  fromJson: readClient,
};

export const userKind: EntryKind<PoolUser> = {
  fields: USER_FIELDS,
  toJson: storedUser,
  fromJson: (json, shape, at) => rowsOf(readUser(json, shape, at)),
  problems: ({ attributes }) => {
    const names = attributes.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    return twice === undefined
      ? []
      : [{ field: `attributes.${twice}`, message: poolEditor.shape.twice }];
  },
};

export const poolKind: EntryKind<PoolSettings> = {
  fields: POOL_FIELDS,
  isWhole: true,
  toJson: (draft) => draft,
  fromJson: (json, shape, at) => {
    const place = under(at);
    const fields = shape.object(json, at, [...POOL_FIELDS, "clients", "users"]);
    return {
      userPoolId: shape.text(fields.userPoolId, place("userPoolId")),
      identityPoolId: shape.text(fields.identityPoolId, place("identityPoolId")),
      managedLoginVersion: shape.whole(fields.managedLoginVersion, place("managedLoginVersion")),
      ...readPoolApi(fields, shape, place),
      clients: shape.list(fields.clients, place("clients"), (one, where) =>
        readClient(one, shape, where),
      ),
      users: shape.list(fields.users, place("users"), (one, where) => readUser(one, shape, where)),
    };
  },
};

/** A draft from typed JSON, with all that keeps it from being one. */
export function parseEntry<Draft>(
  kind: EntryKind<Draft>,
  typed: string,
): { draft: Draft | null; problems: Problem[] } {
  let json: unknown;
  try {
    json = JSON.parse(typed);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return { draft: null, problems: [{ field: "", message: poolEditor.shape.syntax(message) }] };
  }
  const shape = new Shape();
  const draft = kind.fromJson(json, shape, "");
  return { draft: shape.problems.length === 0 ? draft : null, problems: shape.problems };
}

export const printEntry = <Draft>(kind: EntryKind<Draft>, draft: Draft): string =>
  JSON.stringify(kind.toJson(draft), null, 2);
