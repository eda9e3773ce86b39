use super::*;
use crate::provider::MappingRuleDraft;
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

fn one(text: &str) -> MappedValue {
    MappedValue::One(text.to_owned())
}

fn many(texts: &[&str]) -> MappedValue {
    MappedValue::Many(texts.iter().map(|&text| text.to_owned()).collect())
}

fn map(rules: &AttributesDraft, received: Value) -> Mapped {
    map_sources(rules, &[(ClaimSource::IdToken, &claims(received))])
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
    let mapped = map_sources(&rules, &[(ClaimSource::IdToken, &id_token)]);
    assert_eq!(mapped.user["groups"], many(&["admins", "staff"]));
    assert_eq!(mapped.user["firstGroup"], one("admins"));
    assert_eq!(mapped.user["dept"], one("R&D"));
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
    let mapped = map_sources(&rules, &[(ClaimSource::IdToken, &none)]);
    assert_eq!(mapped.user["locale"], one("en"));
    assert!(mapped.problems[0].required);
    assert_eq!(mapped.problems[0].target, "email");
}

#[test]
fn the_id_token_wins_over_userinfo() {
    let id_token = claims(json!({ "email": "a@id" }));
    let userinfo = claims(json!({ "email": "a@userinfo", "name": "A" }));
    let mapped = map_sources(
        &AttributesDraft::default(),
        &[
            (ClaimSource::Userinfo, &userinfo),
            (ClaimSource::IdToken, &id_token),
        ],
    );
    assert_eq!(mapped.external["email"], one("a@id"));
    assert_eq!(mapped.external["name"], one("A"));
}

#[test]
fn an_empty_claim_of_one_source_gives_way_to_the_next() {
    let id_token = claims(json!({ "name": "" }));
    let userinfo = claims(json!({ "name": "Alice" }));
    let rules = AttributesDraft {
        user: vec![rule("fullName", "name")],
        ..AttributesDraft::default()
    };
    let sources = [
        (ClaimSource::IdToken, &id_token),
        (ClaimSource::Userinfo, &userinfo),
    ];
    assert_eq!(map_sources(&rules, &sources).user["fullName"], one("Alice"));
}

#[test]
fn e_mail_and_user_name_are_required_for_a_user_whatever_the_rule_says() {
    let rules = AttributesDraft {
        user: vec![rule("email", "email"), rule("nick", "nickname")],
        ..AttributesDraft::default()
    };
    let mapped = map(&rules, json!({}));
    assert_eq!(mapped.problems.len(), 1);
    assert!(mapped.problems[0].required);
    assert_eq!(mapped.problems[0].target, "email");
}

#[test]
fn one_value_of_a_multi_valued_target_is_a_list_of_one_and_so_is_a_default() {
    let mut groups = rule("groups", "groups");
    groups.multi_valued = true;
    groups.default = Some("everybody".to_owned());
    let rules = AttributesDraft {
        send_only_configured: true,
        external: vec![groups],
        ..AttributesDraft::default()
    };
    let mapped = |received| map(&rules, received).external["groups"].clone();
    assert_eq!(mapped(json!({ "groups": "staff" })), many(&["staff"]));
    assert_eq!(mapped(json!({ "groups": [] })), many(&["everybody"]));
    assert_eq!(mapped(json!({ "groups": ["a", 7] })), many(&["a", "7"]));
}

#[test]
fn a_renamed_attribute_does_not_go_out_under_its_old_name_and_token_claims_never_do() {
    let rules = AttributesDraft {
        external: vec![rule("Email", "email")],
        ..AttributesDraft::default()
    };
    let received = json!({ "email": "a@x", "name": "A", "exp": 1, "nonce": "n", "sub": "s" });
    let mapped = map(&rules, received);
    let names: Vec<_> = mapped.external.keys().map(String::as_str).collect();
    assert_eq!(names, ["Email", "name", "sub"]);
}

#[test]
fn a_mapped_value_is_a_text_or_a_list_of_texts_in_json() {
    let json = serde_json::to_value([one("a"), many(&["b"])]).unwrap();
    assert_eq!(json, json!(["a", ["b"]]));
    let back: Vec<MappedValue> = serde_json::from_value(json).unwrap();
    assert_eq!(back, [one("a"), many(&["b"])]);
}

fn map_sources(rules: &AttributesDraft, sources: &[(ClaimSource, &Claims)]) -> Mapped {
    let connection = Connection::default();
    let received = Received {
        sources,
        connection: &connection,
    };
    map_attributes(rules, &received).mapped
}

