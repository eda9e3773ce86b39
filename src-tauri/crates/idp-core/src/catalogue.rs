//! What a provider can start from. An entry declares its fields, its defaults and its tests;
//! form, wizard and list read them here.

use crate::provider::{ClientAuthentication, ProviderKind};
use serde::Serialize;

/// How people sign in: the filter above the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueType {
    /// Redirect to the provider's own sign-in pages.
    OauthOpenid,
    /// User name and password are checked through an API.
    ApiUserStore,
}

/// How the addresses of the endpoints come into the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum EndpointLookup {
    /// From a user pool ID, a domain, an issuer or a discovery URL.
    Cognito,
    /// From an issuer or a discovery URL (OpenID Connect Discovery 1.0).
    Discovery,
    /// Typed one by one.
    Manual,
}

/// A test that can be run on a provider of this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ProviderTest {
    /// A real sign-in: in a window, or with user name and password.
    TestConnection,
}

/// One entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueEntry {
    /// Stable identifier, stored with the provider.
    pub id: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub description: &'static str,
    /// Other words that people search for, in lower case.
    pub aliases: &'static [&'static str],
    /// The filter it belongs to.
    pub catalogue_type: CatalogueType,
    /// The kind of provider it makes.
    pub kind: ProviderKind,
    /// How the endpoints are found.
    pub lookup: EndpointLookup,
    /// The fields of the provider file that its form has. Another one is shown only while it
    /// holds something or is wrong.
    pub fields: &'static [&'static str],
    /// The tests it can run.
    pub tests: &'static [ProviderTest],
    /// The scopes it starts with. The AWS console ticks `email openid phone` by
    /// default and brokers' guides ask for `phone` too; a scope that is not ticked on
    /// the app client makes Cognito refuse the whole request.
    pub default_scopes: &'static [&'static str],
    /// The client authentication it starts with.
    pub default_client_authentication: ClientAuthentication,
}

/// AWS Cognito through its hosted sign-in pages.
pub const AWS_COGNITO_OIDC: &str = "aws-cognito-oidc";
/// Any OpenID Connect provider with a discovery document.
pub const GENERIC_OIDC: &str = "generic-oidc";
/// Any OAuth 2.0 provider, its endpoints typed.
pub const GENERIC_OAUTH2: &str = "generic-oauth2";
/// AWS Cognito through the user pool API.
pub const AWS_COGNITO_USER_STORE: &str = "aws-cognito-user-store";

const OPENID_FIELDS: &[&str] = &[
    "displayName",
    "tags",
    "oauth.redirectUri",
    "oauth.issuer",
    "oauth.authorizationEndpoint",
    "oauth.tokenEndpoint",
    "oauth.userinfoEndpoint",
    "oauth.jwksUri",
    "oauth.logoutEndpoint",
    "oauth.clientId",
    "oauth.clientAuthentication",
    "clientSecret",
    "oauth.scopes",
    "oauth.loopbackRedirectUri",
    "oauth.signOutUri",
    "oauth.authorizationParameters",
    "oauth.trustedAudiences",
    "oauth.caFile",
    "oauth.allowHttpOnLoopback",
    "oauth.allowPrivateNetwork",
];

/// Without `openid` nothing is signed, so issuer, keys and audiences have no use.
const OAUTH_FIELDS: &[&str] = &[
    "displayName",
    "tags",
    "oauth.redirectUri",
    "oauth.authorizationEndpoint",
    "oauth.tokenEndpoint",
    "oauth.userinfoEndpoint",
    "oauth.logoutEndpoint",
    "oauth.clientId",
    "oauth.clientAuthentication",
    "clientSecret",
    "oauth.scopes",
    "oauth.loopbackRedirectUri",
    "oauth.signOutUri",
    "oauth.authorizationParameters",
    "oauth.caFile",
    "oauth.allowHttpOnLoopback",
    "oauth.allowPrivateNetwork",
];

const USER_STORE_FIELDS: &[&str] = &[
    "displayName",
    "tags",
    "userStore.region",
    "userStore.userPoolId",
    "userStore.clientId",
    "clientSecret",
    "userStore.authFlow",
    "userStore.identityPoolId",
    "userStore.endpointOverride",
];

