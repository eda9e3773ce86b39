use super::{VaultStore, WorkFactor};
use crate::secrets::{SecretStore, SecretStoreError, SecretStoreKind};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use idp_core::secret::Secret;
use std::fs;
use std::path::{Path, PathBuf};

const LOW: WorkFactor = WorkFactor::LOWEST;

async fn open(folder: &Path, passphrase: &str) -> Result<VaultStore, SecretStoreError> {
    VaultStore::open(folder, Secret::new(passphrase), LOW).await
}

async fn get(vault: &VaultStore, name: &str) -> Option<String> {
    let found = vault.get(name).await.unwrap();
    found.map(|secret| secret.expose().to_owned())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn secrets_are_kept_replaced_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    assert_eq!(vault.kind(), SecretStoreKind::Vault);
    assert_eq!(get(&vault, "a").await, None);
    vault.put("a", &Secret::new("one")).await.unwrap();
    vault.put("a", &Secret::new("two")).await.unwrap();
    vault.put("b", &Secret::new("\u{1}\"ü\n")).await.unwrap();
    assert_eq!(get(&vault, "a").await.as_deref(), Some("two"));
    assert_eq!(get(&vault, "b").await.as_deref(), Some("\u{1}\"ü\n"));
    vault.delete("a").await.unwrap();
    vault.delete("a").await.unwrap();
    assert_eq!(get(&vault, "a").await, None);
    vault.probe().await.unwrap();
}

#[tokio::test]
async fn a_large_secret_survives_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let large = "k".repeat(300_000);
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    vault.put("key", &Secret::new(large.clone())).await.unwrap();
    drop(vault);
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    assert_eq!(get(&vault, "key").await, Some(large));
}

#[tokio::test]
async fn the_work_factor_of_the_program_does_not_lock_out_an_older_vault() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path(), "a passphrase").await.unwrap();
    let passphrase = Secret::new("a passphrase");
    VaultStore::open(folder.path(), passphrase, WorkFactor::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_vault_made_with_the_default_work_factor_opens() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let passphrase = Secret::new("a passphrase");
        VaultStore::open(folder.path(), passphrase, WorkFactor::default())
            .await
            .unwrap();
    }
    let wrapped = fs::read(folder.path().join("vault/identity.age")).unwrap();
    let header = String::from_utf8_lossy(&wrapped);
    let stanza = header.lines().nth(1).unwrap();
    assert!(
        stanza.starts_with("-> scrypt ") && stanza.ends_with(" 17"),
        "{stanza}"
    );
}

#[tokio::test]
async fn a_wrong_passphrase_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "the right one").await.unwrap();
    vault.put("a", &Secret::new("one")).await.unwrap();
    for wrong in ["wrong", "Right", "right "] {
        let refused = open(folder.path(), wrong).await.unwrap_err();
        assert!(
            matches!(refused, SecretStoreError::WrongPassphrase),
            "{wrong}"
        );
    }
    let vault = open(folder.path(), "the right one").await.unwrap();
    assert_eq!(get(&vault, "a").await.as_deref(), Some("one"));
}

#[tokio::test]
async fn an_empty_or_short_passphrase_makes_no_vault() {
    let folder = tempfile::tempdir().unwrap();
    let refused = open(folder.path(), "").await.unwrap_err();
    assert!(matches!(refused, SecretStoreError::PassphraseMissing));
    // Characters count, not bytes.
    for short in ["seven67", "äöüäöüß"] {
        let refused = open(folder.path(), short).await.unwrap_err();
        assert!(matches!(
            refused,
            SecretStoreError::PassphraseTooShort { min: 8 }
        ));
    }
    assert!(files(folder.path()).is_empty());
    open(folder.path(), "äöüäöüß8").await.unwrap();
}

#[tokio::test]
async fn no_file_holds_a_secret_a_name_or_the_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let needles = [
        "needle-secret-value",
        "needle-entry-name",
        "needle-passphrase",
    ];
    let vault = open(folder.path(), needles[2]).await.unwrap();
    vault
        .put(needles[1], &Secret::new(needles[0]))
        .await
        .unwrap();
    let files = files(folder.path());
    assert!(files.len() >= 2);
    for file in files {
        let content = fs::read(&file).unwrap();
        let holds = |needle: &[u8]| content.windows(needle.len()).any(|part| part == needle);
        for needle in needles {
            assert!(!holds(needle.as_bytes()), "{}", file.display());
            // A text inside a larger base64 text has one of three forms, by its place.
            for shift in 0..3 {
                let padded = [&b"xx"[..shift], needle.as_bytes()].concat();
                for alphabet in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
                    let text = alphabet.encode(&padded);
                    assert!(
                        !holds(&text.as_bytes()[4..text.len() - 4]),
                        "{}",
                        file.display()
                    );
                }
            }
            assert!(!holds(BASE64_STANDARD.encode(needle).as_bytes()));
            assert!(!holds(hex::encode(needle).as_bytes()));
        }
    }
}

