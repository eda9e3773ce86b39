//! A sign-in with claims that are hostile to whoever reads them.

use idp_core::claims::{ClaimSource, Claims};
use idp_core::mapping::{Connection, Received, RuleResult, RuleSet, Ruleset};
use idp_core::provider::AttributesDraft;
use serde_json::json;
use std::sync::LazyLock;

static ID_TOKEN: LazyLock<Claims> = LazyLock::new(|| {
    claims(json!({
        "email": "Ärger.İ@exämple.de", "cognito:groups": ["a", "", "😀", "a"], "email_verified": true,
        "n": 9_007_199_254_740_993_i64, "min": i64::MIN, "max": u64::MAX, "x": -0.0, "big": 1e308,
        "__proto__": {"a": {"b": [null, {"c": ""}]}}, "": "empty name", "json": "[1, {\"a\": \"\\u0000\"}]",
        "long": "x".repeat(3000), "list": vec!["aaaa"; 200], "nothing": null, "at": 1_732_358_400,
    }))
});
static USERINFO: LazyLock<Claims> = LazyLock::new(|| {
    claims(json!({"email": "", "email_verified": "true", "custom:a.b/c": "%zz%20"}))
});

fn claims(value: serde_json::Value) -> Claims {
    match value {
        serde_json::Value::Object(claims) => claims,
        _ => Claims::new(),
    }
}

/// Whatever the rules are: what is shown beside them is what a test stores, of rules for one
/// target the last with a value; and once more gives the same.
pub fn apply(rules: &AttributesDraft) {
    let connection = Connection::default();
    let sources = [
        (ClaimSource::IdToken, &*ID_TOKEN),
        (ClaimSource::Userinfo, &*USERINFO),
    ];
    let received = Received {
        sources: &sources,
        connection: &connection,
    };
    let ruleset = Ruleset::new(rules);
    let stored = ruleset.map(&received);
    let shown = ruleset.explain(&received);
    for result in &shown.results {
        let set = match result.set {
            RuleSet::User => &stored.user,
            RuleSet::External => &stored.external,
        };
        let of_target = |other: &&RuleResult| other.set == result.set && other.target == result.target;
        let of_target = shown.results.iter().filter(of_target);
        let value = of_target.filter_map(|other| other.value.as_ref()).next_back();
        assert_eq!(set.get(&result.target), value);
    }
    assert_eq!(ruleset.map(&received), stored);
    assert_eq!(shown.results.len(), rules.user.len() + rules.external.len());
}
