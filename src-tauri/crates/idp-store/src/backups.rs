//! Backups of the database: whole, verified when they are made, readable by their owner
//! alone. They hold what the database holds, attribute values included, and no secret.

use crate::files::{is_disk_full, make_private, private_folder, private_options, sync_folder};
use crate::lock::{FolderLock, LockError};
use crate::store::{Store, StoreError};
use sqlx::sqlite::SqlitePool;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

mod name;
mod restore;
mod sound;

pub use name::BackupReason;
use name::{name_of, read_name};
use sound::contents;
pub(crate) use sound::verify;

const FOLDER: &str = "backups";
const TEMPORARY: &str = "incomplete";
const STAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second][subsecond digits:3]Z");

/// A backup that was not made, restored or deleted.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No space is left.
    #[error("The disk with the folder {} is full, so there is no new backup. Free some space and back up again.", .0.display())]
    DiskFull(PathBuf),
    /// The folder cannot be used.
    #[error("The folder {} cannot be used ({source}). Check its permissions.", .folder.display())]
    Io {
        /// The folder of backups.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The copy was read again and is not sound.
    #[error("The backup {name} is not sound ({detail}). Choose another one.")]
    NotSound {
        /// Its name.
        name: String,
        /// What is wrong with it.
        detail: String,
    },
    /// There is none of this name.
    #[error("There is no backup {0} any more.")]
    NotFound(String),
    /// The lock of the folder.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file name, which says when and why it was made.
    pub name: String,
    /// When it was made.
    pub made_at: OffsetDateTime,
    /// Why.
    pub reason: BackupReason,
    /// Bytes.
    pub size: u64,
    /// How much it holds; nothing when it cannot be read.
    pub contents: Option<BackupContents>,
}

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupContents {
    /// Providers that are not deleted.
    pub providers: u32,
    /// Test runs.
    pub runs: u32,
}

/// The backups of a data folder.
#[derive(Clone, Debug)]
pub struct Backups {
    data_folder: PathBuf,
}

impl Backups {
    /// Those of this data folder.
    #[must_use]
    pub fn new(data_folder: &Path) -> Self {
        Self {
            data_folder: data_folder.to_owned(),
        }
    }

