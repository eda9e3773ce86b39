//! Fixtures are compared whichever way a provider is stored.

use idp_app::{Differences, ProviderError, SecretChange};
use idp_core::mapping::FixtureComparison;
use idp_core::provider::{ProviderDraft, ProviderId};
use serde_json::json;
use support::{Console, confidential, definition, person, pool};

/// A provider with a fixture of alice.
async fn with_fixture() -> (Console, ProviderId, ProviderDraft) {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let mut draft = definition(&description, &client);
    draft.attributes = serde_json::from_value(json!({
        "user": [
            { "target": "email", "source": "email" },
            { "target": "username", "source": "cognito:username" },
        ],
        "external": [{ "target": "from", "expression": "provider.name" }],
    }))
    .unwrap();
    let console = Console::open().await;
    let id = console.add(&draft, client.secret.as_deref()).await;
    let run = console.test(&id, person(&description, "alice")).await;
    let saved = console.app.save_fixture(&run.run_id, "alice", false).await;
    saved.unwrap();
    (console, id, draft)
}

fn refused<T>(result: Result<T, ProviderError>) -> FixtureComparison {
    match result {
        Err(ProviderError::FixturesDiffer(comparison)) => *comparison,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was stored"),
    }
}

#[tokio::test]
async fn the_form_stores_no_rules_that_change_a_fixture_before_the_person_agrees() {
    let (console, id, _) = with_fixture().await;
    let app = &console.app;
    let draft = app.edit_provider(&id).await.unwrap();
    let mut body = draft.body.clone();
    body.definition.attributes.user[1].source = Some("email".to_owned());
    app.keep_draft(&draft.id, Some(&id), &body).await.unwrap();
    let found = refused(app.save_draft(&draft.id, false, Differences::Refuse).await);
    assert_eq!(found.fixtures, 1);
    let [difference] = found.differences.try_into().unwrap();
    assert_eq!(difference.target, "username");
    let stored = app.provider(&id).await.unwrap().definition;
    assert_eq!(
        stored.attributes.user[1].source.as_deref(),
        Some("cognito:username")
    );
    // The draft is still there, and what is accepted is what is compared with from then on.
    let saved = app.save_draft(&draft.id, false, Differences::Accept).await;
    assert_eq!(
        saved.unwrap().definition.attributes.user[1]
            .source
            .as_deref(),
        Some("email")
    );
    let again = app.compare_fixtures(&id, None).await.unwrap();
    assert_eq!((again.fixtures, again.differences.len()), (1, 0));
}

#[tokio::test]
async fn a_provider_file_stores_no_rules_that_change_a_fixture_unless_that_is_accepted() {
    let (console, id, mut draft) = with_fixture().await;
    let app = &console.app;
    let keep = || SecretChange::Keep;
    draft.attributes.external.clear();
    let update = app.update_provider(&id, &draft, keep(), Differences::Refuse);
    assert_eq!(refused(update.await).differences[0].target, "from");
    let update = app.update_provider(&id, &draft, keep(), Differences::Accept);
    update.await.unwrap();
    let again = app.compare_fixtures(&id, None).await.unwrap();
    assert!(again.differences.is_empty());
}

#[tokio::test]
async fn what_rules_can_read_of_the_provider_is_compared_as_well_and_nothing_else_is() {
    let (console, id, mut draft) = with_fixture().await;
    let app = &console.app;
    draft.tags = vec!["prod".to_owned()];
    app.update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse)
        .await
        .unwrap();
    app.enable_provider(&id, false).await.unwrap();
    draft.display_name = "Renamed".to_owned();
    let renamed = app.update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse);
    assert_eq!(refused(renamed.await).differences[0].target, "from");
}
