//! Forty ways to damage a database. Each ends in a database that works: the same one, where
//! SQLite can prove that nothing is missing, or another one with the damaged file beside it.

use super::super::{FILE_NAME, OpenStoreError, Store, companion};
use crate::backups::{BackupReason, Backups};
use idp_core::provider::{ProviderDraft, ProviderId};
use std::fs;
use std::path::Path;
use time::OffsetDateTime;

const PROVIDERS: usize = 60;

/// Does the damage to the file at this path.
type Damage = Box<dyn Fn(&Path)>;

struct Case {
    name: String,
    damage: Damage,
}

fn case(name: impl Into<String>, damage: impl Fn(&Path) + 'static) -> Case {
    Case {
        name: name.into(),
        damage: Box::new(damage),
    }
}

fn change(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// Bytes that look random and are the same every time.
fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    // The header: magic, page size, journal, reserved, fractions, size, free list, schema, encoding.
    for at in [0, 5, 15, 16, 17, 18, 19, 20, 21, 22, 31, 35, 39, 43, 47, 59] {
        cases.push(case(format!("header byte {at}"), move |path| {
            change(path, |bytes| bytes[at] ^= 0x55);
        }));
    }
    for at in [100, 104, 300, 2000, 3500] {
        cases.push(case(format!("schema page, byte {at}"), move |path| {
            change(path, |bytes| bytes[at] ^= 0xff);
        }));
    }
    for page in [2, 5, 9] {
        cases.push(case(format!("page {page} is zero"), move |path| {
            change(path, |bytes| bytes[page * 4096..(page + 1) * 4096].fill(0));
        }));
        cases.push(case(format!("page {page} is noise"), move |path| {
            change(path, |bytes| {
                let noise = noise(4096, page as u64);
                bytes[page * 4096..(page + 1) * 4096].copy_from_slice(&noise);
            });
        }));
    }
    for (name, tenths) in [("half", 5), ("a third", 3), ("nine tenths", 9)] {
        cases.push(case(format!("cut to {name}"), move |path| {
            change(path, |bytes| bytes.truncate(bytes.len() * tenths / 10));
        }));
    }
    cases.push(case("cut inside the header", |path| {
        change(path, |bytes| bytes.truncate(50));
    }));
    cases.push(case("no bytes", |path| fs::write(path, "").unwrap()));
    cases.push(case("gone", |path| fs::remove_file(path).unwrap()));
    cases.push(case("a text", |path| {
        fs::write(path, "hello ".repeat(999)).unwrap()
    }));
    cases.push(case("noise", |path| {
        fs::write(path, noise(20_000, 7)).unwrap()
    }));
    cases.push(case("a folder", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
        fs::write(path.join("content"), "kept").unwrap();
    }));
    cases.push(case("a log of noise", |path| {
        fs::write(companion(path, "-wal"), noise(8_000, 9)).unwrap();
    }));
    cases.push(case("a log beside no database", |path| {
        fs::rename(path, companion(path, "-wal")).unwrap();
    }));
    cases.push(case("a log of text", |path| {
        fs::write(companion(path, "-wal"), "log ".repeat(999)).unwrap();
    }));
    cases.push(case("a database of another program", |path| {
        fs::write(path, include_bytes!("foreign.db")).unwrap();
    }));
    cases
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

/// Everything that lies in the folder, with its content.
fn remains(folder: &Path) -> Vec<Vec<u8>> {
    let names = fs::read_dir(folder).unwrap();
    let paths = names.map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = fs::read(path.join("content"));
            found.extend(inside);
        } else {
            found.push(fs::read(path).unwrap());
        }
    }
    found
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
async fn forty_damaged_databases_are_kept_and_replaced() {
    let pristine = tempfile::tempdir().unwrap();
    let store = fill(pristine.path()).await;
    let backups = Backups::new(pristine.path());
    let at = OffsetDateTime::now_utc();
    let backup = backups
        .make(&store, BackupReason::ByHand, at)
        .await
        .unwrap()
        .unwrap();
    store.close().await;
    let database = fs::read(pristine.path().join(FILE_NAME)).unwrap();
    assert!(database.len() > 10 * 4096, "there are pages to damage");
    let copy = fs::read(backups.folder().join(&backup.name)).unwrap();

    let cases = cases();
    assert_eq!(cases.len(), 40);
    let mut damaged = 0;
    for Case { name, damage } in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, &database).unwrap();
        fs::create_dir(folder.path().join("backups")).unwrap();
        fs::write(folder.path().join("backups").join(&backup.name), &copy).unwrap();
        damage(&path);
        let before = remains(folder.path());
        match Store::open(folder.path()).await {
            // A flipped byte that means nothing: all is there, and it can be written.
            Ok(store) => {
                assert_whole(&store, &name).await;
                continue;
            }
            Err(OpenStoreError::Damaged { .. }) => damaged += 1,
            Err(other) => panic!("{name}: {other:?}"),
        }
        let untouched = remains(folder.path());
        for piece in &before {
            assert!(untouched.contains(piece), "{name}: looking changed it");
        }
        let newest = Backups::new(folder.path())
            .newest_sound()
            .await
            .unwrap()
            .unwrap();
        Store::begin_with_backup(folder.path(), &newest.name)
            .await
            .unwrap();
        let restored = Store::open(folder.path()).await.unwrap();
        assert_whole(&restored, &name).await;
        let after = remains(folder.path());
        for piece in before.iter().filter(|piece| !piece.is_empty()) {
            assert!(
                after.contains(piece),
                "{name}: the damaged file is not kept"
            );
        }
    }
    assert!(damaged >= 30, "only {damaged} were noticed as damage");
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
