//! The program on its data folder: open, open for reading alone, or kept from opening by a
//! fault. A fault ends by a choice or by trying again, never by starting the program anew.

use crate::app::{App, AppOptions, OpenAppError};
use crate::backups::{BackupView, BackupsError, view as backup_view};
use crate::clock::rfc3339;
use crate::events::AppEvent;
use idp_store::{Backups, OpenStoreError, PresenceError, Store};
use serde::Serialize;
use std::path::Path;
use std::sync::{PoisonError, RwLock};
use tokio::sync::Mutex;

/// How the program stands on its data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StartState {
    /// Everything works.
    Open,
    /// What is there can be read, and nothing can be changed.
    ReadOnly,
    /// There is nothing to work with before the fault is dealt with.
    Blocked,
}

impl StartState {
    /// "The data folder is …".
    pub(crate) fn as_words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::ReadOnly => "open for reading alone",
            Self::Blocked => "not open",
        }
    }
}

/// What kind of fault it is; the screen offers what fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StartFaultKind {
    /// A later version of the program wrote the database.
    NewerDatabase,
    /// The database is damaged or gone: there is a choice to make.
    Damaged,
    /// An older database could not be backed up before its update: there is a choice to make.
    NotBackedUp,
    /// The data folder cannot be written.
    NotWritable,
    /// No space is left.
    DiskFull,
    /// Another program has it.
    InUse,
    /// Something else.
    Failed,
}

/// A fault, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StartFault {
    /// Which.
    pub kind: StartFaultKind,
    /// The problem, in a sentence.
    pub problem: String,
    /// The next step.
    pub advice: String,
}

/// The start as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// How the program stands.
    pub state: StartState,
    /// The folder with all state.
    pub data_folder: String,
    /// Why not everything works.
    pub fault: Option<StartFault>,
    /// The newest sound backup, when there is a choice to make.
    pub backup: Option<BackupView>,
    /// Names of providers whose definition cannot be read.
    pub unreadable: Vec<String>,
}

