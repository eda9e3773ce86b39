//! Mapping outside of a test: the same engine, the same result.

use idp_app::{MapError, PreviewInput};
use idp_core::provider::AttributesDraft;
use serde_json::json;
use support::{Console, confidential, definition, oauth_draft, person, pool};

fn rules() -> AttributesDraft {
    serde_json::from_value(json!({
        "user": [
            { "target": "email", "source": "email", "required": true },
            { "target": "username", "source": "cognito:username" },
            { "target": "groups", "source": "cognito:groups", "multiValued": true }
        ],
        "external": [{ "target": "Mail", "source": "email" }],
        "sendOnlyConfigured": true
    }))
    .unwrap()
}

#[tokio::test]
async fn preview_command_line_and_test_give_the_same_result() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.attributes = rules();
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let run = console.test(&id, person(&description, "alice")).await;
    let app = &console.app;
    assert!(!run.mapped.user.is_empty());
    let input = PreviewInput::Run {
        run_id: run.run_id.clone(),
    };
    let preview = app.preview_mapping(&rules(), &input).await.unwrap();
    assert_eq!(preview.mapped, run.mapped);
    let report = serde_json::to_string(&run).unwrap();
    assert_eq!(
        app.map_claims(&id, &report).await.unwrap().mapped,
        run.mapped
    );
}

#[tokio::test]
async fn claims_of_a_file_are_mapped_and_what_is_required_is_missed() {
    let console = Console::open().await;
    let mut draft = oauth_draft("Acme");
    draft.attributes = rules();
    let id = console.add(&draft, None).await;
    let map = |text: String| {
        let app = console.app.clone();
        let id = id.clone();
        async move { app.map_claims(&id, &text).await }
    };
    let claims = json!({ "email": "a@x", "cognito:groups": "staff", "attributes": ["kept"] });
    let mapped = map(claims.to_string()).await.unwrap().mapped;
    let user = serde_json::to_value(&mapped.user).unwrap();
    assert_eq!(user, json!({ "email": "a@x", "groups": ["staff"] }));
    assert_eq!(
        serde_json::to_value(&mapped.external).unwrap(),
        json!({ "Mail": "a@x" })
    );
    let missed: Vec<_> = mapped
        .problems
        .iter()
        .map(|p| (&*p.target, p.required))
        .collect();
    assert_eq!(missed, [("username", true)]);
    for text in ["[]", "", "{", "\"text\""] {
        let refused = map(text.to_owned()).await;
        assert!(matches!(refused, Err(MapError::NotClaims(_))), "{text}");
    }
}

fn named(kind: &str, value: &str) -> PreviewInput {
    serde_json::from_value(match kind {
        "run" => json!({ "kind": "run", "runId": value }),
        "all_runs" => json!({ "kind": "all_runs", "providerId": value }),
        _ => json!({ "kind": "sample", "providerId": null, "claims": [
            { "source": "id_token", "text": value },
            { "source": "userinfo", "text": "{\"email_verified\": \"true\", \"email\": \"b@x\"}" },
            { "source": "access_token", "text": " " },
        ] }),
    })
    .unwrap()
}

#[tokio::test]
async fn a_pasted_sample_shows_which_source_was_read_and_what_the_others_say() {
    let console = Console::open().await;
    let rules: AttributesDraft = serde_json::from_value(json!({
        "user": [
            { "target": "email", "source": "email", "transforms": [{ "kind": "upper" }] },
            { "target": "verified", "source": "email_verified", "readFrom": "userinfo" },
            { "target": "bad", "expression": "claims.email.no()" }
        ],
        "sendOnlyConfigured": true
    }))
    .unwrap();
    let sample = named(
        "sample",
        r#"{"email": "a@x", "email_verified": true, "exp": 1}"#,
    );
    let view = console.app.preview_mapping(&rules, &sample).await.unwrap();
    let view = serde_json::to_value(&view).unwrap();
    assert_eq!(
        view["mapped"]["user"],
        json!([{ "name": "email", "value": "A@X" }, { "name": "verified", "value": "true" }])
    );
    let [email, verified, bad] = [0, 1, 2].map(|index| view["results"][index].clone());
    assert_eq!(email["readFrom"], "id_token");
    assert_eq!(email["others"][0]["value"], "b@x");
    assert_eq!(email["others"][0]["same"], false);
    assert_eq!(verified["valueType"], "string");
    assert_eq!(verified["others"][0]["type"], "boolean");
    assert_eq!(bad["status"], "error");
    assert_eq!(bad["error"]["code"], "unknown_function");
    assert_eq!(bad["error"]["offset"], 13);
    assert_eq!(view["dropped"], json!(["email", "email_verified"]));
    let no_object = named("sample", "[]");
    let refused = console.app.preview_mapping(&rules, &no_object).await;
    assert!(matches!(refused, Err(MapError::NotClaims(_))));
}

