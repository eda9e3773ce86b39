//! SQLite and the secret stores.
//!
//! [`Store`] holds what may be read by whoever reads the disk: definitions, runs, settings.
//! A [`SecretStore`] holds what may not. Locks and [`ProcessPresence`] keep several
//! processes on one data folder apart.

mod backups;
mod branding;
mod drafts;
mod facts;
mod files;
mod local_users;
mod lock;
mod mapping_fixtures;
mod presence;
mod providers;
mod runs;
mod secret_places;
mod secrets;
mod settings;
mod setup_confirmations;
mod store;
mod unfinished_texts;

pub use backups::{Backup, BackupContents, BackupError, BackupReason, Backups};
pub use branding::Branding;
pub use drafts::{Drafts, StoredDraft};
pub use facts::DatabaseFacts;
pub use files::{DataFolderError, close_to_others, create_data_folder, replace_private};
pub use local_users::{ChangeOrigin, LocalUsers, StoredUser};
pub use lock::{FolderLock, LockError};
pub use mapping_fixtures::MappingFixtures;
pub use presence::{PresenceError, ProcessPresence};
pub use providers::{
    DefinitionVersion, DeletedProvider, ListedProvider, Providers, StoredProvider, UpdateFrom,
    WriteProviderError,
};
pub use runs::{NewRun, ReceivedInRun, RunEnding, Runs, StoredRun, Verdict};
pub use secret_places::{SecretPlace, SecretPlaces};
pub use secrets::{
    KeychainProblem, KeychainStore, SecretStore, SecretStoreError, SecretStoreKind, SessionStore,
    VaultStore, WorkFactor,
};
pub use settings::Settings;
pub use setup_confirmations::{SetupConfirmations, StoredConfirmation};
pub use store::{OpenStoreError, SetAside, Store, StoreError, sweep_copies};
pub use unfinished_texts::UnfinishedTexts;
