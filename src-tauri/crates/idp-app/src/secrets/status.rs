//! How the secret store in use stands.

use super::texts::{in_use, next_step};
use super::{Secrets, SecretsError};
use crate::app::App;
use crate::events::AppEvent;
use idp_core::secret::Secret;
use idp_store::{
    KeychainProblem, SecretStoreError, SecretStoreKind, Store, StoreError, VaultStore,
};
use serde::Serialize;

/// How the secret store stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretStoreStateName {
    /// A round trip worked.
    Ready,
    /// It needs a passphrase or is locked.
    Locked,
    /// It does not work here.
    Unavailable,
    /// What is stored cannot be read.
    Damaged,
    /// The system waits for the person at a prompt.
    WaitingForPrompt,
    /// Nothing was chosen and the keychain does not work.
    NotChosen,
}

/// The secret store as Settings shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretStoreStatus {
    /// Which one is in use.
    pub kind: Option<SecretStoreKind>,
    /// How it stands.
    pub state: SecretStoreStateName,
    /// In words.
    pub explanation: String,
    /// What to do about it, when something is wrong.
    pub next_step: Option<String>,
    /// What the system said, for somebody who looks closer.
    pub detail: Option<String>,
    /// Whether the keychain can be used; unknown where another store is in use, because
    /// asking could bring up a prompt.
    pub keychain_works: Option<bool>,
    /// Whether the data folder has a vault.
    pub vault_exists: bool,
    /// Whether secrets outlive this process.
    pub survives_restart: bool,
}

impl App {
    /// How the secret store stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret_store_status(&self) -> Result<SecretStoreStatus, SecretsError> {
        Ok(self.inner.secrets.status(&self.inner.store).await?)
    }

    /// Uses another secret store from now on.
    ///
    /// # Errors
    /// When it does not work here or the passphrase is wrong.
    pub async fn choose_secret_store(
        &self,
        kind: SecretStoreKind,
        passphrase: Option<Secret>,
    ) -> Result<SecretStoreStatus, SecretsError> {
        let (secrets, store) = (&self.inner.secrets, &self.inner.store);
        secrets.choose(store, kind, passphrase).await?;
        self.announce(AppEvent::ProvidersChanged);
        self.secret_store_status().await
    }
}

impl Secrets {
    pub(crate) async fn status(&self, db: &Store) -> Result<SecretStoreStatus, StoreError> {
        let chosen = self.choice(db).await?;
        let outcome = match self.in_use(db).await {
            Ok(store) => store
                .probe()
                .await
                .map(|()| store.kind())
                .map_err(SecretsError::from),
            Err(error) => Err(error),
        };
        let asked_keychain = chosen.is_none_or(|kind| kind == SecretStoreKind::Keychain);
        let vault_exists = VaultStore::exists(&self.folder);
        Ok(match outcome {
            Ok(kind) => SecretStoreStatus {
                kind: Some(kind),
                state: SecretStoreStateName::Ready,
                explanation: in_use(kind).to_owned(),
                next_step: None,
                detail: None,
                keychain_works: asked_keychain.then_some(true),
                vault_exists,
                survives_restart: kind != SecretStoreKind::Session,
            },
            Err(error) => SecretStoreStatus {
                kind: chosen,
                state: state_of(&error, chosen),
                explanation: problem(&error),
                next_step: next_step(&error),
                detail: detail_of(&error),
                keychain_works: asked_keychain.then_some(false),
                vault_exists,
                survives_restart: false,
            },
        })
    }
}

fn state_of(error: &SecretsError, chosen: Option<SecretStoreKind>) -> SecretStoreStateName {
    use SecretStoreStateName as State;
    match error {
        SecretsError::NotChosen(SecretStoreError::WaitingForPrompt) => State::WaitingForPrompt,
        SecretsError::NotChosen(_) => State::NotChosen,
        SecretsError::VaultLocked => State::Locked,
        SecretsError::Store(SecretStoreError::Locked | SecretStoreError::WrongPassphrase) => {
            State::Locked
        }
        SecretsError::Store(SecretStoreError::WaitingForPrompt) => State::WaitingForPrompt,
        SecretsError::Store(SecretStoreError::Damaged { .. })
            if chosen == Some(SecretStoreKind::Vault) =>
        {
            State::Damaged
        }
        SecretsError::Store(_) | SecretsError::Settings(_) => State::Unavailable,
    }
}

/// The problem alone, without the next step.
fn problem(error: &SecretsError) -> String {
    match error {
        SecretsError::NotChosen(error) | SecretsError::Store(error) => match error {
            SecretStoreError::Unavailable { problem, .. } => problem.to_string(),
            SecretStoreError::Locked => "The keychain of this system is locked.".to_owned(),
            SecretStoreError::WaitingForPrompt => {
                "Your system is asking for the keychain's password.".to_owned()
            }
            SecretStoreError::Damaged { .. } => "The stored secrets cannot be read.".to_owned(),
            SecretStoreError::WrongPassphrase
            | SecretStoreError::PassphraseMissing
            | SecretStoreError::PassphraseTooShort { .. }
            | SecretStoreError::NotThere(_)
            | SecretStoreError::TooLarge
            | SecretStoreError::DiskFull
            | SecretStoreError::Io(_) => error.to_string(),
        },
        SecretsError::VaultLocked => "The vault is locked.".to_owned(),
        SecretsError::Settings(_) => error.to_string(),
    }
}

/// What the system said.
pub(super) fn detail_of(error: &SecretsError) -> Option<String> {
    match error {
        SecretsError::NotChosen(error) | SecretsError::Store(error) => error.detail(),
        SecretsError::VaultLocked | SecretsError::Settings(_) => None,
    }
}

impl SecretsError {
    /// The problem, the next step and what the system said, apart from each other.
    #[must_use]
    pub fn in_parts(&self) -> (String, Option<String>, Option<String>) {
        (problem(self), next_step(self), detail_of(self))
    }

    /// What is wrong with the keychain, if that is it.
    #[must_use]
    pub fn keychain_problem(&self) -> Option<KeychainProblem> {
        match self {
            Self::NotChosen(SecretStoreError::Unavailable { problem, .. })
            | Self::Store(SecretStoreError::Unavailable { problem, .. }) => Some(*problem),
            Self::NotChosen(_) | Self::VaultLocked | Self::Store(_) | Self::Settings(_) => None,
        }
    }
}
