//! Databases that can be read and not written.

use super::super::read_only::{Copy, sweep};
use super::super::{FILE_NAME, OpenStoreError, Store, StoreError, companion};
use crate::backups::BackupError;
use crate::lock::{FolderLock, LockError};
use idp_core::provider::{ProviderDraft, ProviderId};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

async fn with_one_provider() -> (Store, TempDir) {
    let (store, folder) = super::new_store().await;
    let draft = ProviderDraft {
        display_name: "Acme".to_owned(),
        ..ProviderDraft::default()
    };
    let id = ProviderId("1".to_owned());
    store.providers().insert(&id, &draft, "t").await.unwrap();
    (store, folder)
}

async fn assert_readable_only(folder: &Path) {
    let store = Store::open_read_only(folder).await.unwrap();
    let found = store.providers().list().await.unwrap();
    assert_eq!(found[0].definition.display_name, "Acme");
    let refused = store.settings().update("a", "1").await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    store.close().await;
}

#[tokio::test]
async fn a_newer_database_is_read_and_no_byte_of_it_changes() {
    let (store, folder) = with_one_provider().await;
    for statement in [
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', 1, x'00', 0)",
        "ALTER TABLE providers ADD COLUMN later TEXT",
        "INSERT INTO providers
         SELECT '2', 'Later', 'later', kind, catalogue_entry, json_set(definition, '$.later', 1),
                1, 't', 't', NULL, 'x' FROM providers",
    ] {
        sqlx::query(statement)
            .execute(store.writer())
            .await
            .unwrap();
    }
    store.close().await;
    let path = folder.path().join(FILE_NAME);
    let before = fs::read(&path).unwrap();
    let error = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(error, OpenStoreError::NewerThanProgram { .. }));
    assert_readable_only(folder.path()).await;
    let store = Store::open_read_only(folder.path()).await.unwrap();
    assert_eq!(store.providers().unreadable().await.unwrap(), ["Later"]);
    store.close().await;
    assert!(fs::read(&path).unwrap() == before);
    let log = fs::metadata(companion(&path, "-wal"));
    assert!(log.is_ok_and(|log| log.len() == 0) || !companion(&path, "-wal").exists());
}

#[tokio::test]
async fn what_is_only_in_the_log_is_read_as_well() {
    let (store, folder) = with_one_provider().await;
    // As after a crash: copied while it is open, so the log was never written back.
    let other = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let path = folder.path().join(FILE_NAME);
        let copy = other.path().join(FILE_NAME);
        fs::copy(companion(&path, suffix), companion(&copy, suffix)).unwrap();
    }
    store.close().await;
    assert!(
        fs::metadata(other.path().join("idp-console.db-wal"))
            .unwrap()
            .len()
            > 0
    );
    assert_readable_only(other.path()).await;
}

#[tokio::test]
async fn a_database_that_lost_a_table_is_damaged() {
    for statement in ["DROP TABLE settings", "DROP INDEX runs_by_start"] {
        let (store, folder) = with_one_provider().await;
        sqlx::query(statement)
            .execute(store.writer())
            .await
            .unwrap();
        store.close().await;
        let error = Store::open(folder.path()).await.unwrap_err();
        assert!(matches!(error, OpenStoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains("is missing"), "{error}");
    }
}

#[tokio::test]
async fn a_first_start_that_was_cut_off_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("idp-console.db.new"), "half a database").unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert!(store.providers().list().await.unwrap().is_empty());
    assert!(!folder.path().join("idp-console.db.new").exists());
}

#[tokio::test]
async fn copies_that_nobody_reads_are_swept_and_others_stay() {
    let (store, data) = super::new_store().await;
    store.close().await;
    let temporary = tempfile::tempdir().unwrap();
    let copy = |name: &str| {
        let folder = temporary.path().join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(FILE_NAME), "copy").unwrap();
        folder
    };
    let left = copy("idp-console-copy-1");
    drop(FolderLock::acquire(&left, "reading").unwrap());
    let read = copy("idp-console-copy-2");
    let reading = FolderLock::acquire(&read, "reading").unwrap();
    let begun = copy("idp-console-copy-3");
    let other = copy("something-else");
    drop(FolderLock::acquire(&other, "reading").unwrap());
    sweep(temporary.path(), data.path());
    assert!(!left.exists());
    assert!(read.exists() && begun.exists() && other.exists());
    drop(reading);
    sweep(temporary.path(), data.path());
    assert!(!read.exists());
}

#[test]
fn a_copy_that_cannot_be_locked_leaves_no_folder() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("idp-console-copy-1");
    // In the way of the lock.
    fs::create_dir_all(folder.join("reading.lock")).unwrap();
    assert!(Copy::locked(folder.clone()).is_err());
    assert!(!folder.exists());
}

#[test]
fn an_update_that_finds_no_space_for_its_backup_finds_the_disk_full() {
    let (folder, file) = (Path::new("data"), Path::new("data").join(FILE_NAME));
    let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
    let lock = LockError::Io {
        purpose: "backups".to_owned(),
        source: full(),
    };
    for error in [BackupError::DiskFull(folder.to_owned()), lock.into()] {
        let fault = OpenStoreError::not_backed_up(&error, &file);
        assert!(matches!(fault, OpenStoreError::DiskFull { .. }), "{fault}");
    }
    let other = BackupError::Io {
        folder: folder.to_owned(),
        source: std::io::ErrorKind::PermissionDenied.into(),
    };
    let fault = OpenStoreError::not_backed_up(&other, &file);
    let may_be_left_out = matches!(fault, OpenStoreError::NotBackedUp { .. });
    assert!(may_be_left_out, "{fault}");
}
