use practice_pool::Observed;
use reqwest::StatusCode;

use crate::browser::{CALLBACK, CONFIDENTIAL, Practice, encode};

const SIGNED_OUT: &str = "https://broker.example.com/signed-out";
const NO_REDIRECT: &str =
    "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present";

#[tokio::test]
async fn a_registered_sign_out_url_ends_the_session() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    let session = practice.browser.cookies["cognito"].clone();
    let query = encode(&[("client_id", CONFIDENTIAL), ("logout_uri", SIGNED_OUT)]);
    let answer = practice.browser.get(&format!("/logout?{query}")).await;
    assert_eq!(answer.location(), SIGNED_OUT);
    assert!(!practice.browser.cookies.contains_key("cognito"));
    // Not only the cookie is gone.
    practice.browser.cookies.insert("cognito".into(), session);
    let answer = practice.browser.authorize(&[]).await;
    assert!(answer.location().starts_with("/login?"));
    assert!(practice.pool.observed().contains(&Observed::Logout {
        client_id: CONFIDENTIAL.into(),
        outcome: "signed_out".into(),
    }));
}

#[tokio::test]
async fn redirect_uri_and_response_type_sign_out_and_in_again() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    let query = encode(&[
        ("client_id", CONFIDENTIAL),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
    ]);
    let answer = practice.browser.get(&format!("/logout?{query}")).await;
    assert_eq!(answer.location(), format!("/oauth2/authorize?{query}"));
    let answer = practice.browser.get(answer.location()).await;
    assert!(answer.location().starts_with("/login?"));
}

#[tokio::test]
async fn each_mistake_has_cognitos_misleading_text() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    for (query, location) in [
        (
            encode(&[("logout_uri", SIGNED_OUT)]),
            "/error?error=Required+String+parameter+%27client_id%27+is+not+present",
        ),
        (encode(&[("client_id", CONFIDENTIAL)]), NO_REDIRECT),
        (
            encode(&[
                ("client_id", CONFIDENTIAL),
                ("logout_uri", "https://broker.example.com/signed-out/"),
            ]),
            NO_REDIRECT,
        ),
        (
            encode(&[
                ("client_id", CONFIDENTIAL),
                ("post_logout_redirect_uri", SIGNED_OUT),
                ("id_token_hint", "x"),
            ]),
            NO_REDIRECT,
        ),
        (
            encode(&[("client_id", CONFIDENTIAL), ("redirect_uri", CALLBACK)]),
            NO_REDIRECT,
        ),
    ] {
        let answer = practice.browser.get(&format!("/logout?{query}")).await;
        assert_eq!(answer.location(), location);
    }
    assert!(practice.browser.cookies.contains_key("cognito"));
}

#[tokio::test]
async fn logout_wins_over_redirect_and_is_not_under_oauth2() {
    let mut practice = Practice::start().await;
    let query = encode(&[
        ("client_id", CONFIDENTIAL),
        ("logout_uri", SIGNED_OUT),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
    ]);
    let answer = practice.browser.get(&format!("/logout?{query}")).await;
    assert_eq!(answer.location(), SIGNED_OUT);
    let wrong_path = practice
        .browser
        .get(&format!("/oauth2/logout?{query}"))
        .await;
    assert_eq!(wrong_path.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_error_page_names_no_setting() {
    let mut practice = Practice::start().await;
    let page = practice
        .browser
        .get("/error?error=redirect_mismatch&client_id=%3Cscript%3E")
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        page.alert(),
        "An error was encountered with the requested page."
    );
    assert!(!page.body.contains("redirect_mismatch"));
    assert!(page.body.contains("for practice, not AWS"));
}
