use practice_pool::{ClientAuthentication, Grant, Observed, UserState};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::browser::{
    Answer, CALLBACK, CHALLENGE, CONFIDENTIAL, PUBLIC, Practice, SECRET, START, UNSTYLED, VERIFIER,
    verified,
};

const JWKS: &str = "/local-practice-1_Pract1ce0/.well-known/jwks.json";

fn assert_refused(answer: &Answer, body: &Value) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert_eq!(&answer.json(), body);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn a_code_becomes_tokens_signed_by_different_published_keys() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid email profile").await;
    assert_eq!(tokens["expires_in"], 3_600);
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(
        tokens["refresh_token"]
            .as_str()
            .is_some_and(|token| token.len() > 100)
    );
    let (id_kid, id) = verified(&mut practice.browser, JWKS, &tokens["id_token"]).await;
    let (access_kid, access) = verified(&mut practice.browser, JWKS, &tokens["access_token"]).await;
    assert_ne!(id_kid, access_kid);
    assert_eq!(id["iss"], practice.pool.description().issuer);
    assert_eq!(id["aud"], CONFIDENTIAL);
    assert_eq!(id["nonce"], "the nonce");
    assert_eq!(id["iat"], START);
    assert_eq!(id["exp"], START + 3_600);
    assert_eq!(id["email_verified"], true);
    assert_eq!(id["cognito:groups"], json!(["admins", "engineering"]));
    assert_eq!(id["custom:department"], "Engineering");
    assert!(id.get("phone_number").is_none());
    assert_eq!(access["token_use"], "access");
    assert_eq!(access["scope"], "openid email profile");
    assert!(access.get("aud").is_none());
    for shared in ["sub", "origin_jti", "event_id", "auth_time", "iss"] {
        assert_eq!(id[shared], access[shared], "{shared}");
    }
}

#[tokio::test]
async fn the_secret_works_in_the_header_too_and_the_method_is_observed() {
    let mut practice = Practice::start().await;
    let code = practice.code("alice", &[]).await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
    ];
    let basic = Some((CONFIDENTIAL, SECRET));
    let answer = practice.browser.api("/oauth2/token", &fields, basic).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let expected = Observed::Token {
        grant_type: "authorization_code".into(),
        client_id: CONFIDENTIAL.into(),
        client_authentication: ClientAuthentication::ClientSecretBasic,
        outcome: "ok".into(),
    };
    assert_eq!(practice.pool.observed().pop(), Some(expected));
}

