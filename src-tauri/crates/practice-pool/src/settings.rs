//! What the pool accepts: its app clients and users. Nothing is accepted that is not here.

mod api;
mod seed;
mod store;
#[cfg(test)]
mod tests;
mod validation;

use std::collections::BTreeMap;
use std::path::PathBuf;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::{Deserialize, Serialize};

pub use api::{
    AliasAttribute, ApiFault, AuthFlow, DeadEndChallenge, FirstFactor, IdentityPoolSettings,
    MessageMfa, MfaConfiguration, UserExistenceErrors,
};
pub(crate) use store::{ReadError, SettingsStore};
pub(crate) use validation::password_problem;

/// The whole state of the pool that outlives the process, keys aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// `<prefix>_<letters and digits>`, at most 55 characters (API type UserPoolIdType).
    pub user_pool_id: String,
    /// `<prefix>:<hexadecimal digits and dashes>` (API type IdentityPoolId).
    pub identity_pool_id: String,
    /// 1 is the classic hosted pages, 2 is managed login.
    pub managed_login_version: u8,
    /// Whether users are asked for a second factor.
    #[serde(default)]
    pub mfa_configuration: MfaConfiguration,
    /// Standard attributes that a user must have once a new password is set.
    #[serde(default)]
    pub required_attributes: Vec<String>,
    /// What may be typed in place of a user name in calls of the API.
    #[serde(default)]
    pub alias_attributes: Vec<AliasAttribute>,
    /// What `USER_AUTH` offers to begin with.
    #[serde(default = "FirstFactor::playable")]
    pub first_factors: Vec<FirstFactor>,
    /// After this many wrong passwords in a row a user is locked for a while; `None` never.
    #[serde(default)]
    pub failed_attempts_limit: Option<i64>,
    /// What every call of the user pools API is answered with.
    #[serde(default)]
    pub fault: Option<ApiFault>,
    /// The identity pool beside the user pool.
    #[serde(default)]
    pub identity_pool: IdentityPoolSettings,
    /// The app clients.
    pub clients: Vec<Client>,
    /// The users.
    pub users: Vec<User>,
}

/// An app client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// 1 to 128 letters, digits, `_` or `+` (API type ClientIdType).
    pub id: String,
    /// Shown to people.
    pub name: String,
    /// What this client is for, in a sentence.
    pub purpose: String,
    /// `None` is a public client. 24 to 64 letters, digits, `_` or `+`.
    pub secret: Option<String>,
    /// Compared character by character.
    pub callback_urls: Vec<String>,
    /// Compared character by character.
    pub sign_out_urls: Vec<String>,
    /// What the client may ask for, and gets when it asks for nothing.
    pub scopes: Vec<String>,
    /// Which grants work.
    pub grants: Vec<Grant>,
    /// Names accepted as `identity_provider`. The pool federates with nobody: `COGNITO` or none.
    pub identity_providers: Vec<String>,
    /// Without one, managed login refuses to show its pages (AWS Developer Guide, managed login).
    pub has_branding_style: bool,
    /// In seconds.
    #[serde(default)]
    pub token_lifetimes: TokenLifetimes,
    /// Flows of the user pools API.
    #[serde(default = "AuthFlow::api_default")]
    pub explicit_auth_flows: Vec<AuthFlow>,
    /// How an unknown user is answered.
    #[serde(default)]
    pub prevent_user_existence_errors: UserExistenceErrors,
    /// Minutes in which a challenge of the API can be answered: 3 to 15.
    #[serde(default = "api::shortest_session")]
    pub auth_session_validity: i64,
    /// Whether `GetTokensFromRefreshToken` ends the refresh token and gives another one.
    #[serde(default)]
    pub refresh_token_rotation: bool,
    /// Whether the identity pool takes ID tokens of this client.
    #[serde(default = "api::yes")]
    pub in_identity_pool: bool,
}

/// A grant of RFC 6749 that an app client may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    /// RFC 6749 section 4.1.
    AuthorizationCode,
    /// RFC 6749 section 6.
    RefreshToken,
}

/// How long tokens live, in seconds. Defaults: 1 hour, 1 hour, 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenLifetimes {
    /// 300 to 86 400.
    pub id_token: i64,
    /// 300 to 86 400.
    pub access_token: i64,
    /// 3 600 to 315 360 000, not below the other two.
    pub refresh_token: i64,
}