mod fixtures;
mod properties;
mod random;
mod telling;

/// The kind and the names of the fields of a transformation, as JSON has them.
fn fields_of(transform: &Transform) -> (String, Vec<String>) {
    let json = serde_json::to_value(transform).unwrap();
    let members = json.as_object().unwrap();
    let kind = members["kind"].as_str().unwrap().to_owned();
    let names = members.keys().filter(|name| *name != "kind").cloned();
    (kind, names.collect())
}

#[test]
fn the_catalogue_has_every_transformation_with_its_parameters() {
    for entry in TRANSFORMS {
        let mut json = serde_json::Map::new();
        json.insert("kind".to_owned(), entry.kind.into());
        for parameter in entry.parameters {
            let value = match parameter.kind {
                catalogue::ParameterKind::Number => json!(1),
                catalogue::ParameterKind::Claims | catalogue::ParameterKind::Texts => json!(["a"]),
                catalogue::ParameterKind::Table => json!([{ "from": "a", "to": "b" }]),
                catalogue::ParameterKind::Text
                | catalogue::ParameterKind::NonEmptyText
                | catalogue::ParameterKind::Template
                | catalogue::ParameterKind::Pattern => json!("a"),
            };
            json.insert(parameter.name.to_owned(), value);
        }
        let transform: Transform = serde_json::from_value(json.into()).unwrap();
        let (kind, names) = fields_of(&transform);
        assert_eq!(kind, entry.kind);
        let listed: Vec<_> = entry.parameters.iter().map(|p| p.name.to_owned()).collect();
        assert_eq!(names, listed, "{kind}");
        for parameter in entry.parameters {
            let mut without = serde_json::to_value(&transform).unwrap();
            without.as_object_mut().unwrap().remove(parameter.name);
            let optional = serde_json::from_value::<Transform>(without).is_ok();
            assert_eq!(optional, parameter.optional, "{kind}.{}", parameter.name);
        }
    }
    let listed: std::collections::BTreeSet<_> = TRANSFORMS.iter().map(|row| row.kind).collect();
    assert_eq!(listed.len(), TRANSFORMS.len());
    // The error for an unknown kind names all that there are.
    let unknown = serde_json::from_value::<Transform>(json!({ "kind": "none of them" }));
    let error = unknown.unwrap_err().to_string();
    assert_eq!(error.matches('`').count() / 2 - 1, TRANSFORMS.len());
}

#[test]
fn users_with_no_one_and_three_groups_map_as_the_sentence_beside_the_rule_says() {
    let rule: MappingRuleDraft = serde_json::from_value(json!({
        "target": "role", "source": "cognito:groups", "default": "guest", "onEveryLogin": true,
        "transforms": [
            { "kind": "keep_prefix", "prefix": "App-" },
            { "kind": "after", "separator": "-" },
            { "kind": "lower" },
            { "kind": "join", "separator": "+" }
        ]
    }))
    .unwrap();
    let rules = AttributesDraft {
        user: vec![rule],
        ..AttributesDraft::default()
    };
    for (received, role) in [
        (json!({}), "guest"),
        (json!({ "cognito:groups": ["App-Admins"] }), "admins"),
        (json!({ "cognito:groups": ["App-A", "x", "App-B"] }), "a+b"),
        (json!({ "cognito:groups": ["x"] }), "guest"),
    ] {
        assert_eq!(map(&rules, received).user["role"], one(role));
    }
    let rules = AttributesDraft {
        external: rules.user.clone(),
        ..rules
    };
    let view = map_attributes(
        &rules,
        &Received {
            sources: &[],
            connection: &Connection::default(),
        },
    );
    let external = &view.results[1].sentence;
    assert!(external.ends_with("it is “guest”. It is sent in place of cognito:groups."));
    assert_eq!(
        view.results[0].sentence,
        "role is cognito:groups, only values beginning with “App-”, the part after “-”, in lower case, joined by “+”. Without a value it is “guest”. Written at every sign-in."
    );
    assert_eq!(
        view.results[0].cel,
        "[texts(claims[?\"cognito:groups\"]).filter(v, v.startsWith(\"App-\")).map(v, v.contains(\"-\"), v.split(\"-\", 2)[1]).map(v, v.lowerAscii()).join(\"+\")].ifEmpty(\"guest\")"
    );
}

