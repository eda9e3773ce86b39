use super::*;
use serde_json::json;

fn claims(value: Value) -> Claims {
    value.as_object().cloned().unwrap()
}

fn rule(target: &str, source: &str) -> MappingRuleDraft {
    MappingRuleDraft {
        target: target.into(),
        source: Some(source.into()),
        ..MappingRuleDraft::default()
    }
}

#[test]
fn claim_names_are_taken_literally_and_lists_follow_multi_valued() {
    let id_token = claims(json!({ "cognito:groups": ["admins", "staff"], "custom:dept": "R&D" }));
    let mut groups = rule("groups", "cognito:groups");
    groups.multi_valued = true;
    let rules = AttributesDraft {
        send_only_configured: true,
        user: vec![
            groups,
            rule("firstGroup", "cognito:groups"),
            rule("dept", "custom:dept"),
        ],
        external: vec![],
    };
    let mapped = map_attributes(&rules, &[(ClaimSource::IdToken, &id_token)]);
    assert_eq!(mapped.user["groups"], r#"["admins","staff"]"#);
    assert_eq!(mapped.user["firstGroup"], "admins");
    assert_eq!(mapped.user["dept"], "R&D");
    assert!(mapped.external.is_empty());
}

#[test]
fn a_required_target_without_value_is_a_problem_and_a_default_is_not() {
    let none = claims(json!({}));
    let mut required = rule("email", "email");
    required.required = true;
    let mut with_default = rule("locale", "locale");
    with_default.default = Some("en".into());
    let rules = AttributesDraft {
        send_only_configured: true,
        user: vec![required, with_default],
        external: vec![],
    };
    let mapped = map_attributes(&rules, &[(ClaimSource::IdToken, &none)]);
    assert_eq!(mapped.user["locale"], "en");
    assert!(mapped.problems[0].required);
    assert_eq!(mapped.problems[0].target, "email");
}

#[test]
fn the_id_token_wins_over_userinfo() {
    let id_token = claims(json!({ "email": "a@id" }));
    let userinfo = claims(json!({ "email": "a@userinfo", "name": "A" }));
    let mapped = map_attributes(
        &AttributesDraft::default(),
        &[
            (ClaimSource::Userinfo, &userinfo),
            (ClaimSource::IdToken, &id_token),
        ],
    );
    assert_eq!(mapped.external["email"], "a@id");
    assert_eq!(mapped.external["name"], "A");
}
