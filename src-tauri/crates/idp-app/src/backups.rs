//! Backups: when they are made, what Settings shows of them, and going back to one.

use crate::app::App;
use crate::clock::rfc3339;
use crate::events::AppEvent;
use crate::test_connection::TestConnectionError;
use idp_store::{Backup, BackupError, BackupReason, Backups};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How old the newest backup may become while something changes.
const DAY: time::Duration = time::Duration::DAY;
/// How often the age is looked at.
const LOOK: Duration = Duration::from_secs(20 * 60);
/// The first look waits until the window has what it needs.
const FIRST_LOOK: Duration = Duration::from_secs(10);

/// Why a backup was not made, restored or deleted.
#[derive(Debug, thiserror::Error)]
pub enum BackupsError {
    /// A test writes what would be replaced.
    #[error("A test is running. Wait for it to end or cancel it, then restore the backup.")]
    TestRunning,
    /// The files.
    #[error(transparent)]
    Backup(#[from] BackupError),
}

/// A backup as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its file name.
    pub name: String,
    /// RFC 3339, UTC.
    pub made_at: String,
    /// Why it was made.
    pub reason: BackupReason,
    /// Its size in units of 1024 bytes, rounded up.
    pub kilobytes: u32,
    /// How many providers it holds; nothing when it cannot be read.
    pub providers: Option<u32>,
    /// How many test runs it holds; nothing when it cannot be read.
    pub runs: Option<u32>,
}

/// All backups of a data folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupsView {
    /// Where they are.
    pub folder: String,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// Damaged databases that were put aside.
    pub set_aside: Vec<String>,
    /// Why the last automatic backup was not made.
    pub problem: Option<String>,
}

/// What is known of automatic backups in this process.
pub(crate) struct BackingUp {
    problem: Mutex<Option<String>>,
    /// The state that was last looked at.
    seen: Mutex<Option<(i64, i64)>>,
}

impl BackingUp {
    pub(crate) fn new(problem: Option<&str>) -> Self {
        Self {
            problem: Mutex::new(problem.map(str::to_owned)),
            seen: Mutex::default(),
        }
    }
}

impl App {
    /// The backups and how they stand.
    ///
    /// # Errors
    /// When their folder cannot be read.
    pub async fn backups(&self) -> Result<BackupsView, BackupsError> {
        let backups = self.backup_files();
        let set_aside = backups.set_aside()?.into_iter().map(|one| one.path);
        Ok(BackupsView {
            folder: backups.folder().display().to_string(),
            backups: backups.list().await?.into_iter().map(view).collect(),
            set_aside: without_companions(set_aside.collect()),
            problem: held(&self.inner.backing_up.problem).clone(),
        })
    }

    /// Makes a backup because the person asks for it.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written.
    pub async fn back_up_now(&self) -> Result<BackupsView, BackupsError> {
        let at = self.inner.clock.now();
        let made = self.backup_files();
        made.make(&self.inner.store, BackupReason::ByHand, at)
            .await?;
        *held(&self.inner.backing_up.problem) = None;
        self.announce(AppEvent::BackupsChanged);
        self.backups().await
    }

    /// Makes the backup of the day, when the newest is older than that and something
    /// changed. A failure is remembered for Settings and does not disturb.
    pub async fn back_up_if_due(&self) {
        let made = self.back_up_daily().await;
        if let Err(error) = &made {
            tracing::warn!("the backup of the day was not made: {error}");
        }
        if !matches!(made, Ok(None)) {
            *held(&self.inner.backing_up.problem) = made.err().map(|error| error.to_string());
            self.announce(AppEvent::BackupsChanged);
        }
    }

    /// Looks after the backups until the application is closed.
    pub async fn keep_backups(&self) {
        if self.is_read_only() {
            return;
        }
        let mut wait = FIRST_LOOK;
        loop {
            tokio::select! {
                () = self.closed() => return,
                () = tokio::time::sleep(wait) => self.back_up_if_due().await,
            }
            wait = LOOK;
        }
    }

    /// Goes back to a backup. The present state is backed up before.
    ///
    /// # Errors
    /// When a test is running, the backup is not sound, or the disk is full; then nothing
    /// was changed.
    pub async fn restore_backup(&self, name: &str) -> Result<(), BackupsError> {
        let _no_test = self.hold_off_tests().map_err(|error| {
            if let TestConnectionError::Lock(error) = error {
                BackupsError::Backup(error.into())
            } else {
                BackupsError::TestRunning
            }
        })?;
        let at = self.inner.clock.now();
        self.backup_files()
            .restore(&self.inner.store, name, at)
            .await?;
        self.announce(AppEvent::DataReplaced);
        Ok(())
    }

    /// Deletes all backups and the damaged databases that were put aside.
    ///
    /// # Errors
    /// When one of them cannot be deleted.
    pub async fn delete_backups(&self) -> Result<BackupsView, BackupsError> {
        self.backup_files().delete_all().await?;
        self.announce(AppEvent::BackupsChanged);
        self.backups().await
    }

    fn backup_files(&self) -> Backups {
        Backups::new(self.data_folder())
    }

    async fn back_up_daily(&self) -> Result<Option<Backup>, BackupError> {
        let mark = self.inner.store.change_mark().await?;
        if *held(&self.inner.backing_up.seen) == Some(mark) {
            return Ok(None);
        }
        let at = self.inner.clock.now();
        let backups = self.backup_files();
        if backups.newest()?.is_some_and(|newest| at - newest < DAY) {
            return Ok(None);
        }
        let made = backups
            .make(&self.inner.store, BackupReason::Daily, at)
            .await?;
        *held(&self.inner.backing_up.seen) = Some(mark);
        Ok(made)
    }
}

/// A log beside its database is one thing with it.
fn without_companions(paths: Vec<PathBuf>) -> Vec<String> {
    let all: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let belongs = |path: &&String| {
        ["-wal", "-shm", "-journal"]
            .into_iter()
            .filter_map(|suffix| path.strip_suffix(suffix))
            .any(|database| all.iter().any(|other| other == database))
    };
    all.iter().filter(|path| !belongs(path)).cloned().collect()
}

pub(crate) fn view(backup: Backup) -> BackupView {
    BackupView {
        name: backup.name,
        made_at: rfc3339(backup.made_at),
        reason: backup.reason,
        kilobytes: u32::try_from(backup.size.div_ceil(1024)).unwrap_or(u32::MAX),
        providers: backup.contents.map(|contents| contents.providers),
        runs: backup.contents.map(|contents| contents.runs),
    }
}

fn held<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
