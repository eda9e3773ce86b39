//! Settings that only the user pools API and the identity pool read.

use serde::{Deserialize, Serialize};

/// What an app client lets the API do (API type ExplicitAuthFlowsType).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuthFlow {
    /// `USER_PASSWORD_AUTH`.
    #[serde(rename = "ALLOW_USER_PASSWORD_AUTH")]
    UserPassword,
    /// `USER_SRP_AUTH`.
    #[serde(rename = "ALLOW_USER_SRP_AUTH")]
    UserSrp,
    /// `USER_AUTH`, where the user chooses how to sign in.
    #[serde(rename = "ALLOW_USER_AUTH")]
    User,
    /// `CUSTOM_AUTH`; no Lambda function runs here, so its challenge cannot be answered.
    #[serde(rename = "ALLOW_CUSTOM_AUTH")]
    Custom,
    /// `REFRESH_TOKEN_AUTH`.
    #[serde(rename = "ALLOW_REFRESH_TOKEN_AUTH")]
    RefreshToken,
}

impl AuthFlow {
    /// What the AWS API gives a client that names none, and what older settings files mean.
    pub(super) fn api_default() -> Vec<Self> {
        vec![Self::RefreshToken, Self::UserSrp, Self::Custom]
    }
}

/// Whether a client may learn that a user does not exist (API type
/// PreventUserExistenceErrorTypes).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum UserExistenceErrors {
    /// An unknown user is answered like a wrong password.
    #[default]
    Enabled,
    /// An unknown user is answered with `UserNotFoundException`.
    Legacy,
}

/// Whether users are asked for a second factor (API type UserPoolMfaType).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MfaConfiguration {
    /// Nobody is.
    Off,
    /// Those who have one are.
    #[default]
    Optional,
    /// Everybody is; who has none sets up a software token first.
    On,
}

/// A second factor whose code is sent in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MessageMfa {
    /// A text message to `phone_number`.
    SmsMfa,
    /// An e-mail to `email`.
    EmailOtp,
}

/// What `USER_AUTH` may begin with (API type AuthFactorType).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FirstFactor {
    /// A password, sent as it is or proven by SRP.
    Password,
    /// A code by e-mail.
    EmailOtp,
    /// A code by text message.
    SmsOtp,
    /// A passkey; it can be offered, but nobody can answer it here.
    WebAuthn,
}

impl FirstFactor {
    pub(super) fn playable() -> Vec<Self> {
        vec![Self::Password, Self::EmailOtp, Self::SmsOtp]
    }
}

/// An attribute that may be typed in place of the user name (API type AliasAttributeType).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AliasAttribute {
    /// The verified e-mail address.
    Email,
    /// The verified phone number.
    PhoneNumber,
}

impl AliasAttribute {
    /// The attribute and the one that says whether it was verified.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Email => ("email", "email_verified"),
            Self::PhoneNumber => ("phone_number", "phone_number_verified"),
        }
    }
}

/// A challenge that a user gets after the right password and that cannot be answered here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DeadEndChallenge {
    /// Of a Lambda function.
    CustomChallenge,
    /// Of a remembered device.
    DeviceSrpAuth,
    /// The second step of a remembered device.
    DevicePasswordVerifier,
}

impl DeadEndChallenge {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CustomChallenge => "CUSTOM_CHALLENGE",
            Self::DeviceSrpAuth => "DEVICE_SRP_AUTH",
            Self::DevicePasswordVerifier => "DEVICE_PASSWORD_VERIFIER",
        }
    }
}

/// A failure that every call of the pool, or every sign-in of a user, is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApiFault {
    /// `ForbiddenException`, HTTP 403: a web ACL.
    WafBlock,
    /// `TooManyRequestsException`.
    TooManyRequests,
    /// `LimitExceededException`.
    LimitExceeded,
    /// `InternalErrorException`, HTTP 500.
    InternalError,
    /// `InvalidUserPoolConfigurationException`.
    InvalidUserPoolConfiguration,
    /// `InvalidSmsRoleAccessPolicyException`.
    InvalidSmsRoleAccessPolicy,
    /// `InvalidSmsRoleTrustRelationshipException`.
    InvalidSmsRoleTrustRelationship,
    /// `InvalidEmailRoleAccessPolicyException`.
    InvalidEmailRoleAccessPolicy,
    /// `UserLambdaValidationException`.
    UserLambdaValidation,
    /// `UnexpectedLambdaException`.
    UnexpectedLambda,
    /// `InvalidLambdaResponseException`.
    InvalidLambdaResponse,
    /// `NotAuthorizedException` in the older words for a missing `SECRET_HASH`.
    SecretNotReceived,
    /// `NotAuthorizedException` for too many wrong passwords.
    PasswordAttemptsExceeded,
}

/// What the identity pool does with a login of this user pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityPoolSettings {
    /// `None` is an identity pool without a role for those who signed in.
    pub authenticated_role_arn: Option<String>,
    /// Whether anybody gets credentials, signed in or not.
    pub allow_unauthenticated_identities: bool,
    /// Whether `GetOpenIdToken` is answered.
    pub allow_classic_flow: bool,
    /// Whether a login of somebody who signed out is refused.
    pub server_side_token_check: bool,
}

impl Default for IdentityPoolSettings {
    fn default() -> Self {
        Self {
            authenticated_role_arn: Some(
                "arn:aws:iam::000000000000:role/practice-authenticated".into(),
            ),
            allow_unauthenticated_identities: false,
            allow_classic_flow: false,
            server_side_token_check: false,
        }
    }
}

pub(super) fn yes() -> bool {
    true
}

/// The API's default for AuthSessionValidity, in minutes.
pub(super) fn shortest_session() -> i64 {
    3
}