#[tokio::test]
async fn a_public_client_redeems_with_pkce_and_no_secret() {
    let mut practice = Practice::start().await;
    let request = [
        ("client_id", PUBLIC),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let public = [("client_id", PUBLIC), ("client_secret", "")];
    let invalid_grant = json!({ "error": "invalid_grant" });
    for wrong in [&[][..], &[("code_verifier", "wrong")]] {
        let code = practice.code("alice", &changed_prompt(&request)).await;
        let answer = practice.redeem(&code, &[&public[..], wrong].concat()).await;
        assert_refused(&answer, &invalid_grant);
    }
    let code = practice.code("alice", &changed_prompt(&request)).await;
    let right = [&public[..], &[("code_verifier", VERIFIER)]].concat();
    assert_eq!(practice.redeem(&code, &right).await.status, StatusCode::OK);
}

/// The request with the form asked for, session or not.
fn changed_prompt<'a>(request: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [request, &[("prompt", "login")]].concat()
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_refused() {
    let mut practice = Practice::start().await;
    let code = practice.code("alice", &[]).await;
    let answer = practice.redeem(&code, &[("code_verifier", VERIFIER)]).await;
    assert_refused(&answer, &json!({ "error": "invalid_grant" }));
}

#[tokio::test]
async fn a_code_works_once() {
    let mut practice = Practice::start().await;
    let code = practice.code("alice", &[]).await;
    assert_eq!(practice.redeem(&code, &[]).await.status, StatusCode::OK);
    let again = practice.redeem(&code, &[]).await;
    assert_refused(&again, &json!({ "error": "invalid_grant" }));
}

#[tokio::test]
async fn a_code_works_for_five_minutes() {
    let mut practice = Practice::start().await;
    for (age, status) in [(299, StatusCode::OK), (300, StatusCode::BAD_REQUEST)] {
        let code = practice.code("alice", &[("prompt", "login")]).await;
        practice.clock.advance(age);
        assert_eq!(practice.redeem(&code, &[]).await.status, status, "{age}");
    }
}

#[tokio::test]
async fn a_code_belongs_to_its_client_and_its_redirect_uri() {
    let mut practice = Practice::start().await;
    let code = practice.code("alice", &[]).await;
    let other = [("client_id", PUBLIC), ("client_secret", "")];
    let answer = practice.redeem(&code, &other).await;
    assert_refused(&answer, &json!({ "error": "invalid_grant" }));

    let code = practice.code("alice", &[("prompt", "login")]).await;
    let elsewhere = [("redirect_uri", "http://localhost:53682/callback")];
    let answer = practice.redeem(&code, &elsewhere).await;
    let body = json!({ "error": "unauthorized_client", "error_description": "invalid_redirect" });
    assert_refused(&answer, &body);
}

#[tokio::test]
async fn the_probes_with_a_bogus_code_tell_clients_apart() {
    let practice = Practice::start().await;
    let wrong_secret =
        json!({ "error": "invalid_client", "error_description": "invalid_client_secret" });
    let invalid_grant = json!({ "error": "invalid_grant" });
    for (changes, body) in [
        (&[("client_secret", "")][..], &wrong_secret),
        (&[("client_secret", "wrong")], &wrong_secret),
        (&[("client_id", UNSTYLED)], &wrong_secret),
        (&[], &invalid_grant),
        (
            &[("client_id", PUBLIC), ("client_secret", "")],
            &invalid_grant,
        ),
        (&[("client_id", PUBLIC)], &wrong_secret),
        (
            &[("client_id", "nosuchclient")],
            &json!({ "error": "invalid_client" }),
        ),
        (&[("grant_type", "client_credentials")], &invalid_grant),
        (
            &[("grant_type", "password")],
            &json!({ "error": "unsupported_grant_type" }),
        ),
        (
            &[("grant_type", "")],
            &json!({ "error": "invalid_request" }),
        ),
        (
            &[("client_id", ""), ("client_secret", "")],
            &json!({ "error": "invalid_request" }),
        ),
        (
            &[("redirect_uri", "")],
            &json!({ "error": "invalid_request" }),
        ),
    ] {
        assert_refused(&practice.redeem("bogus", changes).await, body);
    }
    let no_code = practice.redeem("", &[]).await;
    assert_refused(&no_code, &json!({ "error": "invalid_request" }));
}

#[tokio::test]
async fn a_broken_or_doubled_authentication_is_refused() {
    let practice = Practice::start().await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", "bogus"),
        ("redirect_uri", CALLBACK),
    ];
    let api = "/oauth2/token";
    let basic = Some((CONFIDENTIAL, SECRET));
    let doubled = [&fields[..], &[("client_secret", SECRET)]].concat();
    let other = [&fields[..], &[("client_id", PUBLIC)]].concat();
    let same = [&fields[..], &[("client_id", CONFIDENTIAL)]].concat();
    for (fields, basic, error) in [
        (
            &fields[..],
            Some((CONFIDENTIAL, "with\nnewline")),
            "invalid_client",
        ),
        (&doubled, basic, "invalid_request"),
        (&other, basic, "invalid_request"),
        (&same, basic, "invalid_grant"),
    ] {
        let answer = practice.browser.api(api, fields, basic).await;
        assert_eq!(answer.json()["error"], error);
    }
    for header in ["Basic !!!", "Basic", "Bearer x", "Basic YWJj"] {
        let request = practice
            .browser
            .request(reqwest::Method::POST, api)
            .header("authorization", header)
            .header("content-type", "application/x-www-form-urlencoded")
            .body("grant_type=authorization_code&code=x&redirect_uri=y");
        let answer = practice.stranger().send(request).await;
        assert_refused(&answer, &json!({ "error": "invalid_client" }));
    }
}

