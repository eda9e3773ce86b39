//! SQLite and the secret stores.
//!
//! [`Store`] holds what may be read by whoever reads the disk: definitions, runs, settings.
//! A [`SecretStore`] holds what may not. Locks and [`ProcessPresence`] keep several
//! processes on one data folder apart.

mod files;
mod lock;
mod presence;
mod providers;
mod runs;
mod secrets;
mod settings;
mod store;

pub use files::{DataFolderError, create_data_folder};
pub use lock::{FolderLock, LockError};
pub use presence::{PresenceError, ProcessPresence};
pub use providers::{Providers, StoredProvider, WriteProviderError};
pub use runs::{Runs, StoredRun};
pub use secrets::{
    KeychainStore, SecretStore, SecretStoreError, SecretStoreKind, SessionStore, VaultStore,
    WorkFactor,
};
pub use settings::Settings;
pub use store::{OpenStoreError, Store, StoreError};
