//! Input that no honest browser sends.

use reqwest::Method;

use crate::browser::{CONFIDENTIAL, Practice, authorize_path};

const HOSTILE: [&str; 6] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\r\nSet-Cookie: cognito=stolen",
    "\0\u{feff}\u{202e}",
    "%00%ff%zz",
    "🦀 ünïcode",
];

#[tokio::test]
async fn hostile_text_is_neither_run_nor_a_header() {
    let mut practice = Practice::start().await;
    for text in HOSTILE {
        for name in [
            "state",
            "nonce",
            "client_id",
            "redirect_uri",
            "scope",
            "lang",
            text,
        ] {
            let answer = practice.browser.authorize(&[(name, text)]).await;
            assert_eq!(answer.status, 302, "{name}: {text}");
            assert!(!answer.headers.contains_key("set-cookie"), "{name}: {text}");
            let location = answer.location().to_owned();
            assert!(location.is_ascii(), "{location}");
            if location.starts_with('/') {
                let page = practice.browser.get(&location).await;
                assert!(!page.body.contains("<script"), "{}", page.body);
                assert!(!page.body.contains("<img"), "{}", page.body);
            }
        }
        let answer = practice
            .browser
            .sign_in("alice", &[("state", text), ("prompt", "login")])
            .await;
        assert_eq!(answer.location_parameter("state").as_deref(), Some(text));
    }
}

#[tokio::test]
async fn hostile_settings_are_shown_as_text() {
    let mut practice = Practice::with(|settings| {
        settings.clients[0].purpose = HOSTILE[0].into();
        settings.users[0].purpose = HOSTILE[1].into();
        settings.users[0].password = HOSTILE[0].into();
    })
    .await;
    let page = practice.browser.get("/").await;
    assert!(!page.body.contains("<script"));
    assert!(!page.body.contains("<img"));
}

#[tokio::test]
async fn a_body_above_64_kib_is_refused() {
    let mut practice = Practice::start().await;
    let login = practice.browser.authorize(&[]).await;
    let login = login.location().to_owned();
    for path in [login.as_str(), "/oauth2/token", "/oauth2/revoke"] {
        for (length, too_large) in [(64 * 1024, false), (64 * 1024 + 1, true)] {
            let request = practice
                .browser
                .request(Method::POST, path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body("x".repeat(length));
            let answer = practice.browser.send(request).await;
            assert_eq!(
                answer.status == 413,
                too_large,
                "{path} with {length} bytes"
            );
        }
    }
}

#[tokio::test]
async fn bytes_that_are_not_text_are_answered() {
    let practice = Practice::start().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(4_096).collect();
    for path in [
        "/oauth2/token",
        "/oauth2/revoke",
        &authorize_path(&[]).replace("oauth2/authorize", "login"),
    ] {
        let request = practice
            .browser
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(bytes.clone());
        let answer = practice.stranger().send(request).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn cookies_that_nobody_issued_open_nothing() {
    let mut practice = Practice::start().await;
    for value in ["", "x", "00000000-0000-4000-8000-000000000000", "=;;="] {
        for name in ["cognito", "cognito-pending", "XSRF-TOKEN"] {
            practice.browser.cookies.insert(name.into(), value.into());
        }
        let answer = practice.browser.authorize(&[]).await;
        assert!(answer.location().starts_with("/login?"), "{value}");
        let page = practice.browser.get(answer.location()).await;
        assert_eq!(page.status, 200);
        let step = answer.location().replace("/login", "/mfa");
        assert_eq!(practice.browser.get(&step).await.status, 400);
    }
}

#[tokio::test]
async fn a_csrf_cookie_that_is_markup_stays_text() {
    let mut practice = Practice::start().await;
    let token = "\"><script>alert(1)</script>aaaaaaaaa";
    assert_eq!(token.len(), 36);
    practice
        .browser
        .cookies
        .insert("XSRF-TOKEN".into(), token.into());
    let login = practice
        .browser
        .authorize(&[("client_id", CONFIDENTIAL)])
        .await;
    let page = practice.browser.get(login.location()).await;
    assert!(!page.body.contains("<script"));
}