#[tokio::test]
async fn nothing_printed_shows_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "needle in hay").await.unwrap();
    let printed = format!("{vault:?}");
    assert!(!printed.contains("AGE-SECRET-KEY") && !printed.contains("needle"));
}

#[tokio::test]
async fn damaged_files_are_said_to_be_damaged_and_kept() {
    for (name, content) in [
        ("identity.age", &b"not an age file"[..]),
        ("identity.age", b""),
        ("secrets.age", b"not an age file"),
        ("secrets.age", b""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let vault = open(folder.path(), "a passphrase").await.unwrap();
        vault.put("a", &Secret::new("one")).await.unwrap();
        let file = folder.path().join("vault").join(name);
        fs::write(&file, content).unwrap();
        let refused = open(folder.path(), "a passphrase").await.unwrap_err();
        assert!(
            matches!(refused, SecretStoreError::Damaged { .. }),
            "{name}: {refused:?}"
        );
        assert_eq!(fs::read(&file).unwrap(), content);
    }
}

#[tokio::test]
async fn one_changed_bit_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    vault.put("a", &Secret::new("one")).await.unwrap();
    let file = folder.path().join("vault/secrets.age");
    let sound = fs::read(&file).unwrap();
    for place in [sound.len() / 2, sound.len() - 1] {
        let mut changed = sound.clone();
        changed[place] ^= 1;
        fs::write(&file, changed).unwrap();
        let refused = vault.get("a").await.unwrap_err();
        assert!(matches!(refused, SecretStoreError::Damaged { .. }));
    }
}

#[tokio::test]
async fn secrets_without_their_identity_are_not_given_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    vault.put("a", &Secret::new("one")).await.unwrap();
    fs::remove_file(folder.path().join("vault/identity.age")).unwrap();
    let refused = open(folder.path(), "a passphrase").await.unwrap_err();
    assert!(matches!(refused, SecretStoreError::Damaged { .. }));
    assert!(!folder.path().join("vault/identity.age").exists());
}

#[tokio::test]
async fn a_file_that_asks_for_too_much_work_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path(), "a passphrase").await.unwrap();
    let file = folder.path().join("vault/identity.age");
    let wrapped = fs::read(&file).unwrap();
    let line_end = wrapped.windows(3).position(|part| part == b" 1\n").unwrap();
    let costly = [&wrapped[..line_end], b" 40\n", &wrapped[line_end + 3..]].concat();
    fs::write(&file, costly).unwrap();
    let refused = open(folder.path(), "a passphrase").await.unwrap_err();
    assert!(
        matches!(refused, SecretStoreError::Damaged { .. }),
        "{refused:?}"
    );
}

#[tokio::test]
async fn changes_of_two_open_vaults_do_not_undo_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let one = open(folder.path(), "a passphrase").await.unwrap();
    let two = open(folder.path(), "a passphrase").await.unwrap();
    let write = |vault: VaultStore, prefix: &'static str| async move {
        for number in 0..10 {
            let name = format!("{prefix}{number}");
            vault.put(&name, &Secret::new("x")).await.unwrap();
        }
    };
    tokio::join!(write(one.clone(), "one"), write(two, "two"));
    for number in 0..10 {
        assert!(get(&one, &format!("one{number}")).await.is_some());
        assert!(get(&one, &format!("two{number}")).await.is_some());
    }
}

#[test]
fn work_factors_stay_within_bounds() {
    assert_eq!(WorkFactor::new(0), WorkFactor::LOWEST);
    assert_eq!(WorkFactor::new(63), WorkFactor::HIGHEST);
    assert_eq!(WorkFactor::new(17), WorkFactor::default());
}

#[cfg(unix)]
#[tokio::test]
async fn the_vault_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), "a passphrase").await.unwrap();
    vault.put("a", &Secret::new("one")).await.unwrap();
    assert_eq!(mode(&folder.path().join("vault")), 0o700);
    for file in files(folder.path()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}
