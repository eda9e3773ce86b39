//! What can go wrong with the database, in words that say what to do.

use crate::files::{DataFolderError, is_disk_full};
use crate::lock::LockError;
use sqlx::migrate::MigrateError;
use std::io;
use std::path::{Path, PathBuf};

/// A data folder whose database cannot be opened. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenStoreError {
    /// A later version of the program wrote it.
    #[error("The database {} was written by a newer version of IdP Console. Update this program, or choose another data folder.", .file.display())]
    NewerThanProgram {
        /// The database.
        file: PathBuf,
    },
    /// It is not a sound SQLite database.
    #[error("The database {} is damaged ({detail}). It was left as it is: restore it from a backup, or move it away to start with an empty one.", .file.display())]
    Damaged {
        /// The database.
        file: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// The folder or a file in it cannot be written.
    #[error("The data folder {} cannot be written ({source}). Check its permissions, or choose another data folder.", .folder.display())]
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No space is left.
    #[error("The disk with the data folder {} is full. Free some space and start again.", .folder.display())]
    DiskFull {
        /// The folder.
        folder: PathBuf,
    },
    /// Another program keeps it locked.
    #[error("The database {} is locked by another program. Close that program and start again.", .file.display())]
    InUse {
        /// The database.
        file: PathBuf,
    },
    /// This program was built with a SQLite that can lose committed writes.
    #[error(
        "This program was built with SQLite {version}, which can lose data. Install a build with SQLite 3.51.3 or later."
    )]
    SqliteTooOld {
        /// The version found.
        version: String,
    },
    /// Something else.
    #[error("The database {} cannot be opened. Try again; if it stays so, restore it from a backup.", .file.display())]
    Failed {
        /// The database.
        file: PathBuf,
        /// What SQLite said.
        source: StoreError,
    },
}

impl OpenStoreError {
    pub(super) fn from_sqlx(error: sqlx::Error, path: &Path) -> Self {
        let file = path.to_owned();
        match StoreError::from(error) {
            StoreError::Busy => Self::InUse { file },
            StoreError::DiskFull => Self::DiskFull {
                folder: folder_of(path),
            },
            StoreError::Damaged { detail } => Self::Damaged { file, detail },
            StoreError::NotWritable { detail } => Self::NotWritable {
                folder: folder_of(path),
                source: io::Error::other(detail),
            },
            source @ (StoreError::RunMissing | StoreError::Failed(_)) => {
                Self::Failed { file, source }
            }
        }
    }

    pub(super) fn from_io(source: io::Error, path: &Path) -> Self {
        let folder = folder_of(path);
        if is_disk_full(&source) {
            Self::DiskFull { folder }
        } else {
            Self::NotWritable { folder, source }
        }
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

impl From<DataFolderError> for OpenStoreError {
    fn from(error: DataFolderError) -> Self {
        match error {
            DataFolderError::DiskFull(folder) => Self::DiskFull { folder },
            DataFolderError::NotWritable { folder, source } => Self::NotWritable { folder, source },
            DataFolderError::NotAFolder(folder) => Self::NotWritable {
                folder,
                source: io::ErrorKind::NotADirectory.into(),
            },
        }
    }
}

impl From<OpenLockError> for OpenStoreError {
    fn from(OpenLockError { folder, source }: OpenLockError) -> Self {
        if is_disk_full(&source) {
            Self::DiskFull { folder }
        } else {
            Self::NotWritable { folder, source }
        }
    }
}

/// The lock under which a database is opened cannot be taken.
pub(super) struct OpenLockError {
    folder: PathBuf,
    source: io::Error,
}

impl OpenLockError {
    pub(super) fn new(folder: &Path, error: LockError) -> Self {
        let source = match error {
            LockError::Io { source, .. } => source,
            held @ LockError::Held { .. } => io::Error::other(held),
        };
        Self {
            folder: folder.to_owned(),
            source,
        }
    }
}

/// A query that was not carried out. A write that failed changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program kept the database locked for longer than the time limit.
    #[error(
        "The database is locked by another program. Close other windows of IdP Console and try again."
    )]
    Busy,
    /// No space is left.
    #[error("The disk with the data folder is full. Free some space and try again.")]
    DiskFull,
    /// What was read cannot be true.
    #[error("The database is damaged ({detail}). Restore it from a backup.")]
    Damaged {
        /// What is wrong.
        detail: String,
    },
    /// The file became read-only or went away.
    #[error("The database cannot be written ({detail}). Check the permissions of the data folder.")]
    NotWritable {
        /// What SQLite said.
        detail: String,
    },
    /// The run was deleted while it was being written.
    #[error("The test run was deleted while it was going on. Start the test again.")]
    RunMissing,
    /// Something else.
    #[error("The database did not do what was asked. Try again.")]
    Failed(#[source] sqlx::Error),
}

impl StoreError {
    /// The error of the database inside a failed migration, or a text when the record of
    /// migrations is not one that this program could have written.
    pub(super) fn of_migration(error: MigrateError) -> Result<sqlx::Error, String> {
        if let MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) = error {
            Ok(error)
        } else {
            Err(error.to_string())
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let detail = error
            .as_database_error()
            .map_or_else(|| error.to_string(), |error| error.message().to_owned());
        // Primary result codes: https://sqlite.org/rescode.html
        match result_code(&error) {
            Some(5 | 6) => Self::Busy,
            Some(13) => Self::DiskFull,
            Some(11 | 26) => Self::Damaged { detail },
            Some(3 | 8 | 14 | 23) => Self::NotWritable { detail },
            Some(_) | None => Self::Failed(error),
        }
    }
}

fn result_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    // The lowest byte of an extended code is the primary code.
    Some(code & 0xff)
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        // Only the kind and place: the text of the error can quote a value.
        Self::Damaged {
            detail: match error.classify() {
                serde_json::error::Category::Io => "unreadable JSON".to_owned(),
                serde_json::error::Category::Syntax | serde_json::error::Category::Eof => {
                    format!("broken JSON in column {}", error.column())
                }
                serde_json::error::Category::Data => {
                    format!("unexpected JSON in column {}", error.column())
                }
            },
        }
    }
}
