mod damage;
mod faults;

use super::{MIGRATOR, OpenStoreError, Store, StoreError, is_safe};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A new store; the folder goes when the second value is dropped.
pub(crate) async fn new_store() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(folder.path()).await.unwrap(), folder)
}

async fn open_error(folder: &Path) -> OpenStoreError {
    Store::open(folder).await.unwrap_err()
}

#[tokio::test]
async fn the_sqlite_in_this_program_is_one_that_does_not_lose_writes() {
    let (store, _folder) = new_store().await;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(store.readers())
        .await
        .unwrap();
    assert!(is_safe(&version), "{version}");
}

#[test]
fn sqlite_versions_are_compared_as_numbers() {
    for safe in ["3.51.3", "3.51.10", "3.100.0", "4.0.0"] {
        assert!(is_safe(safe), "{safe}");
    }
    for unsafe_version in ["3.51.2", "3.9.9", "3.50.7", "2.99.99", "", "three"] {
        assert!(!is_safe(unsafe_version), "{unsafe_version}");
    }
}

#[test]
fn every_migration_file_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = fs::read_dir(folder).unwrap().count();
    assert_eq!(files, MIGRATOR.iter().count());
}

#[tokio::test]
async fn connections_have_the_settings_that_the_design_relies_on() {
    let (store, _folder) = new_store().await;
    for pool in [store.writer(), store.readers()] {
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(pool)
            .await
            .unwrap();
        assert_eq!(journal, "wal");
        for (pragma, expected) in [
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA busy_timeout", 5000),
            ("PRAGMA synchronous", 2),
        ] {
            let value: i64 = sqlx::query_scalar(pragma).fetch_one(pool).await.unwrap();
            assert_eq!(value, expected, "{pragma}");
        }
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    let (store, _folder) = new_store().await;
    let refused = sqlx::query("DELETE FROM settings")
        .execute(store.readers())
        .await
        .unwrap_err();
    assert!(matches!(StoreError::from(refused), StoreError::ReadOnly));
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let (store, folder) = new_store().await;
    store.settings().update("a", "1").await.unwrap();
    store.close().await;
    let again = Store::open(folder.path()).await.unwrap();
    let value = again.settings().find("a").await.unwrap();
    assert_eq!(value.as_deref(), Some("1"));
}

#[tokio::test]
async fn two_stores_on_one_folder_see_and_notice_each_other() {
    let (one, folder) = new_store().await;
    let two = Store::open(folder.path()).await.unwrap();
    let before = one.data_version().await.unwrap();
    one.settings().update("own", "1").await.unwrap();
    assert_eq!(one.data_version().await.unwrap(), before);
    two.settings().update("other", "1").await.unwrap();
    assert_ne!(one.data_version().await.unwrap(), before);
    let value = one.settings().find("other").await.unwrap();
    assert_eq!(value.as_deref(), Some("1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_can_open_a_new_folder_at_once_and_write() {
    let folder = tempfile::tempdir().unwrap();
    let tasks: Vec<_> = (0..6)
        .map(|number| {
            let path = folder.path().to_owned();
            tokio::spawn(async move {
                let store = Store::open(&path).await.unwrap();
                for round in 0..20 {
                    let name = format!("{number}/{round}");
                    store.settings().update(&name, "x").await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.settings().list().await.unwrap().len(), 120);
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_and_kept() {
    let (store, folder) = new_store().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations
             (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', 1, x'00', 0)",
    )
    .execute(store.writer())
    .await
    .unwrap();
    store.close().await;
    let error = open_error(folder.path()).await;
    assert!(
        matches!(error, OpenStoreError::NewerThanProgram { .. }),
        "{error:?}"
    );
    assert!(error.to_string().contains("Update this program"));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("idp-console.db");
    let content = "no database, whatever its name says".repeat(100);
    fs::write(&file, &content).unwrap();
    let error = open_error(folder.path()).await;
    assert!(matches!(error, OpenStoreError::Damaged { .. }), "{error:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), content);
}

#[tokio::test]
async fn damage_inside_a_database_is_found_when_it_is_opened() {
    let (store, folder) = new_store().await;
    for number in 0..200 {
        let name = format!("setting {number}");
        let value = "v".repeat(200);
        store.settings().update(&name, &value).await.unwrap();
    }
    store.close().await;
    let file = folder.path().join("idp-console.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xa5);
    fs::write(&file, &bytes).unwrap();
    let error = open_error(folder.path()).await;
    assert!(matches!(error, OpenStoreError::Damaged { .. }), "{error:?}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[tokio::test]
async fn a_data_folder_that_is_a_file_is_not_writable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [file.clone(), file.join("below")] {
        let error = open_error(&path).await;
        assert!(
            matches!(error, OpenStoreError::NotWritable { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_changes_nothing() {
    let (store, _folder) = new_store().await;
    sqlx::query("PRAGMA max_page_count = 1")
        .execute(store.writer())
        .await
        .unwrap();
    let full = store.settings().update("large", &"x".repeat(1 << 20)).await;
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    assert_eq!(store.settings().find("large").await.unwrap(), None);
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("new/data");
    let store = Store::open(&folder).await.unwrap();
    store.settings().update("a", "1").await.unwrap();
    assert_eq!(mode(&folder), 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_owned());
    }
    for expected in ["idp-console.db", "idp-console.db-wal", "idp-console.db-shm"] {
        assert!(names.contains(&expected.into()), "{names:?}");
    }
    store.close().await;
    let file = folder.join("idp-console.db");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let _again = Store::open(&folder).await.unwrap();
    assert_eq!(mode(&file), 0o600);
}
