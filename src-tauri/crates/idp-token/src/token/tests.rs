use super::*;
use crate::practice::{NOW, compact, good};
use serde_json::json;

fn unsigned(header: &str, payload: &str) -> String {
    compact(header, payload, |_| vec![1, 2, 3])
}

#[test]
fn a_token_is_taken_apart_without_its_signature() {
    let token = good().claim("auth_time", NOW).token();
    let parsed = parse_id_token(&token).unwrap();
    assert_eq!(parsed.header["alg"], "RS256");
    assert_eq!(parsed.claims["auth_time"], NOW);
    let signature = token.rsplit_once('.').unwrap().1;
    assert!(!format!("{parsed:?}").contains(signature));
}

#[test]
fn the_decoded_token_is_indented_json_with_times_in_words() {
    let token = unsigned(
        r#"{"typ":"JWT","alg":"RS256"}"#,
        r#"{"exp":1795341600,"iat":"soon","auth_time":1795341599.5,"nbf":0,"sub":"a"}"#,
    );
    let decoded = parse_id_token(&token).unwrap().decoded(TokenKind::IdToken);
    assert_eq!(decoded.kind, TokenKind::IdToken);
    assert_eq!(
        decoded.header,
        "{\n  \"typ\": \"JWT\",\n  \"alg\": \"RS256\"\n}"
    );
    assert!(decoded.payload.starts_with("{\n  \"exp\": 1795341600,\n"));
    assert_eq!(
        decoded.times,
        [
            NameValue::new("exp", "2026-11-22T10:00:00Z"),
            NameValue::new("nbf", "1970-01-01T00:00:00Z"),
            NameValue::new("auth_time", "2026-11-22T09:59:59Z"),
        ]
    );
}

