use practice_pool::{Observed, UserState};
use reqwest::StatusCode;

use crate::browser::{CALLBACK, CONFIDENTIAL, Practice, UNSTYLED, authorize_path};

#[tokio::test]
async fn the_form_has_labels_and_needs_no_script() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let page = practice.browser.get(login.location()).await;
    for markup in [
        "<html lang=\"en\">",
        "<h1>Sign in</h1>",
        "Practice pool — for practice, not AWS",
        "<label for=\"username\">",
        "<label for=\"password\">",
        "autocomplete=\"username\"",
        "autocomplete=\"current-password\"",
        "method=\"post\"",
        "autofocus",
    ] {
        assert!(page.body.contains(markup), "{markup}");
    }
    assert!(!page.body.contains("<script"));
    assert_eq!(page.form_action(), login.location());
}

#[tokio::test]
async fn the_right_password_leads_to_the_callback_with_code_and_state() {
    let mut practice = Practice::start().await;
    let answer = practice.browser.sign_in("alice", &[]).await;
    assert!(answer.location().starts_with(&format!("{CALLBACK}?code=")));
    assert_eq!(
        answer.location_parameter("state").as_deref(),
        Some("the state")
    );
    let cookies: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    let session = cookies
        .iter()
        .find(|cookie| cookie.starts_with("cognito="))
        .unwrap();
    assert!(
        session.ends_with("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"),
        "{session}"
    );
}

#[tokio::test]
async fn user_names_have_no_case() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let fields = [("username", "ALICE"), ("password", "Practice-Alice-1")];
    let answer = practice.browser.fill(login.location(), &fields).await;
    assert!(answer.location_parameter("code").is_some());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_read_the_same() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    for username in ["alice", "nobody", "erin", "<b>\"x"] {
        let fields = [("username", username), ("password", "wrong")];
        let answer = practice.browser.fill(login.location(), &fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.alert(), "Incorrect username or password.");
        assert!(!answer.body.contains("<b>"));
    }
    assert!(!practice.browser.cookies.contains_key("cognito"));
    let observed = practice.pool.observed();
    assert!(observed.contains(&Observed::SignIn {
        client_id: CONFIDENTIAL.into(),
        username: "alice".into(),
        password_matched: false,
        accepted: false,
    }));
    assert!(!format!("{observed:?}").contains("wrong"));
}

#[tokio::test]
async fn the_user_name_is_kept_after_a_wrong_password() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let fields = [("username", "alice"), ("password", "wrong")];
    let answer = practice.browser.fill(login.location(), &fields).await;
    assert!(answer.body.contains("name=\"username\" value=\"alice\""));
    assert!(answer.body.contains("name=\"password\" value=\"\""));
}

#[tokio::test]
async fn users_who_may_not_sign_in_are_told_why() {
    let mut practice = Practice::with(|settings| {
        settings.users[0].state = UserState::Unconfirmed;
        settings.users[1].state = UserState::ResetRequired;
    })
    .await;
    for (user, message) in [
        ("alice", "User is not confirmed."),
        ("bob", "Password reset required for the user"),
        ("erin", "User is disabled."),
    ] {
        let answer = practice.browser.sign_in(user, &[]).await;
        assert_eq!(answer.alert(), message);
    }
}

#[tokio::test]
async fn cancel_goes_back_with_access_denied() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let page = practice.browser.get(login.location()).await;
    assert_eq!(
        page.cancel_link(),
        format!(
            "{CALLBACK}?error=access_denied&error_description=user_cancelled_authorize\
             &state=the+state"
        )
    );
}

#[tokio::test]
async fn the_login_page_checks_the_request_itself() {
    let mut practice = Practice::start().await;
    for (query, location) in [
        ("", "/error?error=Client+does+not+exist"),
        (
            "client_id=nosuchclient",
            "/error?error=Client+does+not+exist",
        ),
        (
            "client_id=practiceconfidential000001&redirect_uri=https://evil.example/",
            "/error?error=redirect_mismatch&client_id=practiceconfidential000001",
        ),
    ] {
        let answer = practice.browser.get(&format!("/login?{query}")).await;
        assert_eq!(answer.location(), location);
        let answer = practice.browser.post(&format!("/login?{query}"), &[]).await;
        assert_eq!(answer.location(), location);
    }
}

#[tokio::test]
async fn a_client_without_style_has_no_login_pages() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[("client_id", UNSTYLED)]).await;
    let page = practice.browser.get(login.location()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(
        page.alert(),
        "Login pages unavailable. Please contact an administrator."
    );
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let login = login.location();
    let page = practice.browser.get(login).await;
    let (csrf, action) = (page.csrf(), page.form_action());
    let person = [("username", "alice"), ("password", "Practice-Alice-1")];
    for token in ["", "0", &csrf.replace('-', "0")] {
        let mut fields = person.to_vec();
        fields.push(("_csrf", token));
        let answer = practice.browser.post(&action, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{token}");
    }
    let mut fields = person.to_vec();
    fields.push(("_csrf", &csrf));
    let answer = practice.stranger().post(&action, &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = practice.browser.post(&action, &fields).await;
    assert!(answer.location_parameter("code").is_some());
}

#[tokio::test]
async fn two_tabs_can_sign_in_side_by_side() {
    let mut practice = Practice::start().await;
    let path = authorize_path(&[]);
    let login = practice.browser.get(&path).await;
    let first = practice.browser.get(login.location()).await;
    practice.browser.get(login.location()).await;
    let csrf = first.csrf();
    let fields = [
        ("_csrf", csrf.as_str()),
        ("username", "alice"),
        ("password", "Practice-Alice-1"),
    ];
    let answer = practice.browser.post(&first.form_action(), &fields).await;
    assert!(answer.location_parameter("code").is_some());
}
