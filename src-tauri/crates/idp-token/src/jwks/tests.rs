use super::*;
use crate::practice::{P256, RSA, jwks};
use serde_json::json;

fn with(mut jwk: Value, name: &str, value: Value) -> Value {
    jwk[name] = value;
    jwk
}

#[test]
fn an_unknown_or_broken_key_does_not_spoil_the_rest() {
    let parsed = jwks(&[
        json!({ "kty": "AKP", "kid": "pq" }),
        RSA.jwk("rsa-1"),
        with(RSA.jwk("broken"), "n", json!("***")),
        with(RSA.jwk("odd"), "key_ops", json!({})),
        P256.jwk("ec-1"),
        json!("no object"),
        json!({ "kty": "RSA", "kid": 7 }),
    ]);
    assert_eq!(parsed.len(), 2);
    assert!(!parsed.is_empty());
    let ignored: Vec<_> = parsed
        .ignored
        .iter()
        .map(|key| (key.kid.as_deref(), key.reason.as_str()))
        .collect();
    assert_eq!(
        ignored,
        [
            (Some("pq"), "kty AKP is not known"),
            (Some("broken"), "n is not base64url"),
            (Some("odd"), "key_ops is not a list of texts"),
            (None, "kty is missing"),
            (Some("7"), "kid is not a text"),
        ]
    );
    for kid in ["pq", "rsa-1", "broken", "ec-1"] {
        assert!(parsed.knows(kid));
    }
    assert!(!parsed.knows("other") && !parsed.publishes_private_key);
}

#[test]
fn h12_an_empty_jwks_is_read_as_no_keys() {
    let parsed = jwks(&[]);
    assert!(parsed.is_empty());
    assert_eq!(parsed.len(), 0);
    assert!(parsed.ignored.is_empty());
}

#[test]
fn h14_more_than_100_keys_are_refused() {
    let key = json!({ "kty": "AKP" });
    assert_eq!(jwks(&vec![key.clone(); 100]).ignored.len(), 100);
    let many = json!({ "keys": vec![key; 101] }).to_string();
    let error = Jwks::parse(many.as_bytes()).unwrap_err();
    assert_eq!(error, JwksError::TooManyKeys { found: 101 });
    assert!(error.to_string().contains("101"));
}

#[test]
fn h06_a_document_above_512_kib_is_refused() {
    let mut document = br#"{"keys":[]}"#.to_vec();
    document.resize(512 * 1024, b' ');
    assert!(Jwks::parse(&document).is_ok());
    document.push(b' ');
    let bytes = 512 * 1024 + 1;
    assert_eq!(Jwks::parse(&document), Err(JwksError::TooLarge { bytes }));
}

#[test]
fn h08_what_is_no_jwks_is_refused() {
    for document in [
        &b""[..],
        b"<html>",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\0",
        b"[]",
        b"{\0}",
    ] {
        let error = Jwks::parse(document).unwrap_err();
        assert!(matches!(error, JwksError::NotJson { .. }), "{error:?}");
    }
    for document in ["{}", r#"{"keys":{}}"#, r#"{"keys":null}"#] {
        assert_eq!(Jwks::parse(document.as_bytes()), Err(JwksError::NoKeys));
    }
    let deep = format!(r#"{{"keys":{}{}}}"#, "[".repeat(64), "]".repeat(64));
    let error = Jwks::parse(deep.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("deeper than 64"));
}

#[test]
fn h19_a_symmetric_key_is_ignored_and_told() {
    let secret = "c2VjcmV0LXNoYXJlZC1rZXk";
    let parsed = jwks(&[json!({ "kty": "oct", "kid": "shared", "k": secret })]);
    assert!(parsed.is_empty());
    assert!(parsed.publishes_private_key);
    assert_eq!(parsed.ignored[0].reason, "kty oct: a symmetric key");
    assert!(!format!("{parsed:?}").contains(secret));
}

#[test]
fn h19_a_private_member_is_told_and_not_kept() {
    let secret = "cHJpdmF0ZS1wYXJ0";
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth"] {
        let parsed = jwks(&[
            with(RSA.jwk("rsa-1"), name, json!(secret)),
            P256.jwk("ec-1"),
        ]);
        assert_eq!(parsed.len(), 2, "the public part is used");
        assert!(parsed.publishes_private_key, "{name}");
        assert!(!format!("{parsed:?}").contains(secret));
    }
}

#[test]
fn a_reason_of_the_provider_is_cut() {
    let parsed = jwks(&[json!({ "kty": "x".repeat(600) })]);
    assert_eq!(parsed.ignored[0].reason.chars().count(), 501);
}
