//! Type, encryption and repeated members.

use super::*;
use idp_core::claims::claim_text;

fn signed(header: &str, payload: &str) -> Verification {
    verify(&compact(header, payload, |message| {
        RSA.sign("RS256", message)
    }))
}

/// The good payload with more members at its end.
fn payload_with(more: &str) -> String {
    let text = good().payload_text();
    format!("{},{more}}}", text.strip_suffix('}').unwrap())
}

fn header_with(more: &str) -> String {
    let text = good().header_text();
    format!("{},{more}}}", text.strip_suffix('}').unwrap())
}

#[test]
fn h48_a_token_of_another_type_is_rejected() {
    for typ in [
        json!("at+jwt"),
        json!("AT+JWT"),
        json!("application/at+jwt"),
        json!("logout+jwt"),
        json!("secevent+jwt"),
        json!("JWE"),
        json!("JOSE+JSON"),
        json!(1),
    ] {
        let verification = verify(&good().header("typ", typ.clone()).token());
        let check = rejected_by(&verification, Id::IdTokenFormat);
        assert_eq!(check.found.unwrap(), format!("typ: {}", claim_text(&typ)));
        assert!(check.expected.unwrap().contains("typ JWT"));
        assert!(verification.token.is_some(), "shown, not trusted");
    }
}

#[test]
fn a_plain_type_is_accepted() {
    for typ in ["JWT", "jwt", "application/jwt", "JOSE", "JWS"] {
        accepted(&verify(&good().header("typ", typ).token()));
    }
}

#[test]
fn h48_a_nested_token_is_rejected() {
    for cty in [json!("JWT"), json!("application/jwt"), json!(null)] {
        let verification = verify(&good().header("cty", cty.clone()).token());
        let check = rejected_by(&verification, Id::IdTokenFormat);
        assert_eq!(check.found.unwrap(), format!("cty: {}", claim_text(&cty)));
    }
}

#[test]
fn h48_an_encrypted_token_is_rejected() {
    let verification = verify("e30.AA.AA.AA.AA");
    assert_eq!(
        with_verdict(&verification, Verdict::Failed),
        [Id::IdTokenFormat, Id::IdTokenNotEncrypted]
    );
    assert_eq!(
        found(&verification, Id::IdTokenNotEncrypted),
        "a JWE (RFC 7516)"
    );
    assert!(!verification.trusted);
    in_table_order(&verification);
    let verification = verify(&good().header("enc", "A256GCM").token());
    let check = rejected_by(&verification, Id::IdTokenNotEncrypted);
    assert_eq!(check.found.unwrap(), "enc: A256GCM");
}

#[test]
fn base64_with_padding_is_rejected() {
    let verification = verify(&format!("{}=", good().token()));
    assert_eq!(
        found(&verification, Id::IdTokenFormat),
        "the signature is base64 with padding"
    );
    assert!(!verification.trusted);
}

#[test]
fn a_repeated_member_that_a_check_relies_on_is_rejected() {
    for name in ["sub", "iss", "aud", "exp", "nonce"] {
        let value = &good().payload_text();
        let value: serde_json::Value = serde_json::from_str(value).unwrap();
        let more = format!("\"{name}\":{}", value[name]);
        let verification = signed(&good().header_text(), &payload_with(&more));
        let check = rejected_by(&verification, Id::IdTokenFormat);
        assert_eq!(check.found.unwrap(), format!("{name} stands in it twice"));
    }
    let verification = signed(&header_with(r#""alg":"RS256""#), &good().payload_text());
    rejected_by(&verification, Id::IdTokenFormat);
}

#[test]
fn another_repeated_member_is_flagged() {
    for (header, payload, name) in [
        (good().header_text(), payload_with(r#""x":1,"x":2"#), "x"),
        (
            good().header_text(),
            payload_with(r#""x":{"sub":1,"sub":2}"#),
            "sub",
        ),
        (header_with(r#""y":1,"y":2"#), good().payload_text(), "y"),
    ] {
        let verification = signed(&header, &payload);
        assert!(verification.trusted);
        assert_eq!(
            with_verdict(&verification, Verdict::Warning),
            [Id::IdTokenFormat]
        );
        assert_eq!(
            found(&verification, Id::IdTokenFormat),
            format!("{name} stands in it twice; the last one counts")
        );
    }
}

#[test]
fn a_repeated_claim_that_counts_stands_behind_one_that_does_not() {
    let payload = payload_with(&format!(r#""x":1,"x":2,"aud":"{CLIENT}""#));
    let check = rejected_by(&signed(&good().header_text(), &payload), Id::IdTokenFormat);
    assert_eq!(check.found.unwrap(), "aud stands in it twice");
}
