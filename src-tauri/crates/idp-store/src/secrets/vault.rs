//! Secrets in a folder of the data folder, encrypted with age (<https://age-encryption.org/v1>).
//!
//! `vault/identity.age` holds an X25519 identity, wrapped by the passphrase with scrypt;
//! `vault/secrets.age` holds all entries, encrypted to that identity. So the slow derivation
//! is done once, when the vault is opened. The recipient is written nowhere in the clear:
//! without the passphrase nobody can make entries either.

use super::{SecretStore, SecretStoreError, SecretStoreKind};
use crate::files::{is_disk_full, private_folder, replace_private};
use crate::lock::{FolderLock, LockError};
use age::secrecy::ExposeSecret;
use age::{DecryptError, scrypt, x25519};
use async_trait::async_trait;
use idp_core::secret::Secret;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const FOLDER: &str = "vault";
const IDENTITY: &str = "identity.age";
const SECRETS: &str = "secrets.age";

/// The cost of trying one passphrase: scrypt with N = 2^factor, r = 8, p = 1 (RFC 7914).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkFactor(u8);

impl WorkFactor {
    /// For tests alone: a passphrase that protects nothing.
    pub const LOWEST: Self = Self(1);
    /// 4 GiB of memory; a file that asks for more is refused.
    pub const HIGHEST: Self = Self(22);

    /// A factor between the lowest and the highest.
    #[must_use]
    pub fn new(factor: u8) -> Self {
        Self(factor.clamp(Self::LOWEST.0, Self::HIGHEST.0))
    }
}

impl Default for WorkFactor {
    /// 128 MiB and about half a second: N = 2^17 is OWASP's recommendation for scrypt
    /// (<https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>).
    fn default() -> Self {
        Self(17)
    }
}

/// An open vault. Each call reads the file anew, so that several processes can share it and
/// memory holds no secret longer than needed.
#[derive(Clone)]
pub struct VaultStore {
    vault: Arc<Vault>,
}

impl fmt::Debug for VaultStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultStore")
            .field("folder", &self.vault.folder)
            .finish_non_exhaustive()
    }
}

impl VaultStore {
    /// Opens the vault of a data folder with its passphrase; one that does not exist is
    /// created with it. The work factor counts for a new vault only.
    ///
    /// # Errors
    /// `WrongPassphrase`, `PassphraseMissing`, `PassphraseTooShort` for a new vault,
    /// `Damaged`, `DiskFull`, `Io`.
    pub async fn open(
        data_folder: &Path,
        passphrase: Secret,
        work_factor: WorkFactor,
    ) -> Result<Self, SecretStoreError> {
        let data_folder = data_folder.to_owned();
        let vault = blocking(move || Vault::open(&data_folder, &passphrase, work_factor)).await?;
        Ok(Self {
            vault: Arc::new(vault),
        })
    }

    /// Whether a vault can be made with a passphrase. Whoever has the file can try as many
    /// as they like; NIST SP 800-63B section 3.1.1.2 names 8 characters as the least.
    ///
    /// # Errors
    /// `PassphraseMissing`, `PassphraseTooShort`.
    pub fn check_new_passphrase(passphrase: &Secret) -> Result<(), SecretStoreError> {
        const MIN: usize = 8;
        match passphrase.expose().chars().count() {
            0 => Err(SecretStoreError::PassphraseMissing),
            length if length < MIN => Err(SecretStoreError::PassphraseTooShort { min: MIN }),
            _ => Ok(()),
        }
    }

    /// Whether a data folder has a vault.
    #[must_use]
    pub fn exists(data_folder: &Path) -> bool {
        let folder = data_folder.join(FOLDER);
        folder.join(IDENTITY).exists() || folder.join(SECRETS).exists()
    }

