use super::*;
use serde_json::json;

fn claims(value: Value) -> Claims {
    value.as_object().cloned().unwrap()
}

#[test]
fn a_boolean_and_a_string_of_the_same_name_are_a_conflict() {
    let id_token = claims(json!({ "email_verified": true, "exp": 1 }));
    let userinfo = claims(json!({ "email_verified": "true", "exp": 2 }));
    let rows = attribute_table(&[
        (ClaimSource::IdToken, &id_token),
        (ClaimSource::Userinfo, &userinfo),
    ]);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].name, "email_verified");
    assert_eq!(rows[0].claim_type, ClaimType::Boolean);
    assert_eq!(rows[0].differs_from, [ClaimSource::Userinfo]);
    assert_eq!(rows[1].claim_type, ClaimType::String);
    assert!(rows[2].differs_from.is_empty(), "exp differs by nature");
}

#[test]
fn a_large_number_stays_exact() {
    let parsed: Claims = serde_json::from_str(r#"{"n": 9007199254740993}"#).unwrap();
    let rows = attribute_table(&[(ClaimSource::IdToken, &parsed)]);
    assert_eq!(rows[0].value, "9007199254740993");
}

#[test]
fn numbers_that_no_64_bits_hold_are_texts_of_their_digits() {
    let received = r#"{"big": 123456789012345678901234567890, "far": -1e400, "fraction": 0.1000000000000000055511,
        "list": [1, 18446744073709551616, {"x": 9007199254740993.5}], "text": "say \"99999999999999999999\" 1e400",
        "int": 9007199254740993, "uint": 18446744073709551615, "least": -9223372036854775808,
        "plain": 1.10, "power": 1e2, "zero": -0, "small": 1e-400, "1e400": "a name"}"#;
    let parsed: Claims = serde_json::from_str(&exact_numbers(received)).unwrap();
    let rows = attribute_table(&[(ClaimSource::IdToken, &parsed)]);
    let stored = claims_by_source(&rows);
    for claims in [&parsed, &stored[0].1] {
        let text = |name: &str| claim_text(&claims[name]);
        assert_eq!(claims["big"], "123456789012345678901234567890");
        assert_eq!(claims["far"], "-1e400");
        assert_eq!(claims["fraction"], "0.1000000000000000055511");
        assert_eq!(claims["small"], "1e-400");
        assert_eq!(
            text("list"),
            r#"[1,"18446744073709551616",{"x":"9007199254740993.5"}]"#
        );
        assert_eq!(claims["text"], "say \"99999999999999999999\" 1e400");
        assert_eq!(text("int"), "9007199254740993");
        assert_eq!(text("uint"), "18446744073709551615");
        assert_eq!(text("least"), "-9223372036854775808");
        assert_eq!(
            (text("plain"), text("power")),
            ("1.1".to_owned(), "100.0".to_owned())
        );
        assert!(claims["zero"].is_number() && claims["plain"].is_number());
        assert_eq!(claims["1e400"], "a name");
    }
}

#[test]
fn what_is_no_json_stays_as_it_is() {
    for text in [
        "",
        "\"",
        "\"\\",
        "1e",
        "{\"a\": 01e999}",
        "-",
        "[1-2]",
        "é1.",
        "{'a': 1e400..}",
    ] {
        assert_eq!(exact_numbers(text), text);
    }
    let row = Attribute {
        name: "n".into(),
        value: "123456789012345678901234567890".into(),
        claim_type: ClaimType::Number,
        source: ClaimSource::IdToken,
        differs_from: vec![],
    };
    assert_eq!(claim_value(&row), row.value);
}
