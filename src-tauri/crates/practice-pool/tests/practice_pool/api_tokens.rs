//! Refreshing, revoking and signing out through the user pools API.

use practice_pool::AuthFlow;
use serde_json::json;

use crate::api::{STORE, assert_exception, tokens};
use crate::browser::{PUBLIC, Practice};

#[tokio::test]
async fn a_refresh_token_is_of_its_client_and_ends() {
    let mut practice = Practice::start().await;
    let first = practice.api_tokens("alice").await;
    let refresh = json!({ "REFRESH_TOKEN": first["RefreshToken"] });
    tokens(
        &practice
            .initiate("REFRESH_TOKEN_AUTH", refresh.clone())
            .await,
    );
    let invalid = "Invalid Refresh Token";
    let body =
        json!({ "ClientId": PUBLIC, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": refresh });
    let answer = practice.idp("InitiateAuth", body).await;
    assert_exception(&answer, "NotAuthorizedException", invalid);
    let revoke = json!({ "ClientId": STORE, "Token": first["RefreshToken"] });
    assert_eq!(
        practice.idp("RevokeToken", revoke.clone()).await.json(),
        json!({})
    );
    assert_eq!(practice.idp("RevokeToken", revoke).await.json(), json!({}));
    let answer = practice.initiate("REFRESH_TOKEN_AUTH", refresh).await;
    assert_exception(&answer, "NotAuthorizedException", invalid);
    let user = json!({ "AccessToken": first["AccessToken"] });
    let answer = practice.idp("GetUser", user).await;
    assert_exception(
        &answer,
        "NotAuthorizedException",
        "Access Token has been revoked",
    );
}

#[tokio::test]
async fn only_refresh_tokens_are_revoked_and_with_the_secret() {
    let mut practice = Practice::start().await;
    let first = practice.api_tokens("alice").await;
    let revoke = json!({ "ClientId": STORE, "Token": first["AccessToken"] });
    let answer = practice.idp("RevokeToken", revoke).await;
    assert_eq!(answer.json()["__type"], "UnsupportedTokenTypeException");
    let revoke = json!({ "ClientId": STORE, "Token": "x", "ClientSecret": "x" });
    let answer = practice.idp("RevokeToken", revoke).await;
    assert_eq!(answer.json()["__type"], "UnauthorizedException");
}

#[tokio::test]
async fn a_rotated_refresh_token_serves_once() {
    let mut practice = Practice::with(|settings| {
        let client = &mut settings.clients[3];
        client.explicit_auth_flows = vec![AuthFlow::UserPassword];
        client.refresh_token_rotation = true;
    })
    .await;
    let first = practice.api_tokens("alice").await;
    let body = json!({ "ClientId": STORE, "RefreshToken": first["RefreshToken"] });
    let second = tokens(
        &practice
            .idp("GetTokensFromRefreshToken", body.clone())
            .await,
    );
    assert_ne!(second["RefreshToken"], first["RefreshToken"]);
    let answer = practice.idp("GetTokensFromRefreshToken", body).await;
    assert_eq!(answer.json()["__type"], "RefreshTokenReuseException");
    let body = json!({ "ClientId": STORE, "RefreshToken": second["RefreshToken"] });
    tokens(&practice.idp("GetTokensFromRefreshToken", body).await);
}

#[tokio::test]
async fn a_global_sign_out_ends_every_token_of_the_user() {
    let mut practice = Practice::start().await;
    let first = practice.api_tokens("alice").await;
    let second = practice.api_tokens("alice").await;
    let other = practice.api_tokens("bob").await;
    let out = json!({ "AccessToken": first["AccessToken"] });
    assert_eq!(practice.idp("GlobalSignOut", out).await.json(), json!({}));
    let user = json!({ "AccessToken": second["AccessToken"] });
    let answer = practice.idp("GetUser", user).await;
    assert_exception(
        &answer,
        "NotAuthorizedException",
        "Access Token has been revoked",
    );
    let user = json!({ "AccessToken": other["AccessToken"] });
    assert_eq!(
        practice.idp("GetUser", user).await.json()["Username"],
        "bob"
    );
}
