//! The authorization request: code flow with PKCE S256, state and nonce, always.

use idp_core::provider::OauthSettings;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use url::Url;

/// One authorization request. State, nonce and verifier serve once.
#[derive(Debug)]
pub struct AuthorizationRequest {
    /// Where the sign-in starts.
    pub url: Url,
    /// RFC 6749 section 10.12; 256 random bits.
    pub state: String,
    /// OpenID Connect Core 3.1.2.1; 256 random bits.
    pub nonce: String,
    /// RFC 7636; the exchange consumes it.
    pub code_verifier: PkceCodeVerifier,
}

/// Prepares a request with fresh random values. Parameters that the endpoint's own
/// query holds are kept, but none is sent twice (RFC 6749 section 3.1).
#[must_use]
pub fn authorization_request(settings: &OauthSettings) -> AuthorizationRequest {
    let (challenge, code_verifier) = PkceCodeChallenge::new_random_sha256();
    let state = CsrfToken::new_random_len(32).into_secret();
    let nonce = CsrfToken::new_random_len(32).into_secret();
    let mut ours: Vec<(&str, &str)> = vec![
        ("response_type", "code"),
        ("client_id", &settings.client_id),
        ("redirect_uri", settings.redirect_uri.as_str()),
        ("state", &state),
        ("nonce", &nonce),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let scope = settings.scopes.join(" ");
    if !scope.is_empty() {
        ours.push(("scope", &scope));
    }
    for (name, value) in &settings.authorization_parameters {
        ours.push((name, value));
    }
    let mut url = settings.authorization_endpoint.clone();
    let foreign: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| ours.iter().all(|(our, _)| our != name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(foreign)
        .extend_pairs(&ours);
    AuthorizationRequest {
        url,
        state,
        nonce,
        code_verifier,
    }
}
