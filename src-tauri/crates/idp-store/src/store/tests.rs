use super::{OpenStoreError, Store};
use crate::WriteProviderError;
use idp_core::provider::{ProviderDraft, ProviderId};
use idp_core::run::{RunEnd, RunEvent, RunOutcome};

async fn store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(folder.path()).await.unwrap(), folder)
}

fn draft(name: &str) -> ProviderDraft {
    ProviderDraft {
        display_name: name.to_owned(),
        ..ProviderDraft::default()
    }
}

fn id(text: &str) -> ProviderId {
    ProviderId(text.to_owned())
}

#[tokio::test]
async fn providers_are_found_by_id_and_name_and_listed_by_name() {
    let (store, _folder) = store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Zeta"), "t1")
        .await
        .unwrap();
    providers
        .insert(&id("2"), &draft("alpha"), "t1")
        .await
        .unwrap();
    assert_eq!(providers.find(&id("1")).await.unwrap().unwrap().revision, 1);
    assert_eq!(
        providers.find_by_name("ALPHA").await.unwrap().unwrap().id,
        id("2")
    );
    let names: Vec<_> = providers
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|p| p.definition.display_name)
        .collect();
    assert_eq!(names, ["alpha", "Zeta"]);
    providers
        .update(&id("1"), &draft("Beta"), "t2")
        .await
        .unwrap();
    let changed = providers.find(&id("1")).await.unwrap().unwrap();
    assert_eq!((changed.revision, changed.updated_at.as_str()), (2, "t2"));
}

#[tokio::test]
async fn a_name_is_taken_until_its_provider_is_deleted() {
    let (store, _folder) = store().await;
    let providers = store.providers();
    providers
        .insert(&id("1"), &draft("Acme"), "t")
        .await
        .unwrap();
    let taken = providers.insert(&id("2"), &draft("ACME"), "t").await;
    assert!(matches!(taken, Err(WriteProviderError::NameTaken)));
    providers.delete(&id("1"), "t").await.unwrap();
    assert!(providers.find(&id("1")).await.unwrap().is_none());
    providers
        .insert(&id("2"), &draft("ACME"), "t")
        .await
        .unwrap();
    let gone = providers.update(&id("1"), &draft("x"), "t").await;
    assert!(matches!(gone, Err(WriteProviderError::NotFound)));
}

#[tokio::test]
async fn events_come_back_in_order_and_the_end_is_written_once() {
    let (store, _folder) = store().await;
    let runs = store.runs();
    for (run, at) in [("a", "2026-01-01"), ("b", "2026-01-02")] {
        runs.insert(run, "p", "Acme", at, "owner", "f")
            .await
            .unwrap();
    }
    let events: Vec<RunEvent> = (0..20)
        .map(|duration_ms| RunEvent::RunFinished {
            end: RunEnd::Completed,
            duration_ms,
        })
        .collect();
    for (seq, event) in (1..).zip(&events) {
        runs.append_event("a", seq, event).await.unwrap();
    }
    assert_eq!(runs.events("a").await.unwrap(), events);
    assert!(
        runs.append_event("a", 1, &events[0]).await.is_err(),
        "nothing is overwritten"
    );
    assert!(runs.last_finished("p").await.unwrap().is_none());
    runs.finish("a", RunOutcome::Passed, "works", 7)
        .await
        .unwrap();
    assert_eq!(runs.last_finished("p").await.unwrap().unwrap().run_id, "a");
    assert_eq!(runs.last_of_each_provider().await.unwrap().len(), 1);
    let listed: Vec<_> = runs
        .list(None, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|run| run.run_id)
        .collect();
    assert_eq!(listed, ["b", "a"]);
    assert!(runs.list(Some("other"), 10).await.unwrap().is_empty());
    runs.delete_all().await.unwrap();
    assert!(runs.events("a").await.unwrap().is_empty());
}

#[tokio::test]
async fn settings_are_replaced_and_removed() {
    let (store, _folder) = store().await;
    let settings = store.settings();
    settings.update("a", "1").await.unwrap();
    settings.update("a", "2").await.unwrap();
    assert_eq!(settings.find("a").await.unwrap().as_deref(), Some("2"));
    settings.delete("a").await.unwrap();
    assert_eq!(settings.find("a").await.unwrap(), None);
}

#[tokio::test]
async fn another_process_that_writes_is_noticed() {
    let (store, folder) = store().await;
    let before = store.data_version().await.unwrap();
    assert_eq!(store.data_version().await.unwrap(), before);
    let other = Store::open(folder.path()).await.unwrap();
    other.settings().update("a", "1").await.unwrap();
    assert_ne!(store.data_version().await.unwrap(), before);
}

#[tokio::test]
async fn a_newer_database_and_a_damaged_one_are_told_apart_and_kept() {
    let (store, folder) = store().await;
    sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)")
        .execute(&store.writer)
        .await
        .unwrap();
    drop(store);
    let newer = Store::open(folder.path()).await;
    assert!(matches!(
        newer,
        Err(OpenStoreError::NewerThanProgram { .. })
    ));

    let damaged = tempfile::tempdir().unwrap();
    let file = damaged.path().join("idp-console.db");
    std::fs::write(
        &file,
        "this is no database, whatever its name says".repeat(50),
    )
    .unwrap();
    let before = std::fs::read(&file).unwrap();
    let refused = Store::open(damaged.path()).await;
    assert!(
        matches!(refused, Err(OpenStoreError::Damaged { .. })),
        "{:?}",
        refused.err()
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (store, folder) = store().await;
    store.settings().update("a", "1").await.unwrap();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}
