use practice_pool::{ClientAuthentication, Observed};
use serde_json::{Value, json};

use crate::browser::{Answer, CONFIDENTIAL, PUBLIC, Practice, SECRET, changed};

async fn revoke(practice: &Practice, token: &Value, changes: &[(&str, &str)]) -> Answer {
    let fields = [
        ("client_id", CONFIDENTIAL),
        ("client_secret", SECRET),
        ("token", token.as_str().unwrap()),
    ];
    let fields = changed(&fields, changes);
    practice.browser.api("/oauth2/revoke", &fields, None).await
}

#[tokio::test]
async fn a_revoked_refresh_token_ends_with_its_access_tokens() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    practice.browser.cookies.clear();
    let others = practice.tokens("alice", "openid").await;
    let answer = revoke(&practice, &tokens["refresh_token"], &[]).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    for (tokens, status) in [(&tokens, 401), (&others, 200)] {
        let access_token = tokens["access_token"].as_str().unwrap();
        assert_eq!(practice.browser.userinfo(access_token).await.status, status);
    }
    let refresh = [
        ("grant_type", "refresh_token"),
        ("client_id", CONFIDENTIAL),
        ("client_secret", SECRET),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    let answer = practice.browser.token(&refresh).await;
    assert_eq!(answer.json(), json!({ "error": "invalid_grant" }));
}

#[tokio::test]
async fn a_token_that_is_revoked_unknown_or_anothers_is_answered_with_200() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let public = [("client_id", PUBLIC), ("client_secret", "")];
    for (token, changes) in [
        (&tokens["refresh_token"], &public[..]),
        (&json!("unknown"), &[]),
        (&tokens["refresh_token"], &[]),
        (&tokens["refresh_token"], &[]),
    ] {
        let answer = revoke(&practice, token, changes).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""));
    }
}

#[tokio::test]
async fn another_client_cannot_revoke() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let public = [("client_id", PUBLIC), ("client_secret", "")];
    revoke(&practice, &tokens["refresh_token"], &public).await;
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(practice.browser.userinfo(access_token).await.status, 200);
}

#[tokio::test]
async fn each_refusal_has_its_status_and_error() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let [access, id] = ["access_token", "id_token"].map(|name| tokens[name].as_str().unwrap());
    let no_client = [("client_id", ""), ("client_secret", "")];
    for (changes, status, error) in [
        (&[("token", access)][..], 400, "unsupported_token_type"),
        (&[("token", id)], 400, "unsupported_token_type"),
        (&[("client_secret", "wrong")], 401, "invalid_client"),
        (&[("client_secret", "")], 401, "invalid_client"),
        (&[("client_id", "nosuchclient")], 401, "invalid_client"),
        (&[("token", "")], 400, "invalid_request"),
        (&no_client, 400, "invalid_request"),
    ] {
        let answer = revoke(&practice, &tokens["refresh_token"], changes).await;
        assert_eq!(answer.status, status, "{changes:?}");
        assert_eq!(answer.json(), json!({ "error": error }), "{changes:?}");
    }
}

#[tokio::test]
async fn a_revocation_is_observed_with_its_outcome() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    revoke(&practice, &tokens["access_token"], &[]).await;
    let expected = Observed::Revoke {
        client_id: CONFIDENTIAL.into(),
        client_authentication: ClientAuthentication::ClientSecretPost,
        outcome: "unsupported_token_type".into(),
    };
    assert_eq!(practice.pool.observed().pop(), Some(expected));
}
