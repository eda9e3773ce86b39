//! What a provider can start from.

use crate::provider::ProviderKind;
use serde::Serialize;

/// One entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueEntry {
    /// Stable identifier, stored with the provider.
    pub id: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// The kind of provider it makes.
    pub kind: ProviderKind,
    /// Whether this version can sign in with it.
    pub testable: bool,
    /// The scopes it starts with. The AWS console ticks `email openid phone` by
    /// default and brokers' guides ask for `phone` too; a scope that is not ticked on
    /// the app client makes Cognito refuse the whole request.
    pub default_scopes: &'static [&'static str],
}

/// AWS Cognito through its hosted sign-in pages.
pub const AWS_COGNITO_OIDC: &str = "aws-cognito-oidc";
/// AWS Cognito through the user pool API.
pub const AWS_COGNITO_USER_STORE: &str = "aws-cognito-user-store";

/// The catalogue of this version.
pub const CATALOGUE: &[CatalogueEntry] = &[
    CatalogueEntry {
        id: AWS_COGNITO_OIDC,
        name: "AWS Cognito (OAuth/OpenID)",
        kind: ProviderKind::OauthOpenid,
        testable: true,
        default_scopes: &["openid", "email", "profile"],
    },
    CatalogueEntry {
        id: "generic-oidc",
        name: "OpenID Connect",
        kind: ProviderKind::OauthOpenid,
        testable: true,
        default_scopes: &["openid", "email", "profile"],
    },
    CatalogueEntry {
        id: "generic-oauth2",
        name: "OAuth Provider",
        kind: ProviderKind::OauthOpenid,
        testable: true,
        default_scopes: &[],
    },
    CatalogueEntry {
        id: AWS_COGNITO_USER_STORE,
        name: "AWS Cognito (API user store)",
        kind: ProviderKind::UserStore,
        testable: false,
        default_scopes: &[],
    },
];

/// Finds an entry by its identifier.
#[must_use]
pub fn find(id: &str) -> Option<&'static CatalogueEntry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}
