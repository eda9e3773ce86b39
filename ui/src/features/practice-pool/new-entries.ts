import { poolEditor as text } from "../../messages/pool-editor.ts";
import { newClientApi, newUserApi } from "./api-settings.ts";
import type { PoolClient, PoolSettings, PoolUser } from "./pool-settings.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** As long as those that Cognito makes. */
const CLIENT_ID_LENGTH = 26;
const SECRET_LENGTH = 51;
const TOTP_LENGTH = 32;

/** Practice values, so a slight preference for the first letters does not matter. */
function random(letters: string, length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

export const newClientId = () => random(LETTERS, CLIENT_ID_LENGTH);
export const newClientSecret = () => random(LETTERS, SECRET_LENGTH);
export const newTotpSecret = () => random(BASE32, TOTP_LENGTH);
export const newSubject = () => crypto.randomUUID();

export const newClient = (): PoolClient => ({
  id: newClientId(),
  name: text.newClient,
  purpose: "",
  secret: newClientSecret(),
  callbackUrls: [""],
  signOutUrls: [],
  scopes: ["openid", "email", "profile"],
  grants: ["authorizationCode", "refreshToken"],
  identityProviders: ["COGNITO"],
  hasBrandingStyle: true,
  tokenLifetimes: { idToken: 3600, accessToken: 3600, refreshToken: 2_592_000 },
  ...newClientApi(),
});

export const newUser = (): PoolUser => ({
  name: "",
  password: "",
  purpose: "",
  sub: newSubject(),
  attributes: [
    { name: "email", value: "" },
    { name: "email_verified", value: "true" },
  ],
  groups: [],
  state: "confirmed",
  totpSecret: null,
  newPassword: null,
  ...newUserApi(),
});

export const copiedClient = (client: PoolClient): PoolClient => ({
  ...client,
  id: newClientId(),
  name: text.copyOf(client.name),
  secret: client.secret === null ? null : newClientSecret(),
});

export function copiedUser(user: PoolUser, { users }: PoolSettings): PoolUser {
  const taken = new Set(users.map(({ name }) => name.toLowerCase()));
  let number = 2;
  while (taken.has(`${user.name}-${number}`.toLowerCase())) number += 1;
  return { ...user, name: `${user.name}-${number}`, sub: newSubject() };
}