/// A use case that the state of the start does not allow, or a choice that failed.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nothing can be changed.
    #[error("Nothing can be changed now. {0}")]
    ReadOnly(String),
    /// Nothing can be read.
    #[error("The data folder is not open. {0}")]
    Blocked(String),
    /// The choice could not be carried out.
    #[error(transparent)]
    Store(#[from] OpenStoreError),
    /// The backup could not be restored.
    #[error(transparent)]
    Backups(#[from] BackupsError),
}

enum State {
    Open(App),
    ReadOnly(App, StartFault),
    Blocked(StartFault),
}

/// Called with each application that comes to life.
pub type Opened = Box<dyn Fn(&App) + Send + Sync>;

/// The program on its data folder.
pub struct Start {
    options: AppOptions,
    state: RwLock<State>,
    changing: Mutex<()>,
    opened: Opened,
}

impl Start {
    /// Opens the data folder as far as it can be opened. `opened` is called with every
    /// application that comes of it, now or later.
    pub async fn open(options: AppOptions, opened: Opened) -> Self {
        let state = reach(&options).await;
        let folder = options.data_folder.clone();
        // Beside all else: nothing at the start needs it.
        tokio::task::spawn_blocking(move || idp_store::sweep_copies(&folder));
        if let State::Open(app) | State::ReadOnly(app, _) = &state {
            opened(app);
        }
        Self {
            options,
            state: RwLock::new(state),
            changing: Mutex::default(),
            opened,
        }
    }

    /// The folder with all state.
    #[must_use]
    pub fn data_folder(&self) -> &Path {
        &self.options.data_folder
    }

    /// Ends reading where nothing can be changed, and with it the copy that was made for that
    /// outside the data folder. For a process that ends without dropping anything.
    pub async fn end_reading(&self) {
        let reading = match &*self.state() {
            State::ReadOnly(app, _) => Some(app.clone()),
            State::Open(_) | State::Blocked(_) => None,
        };
        if let Some(app) = reading {
            app.close().await;
        }
    }

    /// The time as text.
    pub(crate) fn now(&self) -> String {
        rfc3339(self.options.clock.now())
    }

    /// The application, for whatever may change something.
    ///
    /// # Errors
    /// When nothing can be changed now.
    pub fn app(&self) -> Result<App, StartError> {
        match &*self.state() {
            State::Open(app) => Ok(app.clone()),
            State::ReadOnly(_, fault) => Err(StartError::ReadOnly(fault.problem.clone())),
            State::Blocked(fault) => Err(StartError::Blocked(fault.problem.clone())),
        }
    }

    /// The application, for what reads and changes nothing.
    ///
    /// # Errors
    /// When nothing can be read now.
    pub fn reader(&self) -> Result<App, StartError> {
        match &*self.state() {
            State::Open(app) | State::ReadOnly(app, _) => Ok(app.clone()),
            State::Blocked(fault) => Err(StartError::Blocked(fault.problem.clone())),
        }
    }

    /// How the program stands.
    pub async fn view(&self) -> StartView {
        let (state, fault, app) = match &*self.state() {
            State::Open(app) => (StartState::Open, None, Some(app.clone())),
            State::ReadOnly(app, fault) => {
                (StartState::ReadOnly, Some(fault.clone()), Some(app.clone()))
            }
            State::Blocked(fault) => (StartState::Blocked, Some(fault.clone()), None),
        };
        let choice = fault
            .as_ref()
            .is_some_and(|fault| fault.kind == StartFaultKind::Damaged);
        let backup = if choice {
            let newest = Backups::new(self.data_folder()).newest_sound().await;
            newest.ok().flatten().map(backup_view)
        } else {
            None
        };
        let unreadable = match app {
            Some(app) => app.inner.store.providers().unreadable().await,
            None => Ok(Vec::new()),
        };
        StartView {
            state,
            data_folder: self.data_folder().display().to_string(),
            fault,
            backup,
            unreadable: unreadable.unwrap_or_default(),
        }
    }

    /// Opens the data folder once more. Where everything works, nothing happens.
    pub async fn try_again(&self) -> StartView {
        let _order = self.changing.lock().await;
        if self.app().is_err() {
            self.reopen().await;
        }
        self.view().await
    }

    /// Goes back to a backup: in place of a damaged database, which is kept, or of what is
    /// there now, which is backed up.
    ///
    /// # Errors
    /// When the backup is not sound or the folder cannot be written; then nothing is lost.
    pub async fn restore_backup(&self, name: &str) -> Result<StartView, StartError> {
        let _order = self.changing.lock().await;
        if self.is_damaged_still().await {
            Store::begin_with_backup(self.data_folder(), name).await?;
            self.reopen().await;
        } else {
            self.app()?.restore_backup(name).await?;
        }
        Ok(self.view().await)
    }

    /// Begins with an empty database in place of a damaged one, which is kept.
    ///
    /// # Errors
    /// When the database is not damaged, or the folder cannot be written.
    pub async fn begin_empty(&self) -> Result<StartView, StartError> {
        let _order = self.changing.lock().await;
        if self.is_damaged_still().await {
            Store::begin_empty(self.data_folder()).await?;
            self.reopen().await;
        }
        Ok(self.view().await)
    }

    /// Brings an older database up to date that could not be backed up before.
    pub async fn update_without_backup(&self) -> StartView {
        let _order = self.changing.lock().await;
        let waits = matches!(&*self.state(), State::Blocked(fault) if fault.kind == StartFaultKind::NotBackedUp);
        if waits {
            let options = AppOptions {
                update_without_backup: true,
                ..self.options.clone()
            };
            self.reopen_with(&options).await;
        }
        self.view().await
    }

    /// Somebody may have mended it since the fault was shown; a sound database is never put
    /// aside.
    async fn is_damaged_still(&self) -> bool {
        if self.app().is_err() {
            self.reopen().await;
        }
        matches!(&*self.state(), State::Blocked(fault) if fault.kind == StartFaultKind::Damaged)
    }

    async fn reopen(&self) {
        self.reopen_with(&self.options).await;
    }

    async fn reopen_with(&self, options: &AppOptions) {
        let reading = match &*self.state() {
            State::Open(app) | State::ReadOnly(app, _) => Some(app.clone()),
            State::Blocked(_) => None,
        };
        if let Some(app) = reading {
            app.close().await;
        }
        let reached = reach(options).await;
        let app = match &reached {
            State::Open(app) | State::ReadOnly(app, _) => Some(app.clone()),
            State::Blocked(_) => None,
        };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = reached;
        if let Some(app) = app {
            (self.opened)(&app);
            app.announce(AppEvent::DataReplaced);
        }
    }

    fn state(&self) -> std::sync::RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn reach(options: &AppOptions) -> State {
    let error = match App::open(options.clone()).await {
        Ok(app) => return State::Open(app),
        Err(error) => error,
    };
    tracing::warn!("the data folder cannot be opened: {error}");
    let fault = fault_of(&error);
    let readable = match fault.kind {
        StartFaultKind::NewerDatabase | StartFaultKind::NotWritable | StartFaultKind::DiskFull => {
            App::open_read_only(options.clone()).await
        }
        StartFaultKind::Damaged
        | StartFaultKind::NotBackedUp
        | StartFaultKind::InUse
        | StartFaultKind::Failed => Err(error),
    };
    match readable {
        Ok(app) => State::ReadOnly(app, fault),
        // What cannot be written may be damaged as well; that is what there is to choose.
        Err(OpenAppError::Store(error @ OpenStoreError::Damaged { .. })) => {
            State::Blocked(fault_of(&OpenAppError::Store(error)))
        }
        Err(_) => State::Blocked(fault),
    }
}

fn fault_of(error: &OpenAppError) -> StartFault {
    let (kind, problem, advice) = match error {
        OpenAppError::Store(error) => (kind_of(error), error.problem(), error.advice().to_owned()),
        OpenAppError::Presence(error) => presence_fault(error),
    };
    StartFault {
        kind,
        problem,
        advice,
    }
}

fn kind_of(error: &OpenStoreError) -> StartFaultKind {
    match error {
        OpenStoreError::NewerThanProgram { .. } => StartFaultKind::NewerDatabase,
        OpenStoreError::Damaged { .. } => StartFaultKind::Damaged,
        OpenStoreError::NotBackedUp { .. } => StartFaultKind::NotBackedUp,
        OpenStoreError::NotWritable { .. } => StartFaultKind::NotWritable,
        OpenStoreError::DiskFull { .. } => StartFaultKind::DiskFull,
        OpenStoreError::InUse { .. } => StartFaultKind::InUse,
        OpenStoreError::SqliteTooOld { .. } | OpenStoreError::Failed { .. } => {
            StartFaultKind::Failed
        }
    }
}

fn presence_fault(error: &PresenceError) -> (StartFaultKind, String, String) {
    (
        StartFaultKind::NotWritable,
        error.to_string(),
        "Then try again.".to_owned(),
    )
}
