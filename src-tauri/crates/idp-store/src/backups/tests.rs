use super::{BackupError, BackupReason, Backups, TEMPORARY};
use crate::runs::NewRun;
use crate::secrets::SecretStoreKind;
use crate::store::tests::new_store;
use crate::store::{OpenStoreError, Store, StoreError};
use idp_core::provider::{ProviderDraft, ProviderId};
use idp_core::run::{RunEnd, RunEvent};
use std::fs;
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

async fn add(store: &Store, name: &str) {
    let draft = ProviderDraft {
        display_name: name.to_owned(),
        ..ProviderDraft::default()
    };
    let id = ProviderId(name.to_owned());
    store.providers().insert(&id, &draft, "t").await.unwrap();
}

async fn add_run(store: &Store, id: &str) {
    let run = NewRun {
        run_id: id,
        provider_id: "p",
        provider: "P",
        started_at: "2026-01-01T00:00:00Z",
        owner: "o",
        fingerprint: "f",
    };
    let event = RunEvent::RunFinished {
        end: RunEnd::Cancelled,
        duration_ms: 1,
    };
    store.runs().insert(&run, &[event]).await.unwrap();
}

async fn opened() -> (Store, Backups, TempDir) {
    let (store, folder) = new_store().await;
    let backups = Backups::new(folder.path());
    (store, backups, folder)
}

fn start() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_795_000_000).unwrap()
}

async fn names(store: &Store) -> Vec<String> {
    let all = store.providers().list().await.unwrap();
    all.into_iter()
        .map(|one| one.definition.display_name)
        .collect()
}

#[tokio::test]
async fn a_backup_says_when_why_and_what_and_is_private() {
    let (store, backups, _folder) = opened().await;
    add(&store, "Acme").await;
    add_run(&store, "r1").await;
    let made = backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap()
        .unwrap();
    let [listed] = backups.list().await.unwrap().try_into().unwrap();
    assert_eq!(made, listed);
    assert_eq!(
        (listed.made_at, listed.reason),
        (start(), BackupReason::ByHand)
    );
    let contents = listed.contents.unwrap();
    assert_eq!((contents.providers, contents.runs), (1, 1));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(backups.folder()), 0o700);
        assert_eq!(mode(backups.folder().join(&listed.name)), 0o600);
    }
}

#[tokio::test]
async fn the_backup_of_the_day_is_made_when_something_changed() {
    let (store, backups, _folder) = opened().await;
    let daily = |days| backups.make(&store, BackupReason::Daily, start() + Duration::days(days));
    assert_eq!(daily(0).await.unwrap(), None, "there is nothing to keep");
    add(&store, "Acme").await;
    assert!(daily(1).await.unwrap().is_some());
    assert_eq!(daily(2).await.unwrap(), None, "nothing changed");
    add(&store, "Other").await;
    assert!(daily(3).await.unwrap().is_some());
    assert_eq!(backups.list().await.unwrap().len(), 2);
}

#[tokio::test]
async fn old_backups_make_room_each_kind_for_itself() {
    let (store, backups, _folder) = opened().await;
    let first = backups
        .make(&store, BackupReason::BeforeMigration, start())
        .await
        .unwrap();
    for day in 1..=14 {
        add(&store, &format!("Provider {day}")).await;
        let at = start() + Duration::days(day);
        backups.make(&store, BackupReason::Daily, at).await.unwrap();
    }
    let kept = backups.list().await.unwrap();
    assert_eq!(kept.len(), 11);
    assert_eq!(kept[0].made_at, start() + Duration::days(14));
    assert_eq!(kept.last(), first.as_ref());
}

