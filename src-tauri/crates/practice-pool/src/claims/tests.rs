use serde_json::{Map, Value, json};

use super::{Issuance, userinfo};
use crate::issued::Authorized;
use crate::settings::{Settings, User};

fn authorized(scopes: &[&str]) -> Authorized {
    Authorized {
        client_id: "client".into(),
        username: "alice".into(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        auth_time: 90,
        origin_jti: "origin".into(),
        event_id: "event".into(),
    }
}

fn user(name: &str) -> User {
    Settings::default().user(name).unwrap().clone()
}

fn id_token(user: &User, scopes: &[&str]) -> Map<String, Value> {
    let issuance = Issuance {
        issuer: "http://issuer",
        now: 100,
        authorized: &authorized(scopes),
        user,
    };
    issuance.id_token(3_600, Some("nonce"), Some("hash".into()))
}

#[test]
fn an_id_token_has_the_claims_of_the_guide() {
    let claims = id_token(&user("alice"), &["openid"]);
    for (name, value) in [
        ("sub", json!("a1b2c3d4-0000-4000-8000-000000000001")),
        ("iss", json!("http://issuer")),
        ("aud", json!("client")),
        ("token_use", json!("id")),
        ("auth_time", json!(90)),
        ("iat", json!(100)),
        ("exp", json!(3_700)),
        ("origin_jti", json!("origin")),
        ("event_id", json!("event")),
        ("nonce", json!("nonce")),
        ("at_hash", json!("hash")),
        ("cognito:username", json!("alice")),
        ("cognito:groups", json!(["admins", "engineering"])),
        ("email_verified", json!(true)),
        ("custom:department", json!("Engineering")),
    ] {
        assert_eq!(claims.get(name), Some(&value), "{name}");
    }
    assert!(claims["jti"].is_string());
}

#[test]
fn an_access_token_has_no_audience_and_no_attributes() {
    let issuance = Issuance {
        issuer: "http://issuer",
        now: 100,
        authorized: &authorized(&["openid", "email"]),
        user: &user("alice"),
    };
    let claims = issuance.access_token(300);
    for absent in ["aud", "email", "nonce", "cognito:username"] {
        assert!(!claims.contains_key(absent), "{absent}");
    }
    assert_eq!(claims["client_id"], "client");
    assert_eq!(claims["username"], "alice");
    assert_eq!(claims["token_use"], "access");
    assert_eq!(claims["scope"], "openid email");
    assert_eq!(claims["exp"], 400);
}

#[test]
fn no_group_leaves_the_claim_out() {
    assert!(!id_token(&user("dave"), &["openid"]).contains_key("cognito:groups"));
}

#[test]
fn openid_alone_releases_everything_and_other_scopes_narrow() {
    for (scopes, names) in [
        (
            &["openid"][..],
            &["email", "phone_number", "given_name", "custom:department"][..],
        ),
        (&["openid", "email"], &["email"]),
        (&["openid", "phone"], &["phone_number"]),
        (&["openid", "profile"], &["given_name", "custom:department"]),
        (
            &["openid", "email", "profile"],
            &["email", "given_name", "custom:department"],
        ),
    ] {
        let claims = id_token(&user("alice"), scopes);
        for name in ["email", "phone_number", "given_name", "custom:department"] {
            assert_eq!(
                claims.contains_key(name),
                names.contains(&name),
                "{name} with {scopes:?}"
            );
        }
    }
}

#[test]
fn standard_claims_have_their_types_and_custom_ones_stay_strings() {
    let mut alice = user("alice");
    for (name, value) in [
        ("updated_at", "1700000000"),
        ("address", "1 Main Street"),
        ("custom:number", "7"),
        ("custom:flag", "true"),
    ] {
        alice.attributes.insert(name.into(), value.into());
    }
    let claims = id_token(&alice, &["openid"]);
    assert_eq!(claims["updated_at"], 1_700_000_000);
    assert_eq!(claims["address"], json!({ "formatted": "1 Main Street" }));
    assert_eq!(claims["custom:number"], "7");
    assert_eq!(claims["custom:flag"], "true");
}

#[test]
fn userinfo_has_strings_and_no_groups() {
    let claims = userinfo(&user("bob"), &authorized(&["openid", "email"]));
    assert_eq!(
        Value::Object(claims),
        json!({
            "sub": "a1b2c3d4-0000-4000-8000-000000000002",
            "email": "bob@example.com",
            "email_verified": "false",
            "username": "bob",
        })
    );
}