#[test]
fn an_access_token_that_is_a_jwt_can_be_shown() {
    let token = unsigned(r#"{"typ":"at+jwt","alg":"none"}"#, r#"{"scope":"openid"}"#);
    let (decoded, claims) = decode_token(TokenKind::AccessToken, &token).unwrap();
    assert_eq!(decoded.kind, TokenKind::AccessToken);
    assert_eq!(claims["scope"], "openid");
}

#[test]
fn an_opaque_or_encrypted_token_gives_nothing() {
    for token in ["", "opaque", "a.b", "a.b.c", "a.b.c.d.e", "..", "ü.ü.ü"] {
        assert_eq!(decode_token(TokenKind::AccessToken, token), None);
    }
}

#[test]
fn the_number_of_parts_is_told() {
    assert_eq!(parse_id_token("a.b.c.d.e"), Err(ParseTokenError::Encrypted));
    for (token, parts) in [
        ("", 1),
        ("opaque", 1),
        ("a.b", 2),
        ("a.b.c.d", 4),
        ("a.b.c.d.e.f", 6),
    ] {
        let error = ParseTokenError::NotThreeParts { parts };
        assert_eq!(parse_id_token(token), Err(error));
    }
}

#[test]
fn base64_with_padding_is_refused_in_every_part() {
    let good = unsigned("{}", "{}");
    assert!(parse_id_token(&good).is_ok());
    let parts: Vec<_> = good.split('.').collect();
    for (index, part) in [TokenPart::Header, TokenPart::Payload, TokenPart::Signature]
        .into_iter()
        .enumerate()
    {
        let mut padded: Vec<_> = parts.iter().map(|text| (*text).to_owned()).collect();
        padded[index].push('=');
        assert_eq!(
            parse_id_token(&padded.join(".")),
            Err(ParseTokenError::Padded { part })
        );
        padded[index] = "a+b/".to_owned();
        assert_eq!(
            parse_id_token(&padded.join(".")),
            Err(ParseTokenError::NotBase64url { part })
        );
    }
}

#[test]
fn loose_last_bits_and_line_breaks_are_refused() {
    let part = TokenPart::Signature;
    for signature in ["AB", "AA\n", " AA"] {
        let token = format!("e30.e30.{signature}");
        assert_eq!(
            parse_id_token(&token),
            Err(ParseTokenError::NotBase64url { part })
        );
    }
    assert!(parse_id_token("e30.e30.AA").is_ok());
}

#[test]
fn header_and_payload_are_json_objects_in_utf_8() {
    for bytes in [&b"\xff"[..], b"[]", b"{", b"1", b"\xef\xbb\xbf{}"] {
        let text = base64url::encode(bytes);
        for (token, wanted) in [
            (format!("{text}.e30.AA"), TokenPart::Header),
            (format!("e30.{text}.AA"), TokenPart::Payload),
        ] {
            let error = parse_id_token(&token).unwrap_err();
            assert!(matches!(error, ParseTokenError::NotJson { part, .. } if part == wanted));
        }
    }
}

#[test]
fn h49_numbers_beyond_64_bits_are_exact_and_keep_no_token_from_being_read() {
    let payload = r#"{"exp":1732358400.12345678901234567890,"n":123456789012345678901234567890}"#;
    let token = parse_id_token(&unsigned("{}", payload)).unwrap();
    assert_eq!(token.exact_claims["n"], "123456789012345678901234567890");
    // A time is read as a number all the same.
    assert!(token.claims["exp"].is_number());
    let far = unsigned("{}", r#"{"sub":"a","far":1e400}"#);
    let (_, claims) = decode_token(TokenKind::AccessToken, &far).unwrap();
    assert_eq!(
        (&claims["sub"], &claims["far"]),
        (&"a".into(), &"1e400".into())
    );
    // Where it is no JSON, the place is that of the text received.
    let wrong = parse_id_token(&unsigned("{}", r#"{"n":123456789012345678901234567890,}"#));
    assert!(wrong.unwrap_err().to_string().contains("column 37"));
}

#[test]
fn h49_a_token_above_1_mib_is_refused() {
    let filler = |length| json!({ "a": "x".repeat(length) }).to_string();
    assert!(parse_id_token(&unsigned("{}", &filler(700_000))).is_ok());
    let exact = "x".repeat(1024 * 1024);
    assert_eq!(
        parse_id_token(&exact),
        Err(ParseTokenError::NotThreeParts { parts: 1 })
    );
    let bytes = exact.len() + 1;
    assert_eq!(
        parse_id_token(&(exact + "x")),
        Err(ParseTokenError::TooLarge { bytes })
    );
}

#[test]
fn h49_a_depth_of_1000_is_refused() {
    let payload = format!("{{\"a\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    let error = parse_id_token(&unsigned("{}", &payload)).unwrap_err();
    assert!(
        error.to_string().contains("deeper than 64 levels"),
        "{error}"
    );
}

#[test]
fn h49_strange_names_and_large_numbers_stay_as_they_are() {
    let payload = r#"{"__proto__":1,"n":9007199254740993,"big":123456789012345678901234567890}"#;
    let parsed = parse_id_token(&unsigned("{}", payload)).unwrap();
    assert_eq!(parsed.claims["__proto__"], 1);
    assert_eq!(parsed.claims["n"].to_string(), "9007199254740993");
    let shown = parsed.decoded(TokenKind::IdToken).payload;
    assert!(shown.contains("\"big\": 123456789012345678901234567890"));
}

#[test]
fn repeated_members_of_header_and_payload_are_listed() {
    let token = unsigned(
        r#"{"kid":"a","kid":"b"}"#,
        r#"{"x":1,"x":2,"y":{"z":1,"z":1}}"#,
    );
    let parsed = parse_id_token(&token).unwrap();
    assert_eq!(parsed.repeated_members, ["kid", "x"]);
    assert_eq!(parsed.repeated_inside, ["z"]);
}

#[test]
fn each_error_is_a_sentence_without_the_token() {
    let part = TokenPart::Payload;
    for (error, text) in [
        (
            ParseTokenError::TooLarge { bytes: 9 },
            "9 bytes long, more than 1 MiB",
        ),
        (
            ParseTokenError::Encrypted,
            "five parts: an encrypted token (JWE)",
        ),
        (
            ParseTokenError::Padded { part },
            "the payload is base64 with padding",
        ),
        (
            ParseTokenError::Padded {
                part: TokenPart::Header,
            },
            "the header is base64 with padding",
        ),
        (
            ParseTokenError::NotBase64url {
                part: TokenPart::Signature,
            },
            "the signature is not base64url",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}
