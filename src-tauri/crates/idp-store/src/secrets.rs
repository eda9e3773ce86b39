//! The secret stores: the system's keychain, an encrypted vault, or this session only.
//! Which one is the person's choice; none ever stands in for another.

use async_trait::async_trait;
use idp_core::secret::Secret;
use serde::{Deserialize, Serialize};
use std::io;
use uuid::Uuid;

mod keychain;
mod session;
mod vault;

pub use keychain::KeychainStore;
pub use session::SessionStore;
pub use vault::{VaultStore, WorkFactor};

/// The kind of a secret store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretStoreKind {
    /// The system's: Keychain, Credential Manager, Secret Service.
    Keychain,
    /// A file encrypted with a passphrase.
    Vault,
    /// The memory of this process.
    Session,
}

impl SecretStoreKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Keychain, Self::Vault, Self::Session];

    /// The word for it in the database and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Vault => "vault",
            Self::Session => "session",
        }
    }
}

/// Why a secret store did not do what was asked. No text has a secret inside.
#[derive(Debug, thiserror::Error)]
pub enum SecretStoreError {
    /// There is none here, or it does not work.
    #[error("{problem} Mend that and try again, or choose another secret store.")]
    Unavailable {
        /// What is wrong with it.
        problem: KeychainProblem,
        /// What the system said.
        detail: String,
    },
    /// It is locked, and the request to unlock it was refused.
    #[error("The keychain is locked. Unlock it and try again.")]
    Locked,
    /// The system asks the person something, and no answer came in time.
    #[error(
        "The keychain waits for your answer in a window of the system. Answer it, then try again."
    )]
    WaitingForPrompt,
    /// The passphrase does not open the vault.
    #[error(
        "This passphrase does not open the vault. Nothing was changed; enter the passphrase that was set for it."
    )]
    WrongPassphrase,
    /// A vault without a passphrase would be a plain file.
    #[error("The vault needs a passphrase. Enter one.")]
    PassphraseMissing,
    /// A new passphrase that is soon found by trying.
    #[error("A new passphrase needs at least {min} characters. Several words are better.")]
    PassphraseTooShort {
        /// As many are needed.
        min: usize,
    },
    /// What is stored is not what was put in.
    #[error(
        "The stored secrets are damaged ({detail}). Restore them from a backup, or enter the secret again."
    )]
    Damaged {
        /// What is wrong.
        detail: String,
    },
    /// A secret that should be there is not.
    #[error("The secret is not there any more ({0}). Enter it again.")]
    NotThere(String),
    /// The store takes only shorter secrets.
    #[error(
        "The secret is too long for the keychain of this system. Choose the vault for secrets in Settings."
    )]
    TooLarge,
    /// No space is left.
    #[error("The disk with the data folder is full. Free some space and try again.")]
    DiskFull,
    /// A file of the vault cannot be read or written.
    #[error("The vault cannot be read or written ({0}). Check the permissions of the data folder.")]
    Io(#[source] io::Error),
}

impl SecretStoreError {
    /// What the system or a library said, for somebody who looks closer.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Unavailable { detail, .. } | Self::Damaged { detail } => Some(detail.clone()),
            Self::Io(error) => Some(error.to_string()),
            Self::Locked
            | Self::WaitingForPrompt
            | Self::WrongPassphrase
            | Self::PassphraseMissing
            | Self::PassphraseTooShort { .. }
            | Self::NotThere(_)
            | Self::TooLarge
            | Self::DiskFull => None,
        }
    }
}

/// Why the keychain of a system cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainProblem {
    /// There is no session bus to ask on.
    #[error("There is no desktop session here through which a keychain could be asked.")]
    NoSession,
    /// Nobody on the bus keeps secrets.
    #[error("No keychain service is running on this system.")]
    NoService,
    /// The service has no place to put a secret.
    #[error("The keychain service has no default keyring yet.")]
    NoDefaultKeyring,
    /// The person or the system said no.
    #[error("The keychain refused access.")]
    Refused,
    /// It answers, and wrongly.
    #[error("The keychain of this system does not work.")]
    Broken,
}

/// Keeps secrets under names. Putting replaces; deleting what is not there is fine.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// Which kind this is.
    fn kind(&self) -> SecretStoreKind;

    /// Stores a secret under a name.
    ///
    /// # Errors
    /// Says why it is not stored. After `WaitingForPrompt` it is stored if the person agrees.
    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretStoreError>;

    /// The secret of a name, if there is one.
    ///
    /// # Errors
    /// Says why it cannot be read.
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretStoreError>;

    /// Removes the secret of a name.
    ///
    /// # Errors
    /// Says why it is still there.
    async fn delete(&self, name: &str) -> Result<(), SecretStoreError>;

    /// Stores, reads and removes a random entry: a store that opens need not be one that
    /// works.
    ///
    /// # Errors
    /// Says what does not work.
    async fn probe(&self) -> Result<(), SecretStoreError> {
        let name = Uuid::new_v4().to_string();
        let value = Secret::new(Uuid::new_v4().to_string());
        self.put(&name, &value).await?;
        let found = self.get(&name).await;
        self.delete(&name).await?;
        if found?.is_some_and(|found| found.expose() == value.expose()) {
            Ok(())
        } else {
            Err(came_back_different())
        }
    }
}

fn came_back_different() -> SecretStoreError {
    SecretStoreError::Damaged {
        detail: "an entry just written came back different".to_owned(),
    }
}