    /// Where they are.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.data_folder.join(FOLDER)
    }

    /// All, the newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn list(&self) -> Result<Vec<Backup>, BackupError> {
        let mut backups = self.files()?;
        for backup in &mut backups {
            backup.contents = contents(&self.folder().join(&backup.name)).await.ok();
        }
        Ok(backups)
    }

    /// When the newest was made.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn newest(&self) -> Result<Option<OffsetDateTime>, BackupError> {
        Ok(self.files()?.first().map(|backup| backup.made_at))
    }

    /// The newest that is sound, each verified anew.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn newest_sound(&self) -> Result<Option<Backup>, BackupError> {
        for mut backup in self.files()? {
            let path = self.folder().join(&backup.name);
            if verify(&path).await.is_ok() {
                backup.contents = contents(&path).await.ok();
                return Ok(Some(backup));
            }
        }
        Ok(None)
    }

    /// Makes one, and removes those that are too many. When nothing changed since the
    /// newest, there is nothing to make, unless it has to be.
    ///
    /// # Errors
    /// `DiskFull`, `NotSound`, or the folder or the database fails. No half of a backup is
    /// left behind.
    pub async fn make(
        &self,
        store: &Store,
        reason: BackupReason,
        at: OffsetDateTime,
    ) -> Result<Option<Backup>, BackupError> {
        self.copy_of(store.readers(), reason, at).await
    }

    pub(crate) async fn copy_of(
        &self,
        source: &SqlitePool,
        reason: BackupReason,
        at: OffsetDateTime,
    ) -> Result<Option<Backup>, BackupError> {
        let _lock = self.lock().await?;
        let folder = self.folder();
        let temporary = folder.join(TEMPORARY);
        let written = self.write(source, &temporary, reason, at).await;
        if !matches!(written, Ok(Some(_))) {
            // The first failure is the one to tell.
            let _ = fs::remove_file(&temporary);
        }
        let Some(name) = written? else {
            return Ok(None);
        };
        self.prune()?;
        let found = self.files()?.into_iter().find(|one| one.name == name);
        let mut made = found.ok_or(BackupError::NotFound(name))?;
        made.contents = contents(&folder.join(&made.name)).await.ok();
        Ok(Some(made))
    }

    /// Deletes all backups and the damaged databases that were put aside.
    ///
    /// # Errors
    /// When one of them cannot be deleted.
    pub async fn delete_all(&self) -> Result<(), BackupError> {
        let _lock = self.lock().await?;
        for backup in self.files()? {
            self.io(fs::remove_file(self.folder().join(backup.name)))?;
        }
        for aside in self.set_aside()? {
            let removed = if aside.path.is_dir() {
                fs::remove_dir_all(&aside.path)
            } else {
                fs::remove_file(&aside.path)
            };
            self.io(removed)?;
        }
        self.io(sync_folder(&self.folder()))
    }

    /// The damaged databases that were put aside.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub fn set_aside(&self) -> Result<Vec<crate::store::SetAside>, BackupError> {
        self.io(crate::store::list_set_aside(&self.data_folder))
    }

    /// Whether there is any.
    pub(crate) fn any(&self) -> bool {
        self.files().is_ok_and(|files| !files.is_empty())
    }

    /// Where a backup is; nothing when there is none of this name.
    pub(crate) fn path_of(&self, name: &str) -> Option<PathBuf> {
        let files = self.files().ok()?;
        let known = files.iter().any(|backup| backup.name == name);
        known.then(|| self.folder().join(name))
    }

    async fn write(
        &self,
        source: &SqlitePool,
        temporary: &Path,
        reason: BackupReason,
        at: OffsetDateTime,
    ) -> Result<Option<String>, BackupError> {
        // What a crash left behind goes; SQLite writes into an empty file only.
        let made = private_options()
            .write(true)
            .create(true)
            .truncate(true)
            .open(temporary);
        self.io(made)?;
        self.io(make_private(temporary))?;
        sqlx::query("VACUUM INTO ?")
            .bind(temporary.display().to_string())
            .execute(source)
            .await
            .map_err(StoreError::from)
            .map_err(|error| self.failed(error))?;
        if let Err(detail) = verify(temporary).await {
            let name = TEMPORARY.to_owned();
            return Err(BackupError::NotSound { name, detail });
        }
        if reason == BackupReason::Daily && !self.is_news(temporary).await? {
            return Ok(None);
        }
        self.io(File::open(temporary).and_then(|file| file.sync_all()))?;
        let name = self.free_name(reason, at);
        self.io(fs::rename(temporary, self.folder().join(&name)))?;
        self.io(sync_folder(&self.folder()))?;
        Ok(Some(name))
    }

    /// A copy is written in one order, so what did not change has the same bytes. An empty
    /// database is no news before there is any other.
    async fn is_news(&self, copy: &Path) -> Result<bool, BackupError> {
        let Some(newest) = self.files()?.into_iter().next() else {
            let empty = BackupContents {
                providers: 0,
                runs: 0,
            };
            return Ok(contents(copy).await.is_ok_and(|found| found != empty));
        };
        let newest = self.io(fs::read(self.folder().join(newest.name)))?;
        Ok(newest != self.io(fs::read(copy))?)
    }

    /// Two in the same millisecond get two names.
    fn free_name(&self, reason: BackupReason, at: OffsetDateTime) -> String {
        let mut at = at;
        loop {
            let name = name_of(reason, at);
            if !self.folder().join(&name).exists() {
                return name;
            }
            at += time::Duration::MILLISECOND;
        }
    }

    fn prune(&self) -> Result<(), BackupError> {
        for reason in BackupReason::ALL {
            let of_reason = self.files()?.into_iter().filter(|one| one.reason == reason);
            for old in of_reason.skip(reason.kept()) {
                self.io(fs::remove_file(self.folder().join(old.name)))?;
            }
        }
        Ok(())
    }

    /// Without their contents, the newest first.
    fn files(&self) -> Result<Vec<Backup>, BackupError> {
        let entries = match fs::read_dir(self.folder()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => self.io(entries)?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = self.io(entry)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some((made_at, reason)) = read_name(&name) else {
                continue;
            };
            found.push(Backup {
                name,
                made_at,
                reason,
                size: self.io(entry.metadata())?.len(),
                contents: None,
            });
        }
        found.sort_by(|one, other| other.name.cmp(&one.name));
        Ok(found)
    }

    /// Makes the folder and keeps other processes out of it.
    async fn lock(&self) -> Result<FolderLock, BackupError> {
        self.io(private_folder(&self.folder()))?;
        let folder = self.data_folder.clone();
        tokio::task::spawn_blocking(move || FolderLock::wait(&folder, FOLDER))
            .await
            .map_err(|error| self.io_failed(io::Error::other(error)))?
            .map_err(BackupError::Lock)
    }

    fn io<T>(&self, result: io::Result<T>) -> Result<T, BackupError> {
        result.map_err(|error| self.io_failed(error))
    }

    fn io_failed(&self, source: io::Error) -> BackupError {
        let folder = self.folder();
        if is_disk_full(&source) {
            BackupError::DiskFull(folder)
        } else {
            BackupError::Io { folder, source }
        }
    }

    fn failed(&self, error: StoreError) -> BackupError {
        if matches!(error, StoreError::DiskFull) {
            BackupError::DiskFull(self.folder())
        } else {
            error.into()
        }
    }
}

/// Now, as a file name can hold it.
pub(crate) fn stamp_now() -> String {
    stamp(OffsetDateTime::now_utc())
}

fn stamp(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC)
        .format(STAMP)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
