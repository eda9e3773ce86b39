//! Definitions: created, changed, found again, and their secrets.

use idp_app::{App, Differences, ProviderError, SecretChange};
use idp_core::provider::TestStatus;
use idp_core::secret::Secret;
use idp_core::validation::FieldCode;
use idp_store::SecretStoreKind;
use std::path::Path;
use support::{Console, confidential, definition, open_app, person, plain_definition, pool};

/// Whoever was open during all changes says what one says that reads everything anew: the
/// list, and where a person is sent.
async fn assert_up_to_date(open: &App, folder: &Path, after: &str) -> Vec<String> {
    let anew = open_app(folder, SecretStoreKind::Session).await;
    let listed = open.list_providers().await.unwrap();
    let (told, read) = (
        serde_json::to_string(&listed).unwrap(),
        serde_json::to_string(&anew.list_providers().await.unwrap()).unwrap(),
    );
    assert_eq!(told, read, "{after}");
    let (told, read) = (
        format!("{:?}", open.route(Some("a@acme.com"), None).await),
        format!("{:?}", anew.route(Some("a@acme.com"), None).await),
    );
    assert_eq!(told, read, "{after}");
    anew.close().await;
    listed.into_iter().map(|one| one.display_name).collect()
}

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

#[tokio::test]
async fn what_was_read_before_never_stands_for_what_is_stored_now() {
    let console = Console::open().await;
    let (app, folder) = (&console.app, console.path());
    let other = open_app(folder, SecretStoreKind::Session).await;
    assert!(assert_up_to_date(app, folder, "nothing").await.is_empty());
    let mut primary = plain_definition("Primary");
    primary.advanced.fallback.enabled = true;
    primary.advanced.fallback.provider = Some("Second".to_owned());
    let first = console.add(&primary, None).await;
    let second = console.add(&plain_definition("Second"), None).await;
    assert_up_to_date(app, folder, "two are added").await;

    // Another process renames one, which changes the other one that falls back to it.
    let mut renamed = plain_definition("Acme");
    renamed.advanced.domains = vec!["acme.com".to_owned()];
    let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
    let update = other.update_provider(&second, &renamed, keep, refuse);
    update.await.unwrap();
    let names = assert_up_to_date(app, folder, "renamed elsewhere").await;
    assert_eq!(names, ["Acme", "Primary"]);
    let fallback = app.provider(&first).await.unwrap().definition.advanced;
    assert_eq!(fallback.fallback.provider.as_deref(), Some("Acme"));
    app.enable_provider(&second, false).await.unwrap();
    assert_up_to_date(app, folder, "disabled").await;

    // Restored under another name, in the revision that it had before.
    app.delete_provider(&second).await.unwrap();
    assert_up_to_date(app, folder, "deleted").await;
    console.add(&plain_definition("acme"), None).await;
    other.restore_provider(&second).await.unwrap();
    let names = assert_up_to_date(app, folder, "restored elsewhere").await;
    assert_eq!(names, ["acme", "Acme (2)", "Primary"]);

    // After going back to a backup the same revisions come again, with something else in them.
    let backup = app.back_up_now().await.unwrap().backups[0].name.clone();
    primary.display_name = "Before".to_owned();
    let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
    let update = app.update_provider(&first, &primary, keep, refuse);
    update.await.unwrap();
    assert_up_to_date(app, folder, "changed after the backup").await;
    app.restore_backup(&backup).await.unwrap();
    assert_up_to_date(app, folder, "went back").await;
    primary.display_name = "Afterwards".to_owned();
    let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
    let update = app.update_provider(&first, &primary, keep, refuse);
    update.await.unwrap();
    let names = assert_up_to_date(app, folder, "changed after going back").await;
    assert_eq!(names, ["acme", "Acme (2)", "Afterwards"]);
    app.delete_provider(&first).await.unwrap();
    app.purge_trash().await.unwrap();
    assert_up_to_date(app, folder, "purged").await;
}
