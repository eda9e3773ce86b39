//! Definitions: created, changed, found again, and their secrets.

use idp_app::{Differences, ProviderError, SecretChange};
use idp_core::provider::TestStatus;
use idp_core::secret::Secret;
use idp_core::validation::FieldCode;
use idp_store::SecretStoreKind;
use support::{Console, confidential, definition, open_app, person, pool};

#[tokio::test]
async fn a_provider_is_created_changed_listed_and_deleted() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = definition(&description, &confidential(&description));
    let id = console.add(&draft, Some("first")).await;
    draft.display_name = "Renamed".into();
    let view = console
        .app
        .update_provider(
            &id,
            &draft,
            SecretChange::Replace(Secret::new("second")),
            Differences::Refuse,
        )
        .await
        .unwrap();
    assert_eq!(view.definition.display_name, "Renamed");
    assert!(view.client_secret_set);
    let view = console
        .app
        .update_provider(&id, &draft, SecretChange::Remove, Differences::Refuse)
        .await
        .unwrap();
    assert!(!view.client_secret_set);
    assert_eq!(
        console.app.list_providers().await.unwrap()[0].display_name,
        "Renamed"
    );
    assert_eq!(console.app.find_provider("RENAMED").await.unwrap(), id);
    console.app.delete_provider(&id).await.unwrap();
    assert!(console.app.list_providers().await.unwrap().is_empty());
    assert!(matches!(
        console.app.provider(&id).await,
        Err(ProviderError::NotFound(_))
    ));
}

#[tokio::test]
async fn a_wrong_draft_is_not_stored_and_names_its_fields() {
    let pool = pool().await;
    let description = pool.description();
    let console = Console::open().await;
    let mut draft = definition(&description, &confidential(&description));
    console.add(&draft, None).await;
    draft.oauth.as_mut().unwrap().client_id = String::new();
    let Err(ProviderError::Invalid(problems)) = console.app.create_provider(&draft, None).await
    else {
        panic!("it was accepted");
    };
    let codes: Vec<_> = problems
        .iter()
        .map(|p| (p.field.as_str(), p.code))
        .collect();
    assert!(
        codes.contains(&("displayName", FieldCode::NotUnique)),
        "{codes:?}"
    );
    assert!(
        codes.contains(&("oauth.clientId", FieldCode::Required)),
        "{codes:?}"
    );
    assert_eq!(console.app.list_providers().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_status_is_stale_once_the_tested_settings_change() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let console = Console::open().await;
    let mut draft = definition(&description, &client);
    let id = console.add(&draft, client.secret.as_deref()).await;
    let status = || async { console.app.provider(&id).await.unwrap().test_status };
    assert_eq!(status().await, TestStatus::NeverTested);
    console.test(&id, person(&description, "alice")).await;
    assert_eq!(status().await, TestStatus::Passed);
    draft.tags.push("prod".into());
    console
        .app
        .update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(status().await, TestStatus::Passed, "a tag is not tested");
    draft.oauth.as_mut().unwrap().scopes.pop();
    console
        .app
        .update_provider(&id, &draft, SecretChange::Keep, Differences::Refuse)
        .await
        .unwrap();
    assert_eq!(status().await, TestStatus::Stale);
}

#[tokio::test]
async fn after_a_restart_everything_is_there_and_the_secret_in_the_vault_still_works() {
    let pool = pool().await;
    let description = pool.description();
    let client = confidential(&description);
    let folder = tempfile::tempdir().unwrap();
    let first = open_app(folder.path(), SecretStoreKind::Vault).await;
    let draft = definition(&description, &client);
    let secret = client.secret.clone().map(Secret::new);
    let id = first.create_provider(&draft, secret).await.unwrap().id;
    drop(first);
    let second = open_app(folder.path(), SecretStoreKind::Vault).await;
    let view = second.provider(&id).await.unwrap();
    assert!(view.client_secret_set);
    let surface = std::sync::Arc::new(person(&description, "alice"));
    let run = second
        .prepare_test(&id, surface)
        .await
        .unwrap()
        .run()
        .await
        .unwrap();
    assert_eq!(run.outcome, idp_core::run::RunOutcome::Passed, "{run:#?}");
    let third = open_app(folder.path(), SecretStoreKind::Session).await;
    assert_eq!(third.list_runs(None).await.unwrap().len(), 1);
}
