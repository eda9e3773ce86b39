use super::*;
use crate::provider::{ClientAuthentication, OauthDraft, ProviderId};
use proptest::prelude::*;

fn good() -> ProviderDraft {
    ProviderDraft {
        display_name: "Acme staff".to_owned(),
        catalogue_entry: "aws-cognito-oidc".to_owned(),
        enabled: true,
        oauth: Some(OauthDraft {
            issuer: Some("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123".into()),
            authorization_endpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize".into(),
            token_endpoint: "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token".into(),
            userinfo_endpoint: Some("https://acme.auth.eu-west-1.amazoncognito.com/oauth2/userInfo".into()),
            jwks_uri: Some("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json".into()),
            client_id: "1h57kf5cpq17m0eml12EXAMPLE".to_lowercase(),
            client_authentication: ClientAuthentication::ClientSecretBasic,
            scopes: vec!["openid".into(), "email".into(), "profile".into()],
            redirect_uri: "https://broker.example.com/callback".into(),
            ..OauthDraft::default()
        }),
        ..ProviderDraft::default()
    }
}

fn called(name: &str) -> Participant {
    let other = ProviderDraft {
        display_name: name.to_owned(),
        ..ProviderDraft::default()
    };
    Participant::of(&ProviderId("other".to_owned()), &other)
}

fn with_oauth(change: impl FnOnce(&mut OauthDraft)) -> ProviderDraft {
    let mut draft = good();
    change(draft.oauth.as_mut().unwrap());
    draft
}

fn codes(draft: &ProviderDraft) -> Vec<(String, FieldCode)> {
    check_provider(draft, &[])
        .problems
        .into_iter()
        .map(|problem| (problem.field, problem.code))
        .collect()
}

#[test]
fn a_complete_definition_has_no_problem() {
    let checked = check_provider(&good(), &[called("Other")]);
    assert_eq!(checked.problems, []);
    assert!(checked.provider.is_some());
}

#[test]
fn each_wrong_field_is_named_with_its_code() {
    let cases: Vec<(ProviderDraft, &str, FieldCode)> = vec![
        (
            with_oauth(|o| o.redirect_uri = String::new()),
            "oauth.redirectUri",
            FieldCode::Required,
        ),
        (
            with_oauth(|o| o.redirect_uri = "http://broker.example.com/cb".into()),
            "oauth.redirectUri",
            FieldCode::RedirectUriNotAllowed,
        ),
        (
            with_oauth(|o| o.token_endpoint = "acme/token".into()),
            "oauth.tokenEndpoint",
            FieldCode::NotAUrl,
        ),
        (
            with_oauth(|o| o.token_endpoint = "http://acme.example/token".into()),
            "oauth.tokenEndpoint",
            FieldCode::HttpsRequired,
        ),
        (
            with_oauth(|o| o.token_endpoint = "file:///etc/passwd".into()),
            "oauth.tokenEndpoint",
            FieldCode::HttpsRequired,
        ),
        (
            with_oauth(|o| o.jwks_uri = None),
            "oauth.jwksUri",
            FieldCode::NotVerifiable,
        ),
        (
            with_oauth(|o| o.issuer = None),
            "oauth.issuer",
            FieldCode::NotVerifiable,
        ),
        (
            with_oauth(|o| o.client_id = "arn:aws:cognito".into()),
            "oauth.clientId",
            FieldCode::WrongThing,
        ),
        (
            with_oauth(|o| o.scopes = vec!["openid".into(), "email,profile".into()]),
            "oauth.scopes[1]",
            FieldCode::InvalidFormat,
        ),
        (
            with_oauth(|o| o.scopes.push("phone".into())),
            "oauth.scopes[3]",
            FieldCode::ScopeOftenNotTicked,
        ),
        (
            with_oauth(|o| o.scopes.push("offline_access".into())),
            "oauth.scopes[3]",
            FieldCode::ScopeUnsupported,
        ),
        (
            with_oauth(|o| {
                o.authorization_parameters
                    .insert("state".into(), "x".into());
            }),
            "oauth.authorizationParameters.state",
            FieldCode::ReservedParameter,
        ),
    ];
    for (draft, field, code) in cases {
        assert!(
            codes(&draft).contains(&(field.to_owned(), code)),
            "{field}: {:?}",
            codes(&draft)
        );
    }
}