#[tokio::test]
async fn restoring_brings_everything_back_and_keeps_what_was_there() {
    let (store, backups, folder) = opened().await;
    add(&store, "Acme").await;
    add_run(&store, "r1").await;
    let branding = store.branding();
    branding.update_logo(Some(b"logo")).await.unwrap();
    store
        .settings()
        .update("secret_store", "\"keychain\"")
        .await
        .unwrap();
    let places = store.secret_places();
    places
        .update("moved", SecretStoreKind::Keychain, "t")
        .await
        .unwrap();
    let made = backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap()
        .unwrap();

    branding.update_logo(None).await.unwrap();
    store.runs().delete_all_but(&[]).await.unwrap();
    add(&store, "Later").await;
    add_run(&store, "r1").await;
    add_run(&store, "r2").await;
    store
        .settings()
        .update("secret_store", "\"vault\"")
        .await
        .unwrap();
    places
        .update("moved", SecretStoreKind::Vault, "t")
        .await
        .unwrap();
    let other = Store::open(folder.path()).await.unwrap();
    let before = other.data_version().await.unwrap();

    let at = start() + Duration::HOUR;
    backups.restore(&store, &made.name, at).await.unwrap();
    for seen in [&store, &other] {
        assert_eq!(names(seen).await, ["Acme"]);
        let runs = seen.runs().list(None, 9).await.unwrap();
        assert_eq!(runs.len(), 1);
        assert_eq!(seen.runs().events("r1").await.unwrap().len(), 1);
        let (_, logo) = seen.branding().find().await.unwrap();
        assert_eq!(logo.as_deref(), Some(&b"logo"[..]));
    }
    assert_ne!(other.data_version().await.unwrap(), before);
    let place = places.find("moved").await.unwrap();
    assert_eq!(
        place,
        Some(SecretStoreKind::Vault),
        "true of this machine now"
    );
    let choice = store.settings().find("secret_store").await.unwrap();
    assert_eq!(choice.as_deref(), Some("\"vault\""));

    let [newest, _] = backups.list().await.unwrap().try_into().unwrap();
    assert_eq!(newest.reason, BackupReason::BeforeRestore);
    assert_eq!(newest.contents.unwrap().providers, 2);
    backups
        .restore(&store, &newest.name, at + Duration::HOUR)
        .await
        .unwrap();
    assert_eq!(names(&store).await, ["Acme", "Later"]);
    assert_eq!(store.runs().list(None, 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_backup_that_is_not_sound_changes_nothing() {
    let (store, backups, _folder) = opened().await;
    add(&store, "Acme").await;
    let made = backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap()
        .unwrap();
    fs::write(backups.folder().join(&made.name), "nonsense").unwrap();
    let refused = backups.restore(&store, &made.name, start()).await;
    assert!(
        matches!(refused, Err(BackupError::NotSound { .. })),
        "{refused:?}"
    );
    let refused = backups.restore(&store, "../idp-console.db", start()).await;
    assert!(
        matches!(refused, Err(BackupError::NotFound(_))),
        "{refused:?}"
    );
    assert_eq!(names(&store).await, ["Acme"]);
    assert_eq!(backups.list().await.unwrap()[0].contents, None);
}

#[tokio::test]
async fn a_restore_that_finds_the_disk_full_changes_nothing() {
    let (store, backups, _folder) = opened().await;
    for number in 0..200 {
        add(&store, &format!("{}{number}", "long".repeat(20))).await;
    }
    let made = backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap()
        .unwrap();
    for one in store.providers().list().await.unwrap() {
        store.providers().delete(&one.id, "t").await.unwrap();
        store.providers().purge(&one.id, "t9").await.unwrap();
    }
    sqlx::query("VACUUM").execute(store.writer()).await.unwrap();
    sqlx::query("PRAGMA max_page_count = 1")
        .execute(store.writer())
        .await
        .unwrap();
    let refused = backups.restore(&store, &made.name, start()).await;
    assert!(
        matches!(refused, Err(BackupError::DiskFull(_))),
        "{refused:?}"
    );
    assert!(names(&store).await.is_empty());
    assert!(!backups.folder().join("restoring").exists());
    sqlx::query("PRAGMA max_page_count = 1000000")
        .execute(store.writer())
        .await
        .unwrap();
    backups.restore(&store, &made.name, start()).await.unwrap();
    assert_eq!(names(&store).await.len(), 200);
}

#[tokio::test]
async fn what_a_crash_left_behind_is_no_backup() {
    let (store, backups, _folder) = opened().await;
    add(&store, "Acme").await;
    backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap();
    fs::write(backups.folder().join(TEMPORARY), "half of a backup").unwrap();
    fs::write(backups.folder().join("a note of the person.txt"), "mine").unwrap();
    assert_eq!(backups.list().await.unwrap().len(), 1);
    backups
        .make(&store, BackupReason::ByHand, start())
        .await
        .unwrap();
    assert_eq!(backups.list().await.unwrap().len(), 2);
    assert!(!backups.folder().join(TEMPORARY).exists());
    backups.delete_all().await.unwrap();
    assert!(backups.list().await.unwrap().is_empty());
    assert!(backups.folder().join("a note of the person.txt").exists());
}

/// What the later migrations made is taken away, the newest first.
async fn back_to_the_first_version(store: &Store) {
    let later: Vec<(String, String)> = sqlx::query_as(
        "SELECT type, name FROM sqlite_schema
         WHERE sql IS NOT NULL AND rowid > (
             SELECT rowid FROM sqlite_schema WHERE name = 'settings'
         ) ORDER BY rowid DESC",
    )
    .fetch_all(store.writer())
    .await
    .unwrap();
    assert!(later.iter().any(|(_, name)| name == "drafts"));
    let drops = later
        .iter()
        // The indexes of a table go with it.
        .filter(|(kind, name)| kind == "table" || name == "run_events_by_kind")
        .map(|(kind, name)| format!("DROP {kind} {name}"));
    let rest = "DELETE FROM _sqlx_migrations WHERE version > 1".to_owned();
    for statement in drops.chain([rest]) {
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(store.writer())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_older_database_is_backed_up_before_it_is_changed() {
    let (store, backups, folder) = opened().await;
    add(&store, "Acme").await;
    back_to_the_first_version(&store).await;
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.backup_problem(), None);
    assert_eq!(names(&store).await, ["Acme"]);
    let [made] = backups.list().await.unwrap().try_into().unwrap();
    assert_eq!(made.reason, BackupReason::BeforeMigration);
    // It is of the old form, and is brought up to date when it is restored.
    backups.restore(&store, &made.name, start()).await.unwrap();
    assert_eq!(names(&store).await, ["Acme"]);
    assert!(store.drafts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_older_database_that_cannot_be_backed_up_is_changed_only_when_a_person_says_so() {
    let (store, _, folder) = opened().await;
    back_to_the_first_version(&store).await;
    store.close().await;
    fs::write(folder.path().join("backups"), "not a folder").unwrap();
    let before = fs::read(folder.path().join("idp-console.db")).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(
        matches!(refused, OpenStoreError::NotBackedUp { .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("backups"), "{refused}");
    let after = fs::read(folder.path().join("idp-console.db")).unwrap();
    assert!(before == after, "it was changed");
    let store = Store::open_without_backup(folder.path()).await.unwrap();
    assert!(store.backup_problem().unwrap().contains("backups"));
    let written = store.settings().update("a", "1").await;
    assert!(!matches!(written, Err(StoreError::Busy)) && written.is_ok());
}