#[test]
fn a_boolean_in_one_source_and_a_text_in_the_other_are_told_apart() {
    let id_token = claims(json!({ "email_verified": true }));
    let userinfo = claims(json!({ "email_verified": "true" }));
    let rules = AttributesDraft {
        user: vec![rule("verified", "email_verified")],
        ..AttributesDraft::default()
    };
    let view = map_attributes(
        &rules,
        &Received {
            sources: &[
                (ClaimSource::Userinfo, &userinfo),
                (ClaimSource::IdToken, &id_token),
            ],
            connection: &Connection::default(),
        },
    );
    let result = &view.results[0];
    assert_eq!(result.value_type, Some(crate::claims::ClaimType::Boolean));
    assert_eq!(result.read_from, Some(ClaimSource::IdToken));
    assert!(!result.others[0].same);
    assert_eq!(
        result.why,
        "email_verified was read from the ID token. The userinfo answer has it as a text and not as true or false."
    );
}

#[test]
fn expressions_see_what_the_rules_above_gave_and_the_provider() {
    let rules: AttributesDraft = serde_json::from_value(json!({
        "user": [
            { "target": "email", "source": "email", "transforms": [{ "kind": "lower" }] },
            { "target": "username", "expression": "user.email + \"@\" + provider.name" }
        ],
        "external": [{ "target": "login", "expression": "user.username", "condition": "has(user.email)" }],
        "sendOnlyConfigured": true
    }))
    .unwrap();
    let received = claims(json!({ "email": "A" }));
    let connection = Connection {
        name: "Acme".to_owned(),
        ..Connection::default()
    };
    let sources = [(ClaimSource::IdToken, &received)];
    let received = Received {
        sources: &sources,
        connection: &connection,
    };
    let mapped = map_attributes(&rules, &received).mapped;
    assert_eq!(mapped.user["username"], one("a@Acme"));
    assert_eq!(mapped.external["login"], one("a@Acme"));
}

#[test]
fn a_long_table_is_looked_up_for_many_values_by_steps_and_by_their_text() {
    let table: Vec<Value> = (0..1000)
        .map(|n| json!({ "from": format!("g{n}"), "to": format!("role {n}") }))
        .collect();
    let groups: Vec<String> = (0..10_000).map(|n| format!("g{n}")).collect();
    let received = claims(json!({ "groups": groups }));
    let rules: AttributesDraft = serde_json::from_value(json!({ "external": [{
        "target": "roles", "source": "groups", "multiValued": true,
        "transforms": [{ "kind": "lookup", "table": table }],
    }] }))
    .unwrap();
    let received = Received {
        sources: &[(ClaimSource::IdToken, &received)],
        connection: &Connection::default(),
    };
    let view = map_attributes(&rules, &received);
    let result = &view.results[0];
    assert_eq!(result.error, None);
    assert_eq!(result.reads, ["groups"]);
    let Some(MappedValue::Many(roles)) = &result.value else {
        panic!("no roles");
    };
    assert_eq!(roles.len(), 1000);
}

#[test]
fn the_problems_of_several_runs_are_those_of_the_results_that_are_shown() {
    let mut number = rule("level", "level");
    number.source = None;
    number.expression = Some("string(int(claims.level))".to_owned());
    let mut email = rule("email", "email");
    email.expression = Some("claims.email.lowerAscii()".to_owned());
    email.source = None;
    let rules = AttributesDraft {
        send_only_configured: true,
        user: vec![email.clone(), number.clone()],
        external: vec![number],
    };
    let view = |received: Value| {
        let claims = claims(received);
        let sources = [(ClaimSource::IdToken, &claims)];
        let connection = Connection::default();
        map_attributes(
            &rules,
            &Received {
                sources: &sources,
                connection: &connection,
            },
        )
    };
    let problems = |view: &MappingView| -> Vec<(String, String)> {
        let all = view.mapped.problems.iter();
        all.map(|one| (one.target.clone(), one.message.clone()))
            .collect()
    };
    // An address that is no text, one that is empty, and a level that is none.
    let odd = view(json!({ "email": 7, "level": "1" }));
    let missing = view(json!({ "email": "", "level": "1" }));
    let wrong = view(json!({ "email": "a@x", "level": "high" }));
    assert_eq!(odd.results[0].status, RuleStatus::Error);
    assert_eq!(missing.results[0].status, RuleStatus::RequiredMissing);
    let expected = [problems(&missing), problems(&wrong)].concat();
    assert_eq!(expected.len(), 3, "one of each set for the level");
    let together = odd.with_worse_of(missing).with_worse_of(wrong);
    assert_eq!(problems(&together), expected);
}
