use practice_pool::{Observed, UserState};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::browser::{Answer, Practice};

fn assert_invalid_token(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.body);
    assert_eq!(
        answer.header("www-authenticate"),
        "error=\"invalid_token\", error_description=\"Access token is expired, disabled, or \
         deleted, or the user has globally signed out.\""
    );
    assert_eq!(answer.body, "");
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn attributes_come_as_strings_without_groups() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid email profile").await;
    let answer = practice
        .browser
        .userinfo(text(&tokens["access_token"]))
        .await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(
        answer.json(),
        json!({
            "sub": "a1b2c3d4-0000-4000-8000-000000000001",
            "email": "alice@example.com",
            "email_verified": "true",
            "name": "Alice Example",
            "given_name": "Alice",
            "family_name": "Example",
            "custom:department": "Engineering",
            "username": "alice",
        })
    );
    let expected = Observed::Userinfo {
        username: Some("alice".into()),
        outcome: "ok".into(),
    };
    assert_eq!(practice.pool.observed().pop(), Some(expected));
}

#[tokio::test]
async fn the_path_has_a_capital_i_and_takes_post() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("bob", "openid").await;
    let header = format!("Bearer {}", text(&tokens["access_token"]));
    for (method, path, status) in [
        (Method::POST, "/oauth2/userInfo", 200),
        (Method::GET, "/oauth2/userinfo", 404),
        (Method::GET, "/oauth2/UserInfo", 404),
    ] {
        let request = practice
            .browser
            .request(method, path)
            .header("authorization", &header);
        assert_eq!(
            practice.stranger().send(request).await.status,
            status,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_request_without_a_bearer_token_is_a_bad_request() {
    let practice = Practice::start().await;
    for header in [None, Some("Basic YTpi"), Some("Bearer")] {
        let mut request = practice.browser.request(Method::GET, "/oauth2/userInfo");
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        let answer = practice.stranger().send(request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.header("www-authenticate"),
            "error=\"invalid_request\", \
             error_description=\"Bad OAuth2 request at UserInfo Endpoint\""
        );
    }
}

#[tokio::test]
async fn other_tokens_are_invalid() {
    let mut practice = Practice::with(|settings| {
        settings.clients[0]
            .scopes
            .push("aws.cognito.signin.user.admin".into());
    })
    .await;
    let tokens = practice.tokens("alice", "openid").await;
    let access = text(&tokens["access_token"]);
    let mut tampered = access.to_owned();
    tampered.replace_range(40..41, if &access[40..41] == "A" { "B" } else { "A" });
    for token in [text(&tokens["id_token"]), &tampered, "x", "a.b.c"] {
        assert_invalid_token(&practice.browser.userinfo(token).await);
    }
    let mut stranger = Practice::start().await;
    let foreign = stranger.tokens("alice", "openid").await;
    let answer = practice
        .browser
        .userinfo(text(&foreign["access_token"]))
        .await;
    assert_invalid_token(&answer);

    practice.browser.cookies.clear();
    let no_openid = practice
        .tokens("alice", "aws.cognito.signin.user.admin")
        .await;
    let answer = practice
        .browser
        .userinfo(text(&no_openid["access_token"]))
        .await;
    assert_invalid_token(&answer);
}

#[tokio::test]
async fn a_token_ends_at_its_time_and_with_its_user() {
    let mut practice = Practice::start().await;
    let tokens = practice.tokens("alice", "openid").await;
    let token = text(&tokens["access_token"]);
    practice.clock.advance(3_599);
    assert_eq!(
        practice.browser.userinfo(token).await.status,
        StatusCode::OK
    );
    practice
        .change(|settings| settings.users[0].state = UserState::Disabled)
        .await;
    assert_invalid_token(&practice.browser.userinfo(token).await);
    practice
        .change(|settings| settings.users[0].state = UserState::Confirmed)
        .await;
    practice.clock.advance(1);
    assert_invalid_token(&practice.browser.userinfo(token).await);
}
