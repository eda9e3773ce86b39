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
