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
