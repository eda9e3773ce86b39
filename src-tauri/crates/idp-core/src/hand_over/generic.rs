//! The settings under the names that the specifications give them.

use super::{HandOver, Values, choice, is_absent, optional, text};
use crate::provider::ClientAuthentication;

/// For whatever application.
pub(super) fn provider(values: &Values<'_>) -> HandOver {
    let issuer = values.oauth.issuer.as_deref();
    let discovery = issuer.map(|issuer| {
        format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        )
    });
    let mut fields = vec![
        optional("Issuer", issuer),
        optional("Discovery URL", discovery.as_deref()),
        text(
            "Authorization endpoint",
            &values.oauth.authorization_endpoint,
        ),
        text("Token endpoint", &values.oauth.token_endpoint),
        optional(
            "Userinfo endpoint",
            values.oauth.userinfo_endpoint.as_deref(),
        ),
        optional("JWKS URI", values.oauth.jwks_uri.as_deref()),
        optional("Logout endpoint", values.oauth.logout_endpoint.as_deref()),
        text("Client ID", &values.oauth.client_id),
    ];
    fields.extend(values.secret("Client secret"));
    fields.push(text(
        "Token endpoint authentication method",
        match values.oauth.client_authentication {
            ClientAuthentication::ClientSecretBasic => "client_secret_basic",
            ClientAuthentication::ClientSecretPost => "client_secret_post",
            ClientAuthentication::None => "none",
        },
    ));
    fields.push(text("Scope", &values.scopes()));
    fields.push(choice("Response type", "code"));
    fields.push(choice("PKCE code challenge method", "S256"));
    fields.push(
        text("Redirect URI", &values.oauth.redirect_uri)
            .note("The consumer's own callback URL, as it is registered at the provider."),
    );
    HandOver {
        consumer: "generic",
        name: "Other applications",
        location: "OAuth 2.0 and OpenID Connect settings, under their standard names",
        fields: fields
            .into_iter()
            .filter(|field| !is_absent(field))
            .collect(),
        notes: vec![],
    }
}
