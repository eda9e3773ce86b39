//! `idpctl map`: what it prints, and its exit status.

use super::{CALLBACK, Journey};
use serde_json::json;

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
    let provider = write(
        "provider.json",
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
        }),
    );
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
