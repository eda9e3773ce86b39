//! Secrets in the system's keychain.

use super::{KeychainProblem, SecretStore, SecretStoreError, SecretStoreKind, came_back_different};
use async_trait::async_trait;
use idp_core::secret::Secret;
use platform::Keychain;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::string::FromUtf8Error;
use std::sync::LazyLock;
use std::time::Duration;
use uuid::Uuid;
use worker::Worker;
use zeroize::Zeroize;

mod platform;
mod worker;

/// Entries are found by this and by their user name.
const SERVICE: &str = "idp-console";

/// How long a call waits before it says that the system waits for the person.
const LIMIT: Duration = Duration::from_secs(10);

/// A keychain that is not asking anybody answers much sooner. Who asks after this long what
/// it is at is told at once that it waits for the person.
const SUSPICIOUS: Duration = Duration::from_secs(2);

/// One thread for all keychain calls of the process: a call can wait for a prompt without
/// end, and some systems forbid calls from the main thread.
static WORKER: LazyLock<Worker<Keychain>> =
    LazyLock::new(|| Worker::start("keychain", LIMIT, SUSPICIOUS, Keychain::default()));

/// The keychain entries of one data folder. Making one touches nothing; the keychain is
/// first asked by a call.
#[derive(Clone, Debug)]
pub struct KeychainStore {
    scope: String,
}

impl KeychainStore {
    /// The entries of this data folder. Two folders do not see each other's.
    #[must_use]
    pub fn new(data_folder: &Path) -> Self {
        let path = data_folder
            .canonicalize()
            .or_else(|_| std::path::absolute(data_folder))
            .unwrap_or_else(|_| data_folder.to_owned());
        let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
        Self {
            scope: hex::encode(&digest[..8]),
        }
    }

    fn user(&self, name: &str) -> String {
        format!("{}/{name}", self.scope)
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Keychain) -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, SecretStoreError> {
        let answer = WORKER.call(work).await?;
        answer.map_err(SecretStoreError::from)
    }
}

#[async_trait]
impl SecretStore for KeychainStore {
    fn kind(&self) -> SecretStoreKind {
        SecretStoreKind::Keychain
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretStoreError> {
        let (user, secret) = (self.user(name), secret.clone());
        // As bytes, because Windows doubles a text and takes 2,560 bytes at most.
        self.call(move |keychain| {
            keychain.with_entry(&user, |entry| entry.set_secret(secret.expose().as_bytes()))
        })
        .await
    }

    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretStoreError> {
        let user = self.user(name);
        let found = self
            .call(move |keychain| {
                absent_is_none(keychain.with_entry(&user, keyring::Entry::get_secret))
            })
            .await?;
        found.map(secret_of).transpose()
    }

    async fn delete(&self, name: &str) -> Result<(), SecretStoreError> {
        let user = self.user(name);
        self.call(move |keychain| {
            absent_is_none(keychain.with_entry(&user, keyring::Entry::delete_credential))
        })
        .await?;
        Ok(())
    }

    /// In one call, so that nothing is left behind when a prompt is answered too late.
    async fn probe(&self) -> Result<(), SecretStoreError> {
        let user = self.user(&Uuid::new_v4().to_string());
        let value = Uuid::new_v4().to_string();
        let same = self
            .call(move |keychain| {
                keychain.with_entry(&user, |entry| {
                    entry.set_secret(value.as_bytes())?;
                    let found = entry.get_secret();
                    entry.delete_credential()?;
                    Ok(found? == value.as_bytes())
                })
            })
            .await?;
        same.then_some(()).ok_or_else(came_back_different)
    }
}

fn absent_is_none<T>(result: keyring::Result<T>) -> keyring::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

fn secret_of(bytes: Vec<u8>) -> Result<Secret, SecretStoreError> {
    String::from_utf8(bytes)
        .map(Secret::new)
        .map_err(|error: FromUtf8Error| {
            error.into_bytes().zeroize();
            SecretStoreError::Damaged {
                detail: "an entry is not text".to_owned(),
            }
        })
}

impl From<keyring::Error> for SecretStoreError {
    fn from(error: keyring::Error) -> Self {
        use keyring::Error as Keyring;
        match error {
            Keyring::NoStorageAccess(error) => platform::no_access(&error.to_string()),
            Keyring::PlatformFailure(error) => platform::failure(error.to_string()),
            // The bytes in these are what is stored: a secret.
            Keyring::BadEncoding(mut bytes) | Keyring::BadDataFormat(mut bytes, _) => {
                bytes.zeroize();
                Self::Damaged {
                    detail: "an entry cannot be read".to_owned(),
                }
            }
            Keyring::Ambiguous(_) => Self::Damaged {
                detail: "there are two entries of the same name".to_owned(),
            },
            Keyring::BadStoreFormat(detail) => Self::Damaged { detail },
            Keyring::TooLong(..) => Self::TooLarge,
            error @ (Keyring::NoEntry
            | Keyring::NoDefaultStore
            | Keyring::Invalid(..)
            | Keyring::NotSupportedByStore(_)
            | _) => Self::Unavailable {
                problem: KeychainProblem::Broken,
                detail: error.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
