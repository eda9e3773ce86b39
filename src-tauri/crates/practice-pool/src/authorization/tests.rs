use super::{AuthorizationRequest, Prompt, Refusal};
use crate::parameters::{Parameters, encode};
use crate::settings::{Client, Grant, Settings};

const CLIENT: &str = "practiceconfidential000001";
const CALLBACK: &str = "https://broker.example.com/callback";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A good request with some parameters replaced; an empty value counts as missing.
fn check_in(
    settings: &Settings,
    changes: &[(&str, &str)],
) -> Result<AuthorizationRequest, Refusal> {
    let mut pairs = vec![
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s t"),
    ];
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    pairs.extend_from_slice(changes);
    AuthorizationRequest::check(settings, &Parameters::parse(encode(pairs).as_bytes()))
}

fn check(changes: &[(&str, &str)]) -> Result<AuthorizationRequest, Refusal> {
    check_in(&Settings::default(), changes)
}

fn location(changes: &[(&str, &str)]) -> String {
    check(changes).unwrap_err().location
}

fn with_client(change: impl FnOnce(&mut Client)) -> Settings {
    let mut settings = Settings::default();
    change(&mut settings.clients[0]);
    settings
}

#[test]
fn a_good_request_keeps_what_was_asked() {
    let request = check(&[
        ("nonce", "n"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ])
    .unwrap();
    assert_eq!(request.scopes, ["openid", "email"]);
    assert_eq!(request.state.as_deref(), Some("s t"));
    assert_eq!(request.nonce.as_deref(), Some("n"));
    assert_eq!(request.code_challenge.as_deref(), Some(CHALLENGE));
    assert_eq!(
        request.callback_with_code("c"),
        format!("{CALLBACK}?code=c&state=s+t")
    );
}

#[test]
fn no_scope_asks_for_all_of_the_clients() {
    let request = check(&[("scope", "")]).unwrap();
    assert_eq!(request.scopes, ["openid", "email", "profile"]);
}

#[test]
fn missing_parameters_name_no_client() {
    for missing in ["client_id", "redirect_uri"] {
        assert_eq!(
            location(&[(missing, "")]),
            "/error?error=Required+parameters+missing"
        );
    }
}

#[test]
fn an_unknown_client_or_provider_is_an_invalid_request_of_that_client() {
    assert_eq!(
        location(&[("client_id", "x y")]),
        "/error?error=invalid_request&client_id=x+y"
    );
    for provider in ["identity_provider", "idp_identifier"] {
        assert_eq!(
            location(&[(provider, "Okta")]),
            format!("/error?error=invalid_request&client_id={CLIENT}")
        );
    }
    assert!(check(&[("identity_provider", "COGNITO")]).is_ok());
}

#[test]
fn a_client_without_any_provider_is_an_invalid_request() {
    let settings = with_client(|client| client.identity_providers.clear());
    assert_eq!(
        check_in(&settings, &[]).unwrap_err().location,
        "/error?error=invalid_request"
    );
}

#[test]
fn a_callback_matches_character_by_character_only() {
    for near in [
        "https://broker.example.com/callback/",
        "https://broker.example.com/callback?",
        "https://broker.example.com/callback?x=1",
        "https://broker.example.com/callback#x",
        "https://broker.example.com:443/callback",
        "https://Broker.example.com/callback",
        "http://broker.example.com/callback",
        "https://broker.example.com/Callback",
        "https://broker.example.com/",
        "http://localhost:53683/callback",
        "http://127.0.0.1:53682/callback",
    ] {
        assert_eq!(
            location(&[("redirect_uri", near)]),
            format!("/error?error=redirect_mismatch&client_id={CLIENT}"),
            "{near}"
        );
    }
}

#[test]
fn a_client_without_callbacks_is_a_redirect_mismatch() {
    let settings = with_client(|client| {
        client.callback_urls.clear();
        client.grants.clear();
    });
    assert_eq!(
        check_in(&settings, &[]).unwrap_err().error,
        "redirect_mismatch"
    );
}

#[test]
fn a_scope_the_client_has_not_goes_back_as_invalid_scope() {
    for scope in [
        "openid phone",
        "openid offline_access",
        "openid,email",
        "email",
    ] {
        assert_eq!(
            location(&[("scope", scope)]),
            format!("{CALLBACK}?error=invalid_request&error_description=invalid_scope&state=s+t"),
            "{scope}"
        );
    }
}

#[test]
fn implicit_and_a_client_without_code_grant_are_unauthorized() {
    let expected =
        format!("{CALLBACK}?error_description=unauthorized_client&error=invalid_request&state=s+t");
    assert_eq!(location(&[("response_type", "token")]), expected);
    let settings = with_client(|client| client.grants = vec![Grant::RefreshToken]);
    assert_eq!(check_in(&settings, &[]).unwrap_err().location, expected);
}

#[test]
fn a_missing_response_type_and_wrong_pkce_are_an_invalid_request_alone() {
    let expected = format!("{CALLBACK}?error=invalid_request&state=s+t");
    for changes in [
        &[("response_type", "")][..],
        &[("response_type", "id_token")],
        &[("code_challenge", CHALLENGE)],
        &[("code_challenge_method", "S256")],
        &[
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "plain"),
        ],
        &[
            ("code_challenge", "short"),
            ("code_challenge_method", "S256"),
        ],
    ] {
        assert_eq!(location(changes), expected, "{changes:?}");
    }
}

#[test]
fn without_state_none_comes_back() {
    assert_eq!(
        location(&[("state", ""), ("response_type", "")]),
        format!("{CALLBACK}?error=invalid_request")
    );
}

#[test]
fn prompt_is_read_by_managed_login_and_ignored_by_the_classic_pages() {
    for (text, expected) in [
        ("none", Some(Prompt::None)),
        ("login", Some(Prompt::Login)),
        ("select_account consent", Some(Prompt::Login)),
        ("consent", None),
        ("LOGIN", None),
    ] {
        assert_eq!(
            check(&[("prompt", text)]).unwrap().prompt,
            expected,
            "{text}"
        );
    }
    let classic = Settings {
        managed_login_version: 1,
        ..Settings::default()
    };
    assert_eq!(
        check_in(&classic, &[("prompt", "none")]).unwrap().prompt,
        None
    );
}
