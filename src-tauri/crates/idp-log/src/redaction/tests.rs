use super::{ADDRESS, SHAPES, holds_secret, redact};
use crate::mask;
use idp_core::secret::Secret;

#[test]
fn every_shape_is_a_valid_pattern() {
    assert_eq!(SHAPES.len(), 8);
    assert!(ADDRESS.is_match("alice@example.com"));
}

#[test]
fn secrets_are_cut_by_their_shape() {
    let lines = [
        "got eyJhbGciOiJSUzI1NiJ9.NEEDLE0eyJzdWIi.NEEDLE-sig",
        "Authorization: Basic TkVFRExFOk5FRURMRQNEEDLE==",
        r#"headers {"authorization": "Bearer NEEDLE", "x": 1}"#,
        "set-cookie: cognito=NEEDLE; Path=/",
        "sent bearer NEEDLE-12345",
        "https://broker.example.com/callback?code=NEEDLE&state=NEEDLE",
        "https://u:NEEDLE@host.example/path",
        "/cb?x=1&login_hint=NEEDLE#id_token=NEEDLE",
        "client_secret=NEEDLE",
        r#"{"password":"NEEDLE NEEDLE"}"#,
        "passphrase: NEEDLE",
        "code = NEEDLE state=NEEDLE nonce='NEEDLE'",
        "access_token=NEEDLE, refresh_token=NEEDLE",
        "__TAURI_INVOKE_KEY__ expected NEEDLE but received NEEDLE",
        "opaque NEEDLEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa end",
        "the user NEEDLE@example.com signed in",
    ];
    for line in lines {
        let shown = redact(line);
        assert!(!shown.contains("NEEDLE"), "{line} became {shown}");
    }
}

#[test]
fn what_helps_stays() {
    let lines = [
        "2026-01-02T03:04:05.678901Z  INFO idp_app::run: test connection ended run=0a1b2c3d-1111-4222-8333-444455556666 outcome=Failed duration_ms=812",
        "error_code=StoreFailed the database cannot be written (disk I/O error)",
        "step=token outcome=failed diagnosis=invalid_client",
        "WebKitGTK 2.50.6 on Debian GNU/Linux 13, x11",
        "GET https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize 302",
    ];
    for line in lines {
        assert_eq!(redact(line), line);
    }
    let shown = redact("https://a.example/cb?code=NEEDLE&error=access_denied");
    assert_eq!(shown, "https://a.example/cb?code=[cut]&error=[cut]");
}

#[test]
fn a_known_value_is_cut_wherever_it_stands() {
    mask(&Secret::new("hunter two!"));
    for line in [
        "it was hunter two! indeed",
        "q=hunter%20two%21",
        "68756e7465722074776f21",
    ] {
        let shown = redact(line);
        assert!(
            !shown.to_lowercase().contains("hunter") && !shown.contains("68756e"),
            "{shown}"
        );
    }
}

#[test]
fn one_event_stays_one_line() {
    let shown = redact("first\nsecond\r\n\u{1b}[31mred\u{202e}\0");
    assert!(
        !shown.contains(['\n', '\r', '\u{1b}', '\u{202e}', '\0']),
        "{shown:?}"
    );
    assert!(shown.starts_with(r"first\nsecond"));
}

#[test]
fn a_line_without_end_is_shortened() {
    let shown = redact(&"long words ".repeat(10_000));
    assert!(shown.len() < 9_000 && shown.ends_with("[shortened]"));
}

#[test]
fn the_home_folder_is_not_told() {
    let home = std::env::var("HOME").unwrap();
    if home.len() > 1 {
        assert_eq!(redact(&format!("{home}/.local/share")), "~/.local/share");
    }
}

#[test]
fn claims_are_no_secret_and_tokens_are() {
    let claims = r#"{"sub": "a-b-c", "email": "alice@example.com", "nonce": "n", "at_hash": "h", "custom:state": "s", "exp": 1}"#;
    assert!(!holds_secret(claims));
    let sample = r#"[["id_token","{ \"email\": \"a@b.example\" }"]]"#;
    assert!(!holds_secret(sample));
    assert!(!holds_secret("size(claims.email) > "));
    for text in [
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
        r#"{"access_token": "opaque"}"#,
        r#"{"refreshToken" : "opaque"}"#,
        r#"{"client_secret":"s"}"#,
        r#"{"SecretAccessKey":"s"}"#,
        r#"[["id_token","{ \"access_token\": \"opaque\" }"]]"#,
    ] {
        assert!(holds_secret(text), "{text}");
    }
    mask(&Secret::new("a-secret-of-this-process"));
    assert!(holds_secret("claims.a == 'a-secret-of-this-process'"));
}
