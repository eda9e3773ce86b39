//! What some users have to do after the password.

use practice_pool::{Observed, UserState, totp_code};
use reqwest::StatusCode;

use crate::browser::{PUBLIC, Practice, START};

const DAVE_SECRET: &str = "PRACT2CEPOOLDAVETOTPSECRETAAAAAA";

#[tokio::test]
async fn a_temporary_password_is_replaced_and_the_sign_in_goes_on() {
    let mut practice = Practice::start().await;
    let step = practice.browser.sign_in("carol", &[]).await;
    assert!(step.location().starts_with("/changePassword?"));
    for (new, again, message) in [
        ("Practice-Carol-2", "other", "Passwords do not match."),
        (
            "short",
            "short",
            "Password did not conform with policy: Password not long enough",
        ),
    ] {
        let fields = [("new_password", new), ("confirm_password", again)];
        let answer = practice.browser.fill(step.location(), &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.alert(), message);
    }
    let fields = [
        ("new_password", "Practice-Carol-2"),
        ("confirm_password", "Practice-Carol-2"),
    ];
    let answer = practice.browser.fill(step.location(), &fields).await;
    assert_eq!(
        answer.location_parameter("state").as_deref(),
        Some("the state")
    );
    let code = answer.location_parameter("code").unwrap();
    assert_eq!(practice.redeem(&code, &[]).await.status, StatusCode::OK);

    let carol = &practice.pool.settings().users[2];
    assert_eq!(carol.state, UserState::Confirmed);
    assert_eq!(carol.password, "Practice-Carol-2");
    assert_eq!(carol.new_password, None);
}

#[tokio::test]
async fn the_new_password_is_the_one_that_works_afterwards() {
    let mut practice = Practice::start().await;
    let step = practice.browser.sign_in("carol", &[]).await;
    let fields = [
        ("new_password", "Practice-Carol-2"),
        ("confirm_password", "Practice-Carol-2"),
    ];
    practice.browser.fill(step.location(), &fields).await;
    let mut stranger = practice.stranger();
    let old = stranger.sign_in("carol", &[]).await;
    assert_eq!(old.alert(), "Incorrect username or password.");
    let login = stranger.authorize(&[]).await;
    let fields = [("username", "carol"), ("password", "Practice-Carol-2")];
    let new = stranger.fill(login.location(), &fields).await;
    assert!(new.location_parameter("code").is_some());
}

#[tokio::test]
async fn a_software_token_asks_for_a_code() {
    let mut practice = Practice::start().await;
    let step = practice.browser.sign_in("dave", &[]).await;
    assert!(step.location().starts_with("/mfa?"));
    assert!(!practice.browser.cookies.contains_key("cognito"));
    let old = totp_code(DAVE_SECRET, START - 300).unwrap();
    for wrong in ["", "abcdef", &old] {
        let answer = practice
            .browser
            .fill(step.location(), &[("code", wrong)])
            .await;
        assert_eq!(answer.alert(), "Invalid code received for user.");
    }
    let code = totp_code(DAVE_SECRET, START - 30).unwrap();
    let answer = practice
        .browser
        .fill(step.location(), &[("code", &code)])
        .await;
    assert!(answer.location_parameter("code").is_some());
    assert!(practice.browser.cookies.contains_key("cognito"));
    assert!(!practice.browser.cookies.contains_key("cognito-pending"));
    let last = practice.pool.observed().pop();
    let expected = Observed::Mfa {
        username: "dave".into(),
        accepted: true,
    };
    assert_eq!(last, Some(expected));
}

#[tokio::test]
async fn a_new_password_and_a_code_can_both_be_asked_for() {
    let mut practice =
        Practice::with(|settings| settings.users[3].state = UserState::ForceChangePassword).await;
    let step = practice.browser.sign_in("dave", &[]).await;
    let fields = [
        ("new_password", "Practice-Dave-2"),
        ("confirm_password", "Practice-Dave-2"),
    ];
    let step = practice.browser.fill(step.location(), &fields).await;
    assert!(step.location().starts_with("/mfa?"));
    let code = totp_code(DAVE_SECRET, START).unwrap();
    let answer = practice
        .browser
        .fill(step.location(), &[("code", &code)])
        .await;
    assert!(answer.location_parameter("code").is_some());
}

#[tokio::test]
async fn a_step_without_the_password_before_it_is_refused() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let login = login.location().to_owned();
    for step in ["/mfa", "/changePassword"] {
        let page = practice.browser.get(&login.replace("/login", step)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert_eq!(page.alert(), "Something went wrong");
    }
    let step = practice.browser.sign_in("dave", &[]).await;
    let other_step = step.location().replace("/mfa", "/changePassword");
    let other_client = step
        .location()
        .replace("practiceconfidential000001", PUBLIC);
    for path in [other_step, other_client] {
        assert_eq!(
            practice.browser.get(&path).await.alert(),
            "Something went wrong"
        );
    }
    let stranger = practice.stranger().get(step.location()).await;
    assert_eq!(stranger.alert(), "Something went wrong");
}

#[tokio::test]
async fn a_sign_in_that_takes_five_minutes_is_given_up() {
    let mut practice = Practice::start().await;
    let step = practice.browser.sign_in("dave", &[]).await;
    practice.clock.advance(299);
    assert_eq!(
        practice.browser.get(step.location()).await.status,
        StatusCode::OK
    );
    practice.clock.advance(1);
    let page = practice.browser.get(step.location()).await;
    assert_eq!(page.alert(), "Something went wrong");
}
