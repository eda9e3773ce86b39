//! Which secret store is in use, and the secrets in it. The choice is the person's;
//! without one the keychain is used where it works, and nothing else ever is.

use idp_core::secret::Secret;
use idp_store::{
    KeychainStore, SecretStore, SecretStoreError, SecretStoreKind, SessionStore, Store, StoreError,
    VaultStore, WorkFactor,
};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The name of the setting that holds the choice.
const CHOICE: &str = "secret_store";

/// Why a secret could not be stored, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Nothing was chosen and the keychain does not work.
    #[error(
        "No secret store is chosen, and the system's keychain does not work here ({0}). Choose where secrets are kept: keychain, vault with a passphrase, or this session only."
    )]
    NotChosen(String),
    /// The vault was chosen, but not opened in this process.
    #[error("The vault is locked. Enter its passphrase.")]
    VaultLocked,
    /// The store itself.
    #[error(transparent)]
    Store(#[from] SecretStoreError),
    /// The database with the choice.
    #[error(transparent)]
    Settings(#[from] StoreError),
}

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
    /// In words, with the next step.
    pub explanation: String,
    /// Whether secrets outlive this process.
    pub survives_restart: bool,
}

pub(crate) struct Secrets {
    folder: PathBuf,
    forced: Option<SecretStoreKind>,
    passphrase: Option<Secret>,
    open: Mutex<Option<Arc<dyn SecretStore>>>,
}

impl Secrets {
    pub(crate) fn new(
        folder: PathBuf,
        forced: Option<SecretStoreKind>,
        passphrase: Option<Secret>,
    ) -> Self {
        Self {
            folder,
            forced,
            passphrase,
            open: Mutex::default(),
        }
    }

    pub(crate) async fn get(&self, db: &Store, name: &str) -> Result<Option<Secret>, SecretsError> {
        Ok(self.opened(db).await?.get(name).await?)
    }

    pub(crate) async fn put(
        &self,
        db: &Store,
        name: &str,
        secret: &Secret,
    ) -> Result<SecretStoreKind, SecretsError> {
        let store = self.opened(db).await?;
        store.put(name, secret).await?;
        Ok(store.kind())
    }

    pub(crate) async fn delete(&self, db: &Store, name: &str) -> Result<(), SecretsError> {
        Ok(self.opened(db).await?.delete(name).await?)
    }

    /// The store in use, opened at the first need.
    async fn opened(&self, db: &Store) -> Result<Arc<dyn SecretStore>, SecretsError> {
        let mut open = self.open.lock().await;
        if let Some(store) = open.as_ref() {
            return Ok(Arc::clone(store));
        }
        let store = match self.choice(db).await? {
            Some(kind) => self.store_of(kind, self.passphrase.clone()).await?,
            None => {
                let keychain = KeychainStore::new(&self.folder);
                keychain
                    .probe()
                    .await
                    .map_err(|error| SecretsError::NotChosen(error.to_string()))?;
                Arc::new(keychain)
            }
        };
        *open = Some(Arc::clone(&store));
        Ok(store)
    }

    async fn choice(&self, db: &Store) -> Result<Option<SecretStoreKind>, StoreError> {
        if self.forced.is_some() {
            return Ok(self.forced);
        }
        let text = db.settings().find(CHOICE).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    async fn store_of(
        &self,
        kind: SecretStoreKind,
        passphrase: Option<Secret>,
    ) -> Result<Arc<dyn SecretStore>, SecretsError> {
        Ok(match kind {
            SecretStoreKind::Keychain => Arc::new(KeychainStore::new(&self.folder)),
            SecretStoreKind::Session => Arc::new(SessionStore::default()),
            SecretStoreKind::Vault => {
                let passphrase = passphrase.ok_or(SecretsError::VaultLocked)?;
                Arc::new(VaultStore::open(&self.folder, passphrase, WorkFactor::default()).await?)
            }
        })
    }

    /// Uses this store from now on; the choice is remembered once a round trip worked.
    pub(crate) async fn choose(
        &self,
        db: &Store,
        kind: SecretStoreKind,
        passphrase: Option<Secret>,
    ) -> Result<(), SecretsError> {
        let store = self.store_of(kind, passphrase).await?;
        store.probe().await?;
        let text = serde_json::to_string(&kind).unwrap_or_default();
        db.settings().update(CHOICE, &text).await?;
        *self.open.lock().await = Some(store);
        Ok(())
    }

    pub(crate) async fn status(&self, db: &Store) -> Result<SecretStoreStatus, StoreError> {
        let chosen = self.choice(db).await?;
        let outcome = match self.opened(db).await {
            Ok(store) => store
                .probe()
                .await
                .map(|()| store.kind())
                .map_err(SecretsError::from),
            Err(error) => Err(error),
        };
        Ok(match outcome {
            Ok(kind) => SecretStoreStatus {
                kind: Some(kind),
                state: SecretStoreStateName::Ready,
                explanation: in_use(kind).to_owned(),
                survives_restart: kind != SecretStoreKind::Session,
            },
            Err(error) => SecretStoreStatus {
                kind: chosen,
                state: state_of(&error),
                explanation: error.to_string(),
                survives_restart: false,
            },
        })
    }
}

fn in_use(kind: SecretStoreKind) -> &'static str {
    match kind {
        SecretStoreKind::Keychain => {
            "Secrets are kept in the keychain of this system. A round trip worked just now."
        }
        SecretStoreKind::Vault => {
            "Secrets are kept in an encrypted vault in the data folder. Its passphrase is asked for after each start."
        }
        SecretStoreKind::Session => {
            "Secrets are kept in memory and are gone when the program ends."
        }
    }
}

fn state_of(error: &SecretsError) -> SecretStoreStateName {
    match error {
        SecretsError::NotChosen(_) => SecretStoreStateName::NotChosen,
        SecretsError::VaultLocked => SecretStoreStateName::Locked,
        SecretsError::Store(SecretStoreError::Locked | SecretStoreError::WrongPassphrase) => {
            SecretStoreStateName::Locked
        }
        SecretsError::Store(SecretStoreError::WaitingForPrompt) => {
            SecretStoreStateName::WaitingForPrompt
        }
        SecretsError::Store(_) | SecretsError::Settings(_) => SecretStoreStateName::Unavailable,
    }
}
