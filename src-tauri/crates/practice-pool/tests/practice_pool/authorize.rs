use practice_pool::{Grant, Observed};

use crate::browser::{CALLBACK, CONFIDENTIAL, Practice, UNSTYLED};

#[tokio::test]
async fn a_good_request_goes_to_the_login_page_with_all_its_parameters() {
    let mut practice = Practice::start().await;
    let answer = practice.browser.authorize(&[("lang", "de")]).await;
    assert!(
        answer.location().starts_with("/login?"),
        "{}",
        answer.location()
    );
    for (name, value) in [
        ("client_id", CONFIDENTIAL),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email profile"),
        ("state", "the state"),
        ("nonce", "the nonce"),
        ("lang", "de"),
    ] {
        assert_eq!(answer.location_parameter(name).as_deref(), Some(value));
    }
}

#[tokio::test]
async fn a_request_without_a_good_destination_goes_to_the_error_page() {
    let mut practice = Practice::start().await;
    for (changes, location) in [
        (
            &[("client_id", "nosuchclient")][..],
            "/error?error=invalid_request&client_id=nosuchclient",
        ),
        (
            &[("client_id", "")],
            "/error?error=Required+parameters+missing",
        ),
        (
            &[("redirect_uri", "https://broker.example.com/callback/")],
            "/error?error=redirect_mismatch&client_id=practiceconfidential000001",
        ),
        (
            &[("identity_provider", "Okta")],
            "/error?error=invalid_request&client_id=practiceconfidential000001",
        ),
    ] {
        let answer = practice.browser.authorize(changes).await;
        assert_eq!(answer.location(), location);
    }
}

#[tokio::test]
async fn each_other_refusal_goes_to_the_callback() {
    let mut practice = Practice::start().await;
    for (changes, location) in [
        (
            &[("scope", "openid email phone profile")][..],
            "https://broker.example.com/callback?error=invalid_request\
             &error_description=invalid_scope&state=the+state",
        ),
        (
            &[("response_type", "token")],
            "https://broker.example.com/callback?error_description=unauthorized_client\
             &error=invalid_request&state=the+state",
        ),
        (
            &[("response_type", "")],
            "https://broker.example.com/callback?error=invalid_request&state=the+state",
        ),
        (
            &[("code_challenge", "x"), ("code_challenge_method", "plain")],
            "https://broker.example.com/callback?error=invalid_request&state=the+state",
        ),
        (
            &[("prompt", "none")],
            "https://broker.example.com/callback?error=login_required&state=the+state",
        ),
    ] {
        let answer = practice.browser.authorize(changes).await;
        assert_eq!(answer.location(), location);
    }
}

#[tokio::test]
async fn a_client_without_code_grant_is_unauthorized() {
    let mut practice =
        Practice::with(|settings| settings.clients[0].grants = vec![Grant::RefreshToken]).await;
    let answer = practice.browser.authorize(&[]).await;
    assert_eq!(
        answer.location_parameter("error_description").as_deref(),
        Some("unauthorized_client")
    );
}

#[tokio::test]
async fn a_live_session_gives_a_code_at_once() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    for changes in [&[][..], &[("prompt", "none")]] {
        let answer = practice.browser.authorize(changes).await;
        assert!(answer.location().starts_with(CALLBACK), "{changes:?}");
        assert!(answer.location_parameter("code").is_some(), "{changes:?}");
        assert_eq!(
            answer.location_parameter("state").as_deref(),
            Some("the state")
        );
    }
}

#[tokio::test]
async fn prompt_login_and_max_age_ask_again_in_spite_of_a_session() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    practice.clock.advance(100);
    for (changes, form) in [
        (&[("prompt", "login")][..], true),
        (&[("max_age", "99")], true),
        (&[("max_age", "100")], false),
    ] {
        let answer = practice.browser.authorize(changes).await;
        assert_eq!(
            answer.location().starts_with("/login?"),
            form,
            "{changes:?}"
        );
    }
}

#[tokio::test]
async fn a_session_ends_after_an_hour_and_with_its_user() {
    let mut practice = Practice::start().await;
    practice.code("alice", &[]).await;
    practice.clock.advance(3_599);
    let answer = practice.browser.authorize(&[]).await;
    assert!(answer.location_parameter("code").is_some());
    practice.clock.advance(1);
    let answer = practice.browser.authorize(&[]).await;
    assert!(answer.location().starts_with("/login?"));

    practice.code("alice", &[]).await;
    practice.change(|settings| settings.users.clear()).await;
    let answer = practice.browser.authorize(&[]).await;
    assert!(answer.location().starts_with("/login?"));
}

#[tokio::test]
async fn the_classic_pages_ignore_prompt_and_need_no_style() {
    let mut practice = Practice::with(|settings| settings.managed_login_version = 1).await;
    let answer = practice
        .browser
        .authorize(&[("prompt", "none"), ("client_id", UNSTYLED)])
        .await;
    let login = practice.browser.get(answer.location()).await;
    assert_eq!(login.status, 200);
}

#[tokio::test]
async fn requests_are_observed_with_their_outcome() {
    let mut practice = Practice::start().await;
    practice.browser.authorize(&[]).await;
    practice
        .browser
        .authorize(&[("redirect_uri", "https://x.example/")])
        .await;
    practice.code("alice", &[]).await;
    let outcomes: Vec<Observed> = practice.pool.observed();
    let authorization = |outcome: &str| Observed::Authorization {
        client_id: CONFIDENTIAL.into(),
        outcome: outcome.into(),
    };
    assert_eq!(
        outcomes,
        [
            authorization("login"),
            authorization("redirect_mismatch"),
            authorization("login"),
            Observed::SignIn {
                client_id: CONFIDENTIAL.into(),
                username: "alice".into(),
                password_matched: true,
                accepted: true,
            },
        ]
    );
    assert_eq!(
        serde_json::to_value(&outcomes[3]).unwrap(),
        serde_json::json!({
            "event": "signIn", "clientId": CONFIDENTIAL, "username": "alice",
            "passwordMatched": true, "accepted": true,
        })
    );
    let shown = practice.browser.get("/requests").await;
    let shown: serde_json::Value = serde_json::from_str(&shown.body).unwrap();
    assert_eq!(shown, serde_json::to_value(&outcomes).unwrap());
}