#[tokio::test]
async fn only_a_form_body_with_each_parameter_once_is_read() {
    let practice = Practice::start().await;
    let invalid_request = json!({ "error": "invalid_request" });
    let json_body = practice
        .browser
        .request(reqwest::Method::POST, "/oauth2/token")
        .header("content-type", "application/json")
        .body("{\"grant_type\":\"authorization_code\"}");
    assert_refused(&practice.stranger().send(json_body).await, &invalid_request);
    let in_query = practice
        .browser
        .api("/oauth2/token?grant_type=authorization_code", &[], None)
        .await;
    assert_refused(&in_query, &invalid_request);
    let twice = [
        ("grant_type", "refresh_token"),
        ("grant_type", "refresh_token"),
    ];
    assert_refused(&practice.browser.token(&twice).await, &invalid_request);
    assert_eq!(practice.pool.observed().len(), 3);
}

#[tokio::test]
async fn without_openid_there_is_no_id_token() {
    let mut practice = Practice::with(|settings| {
        settings.clients[0]
            .scopes
            .push("aws.cognito.signin.user.admin".into());
    })
    .await;
    let tokens = practice
        .tokens("alice", "aws.cognito.signin.user.admin")
        .await;
    assert!(tokens.get("id_token").is_none());
    assert!(tokens["access_token"].is_string());
}

fn refresh(token: &Value) -> [(&str, &str); 4] {
    [
        ("grant_type", "refresh_token"),
        ("client_id", CONFIDENTIAL),
        ("client_secret", SECRET),
        ("refresh_token", token.as_str().unwrap()),
    ]
}

#[tokio::test]
async fn a_refresh_gives_new_tokens_of_the_same_sign_in_and_no_refresh_token() {
    let mut practice = Practice::start().await;
    let first = practice.tokens("alice", "openid email").await;
    practice.clock.advance(1_000);
    let answer = practice
        .browser
        .token(&refresh(&first["refresh_token"]))
        .await;
    let second = answer.json();
    assert!(second.get("refresh_token").is_none());
    let (_, old) = verified(&mut practice.browser, JWKS, &first["id_token"]).await;
    let (_, new) = verified(&mut practice.browser, JWKS, &second["id_token"]).await;
    for same in ["sub", "auth_time", "origin_jti", "email"] {
        assert_eq!(new[same], old[same], "{same}");
    }
    assert_eq!(new["iat"], START + 1_000);
    assert_ne!(new["jti"], old["jti"]);
    assert!(new.get("nonce").is_none());
}

#[tokio::test]
async fn a_refresh_token_belongs_to_its_client_ends_and_follows_its_user() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let invalid_grant = json!({ "error": "invalid_grant" });
    let fields = refresh(&tokens["refresh_token"]);
    let mut other = fields.to_vec();
    other[1] = ("client_id", PUBLIC);
    other.remove(2);
    assert_refused(&practice.browser.token(&other).await, &invalid_grant);
    let missing = &fields[..3];
    let answer = practice.browser.token(missing).await;
    assert_refused(&answer, &json!({ "error": "invalid_request" }));

    practice
        .change(|settings| settings.users[0].state = UserState::Disabled)
        .await;
    assert_refused(&practice.browser.token(&fields).await, &invalid_grant);
    practice
        .change(|settings| settings.users[0].state = UserState::Confirmed)
        .await;
    practice.clock.advance(30 * 86_400 - 1);
    assert_eq!(practice.browser.token(&fields).await.status, StatusCode::OK);
    practice.clock.advance(1);
    assert_refused(&practice.browser.token(&fields).await, &invalid_grant);
}

#[tokio::test]
async fn a_grant_that_was_switched_off_is_unauthorized() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let unauthorized = json!({ "error": "unauthorized_client" });
    practice
        .change(|settings| settings.clients[0].grants = vec![Grant::AuthorizationCode])
        .await;
    let answer = practice
        .browser
        .token(&refresh(&tokens["refresh_token"]))
        .await;
    assert_refused(&answer, &unauthorized);
    practice
        .change(|settings| settings.clients[0].grants.clear())
        .await;
    assert_refused(&practice.redeem("bogus", &[]).await, &unauthorized);
}

#[tokio::test]
async fn lifetimes_are_the_clients() {
    let mut practice = Practice::with(|settings| {
        settings.clients[0].token_lifetimes.access_token = 300;
        settings.clients[0].token_lifetimes.id_token = 600;
    })
    .await;
    let tokens = practice.tokens("alice", "openid").await;
    assert_eq!(tokens["expires_in"], 300);
    let (_, id) = verified(&mut practice.browser, JWKS, &tokens["id_token"]).await;
    assert_eq!(id["exp"], START + 600);
}