    /// Wraps the identity anew. The entries stay as they are, so an interruption leaves the
    /// old passphrase or the new one, and never a vault that neither opens.
    ///
    /// # Errors
    /// `WrongPassphrase` when the old one does not open it, `PassphraseMissing`,
    /// `PassphraseTooShort`, `Damaged`, `DiskFull`, `Io`.
    pub async fn change_passphrase(
        data_folder: &Path,
        old: Secret,
        new: Secret,
        work_factor: WorkFactor,
    ) -> Result<(), SecretStoreError> {
        let folder = data_folder.join(FOLDER);
        blocking(move || {
            Self::check_new_passphrase(&new)?;
            let _order = FolderLock::wait(&folder, FOLDER).map_err(lock_failed)?;
            let wrapped = std::fs::read(folder.join(IDENTITY)).map_err(io_failed)?;
            let identity = unwrap_identity(&wrapped, &old)?;
            write_identity(&folder, &identity, &new, work_factor)
        })
        .await
    }

    /// Puts the vault aside under another name, for a passphrase that is forgotten or a
    /// file that is damaged. Nothing in it is touched. Yields where it is now.
    ///
    /// # Errors
    /// `Io` when it cannot be renamed.
    pub async fn set_aside(data_folder: &Path) -> Result<PathBuf, SecretStoreError> {
        let data_folder = data_folder.to_owned();
        blocking(move || {
            let from = data_folder.join(FOLDER);
            let kept = (1u32..)
                .map(|number| data_folder.join(format!("{FOLDER}.kept-{number}")))
                .find(|path| !path.exists())
                .ok_or_else(|| io_failed(ErrorKind::AlreadyExists.into()))?;
            std::fs::rename(&from, &kept).map_err(io_failed)?;
            Ok(kept)
        })
        .await
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Vault) -> Result<T, SecretStoreError> + Send + 'static,
    ) -> Result<T, SecretStoreError> {
        let vault = Arc::clone(&self.vault);
        blocking(move || work(&vault)).await
    }
}

#[async_trait]
impl SecretStore for VaultStore {
    fn kind(&self) -> SecretStoreKind {
        SecretStoreKind::Vault
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretStoreError> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.with(move |vault| {
            vault.change(|entries| {
                entries.insert(name, Entry(secret));
                true
            })
        })
        .await
    }

    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretStoreError> {
        let name = name.to_owned();
        self.with(move |vault| Ok(vault.read()?.remove(&name).map(|entry| entry.0)))
            .await
    }

    async fn delete(&self, name: &str) -> Result<(), SecretStoreError> {
        let name = name.to_owned();
        self.with(move |vault| vault.change(|entries| entries.remove(&name).is_some()))
            .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretStoreError> + Send + 'static,
) -> Result<T, SecretStoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(SecretStoreError::Io(io::Error::other(error))))
}

type Entries = BTreeMap<String, Entry>;

/// The only way from a secret to JSON, and that JSON goes into the cipher.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Entry(Secret);

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

struct Vault {
    folder: PathBuf,
    identity: x25519::Identity,
}

impl Vault {
    fn open(
        data_folder: &Path,
        passphrase: &Secret,
        work_factor: WorkFactor,
    ) -> Result<Self, SecretStoreError> {
        let folder = data_folder.join(FOLDER);
        if passphrase.is_empty() {
            return Err(SecretStoreError::PassphraseMissing);
        } else if !folder.join(IDENTITY).exists() {
            VaultStore::check_new_passphrase(passphrase)?;
        }
        private_folder(&folder).map_err(io_failed)?;
        let _order = FolderLock::wait(&folder, FOLDER).map_err(lock_failed)?;
        let identity = match std::fs::read(folder.join(IDENTITY)) {
            Ok(wrapped) => unwrap_identity(&wrapped, passphrase)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                create_identity(&folder, passphrase, work_factor)?
            }
            Err(error) => return Err(io_failed(error)),
        };
        let vault = Self { folder, identity };
        vault.read()?;
        Ok(vault)
    }

    fn read(&self) -> Result<Entries, SecretStoreError> {
        let sealed = match std::fs::read(self.secrets_path()) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Entries::new()),
            Err(error) => return Err(io_failed(error)),
        };
        let plain = age::decrypt(&self.identity, &sealed)
            .map(Zeroizing::new)
            .map_err(|_| damaged("secrets.age cannot be decrypted"))?;
        // The error of the parser is not told: it can quote a value.
        serde_json::from_slice(&plain).map_err(|_| damaged("secrets.age has another form"))
    }

    /// Reads, changes and writes under the vault's lock, so that no change of another
    /// process is lost. `work` tells whether anything changed.
    fn change(&self, work: impl FnOnce(&mut Entries) -> bool) -> Result<(), SecretStoreError> {
        let _order = FolderLock::wait(&self.folder, FOLDER).map_err(lock_failed)?;
        let mut entries = self.read()?;
        if !work(&mut entries) {
            return Ok(());
        }
        let plain = plain_text(&entries)?;
        let sealed = age::encrypt(&self.identity.to_public(), &plain)
            .map_err(|_| damaged("the entries cannot be encrypted"))?;
        replace_private(&self.secrets_path(), &sealed).map_err(io_failed)
    }

    fn secrets_path(&self) -> PathBuf {
        self.folder.join(SECRETS)
    }
}