#[tokio::test]
async fn all_runs_together_show_the_worst_and_a_fixture_shows_what_new_rules_change() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.attributes = rules();
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let app = &console.app;
    let run = console.test(&id, person(&description, "alice")).await;
    let worst = app
        .preview_mapping(&rules(), &named("all_runs", &id.0))
        .await
        .unwrap();
    assert_eq!(worst.runs, 1);
    assert_eq!(worst.mapped, run.mapped);
    assert!(
        worst
            .results
            .iter()
            .all(|row| row.run.as_ref().map(|name| &name.run_id) == Some(&run.run_id))
    );

    for pseudonymise in [false, true] {
        let saved = app.save_fixture(&run.run_id, " alice ", pseudonymise);
        let saved = saved.await.unwrap();
        assert_eq!(saved.fixture.pseudonymised, pseudonymise);
        assert_eq!(saved.changed, Vec::<String>::new());
    }
    let fixtures = app.list_fixtures(&id).await.unwrap();
    assert_eq!(fixtures.len(), 2);
    assert!(fixtures.iter().all(|fixture| fixture.name == "alice"));
    let same = app.compare_fixtures(&id, None).await.unwrap();
    assert_eq!((same.fixtures, same.differences.len()), (2, 0));
    let mut changed = rules();
    changed.external.clear();
    let compared = app.compare_fixtures(&id, Some(&changed)).await.unwrap();
    let targets: Vec<_> = compared
        .differences
        .iter()
        .map(|row| &*row.target)
        .collect();
    assert_eq!(targets, ["Mail", "Mail"]);
    let before = serde_json::to_value(&compared.differences).unwrap();
    let addresses = [&before[0]["before"], &before[1]["before"]];
    assert!(
        addresses
            .iter()
            .any(|text| text.as_str().unwrap().ends_with("@example.com"))
    );
    // A rule that errs is told without any fixture, and one that is missing by them.
    let mut wrong = rules();
    wrong.user[0].expression = Some("claims.".to_owned());
    let compared = app.compare_fixtures(&id, Some(&wrong)).await.unwrap();
    assert_eq!(compared.unusable[0].target, wrong.user[0].target);
    assert!(compared.differences.iter().all(|row| row.problem.is_some()));
    app.delete_fixture(&fixtures[0].fixture_id).await.unwrap();
    assert_eq!(app.list_fixtures(&id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn numbers_of_a_sample_are_exact() {
    let console = Console::open().await;
    let sample = named(
        "sample",
        r#"{"n": 123456789012345678901234567890, "far": 1e400, "x": 1.5}"#,
    );
    let none = AttributesDraft::default();
    let view = console.app.preview_mapping(&none, &sample).await.unwrap();
    let sent = serde_json::to_value(&view.mapped.external).unwrap();
    assert_eq!(sent["n"], "123456789012345678901234567890");
    assert_eq!((&sent["far"], &sent["x"]), (&json!("1e400"), &json!("1.5")));
}

#[tokio::test]
async fn proposals_fill_what_no_rule_fills_and_nothing_by_themselves() {
    let console = Console::open().await;
    let sample = named(
        "sample",
        r#"{"cognito:username": "a", "mailbox": "a@x.org", "cognito:groups": ["g"]}"#,
    );
    let none = AttributesDraft::default();
    let found = console.app.suggest_rules(&none, &sample).await.unwrap();
    let targets: Vec<_> = found
        .iter()
        .map(|row| (&*row.rule.target, row.rule.source.as_deref().unwrap()))
        .collect();
    assert_eq!(
        targets,
        [
            ("email", "email"),
            ("username", "cognito:username"),
            ("groups", "cognito:groups")
        ]
    );
    let found = console.app.suggest_rules(&rules(), &sample).await.unwrap();
    assert!(found.is_empty());
}