#[test]
fn a_warning_does_not_prevent_saving() {
    let checked = check_provider(&with_oauth(|o| o.scopes.push("phone".into())), &[]);
    assert!(checked.provider.is_some());
    assert_eq!(checked.problems[0].severity, Severity::Warning);
}

#[test]
fn names_are_unique_whatever_their_case() {
    let problems = check_provider(&good(), &[called("ACME Staff")]).problems;
    assert_eq!(problems[0].code, FieldCode::NotUnique);
}

#[test]
fn http_on_loopback_needs_the_switch() {
    let local = |allowed| {
        with_oauth(|o| {
            o.token_endpoint = "http://127.0.0.1:9080/oauth2/token".into();
            o.authorization_endpoint = "http://127.0.0.1:9080/oauth2/authorize".into();
            o.userinfo_endpoint = None;
            o.allow_http_on_loopback = allowed;
        })
    };
    assert!(check_provider(&local(false), &[]).provider.is_none());
    assert!(check_provider(&local(true), &[]).provider.is_some());
}

#[test]
fn spaces_around_values_are_removed_and_empty_options_dropped() {
    let checked = check_provider(
        &with_oauth(|o| {
            o.client_id = " 1h57kf5cpq17m0eml12example \n".into();
            o.logout_endpoint = Some("  ".into());
        }),
        &[],
    );
    let provider = checked.provider.unwrap();
    let oauth = provider.as_draft().oauth.as_ref().unwrap();
    assert_eq!(oauth.client_id, "1h57kf5cpq17m0eml12example");
    assert_eq!(oauth.logout_endpoint, None);
}

proptest! {
    #[test]
    fn no_text_makes_the_check_panic(text in ".{0,200}") {
        let draft = with_oauth(|o| {
            o.redirect_uri = text.clone();
            o.client_id = text.clone();
            o.issuer = Some(text.clone());
            o.token_endpoint = text.clone();
            o.scopes = vec![text.clone()];
        });
        let _ = check_provider(&draft, &[called(&text)]);
    }
}

fn problems_of(rule: serde_json::Value) -> Vec<(String, FieldCode)> {
    let mut draft = ProviderDraft::default();
    draft.attributes.external = vec![serde_json::from_value(rule).unwrap()];
    let mut problems = Vec::new();
    mapping_rules::check(&draft, &mut problems);
    let prefix = "attributes.external[0].";
    problems
        .into_iter()
        .map(|found| (found.field.replacen(prefix, "", 1), found.code))
        .collect()
}

#[test]
fn a_mapping_rule_has_one_way_to_its_value_and_every_text_of_it_is_sound() {
    use serde_json::json;
    let incomplete = |field: &str| vec![(field.to_owned(), FieldCode::RuleIncomplete)];
    let constant = json!([{ "kind": "constant", "value": "x" }]);
    for (rule, expected) in [
        (json!({ "target": "a", "source": "b" }), vec![]),
        (json!({ "target": "a", "expression": "claims.b" }), vec![]),
        (json!({ "target": "a", "transforms": constant }), vec![]),
        (json!({ "target": "a" }), incomplete("source")),
        (
            json!({ "target": "a", "source": "b", "expression": "claims.b" }),
            incomplete("source"),
        ),
        (
            json!({ "target": "a", "source": "b", "transforms": constant }),
            incomplete("source"),
        ),
        (
            json!({ "target": "a", "expression": "1", "transforms": [{ "kind": "lower" }] }),
            incomplete("transforms"),
        ),
        (
            json!({ "target": "a", "source": "b", "condition": "claims.", "transforms": [
                { "kind": "lower" }, { "kind": "keep_matching", "pattern": "(" } ] }),
            vec![
                ("condition".to_owned(), FieldCode::ExpressionInvalid),
                ("transforms[1]".to_owned(), FieldCode::TransformInvalid),
            ],
        ),
        (
            json!({ "target": "a", "source": "b", "transforms": [
                { "kind": "lower" }, { "kind": "constant", "value": "x" } ] }),
            vec![("transforms[1]".to_owned(), FieldCode::TransformInvalid)],
        ),
        (
            json!({ "target": "a", "source": "b", "transforms": [
                { "kind": "split", "separator": "" } ] }),
            vec![("transforms[0]".to_owned(), FieldCode::TransformInvalid)],
        ),
    ] {
        assert_eq!(problems_of(rule.clone()), expected, "{rule}");
    }
}