/// The catalogue of this version.
pub const CATALOGUE: &[CatalogueEntry] = &[
    CatalogueEntry {
        id: AWS_COGNITO_OIDC,
        name: "AWS Cognito (OAuth/OpenID)",
        description: "People sign in on the pages of your user pool. Type the pool ID or its domain, and the endpoints are filled in.",
        aliases: &["amazon", "user pool", "hosted ui", "managed login", "oidc"],
        catalogue_type: CatalogueType::OauthOpenid,
        kind: ProviderKind::OauthOpenid,
        lookup: EndpointLookup::Cognito,
        fields: OPENID_FIELDS,
        tests: &[ProviderTest::TestConnection],
        default_scopes: &["openid", "email", "profile"],
        default_client_authentication: ClientAuthentication::ClientSecretBasic,
    },
    CatalogueEntry {
        id: AWS_COGNITO_USER_STORE,
        name: "AWS Cognito (API user store)",
        description: "People type user name and password at the broker, which asks the API of your user pool. No sign-in page, no single sign-on.",
        aliases: &["amazon", "user pool", "password", "srp", "identity pool"],
        catalogue_type: CatalogueType::ApiUserStore,
        kind: ProviderKind::UserStore,
        lookup: EndpointLookup::Manual,
        fields: USER_STORE_FIELDS,
        tests: &[ProviderTest::TestConnection],
        default_scopes: &[],
        default_client_authentication: ClientAuthentication::ClientSecretBasic,
    },
    CatalogueEntry {
        id: GENERIC_OIDC,
        name: "OpenID Connect",
        description: "Any provider with a discovery document: Keycloak, Okta, Microsoft Entra ID, Auth0, Google and others.",
        aliases: &[
            "oidc",
            "discovery",
            "keycloak",
            "okta",
            "entra",
            "azure",
            "auth0",
            "google",
            "ping",
            "adfs",
            "b2c",
            "onelogin",
            "sso",
        ],
        catalogue_type: CatalogueType::OauthOpenid,
        kind: ProviderKind::OauthOpenid,
        lookup: EndpointLookup::Discovery,
        fields: OPENID_FIELDS,
        tests: &[ProviderTest::TestConnection],
        default_scopes: &["openid", "email", "profile"],
        default_client_authentication: ClientAuthentication::ClientSecretBasic,
    },
    CatalogueEntry {
        id: GENERIC_OAUTH2,
        name: "OAuth Provider",
        description: "OAuth 2.0 without OpenID Connect, such as GitHub. You type the endpoints, and attributes come from userinfo alone.",
        aliases: &[
            "oauth2",
            "oauth 2.0",
            "github",
            "gitlab",
            "custom",
            "manual",
            "userinfo",
        ],
        catalogue_type: CatalogueType::OauthOpenid,
        kind: ProviderKind::OauthOpenid,
        lookup: EndpointLookup::Manual,
        fields: OAUTH_FIELDS,
        tests: &[ProviderTest::TestConnection],
        default_scopes: &[],
        default_client_authentication: ClientAuthentication::ClientSecretPost,
    },
];

/// Finds an entry by its identifier.
#[must_use]
pub fn find(id: &str) -> Option<&'static CatalogueEntry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// The entries that every word of a search text is found in: name, description or aliases.
/// An empty text finds all.
#[must_use]
pub fn search(text: &str) -> Vec<&'static CatalogueEntry> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    CATALOGUE
        .iter()
        .filter(|entry| {
            let has = |word: &String| {
                entry.name.to_lowercase().contains(word)
                    || entry.description.to_lowercase().contains(word)
                    || entry
                        .aliases
                        .iter()
                        .any(|alias| alias.contains(word.as_str()))
            };
            words.iter().all(has)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{AWS_COGNITO_OIDC, AWS_COGNITO_USER_STORE, CATALOGUE, GENERIC_OAUTH2, search};
    use std::collections::BTreeSet;

    fn found(text: &str) -> Vec<&str> {
        search(text).iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn a_search_finds_names_and_aliases_in_whatever_case_and_order() {
        let cognito = [AWS_COGNITO_OIDC, AWS_COGNITO_USER_STORE];
        assert_eq!(found("AWS Cognito"), cognito);
        assert_eq!(found("user POOL"), cognito);
        assert_eq!(found("pool amazon"), cognito);
        assert_eq!(found("github"), [GENERIC_OAUTH2]);
        assert_eq!(
            found(" "),
            CATALOGUE.iter().map(|e| e.id).collect::<Vec<_>>()
        );
        assert!(found("no such thing").is_empty());
    }

    #[test]
    fn identifiers_are_unique_and_aliases_in_lower_case() {
        let ids: BTreeSet<_> = CATALOGUE.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), CATALOGUE.len());
        for alias in CATALOGUE.iter().flat_map(|entry| entry.aliases) {
            assert_eq!(*alias, alias.to_lowercase());
        }
    }
}
