import { poolApi } from "../../messages/pool-api.ts";
import type { Shape } from "./shape.ts";

/** A number, or what was typed in its place. */
export type TypedNumber = number | string;

export const AUTH_FLOWS = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
] as const;
export const MESSAGE_MFA = ["SMS_MFA", "EMAIL_OTP"] as const;
export const CHALLENGES = ["CUSTOM_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"] as const;
export const MFA_CONFIGURATIONS = ["OFF", "OPTIONAL", "ON"] as const;
export const FIRST_FACTORS = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;
export const ALIASES = ["email", "phone_number"] as const;
const EXISTENCE_ERRORS = ["ENABLED", "LEGACY"] as const;

export type Fault = keyof typeof poolApi.faultNames;
export const FAULTS = Object.keys(poolApi.faultNames) as [Fault, ...Fault[]];

type OneOf<T extends readonly string[]> = T[number];

export interface ClientApi {
  explicitAuthFlows: OneOf<typeof AUTH_FLOWS>[];
  preventUserExistenceErrors: OneOf<typeof EXISTENCE_ERRORS>;
  authSessionValidity: TypedNumber;
  refreshTokenRotation: boolean;
  inIdentityPool: boolean;
}

export interface UserApi {
  messageMfa: OneOf<typeof MESSAGE_MFA>[];
  challenge: OneOf<typeof CHALLENGES> | null;
  fault: Fault | null;
}

export interface IdentityPool {
  authenticatedRoleArn: string | null;
  allowUnauthenticatedIdentities: boolean;
  allowClassicFlow: boolean;
  serverSideTokenCheck: boolean;
}

export interface PoolApi {
  mfaConfiguration: OneOf<typeof MFA_CONFIGURATIONS>;
  requiredAttributes: string[];
  aliasAttributes: OneOf<typeof ALIASES>[];
  firstFactors: OneOf<typeof FIRST_FACTORS>[];
  failedAttemptsLimit: TypedNumber | null;
  fault: Fault | null;
  identityPool: IdentityPool;
}

export const CLIENT_API_FIELDS = [
  "explicitAuthFlows",
  "preventUserExistenceErrors",
  "authSessionValidity",
  "refreshTokenRotation",
  "inIdentityPool",
] as const;
export const USER_API_FIELDS = ["messageMfa", "challenge", "fault"] as const;
export const POOL_API_FIELDS = [
  "mfaConfiguration",
  "requiredAttributes",
  "aliasAttributes",
  "firstFactors",
  "failedAttemptsLimit",
  "fault",
  "identityPool",
] as const;
const IDENTITY_POOL_FIELDS = [
  "authenticatedRoleArn",
  "allowUnauthenticatedIdentities",
  "allowClassicFlow",
  "serverSideTokenCheck",
] as const;

type Fields = Record<string, unknown>;
type Place = (name: string) => string;

export const readClientApi = (fields: Fields, shape: Shape, place: Place): ClientApi => ({
  explicitAuthFlows: shape.some(fields.explicitAuthFlows, place("explicitAuthFlows"), AUTH_FLOWS),
  preventUserExistenceErrors: shape.oneOf(
    fields.preventUserExistenceErrors,
    place("preventUserExistenceErrors"),
    EXISTENCE_ERRORS,
  ),
  authSessionValidity: shape.whole(fields.authSessionValidity, place("authSessionValidity")),
  refreshTokenRotation: shape.yesNo(fields.refreshTokenRotation, place("refreshTokenRotation")),
  inIdentityPool: shape.yesNo(fields.inIdentityPool, place("inIdentityPool")),
});

export const readUserApi = (fields: Fields, shape: Shape, place: Place): UserApi => ({
  messageMfa: shape.some(fields.messageMfa, place("messageMfa"), MESSAGE_MFA),
  challenge: shape.oneOfOrNull(fields.challenge, place("challenge"), CHALLENGES),
  fault: shape.oneOfOrNull(fields.fault, place("fault"), FAULTS),
});

export const readPoolApi = (fields: Fields, shape: Shape, place: Place): PoolApi => ({
  mfaConfiguration: shape.oneOf(
    fields.mfaConfiguration,
    place("mfaConfiguration"),
    MFA_CONFIGURATIONS,
  ),
  requiredAttributes: shape.texts(fields.requiredAttributes, place("requiredAttributes")),
  aliasAttributes: shape.some(fields.aliasAttributes, place("aliasAttributes"), ALIASES),
  firstFactors: shape.some(fields.firstFactors, place("firstFactors"), FIRST_FACTORS),
  failedAttemptsLimit: shape.wholeOrNull(fields.failedAttemptsLimit, place("failedAttemptsLimit")),
  fault: shape.oneOfOrNull(fields.fault, place("fault"), FAULTS),
  identityPool: readIdentityPool(fields.identityPool, shape, place("identityPool")),
});

function readIdentityPool(json: unknown, shape: Shape, at: string): IdentityPool {
  const fields = shape.object(json, at, IDENTITY_POOL_FIELDS);
  const yesNo = (name: (typeof IDENTITY_POOL_FIELDS)[number]) =>
    shape.yesNo(fields[name], `${at}.${name}`);
  return {
    authenticatedRoleArn: shape.textOrNull(fields.authenticatedRoleArn, `${at}.authenticatedRoleArn`),
    allowUnauthenticatedIdentities: yesNo("allowUnauthenticatedIdentities"),
    allowClassicFlow: yesNo("allowClassicFlow"),
    serverSideTokenCheck: yesNo("serverSideTokenCheck"),
  };
}

/** What AWS gives a client that says nothing else. */
export const newClientApi = (): ClientApi => ({
  explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
  preventUserExistenceErrors: "ENABLED",
  authSessionValidity: 3,
  refreshTokenRotation: false,
  inIdentityPool: true,
});

export const newUserApi = (): UserApi => ({ messageMfa: [], challenge: null, fault: null });
