//! Which secret store is in use, and the secrets in it. The choice is the person's;
//! without one the keychain is used where it works, and nothing else ever is. A secret is
//! read from the store where it lies, whichever is in use.

use idp_core::secret::Secret;
use idp_log::mask;
use idp_store::{
    KeychainStore, SecretStore, SecretStoreError, SecretStoreKind, SessionStore, Store, StoreError,
    VaultStore, WorkFactor,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{Mutex, RwLock};

pub(crate) mod moves;
pub(crate) mod proof;
mod status;
mod texts;
pub(crate) mod vault;

pub use status::{SecretStoreStateName, SecretStoreStatus};

/// The name of the setting that holds the choice.
const CHOICE: &str = "secret_store";

/// Asks the person for the vault's passphrase; `true` says that the vault is new. Called on
/// a thread that may wait.
pub type AskPassphrase = Arc<dyn Fn(bool) -> Option<Secret> + Send + Sync>;

/// Why a secret could not be stored, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Nothing was chosen and the keychain does not work.
    #[error(
        "No secret store is chosen, and the keychain of this system cannot be used. {0} Or choose another secret store: a vault with a passphrase, or this session only."
    )]
    NotChosen(#[source] SecretStoreError),
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

pub(crate) struct Secrets {
    pub(super) folder: PathBuf,
    forced: Option<SecretStoreKind>,
    passphrase: Option<Secret>,
    ask: Option<AskPassphrase>,
    keychain: Arc<KeychainStore>,
    session: Arc<SessionStore>,
    vault: Mutex<Option<Arc<VaultStore>>>,
    /// The keychain proved to work when nothing was chosen.
    keychain_works: AtomicBool,
    /// One move, or one new vault, at a time.
    pub(super) moving: Mutex<()>,
    /// Shared by what puts secrets to a place or takes them away. Old copies are removed only
    /// while nothing of that is under way: a secret without a place may be about to get one.
    pub(crate) changing: RwLock<()>,
}

impl Secrets {
    pub(crate) fn new(
        folder: PathBuf,
        forced: Option<SecretStoreKind>,
        passphrase: Option<Secret>,
        ask: Option<AskPassphrase>,
    ) -> Self {
        if let Some(passphrase) = &passphrase {
            mask(passphrase);
        }
        Self {
            keychain: Arc::new(KeychainStore::new(&folder)),
            session: Arc::default(),
            vault: Mutex::default(),
            keychain_works: AtomicBool::new(false),
            moving: Mutex::default(),
            changing: RwLock::default(),
            folder,
            forced,
            passphrase,
            ask,
        }
    }

    /// The secret of a name in the store where it lies.
    pub(crate) async fn get(
        &self,
        kind: SecretStoreKind,
        name: &str,
    ) -> Result<Option<Secret>, SecretsError> {
        let found = self.store(kind).await?.get(name).await?;
        found.iter().for_each(mask);
        Ok(found)
    }

    /// Keeps a secret in the memory of this process, whatever store is in use.
    pub(crate) async fn hold(&self, name: &str, secret: &Secret) -> Result<(), SecretsError> {
        mask(secret);
        Ok(self.session.put(name, secret).await?)
    }

    /// Removes a secret from the store where it lies.
    pub(crate) async fn delete(
        &self,
        kind: SecretStoreKind,
        name: &str,
    ) -> Result<(), SecretsError> {
        Ok(self.store(kind).await?.delete(name).await?)
    }

    /// The store for new secrets.
    pub(crate) async fn in_use(&self, db: &Store) -> Result<Arc<dyn SecretStore>, SecretsError> {
        if let Some(kind) = self.choice(db).await? {
            return self.store(kind).await;
        }
        if !self.keychain_works.load(Ordering::Relaxed) {
            let probed = self.keychain.probe().await;
            probed.map_err(SecretsError::NotChosen)?;
            self.keychain_works.store(true, Ordering::Relaxed);
        }
        self.store(SecretStoreKind::Keychain).await
    }

    /// What was chosen, for this process or in Settings.
    pub(crate) async fn choice(&self, db: &Store) -> Result<Option<SecretStoreKind>, StoreError> {
        if self.forced.is_some() {
            return Ok(self.forced);
        }
        let text = db.settings().find(CHOICE).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The store of a kind. The vault is opened at the first need, with the passphrase at
    /// hand or one that is asked for.
    pub(crate) async fn store(
        &self,
        kind: SecretStoreKind,
    ) -> Result<Arc<dyn SecretStore>, SecretsError> {
        Ok(match kind {
            SecretStoreKind::Keychain => Arc::clone(&self.keychain) as Arc<dyn SecretStore>,
            SecretStoreKind::Session => Arc::clone(&self.session) as Arc<dyn SecretStore>,
            SecretStoreKind::Vault => self.opened_vault().await?,
        })
    }

    async fn opened_vault(&self) -> Result<Arc<VaultStore>, SecretsError> {
        let mut open = self.vault.lock().await;
        if let Some(vault) = open.as_ref() {
            return Ok(Arc::clone(vault));
        }
        let passphrase = match (&self.passphrase, &self.ask) {
            (Some(passphrase), _) => passphrase.clone(),
            (None, Some(ask)) => self.asked(ask).await.ok_or(SecretsError::VaultLocked)?,
            (None, None) => return Err(SecretsError::VaultLocked),
        };
        let vault = Arc::new(self.vault_with(passphrase).await?);
        *open = Some(Arc::clone(&vault));
        Ok(vault)
    }

    async fn asked(&self, ask: &AskPassphrase) -> Option<Secret> {
        let (ask, is_new) = (Arc::clone(ask), !VaultStore::exists(&self.folder));
        tokio::task::spawn_blocking(move || ask(is_new))
            .await
            .ok()?
    }

    async fn vault_with(&self, passphrase: Secret) -> Result<VaultStore, SecretsError> {
        mask(&passphrase);
        Ok(VaultStore::open(&self.folder, passphrase, WorkFactor::default()).await?)
    }

    /// Opens the vault of this data folder for this process.
    pub(crate) async fn open_vault(&self, passphrase: Secret) -> Result<(), SecretsError> {
        let vault = self.vault_with(passphrase).await?;
        *self.vault.lock().await = Some(Arc::new(vault));
        Ok(())
    }

    pub(super) async fn close_vault(&self) {
        *self.vault.lock().await = None;
    }

    /// Uses this store from now on; the choice is remembered once a round trip worked.
    pub(crate) async fn choose(
        &self,
        db: &Store,
        kind: SecretStoreKind,
        passphrase: Option<Secret>,
    ) -> Result<(), SecretsError> {
        if let (SecretStoreKind::Vault, Some(passphrase)) = (kind, passphrase) {
            self.open_vault(passphrase).await?;
        }
        let store = self.store(kind).await?;
        store.probe().await?;
        let text = serde_json::to_string(&kind).unwrap_or_default();
        db.settings().update(CHOICE, &text).await?;
        tracing::info!(store = kind.as_str(), "the secret store was chosen");
        Ok(())
    }
}
