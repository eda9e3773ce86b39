//! What to enter into a relying party, and who can sign in.

use serde::Serialize;

use crate::settings::{AuthFlow, Client, Settings, User};

/// Everything a person or a program needs to use the pool. The shape that
/// `idpctl practice-pool --json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PoolDescription {
    /// `iss` of every token.
    pub issuer: String,
    /// `/oauth2/authorize`.
    pub authorization_endpoint: String,
    /// `/oauth2/token`.
    pub token_endpoint: String,
    /// `/oauth2/userInfo`, with a capital I.
    pub userinfo_endpoint: String,
    /// On the issuer, not on the domain.
    pub jwks_uri: String,
    /// `/logout`.
    pub logout_endpoint: String,
    /// Scheme and host of the hosted pages.
    pub domain: String,
    /// `<issuer>/.well-known/openid-configuration`.
    pub discovery_url: String,
    /// As in the settings.
    pub user_pool_id: String,
    /// As in the settings.
    pub identity_pool_id: String,
    /// The app clients.
    pub clients: Vec<ClientDescription>,
    /// The users.
    pub users: Vec<UserDescription>,
}

/// An app client of the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientDescription {
    /// The client ID.
    pub id: String,
    /// `null` for a public client.
    pub secret: Option<String>,
    /// Shown to people.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Where codes may go.
    pub callback_urls: Vec<String>,
    /// Where a sign-out may end.
    pub sign_out_urls: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// What it may do through the API.
    pub explicit_auth_flows: Vec<AuthFlow>,
}

/// A user of the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserDescription {
    /// What to type as user name.
    pub name: String,
    /// A practice value.
    pub password: String,
    /// What the user shows.
    pub purpose: String,
    /// Base32, when a one-time code is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp_secret: Option<String>,
    /// What could be chosen when a new password is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_password: Option<String>,
}

impl PoolDescription {
    pub(crate) fn new(base: &str, settings: &Settings) -> Self {
        let issuer = format!("{base}/{}", settings.user_pool_id);
        Self {
            authorization_endpoint: format!("{base}/oauth2/authorize"),
            token_endpoint: format!("{base}/oauth2/token"),
            userinfo_endpoint: format!("{base}/oauth2/userInfo"),
            jwks_uri: format!("{issuer}/.well-known/jwks.json"),
            logout_endpoint: format!("{base}/logout"),
            domain: base.to_owned(),
            discovery_url: format!("{issuer}/.well-known/openid-configuration"),
            issuer,
            user_pool_id: settings.user_pool_id.clone(),
            identity_pool_id: settings.identity_pool_id.clone(),
            clients: settings.clients.iter().map(describe_client).collect(),
            users: settings.users.iter().map(describe_user).collect(),
        }
    }
}

fn describe_client(client: &Client) -> ClientDescription {
    ClientDescription {
        id: client.id.clone(),
        secret: client.secret.clone(),
        name: client.name.clone(),
        purpose: client.purpose.clone(),
        callback_urls: client.callback_urls.clone(),
        sign_out_urls: client.sign_out_urls.clone(),
        scopes: client.scopes.clone(),
        explicit_auth_flows: client.explicit_auth_flows.clone(),
    }
}

fn describe_user(user: &User) -> UserDescription {
    UserDescription {
        name: user.name.clone(),
        password: user.password.clone(),
        purpose: user.purpose.clone(),
        totp_secret: user.totp_secret.clone(),
        new_password: user.new_password.clone(),
    }
}
