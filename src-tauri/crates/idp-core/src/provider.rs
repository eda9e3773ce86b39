//! Providers: the draft that comes in, the checked definition, and the views.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use url::Url;

mod draft;
mod redirect_uri;
mod view;

pub use draft::{
    AdvancedDraft, AttributesDraft, FallbackDraft, MappingRuleDraft, OauthDraft, ProviderDraft,
    UserStoreDraft,
};
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use view::{ProviderSummary, ProviderView, TestStatus};

/// The kind of a provider: it decides which settings it has and how it is tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Redirect sign-in: OAuth 2.0 authorization code, OpenID Connect.
    #[default]
    OauthOpenid,
    /// User name and password checked against the user pool API.
    UserStore,
}

/// How the client authenticates at the token endpoint (RFC 6749 section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// HTTP Basic with client ID and secret.
    #[default]
    ClientSecretBasic,
    /// Client ID and secret in the form body.
    ClientSecretPost,
    /// A public client: no secret.
    None,
}

impl ClientAuthentication {
    /// Whether a client secret is needed.
    #[must_use]
    pub fn needs_secret(self) -> bool {
        match self {
            Self::ClientSecretBasic | Self::ClientSecretPost => true,
            Self::None => false,
        }
    }
}

/// Identifies a provider in this data folder.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct ProviderId(pub String);

impl std::fmt::Display for ProviderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A checked definition. There is no way to make one but checking a draft
/// ([`crate::validation::check_provider`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    pub(crate) draft: ProviderDraft,
    pub(crate) protocol: Protocol,
}

/// The settings that belong to the kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Protocol {
    /// Redirect sign-in.
    OauthOpenid(Box<OauthSettings>),
    /// User pool API.
    UserStore(UserStoreSettings),
}

impl Provider {
    /// The name shown, unique among providers.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.draft.display_name
    }

    /// The settings that belong to the kind.
    #[must_use]
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// The mapping rules and the switch "send only configured attributes".
    #[must_use]
    pub fn attributes(&self) -> &AttributesDraft {
        &self.draft.attributes
    }

    /// The definition in the form of the provider file, trimmed and with defaults.
    #[must_use]
    pub fn as_draft(&self) -> &ProviderDraft {
        &self.draft
    }
}

/// Redirect sign-in, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct OauthSettings {
    /// The issuer, compared character by character; without it the ID token's issuer
    /// cannot be checked.
    pub issuer: Option<String>,
    /// Authorization endpoint.
    pub authorization_endpoint: Url,
    /// Token endpoint.
    pub token_endpoint: Url,
    /// Userinfo endpoint; without it attributes come from the ID token alone.
    pub userinfo_endpoint: Option<Url>,
    /// JWKS URI; without it no signature can be checked.
    pub jwks_uri: Option<Url>,
    /// Cognito's `/logout`.
    pub logout_endpoint: Option<Url>,
    /// Client ID.
    pub client_id: String,
    /// How the client authenticates at the token endpoint.
    pub client_authentication: ClientAuthentication,
    /// The scopes to ask for; empty means all that the client has.
    pub scopes: Vec<String>,
    /// The consumer's callback.
    pub redirect_uri: RedirectUri,
    /// The second callback, on this machine, for the system browser.
    pub loopback_redirect_uri: Option<RedirectUri>,
    /// Where sign-out returns to.
    pub sign_out_uri: Option<RedirectUri>,
    /// Further parameters of the authorization request.
    pub authorization_parameters: BTreeMap<String, String>,
    /// PEM file with the certificate authority of this provider.
    pub ca_file: Option<String>,
    /// Accept `http:` on loopback addresses.
    pub allow_http_on_loopback: bool,
    /// Accept private and loopback addresses.
    pub allow_private_network: bool,
    /// Audiences that may stand beside the client ID in an ID token.
    pub trusted_audiences: Vec<String>,
}

impl OauthSettings {
    /// Whether an ID token is expected (OpenID Connect Core 3.1.2.1: `openid` asks for it).
    #[must_use]
    pub fn expects_id_token(&self) -> bool {
        self.scopes.iter().any(|scope| scope == "openid")
    }
}

/// User pool API, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserStoreSettings {
    /// AWS Region of the pool.
    pub region: String,
    /// User pool ID.
    pub user_pool_id: String,
    /// App client ID.
    pub client_id: String,
    /// Identity pool ID.
    pub identity_pool_id: Option<String>,
    /// How the password gets to the pool.
    pub auth_flow: AuthFlow,
    /// Another address of the API, for emulators.
    pub endpoint_override: Option<Url>,
}

/// How a sign-in through the user pool API begins (API type `AuthFlowType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthFlow {
    /// `USER_PASSWORD_AUTH`: the password is sent, as brokers do.
    #[default]
    UserPassword,
    /// `USER_SRP_AUTH`: the password is proven and not sent.
    UserSrp,
    /// `USER_AUTH`: the pool offers what the user can sign in with.
    User,
}

impl AuthFlow {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::UserPassword, Self::UserSrp, Self::User];

    /// The name in the provider file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::UserPassword => "user_password",
            Self::UserSrp => "user_srp",
            Self::User => "user",
        }
    }
}