fn create_identity(
    folder: &Path,
    passphrase: &Secret,
    work_factor: WorkFactor,
) -> Result<x25519::Identity, SecretStoreError> {
    if folder.join(SECRETS).exists() {
        return Err(damaged("identity.age is missing beside secrets.age"));
    }
    let identity = x25519::Identity::generate();
    write_identity(folder, &identity, passphrase, work_factor)?;
    Ok(identity)
}

fn write_identity(
    folder: &Path,
    identity: &x25519::Identity,
    passphrase: &Secret,
    work_factor: WorkFactor,
) -> Result<(), SecretStoreError> {
    let mut recipient = scrypt::Recipient::new(passphrase.expose().into());
    recipient.set_work_factor(work_factor.0);
    let wrapped = age::encrypt(&recipient, identity.to_string().expose_secret().as_bytes())
        .map_err(|_| damaged("the identity cannot be encrypted"))?;
    replace_private(&folder.join(IDENTITY), &wrapped).map_err(io_failed)
}

fn unwrap_identity(
    wrapped: &[u8],
    passphrase: &Secret,
) -> Result<x25519::Identity, SecretStoreError> {
    let mut identity = scrypt::Identity::new(passphrase.expose().into());
    // The library's own limit is measured anew at each start: a busy machine would refuse a
    // vault that it opened yesterday.
    identity.set_max_work_factor(WorkFactor::HIGHEST.0);
    let text = age::decrypt(&identity, wrapped)
        .map(Zeroizing::new)
        .map_err(|error| match error {
            DecryptError::KeyDecryptionFailed
            | DecryptError::DecryptionFailed
            | DecryptError::NoMatchingKeys => SecretStoreError::WrongPassphrase,
            DecryptError::ExcessiveWork { .. } => damaged("identity.age asks for too much work"),
            DecryptError::Io(error)
                if error.kind() != ErrorKind::InvalidData
                    && error.kind() != ErrorKind::UnexpectedEof =>
            {
                io_failed(error)
            }
            DecryptError::Io(_)
            | DecryptError::InvalidHeader
            | DecryptError::InvalidMac
            | DecryptError::UnknownFormat
            | _ => damaged("identity.age is not a vault's identity"),
        })?;
    std::str::from_utf8(&text)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| damaged("identity.age holds no identity"))
}

/// Writes into a buffer that never grows, because growing leaves copies behind.
fn plain_text(entries: &Entries) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
    // JSON escapes one byte as six at most.
    let room = entries
        .iter()
        .map(|(name, entry)| 6 * (name.len() + entry.0.expose().len()) + 8)
        .sum::<usize>();
    let mut plain = Zeroizing::new(Vec::with_capacity(room + 8));
    serde_json::to_writer(&mut *plain, entries)
        .map_err(|_| damaged("the entries cannot be written"))?;
    Ok(plain)
}

fn damaged(detail: &str) -> SecretStoreError {
    SecretStoreError::Damaged {
        detail: detail.to_owned(),
    }
}

fn io_failed(error: io::Error) -> SecretStoreError {
    if is_disk_full(&error) {
        SecretStoreError::DiskFull
    } else {
        SecretStoreError::Io(error)
    }
}

fn lock_failed(error: LockError) -> SecretStoreError {
    match error {
        LockError::Io { source, .. } => io_failed(source),
        held @ LockError::Held { .. } => SecretStoreError::Io(io::Error::other(held)),
    }
}

#[cfg(test)]
mod tests;