impl Default for TokenLifetimes {
    fn default() -> Self {
        Self {
            id_token: 3_600,
            access_token: 3_600,
            refresh_token: 30 * 86_400,
        }
    }
}

/// A user of the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Compared without regard to case, as new pools do.
    pub name: String,
    /// A practice value, kept readable on purpose.
    pub password: String,
    /// What this user is for, in a sentence.
    pub purpose: String,
    /// The subject identifier; never changes.
    pub sub: String,
    /// Attribute name to value, always strings; custom ones as `custom:<name>`.
    pub attributes: BTreeMap<String, String>,
    /// Empty leaves `cognito:groups` out of the tokens.
    pub groups: Vec<String>,
    /// Whether the user can sign in, and what it takes.
    pub state: UserState,
    /// The software token's secret in base32 (RFC 6238); `None` asks for no one-time code.
    pub totp_secret: Option<String>,
    /// A password to choose when a new one is asked for; only a hint for people.
    #[serde(default)]
    pub new_password: Option<String>,
    /// Second factors by message, beside a software token; more than one lets the user choose.
    #[serde(default)]
    pub message_mfa: Vec<MessageMfa>,
    /// A challenge after the right password that cannot be answered here.
    #[serde(default)]
    pub challenge: Option<DeadEndChallenge>,
    /// What every sign-in of this user through the API is answered with.
    #[serde(default)]
    pub fault: Option<ApiFault>,
}

/// Where a user stands (API type UserStatusType, and whether the user is enabled).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UserState {
    /// Can sign in.
    Confirmed,
    /// Has a temporary password and must choose another one.
    ForceChangePassword,
    /// Never confirmed the sign-up.
    Unconfirmed,
    /// Switched off by an administrator.
    Disabled,
    /// Must reset the password.
    ResetRequired,
    /// Has a temporary password that nobody changed in time.
    TemporaryPasswordExpired,
}

/// One thing wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// Such as `clients[0].callbackUrls[1]`.
    pub field: String,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// Why new settings were not taken. The old ones are still in force.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// At least one field is wrong.
    #[error("{}", listed(.problems))]
    Invalid {
        /// Never empty.
        problems: Vec<FieldProblem>,
    },
    /// The settings file could not be written.
    #[error("The settings file {} could not be written. Check the folder and the free space.", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

fn listed(problems: &[FieldProblem]) -> String {
    problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field, problem.message))
        .collect::<Vec<_>>()
        .join("; ")
}

impl Settings {
    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }

    pub(crate) fn user(&self, name: &str) -> Option<&User> {
        let wanted = name.to_lowercase();
        self.users
            .iter()
            .find(|user| user.name.to_lowercase() == wanted)
    }

    /// The user of this name or, where the pool has aliases, of this verified attribute.
    pub(crate) fn user_or_alias(&self, typed: &str) -> Option<&User> {
        self.user(typed).or_else(|| {
            self.users.iter().find(|user| {
                self.alias_attributes.iter().any(|alias| {
                    let (name, verified) = alias.names();
                    user.attribute(verified) == Some("true")
                        && user
                            .attribute(name)
                            .is_some_and(|value| value.eq_ignore_ascii_case(typed))
                })
            })
        })
    }

    /// The secret of the software token that this user is asked for.
    pub(crate) fn software_token<'a>(&self, user: &'a User) -> Option<&'a str> {
        user.totp_secret
            .as_deref()
            .filter(|_| self.mfa_configuration != MfaConfiguration::Off)
    }

    /// The text before `_` or `:`: where AWS has the region.
    pub(crate) fn region(&self) -> &str {
        self.user_pool_id
            .rsplit_once('_')
            .map_or("", |(region, _)| region)
    }
}

impl Client {
    pub(crate) fn may_use(&self, grant: Grant) -> bool {
        self.grants.contains(&grant)
    }

    pub(crate) fn allows(&self, flow: AuthFlow) -> bool {
        self.explicit_auth_flows.contains(&flow)
    }
}

impl User {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(crate) fn has_password(&self, typed: &str) -> bool {
        verify_slices_are_equal(self.password.as_bytes(), typed.as_bytes()).is_ok()
    }

    /// Whether tokens may be issued to, and accepted from, this user.
    pub(crate) fn is_active(&self) -> bool {
        self.state == UserState::Confirmed
    }
}
