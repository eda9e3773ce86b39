//! The application: its data folder, its stores and what is running.

use crate::backups::BackingUp;
use crate::clock::{Clock, SystemClock, rfc3339};
use crate::events::AppEvent;
use crate::outlines::Outlines;
use crate::practice::PracticePoolHolder;
use crate::questions::Asked;
use crate::runs::NotWrittenDown;
use crate::secrets::{AskPassphrase, Secrets};
use crate::simulator::Simulation;
use crate::test_connection::{RunningTest, SIGN_IN_LIMIT};
use idp_core::secret::Secret;
use idp_store::{OpenStoreError, PresenceError, ProcessPresence, SecretStoreKind, Store};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// How the application is opened.
#[derive(Clone)]
pub struct AppOptions {
    /// The folder with all state.
    pub data_folder: PathBuf,
    /// The secret store to use, whatever was chosen before.
    pub secret_store: Option<SecretStoreKind>,
    /// Opens the vault without asking.
    pub vault_passphrase: Option<Secret>,
    /// Asks for the vault's passphrase when it is needed.
    pub ask_passphrase: Option<AskPassphrase>,
    /// Brings an older database up to date also where it cannot be backed up before.
    pub update_without_backup: bool,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// How long a test waits for the person.
    pub sign_in_limit: Duration,
}

impl AppOptions {
    /// The usual options for a folder.
    #[must_use]
    pub fn new(data_folder: impl Into<PathBuf>) -> Self {
        Self {
            data_folder: data_folder.into(),
            secret_store: None,
            vault_passphrase: None,
            ask_passphrase: None,
            update_without_backup: false,
            clock: Arc::new(SystemClock),
            sign_in_limit: SIGN_IN_LIMIT,
        }
    }
}

/// The data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenAppError {
    /// The database.
    #[error(transparent)]
    Store(#[from] OpenStoreError),
    /// The marks of running processes.
    #[error(transparent)]
    Presence(#[from] PresenceError),
}

/// The application. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) outlines: Outlines,
    pub(crate) secrets: Secrets,
    pub(crate) presence: ProcessPresence,
    pub(crate) data_folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sign_in_limit: Duration,
    pub(crate) running: Mutex<Option<RunningTest>>,
    /// The runs of this process whose journal failed.
    pub(crate) not_written_down: Mutex<HashMap<String, NotWrittenDown>>,
    pub(crate) asked: Mutex<Option<Asked>>,
    pub(crate) simulation: Mutex<Option<Simulation>>,
    pub(crate) practice: PracticePoolHolder,
    pub(crate) backing_up: BackingUp,
    read_only: bool,
    closed: CancellationToken,
    events: broadcast::Sender<AppEvent>,
}

impl App {
    /// Opens the data folder, creating it when it is not there.
    ///
    /// # Errors
    /// When the folder or its database cannot be used; the text says what to do.
    pub async fn open(options: AppOptions) -> Result<Self, OpenAppError> {
        let store = if options.update_without_backup {
            Store::open_without_backup(&options.data_folder).await?
        } else {
            Store::open(&options.data_folder).await?
        };
        let presence = ProcessPresence::announce(&options.data_folder)?;
        match idp_store::close_to_others(&options.data_folder) {
            Ok(true) => tracing::warn!("others could look into the data folder; now they cannot"),
            Ok(false) => {}
            Err(error) => tracing::warn!("others may look into the data folder: {error}"),
        }
        let app = Self::with(store, presence, options, false);
        app.adopt_log_level().await;
        tracing::info!("the data folder is open");
        Ok(app)
    }

    /// Opens the data folder for reading alone; nothing in it is changed.
    ///
    /// # Errors
    /// When there is nothing that can be read.
    pub async fn open_read_only(options: AppOptions) -> Result<Self, OpenAppError> {
        let store = Store::open_read_only(&options.data_folder).await?;
        let presence = ProcessPresence::unannounced(&options.data_folder);
        let app = Self::with(store, presence, options, true);
        app.adopt_log_level().await;
        tracing::info!("the data folder is open for reading");
        Ok(app)
    }

    fn with(store: Store, presence: ProcessPresence, options: AppOptions, read_only: bool) -> Self {
        let secrets = Secrets::new(
            options.data_folder.clone(),
            options.secret_store,
            options.vault_passphrase,
            options.ask_passphrase,
        );
        let (events, _) = broadcast::channel(256);
        let backing_up = BackingUp::new(store.backup_problem());
        Self {
            inner: Arc::new(Inner {
                store,
                outlines: Outlines::default(),
                secrets,
                presence,
                data_folder: options.data_folder,
                clock: options.clock,
                sign_in_limit: options.sign_in_limit,
                running: Mutex::new(None),
                not_written_down: Mutex::default(),
                asked: Mutex::new(None),
                simulation: Mutex::new(None),
                practice: PracticePoolHolder::default(),
                backing_up,
                read_only,
                closed: CancellationToken::new(),
                events,
            }),
        }
    }

    /// Whether the data folder was opened for reading alone.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.inner.read_only
    }

    /// Ends what goes on in the background and closes the database, so that the data folder
    /// can be opened anew.
    pub async fn close(&self) {
        self.inner.closed.cancel();
        self.cancel_test();
        self.stop_practice_pool().await;
        self.inner.store.close().await;
    }

    /// Waits until the application is closed.
    pub async fn closed(&self) {
        self.inner.closed.cancelled().await;
    }

    /// What changes from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<AppEvent> {
        self.inner.events.subscribe()
    }

    /// The folder with all state.
    #[must_use]
    pub fn data_folder(&self) -> &Path {
        &self.inner.data_folder
    }

    /// A number that changes when another process writes to the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn data_version(&self) -> Result<i64, idp_store::StoreError> {
        self.inner.store.data_version().await
    }

    /// Tells the listeners; nobody listening is fine.
    pub fn announce(&self, event: AppEvent) {
        let _ = self.inner.events.send(event);
    }

    pub(crate) fn now(&self) -> String {
        rfc3339(self.inner.clock.now())
    }

    pub(crate) fn running(&self) -> MutexGuard<'_, Option<RunningTest>> {
        self.inner
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