#[test]
fn an_enabled_provider_with_user_rules_has_one_for_the_address_and_one_for_the_name() {
    let check = |enabled: bool, targets: &[&str]| {
        let mut draft = with_oauth(|_| ());
        draft.enabled = enabled;
        let rule = |target: &&str| crate::provider::MappingRuleDraft {
            target: (*target).to_owned(),
            source: Some("sub".to_owned()),
            ..Default::default()
        };
        draft.attributes.user = targets.iter().map(rule).collect();
        let mut checked = check_provider(&draft, &[]);
        let lacks = |one: &FieldProblem| one.code == FieldCode::IdentityTargetMissing;
        checked.problems.retain(lacks);
        checked
    };
    for targets in [&["email"][..], &["username"], &["groups", "email"]] {
        let refused = check(true, targets);
        assert!(refused.provider.is_none(), "{targets:?}");
        let [problem] = refused.problems.try_into().unwrap();
        assert_eq!(problem.field, "attributes.user");
        assert!(problem.message.contains("disable the provider"));
        // What is being worked on can be kept.
        let warned = check(false, targets);
        assert!(warned.provider.is_some(), "{targets:?}");
        assert_eq!(warned.problems[0].severity, Severity::Warning);
    }
    assert_eq!(check(true, &["groups"]).problems.len(), 2);
    for targets in [&[][..], &["username", "email"]] {
        let fine = check(true, targets);
        assert!(fine.provider.is_some() && fine.problems.is_empty());
    }
}

#[test]
fn rules_stored_before_there_were_transformations_are_read_and_written_as_they_were() {
    let text = r#"{"target":"a","source":"b","required":true,"multiValued":false,"onEveryLogin":false,"default":"x"}"#;
    let rule: crate::provider::MappingRuleDraft = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&rule).unwrap(), text);
    let unknown = r#"{"target":"a","sauce":"b"}"#;
    assert!(serde_json::from_str::<crate::provider::MappingRuleDraft>(unknown).is_err());
}

#[test]
fn a_generic_entry_may_have_its_endpoints_on_several_hosts() {
    let spread = |entry: &str| {
        let mut draft = with_oauth(|o| {
            o.authorization_endpoint = "https://accounts.google.com/o/oauth2/v2/auth".into();
            o.token_endpoint = "https://oauth2.googleapis.com/token".into();
            o.userinfo_endpoint = Some("https://openidconnect.googleapis.com/v1/userinfo".into());
        });
        entry.clone_into(&mut draft.catalogue_entry);
        codes(&draft)
    };
    assert_eq!(spread("generic-oidc"), []);
    assert_eq!(spread("generic-oauth2"), []);
    // With Cognito they share the domain.
    assert_eq!(spread("aws-cognito-oidc").len(), 2);
}

#[test]
fn a_generic_entry_is_told_nothing_of_cognito() {
    for entry in ["generic-oidc", "generic-oauth2"] {
        for client_id in ["", "arn:aws:x", "a b"] {
            let draft = ProviderDraft {
                catalogue_entry: entry.to_owned(),
                oauth: Some(OauthDraft {
                    client_id: client_id.to_owned(),
                    redirect_uri: "http://broker.example.com/*".to_owned(),
                    scopes: vec!["openid".into(), "groups".into()],
                    ..OauthDraft::default()
                }),
                ..ProviderDraft::default()
            };
            for FieldProblem { message, field, .. } in check_provider(&draft, &[]).problems {
                let wrong = ["Cognito", "AWS", "app client", "user pool"];
                let found = wrong.iter().find(|word| message.contains(**word));
                assert_eq!(found, None, "{entry}, {field}: {message}");
            }
        }
    }
}
