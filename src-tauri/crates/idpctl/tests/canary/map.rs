//! `idpctl map`: what it prints, and its exit status.

use super::{CALLBACK, Journey};
use idp_core::claims::{ClaimSource, Claims, attribute_table};
use idp_core::mapping::{FUNCTIONS, Fixture, Mapped, MappedValue};
use idp_core::provider::ProviderId;
use idp_store::Store;
use serde_json::{Value, json};

fn definition(rules: &Value) -> Value {
    json!({
        "displayName": "Acme", "catalogueEntry": "aws-cognito-oidc", "kind": "oauth_openid",
        "enabled": true, "attributes": rules,
        "oauth": {
            "issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
            "authorizationEndpoint": "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
            "tokenEndpoint": "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token",
            "jwksUri": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json",
            "clientId": "abc", "clientAuthentication": "none", "scopes": ["openid"],
            "redirectUri": CALLBACK,
        },
    })
}

#[test]
fn a_check_fails_for_rules_with_errors_and_no_control_character_reaches_the_terminal() {
    let journey = Journey::new("vault");
    let write = |name: &str, content: serde_json::Value| {
        let path = journey.home.path().join(name);
        std::fs::write(&path, content.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let rules = json!({
        "sendOnlyConfigured": true,
        "user": [{ "target": "email", "source": "email" }, { "target": "username", "source": "sub" }],
        "external": [{ "target": "dept", "source": "dept" }],
    });
    let provider = write("provider.json", definition(&rules));
    journey.done(0, &["provider", "create", "--file", &provider], "");
    let claims = json!({ "sub": "a", "email": "a@x.org", "dept": "\u{1b}[31mred\u{7}\u{202e}" });
    let hostile = write("claims.json", claims);
    let shown = journey.idpctl(&["map", "Acme", "--claims", &hostile], "");
    assert_eq!(shown.status.code(), Some(0));
    let printed = String::from_utf8(shown.stdout).unwrap();
    assert!(
        printed.contains(r"\u{001b}[31mred\u{0007}\u{202e}"),
        "{printed}"
    );

    let good = write("good.json", rules.clone());
    journey.done(0, &["map", "Acme", "--check", "--rules", &good], "");
    let mut errs = rules;
    errs["external"][0] = json!({ "target": "dept", "expression": "claims.dept +" });
    let errs = write("errs.json", errs);
    let checked = journey.idpctl(&["map", "Acme", "--check", "--json", "--rules", &errs], "");
    assert_eq!(checked.status.code(), Some(1));
    let checked: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(checked["failing"], json!(["dept"]));
    assert_eq!(checked["unusable"][0]["target"], "dept");
}

#[test]
fn the_functions_are_printed_without_a_data_folder() {
    let journey = Journey::new("vault");
    let printed = journey.idpctl(&["map", "--functions", "--json"], "");
    assert_eq!(printed.status.code(), Some(0));
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(printed["functions"], json!(FUNCTIONS));
    let text = journey.idpctl(&["map", "--functions"], "");
    let text = String::from_utf8(text.stdout).unwrap();
    for function in FUNCTIONS {
        assert!(text.contains(function.form), "{}", function.form);
    }
    let database = journey.home.path().join("data").join("idp-console.db");
    assert!(!database.exists());
    // Everything else needs the name of a provider.
    assert_eq!(journey.idpctl(&["map"], "").status.code(), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_changes_a_fixture_is_refused_until_it_is_accepted() {
    let journey = Journey::new("vault");
    let write = |content: Value| {
        let path = journey.home.path().join("provider.json");
        std::fs::write(&path, content.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let rules = |source: &str| json!({ "external": [{ "target": "mail", "source": source }], "sendOnlyConfigured": true });
    let file = write(definition(&rules("email")));
    journey.done(0, &["provider", "create", "--file", &file], "");
    let shown = journey.idpctl(&["provider", "list", "--json"], "");
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();

    let claims: Claims = serde_json::from_str(r#"{"email":"a@x.org","mail":"b@x.org"}"#).unwrap();
    let value = MappedValue::One("a@x.org".to_owned());
    let store = Store::open(&journey.home.path().join("data"))
        .await
        .unwrap();
    let fixture = Fixture {
        fixture_id: "fixture".to_owned(),
        provider_id: ProviderId(shown[0]["id"].as_str().unwrap().to_owned()),
        name: "a".to_owned(),
        pseudonymised: false,
        attributes: attribute_table(&[(ClaimSource::IdToken, &claims)]),
        expected: Mapped {
            external: std::iter::once(("mail".to_owned(), value)).collect(),
            ..Mapped::default()
        },
        created_at: "2026-01-01T00:00:00Z".to_owned(),
    };
    store.mapping_fixtures().insert(&fixture).await.unwrap();
    store.close().await;

    let file = write(definition(&rules("mail")));
    let update = ["provider", "update", "Acme", "--file", &file];
    let refused = journey.idpctl(&[&update[..], &["--json"]].concat(), "");
    assert_eq!(refused.status.code(), Some(1));
    let refused: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(refused["updated"], false);
    assert_eq!(refused["differences"][0]["after"], "b@x.org");
    journey.done(0, &["map", "Acme", "--check"], "");
    journey.done(0, &[&update[..], &["--accept-changes"]].concat(), "");
    journey.done(0, &["map", "Acme", "--check"], "");
}
