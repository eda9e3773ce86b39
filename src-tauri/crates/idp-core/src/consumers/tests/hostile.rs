//! Claims as nobody should send them.

use super::super::{ConsumerId, FindingId, consumers_of_run};
use super::{cognito, set};
use serde_json::{Value, json};

/// Whatever the types are, each consumer comes to a verdict, what is shown is bounded, and
/// the settings stay one text.
#[test]
fn hostile_values_are_judged_and_never_believed() {
    let values = [
        Value::Null,
        json!(true),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("\u{202e}gnp.exe\n\u{0}"),
        json!("x".repeat(100_000)),
        json!([[], {}, null, 1, "system:masters"]),
        json!({ "a": { "b": [1] } }),
    ];
    let names = [
        "name",
        "email",
        "email_verified",
        "cognito:username",
        "cognito:groups",
        "preferred_username",
        "nickname",
        "username",
        "given_name",
        "__proto__",
    ];
    for value in &values {
        for name in names {
            let case = cognito().with(|case| {
                case.id_token[name] = value.clone();
                case.userinfo[name] = value.clone();
            });
            for view in consumers_of_run(&case.run(), case.client.as_ref()).consumers {
                for finding in &view.findings {
                    let found = finding.found.as_deref().unwrap_or_default();
                    assert!(found.chars().count() <= 6_000, "{name} {:?}", finding.id);
                    assert!(!found.contains(['\u{202e}', '\n', '\u{0}']), "{name}");
                }
            }
        }
    }
}

#[test]
fn no_setting_can_be_broken_out_of_by_the_name_of_a_group_or_a_scope() {
    let case = cognito()
        .scopes(&["openid", "api/\"read\""])
        .with(|case| case.id_token["cognito:groups"] = json!(["a\nTrust email: On"]));
    let view = case.judge(ConsumerId::Keycloak);
    let lines = view.settings.unwrap().text;
    let broken_out = lines.lines().filter(|line| *line == "Trust email: On");
    assert_eq!(broken_out.count(), 1, "{lines}");
    let proxy = case.judge(ConsumerId::Oauth2Proxy);
    assert_eq!(
        set(&proxy, FindingId::ProxyScopeToWrite),
        "scope = \"openid api/read\""
    );
    let dex = case.judge(ConsumerId::Dex);
    assert_eq!(
        set(&dex, FindingId::DexScopesToWrite),
        "scopes: [\"api/read\"]"
    );
}
