//! Beginning anew in place of a damaged database; the forty ways to damage one are in
//! `tests/faults`, where the whole start is looked at.

use super::super::{FILE_NAME, OpenStoreError, Store};
use crate::backups::{BackupReason, Backups};
use idp_core::provider::{ProviderDraft, ProviderId};
use std::fs;
use std::path::Path;
use time::OffsetDateTime;

const PROVIDERS: usize = 60;

fn change(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

async fn fill(folder: &Path) -> Store {
    let store = Store::open(folder).await.unwrap();
    for number in 0..PROVIDERS {
        let draft = ProviderDraft {
            display_name: format!("Provider {number:03}"),
            tags: vec!["x".repeat(600)],
            ..ProviderDraft::default()
        };
        let id = ProviderId(format!("id-{number}"));
        store.providers().insert(&id, &draft, "t").await.unwrap();
    }
    store
}

async fn assert_whole(store: &Store, what: &str) {
    let found = store.providers().list().await.unwrap();
    assert_eq!(found.len(), PROVIDERS, "{what}");
    assert!(store.providers().unreadable().await.unwrap().is_empty());
    let draft = ProviderDraft {
        display_name: "Written afterwards".to_owned(),
        ..ProviderDraft::default()
    };
    let id = ProviderId("after".to_owned());
    store.providers().insert(&id, &draft, "t").await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn one_can_begin_empty_and_go_back_later() {
    let folder = tempfile::tempdir().unwrap();
    let store = fill(folder.path()).await;
    let backups = Backups::new(folder.path());
    let at = OffsetDateTime::now_utc();
    let backup = backups
        .make(&store, BackupReason::Daily, at)
        .await
        .unwrap()
        .unwrap();
    store.close().await;
    let path = folder.path().join(FILE_NAME);
    fs::write(&path, "damaged").unwrap();
    Store::begin_empty(folder.path()).await.unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert!(store.providers().list().await.unwrap().is_empty());
    let aside = backups.set_aside().unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!(fs::read(&aside[0].path).unwrap(), b"damaged");
    backups.restore(&store, &backup.name, at).await.unwrap();
    assert_whole(&store, "restored later").await;
}

#[tokio::test]
async fn a_backup_that_is_damaged_too_is_not_offered_and_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = fill(folder.path()).await;
    let backups = Backups::new(folder.path());
    let at = OffsetDateTime::now_utc();
    let made = backups
        .make(&store, BackupReason::ByHand, at)
        .await
        .unwrap()
        .unwrap();
    store.close().await;
    change(&backups.folder().join(&made.name), |bytes| {
        bytes[5 * 4096..].fill(0)
    });
    fs::write(folder.path().join(FILE_NAME), "damaged").unwrap();
    assert!(backups.newest_sound().await.unwrap().is_none());
    for name in [made.name.as_str(), "../idp-console.db", "none.db"] {
        let refused = Store::begin_with_backup(folder.path(), name).await;
        assert!(
            matches!(refused, Err(OpenStoreError::Damaged { .. })),
            "{name}"
        );
    }
    let kept = fs::read(folder.path().join(FILE_NAME)).unwrap();
    assert_eq!(kept, b"damaged");
}
