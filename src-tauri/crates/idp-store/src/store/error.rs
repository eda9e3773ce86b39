//! What can go wrong with the database, in words that say what to do.

use crate::backups::BackupError;
use crate::files::{DataFolderError, is_disk_full};
use crate::lock::LockError;
use sqlx::migrate::MigrateError;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A data folder whose database cannot be opened. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
#[error("{} {}", self.problem(), self.advice())]
pub enum OpenStoreError {
    /// A later version of the program wrote it.
    NewerThanProgram {
        /// The database.
        file: PathBuf,
    },
    /// It is not a sound database of this program.
    Damaged {
        /// The database.
        file: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// It has to be brought up to date, and the backup before that could not be made.
    NotBackedUp {
        /// The database.
        file: PathBuf,
        /// Why not.
        detail: String,
    },
    /// The folder or a file in it cannot be written.
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No space is left.
    DiskFull {
        /// The folder.
        folder: PathBuf,
    },
    /// Another program keeps it locked.
    InUse {
        /// The database.
        file: PathBuf,
    },
    /// This program was built with a SQLite that can lose committed writes.
    SqliteTooOld {
        /// The version found.
        version: String,
    },
    /// Something else.
    Failed {
        /// The database.
        file: PathBuf,
        /// What SQLite said.
        source: StoreError,
    },
}

impl OpenStoreError {
    /// What is wrong, in a sentence.
    #[must_use]
    pub fn problem(&self) -> String {
        match self {
            Self::NewerThanProgram { file } => format!(
                "The database {} was written by a newer version of IdP Console.",
                file.display()
            ),
            Self::Damaged { file, detail } => {
                format!("The database {} is damaged ({detail}).", file.display())
            }
            Self::NotBackedUp { file, detail } => format!(
                "The database {} has to be brought up to date, and could not be backed up before. {detail}",
                file.display()
            ),
            Self::NotWritable { folder, source } => {
                format!(
                    "The data folder {} cannot be written ({source}).",
                    folder.display()
                )
            }
            Self::DiskFull { folder } => {
                format!(
                    "The disk with the data folder {} is full.",
                    folder.display()
                )
            }
            Self::InUse { file } => {
                format!(
                    "The database {} is locked by another program.",
                    file.display()
                )
            }
            Self::SqliteTooOld { version } => {
                format!("This program was built with SQLite {version}, which can lose data.")
            }
            Self::Failed { file, source } => {
                format!(
                    "The database {} cannot be opened ({source}).",
                    file.display()
                )
            }
        }
    }

    /// The next step.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NewerThanProgram { .. } => "Update this program, or choose another data folder.",
            Self::Damaged { .. } => {
                "It was left as it is. In the window of IdP Console you can restore a backup, or begin with an empty database; the damaged one is kept."
            }
            Self::NotBackedUp { .. } => {
                "It was left as it is. Mend that and try again, or bring it up to date without a backup in the window of IdP Console."
            }
            Self::NotWritable { .. } => {
                "Check the permissions of the folder and whether its disk can be written, or choose another data folder, then try again."
            }
            Self::DiskFull { .. } => "Free some space, then try again.",
            Self::InUse { .. } => "Close that program, then try again.",
            Self::SqliteTooOld { .. } => "Install a build with SQLite 3.51.3 or later.",
            Self::Failed { .. } => "Try again. If it stays so, restart the computer.",
        }
    }

    /// A full disk is one wherever it shows: the update would find it full as well, and what is
    /// there can be read meanwhile.
    pub(super) fn not_backed_up(error: &BackupError, path: &Path) -> Self {
        let lock_full = matches!(
            error,
            BackupError::Lock(LockError::Io { source, .. }) if is_disk_full(source)
        );
        if lock_full || matches!(error, BackupError::DiskFull(_)) {
            Self::DiskFull {
                folder: folder_of(path),
            }
        } else {
            Self::NotBackedUp {
                file: path.to_owned(),
                detail: error.to_string(),
            }
        }
    }

    pub(crate) fn damaged(path: &Path, detail: &str) -> Self {
        // SQLite adds the tables and pages in question on lines of their own.
        let detail = detail.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::Damaged {
            file: path.to_owned(),
            detail,
        }
    }

    /// While nothing but reading is done, what SQLite refuses is damage, unless the system
    /// is in the way.
    pub(super) fn from_inspection(error: sqlx::Error, path: &Path) -> Self {
        let words = words_of(&error);
        let mapped = Self::from_sqlx(error, path);
        if matches!(mapped, Self::Failed { .. }) {
            Self::damaged(path, &words)
        } else {
            mapped
        }
    }

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
            StoreError::ReadOnly => Self::NotWritable {
                folder: folder_of(path),
                source: io::ErrorKind::ReadOnlyFilesystem.into(),
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
#[derive(Clone, Debug, thiserror::Error)]
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
    /// The file became read-only or went away, or its disk fails.
    #[error(
        "The database cannot be written ({detail}). Check permissions and free space of the data folder."
    )]
    NotWritable {
        /// What SQLite said.
        detail: String,
    },
    /// It was opened for reading alone.
    #[error("Nothing can be changed, because the database is open for reading only.")]
    ReadOnly,
    /// The run was deleted while it was being written.
    #[error("The test run was deleted while it was going on. Start the test again.")]
    RunMissing,
    /// Something else.
    #[error("The database did not do what was asked. Try again.")]
    Failed(#[source] Arc<sqlx::Error>),
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
        let detail = words_of(&error);
        // https://sqlite.org/rescode.html; the lowest byte is the primary code.
        match result_code(&error).map(|code| (code & 0xff, code)) {
            Some((5 | 6, _)) => Self::Busy,
            Some((13, _) | (_, IOERR_SHMSIZE)) => Self::DiskFull,
            Some((11 | 26, _) | (_, IOERR_SHORT_READ | IOERR_CORRUPTFS)) => {
                Self::Damaged { detail }
            }
            Some((_, 8)) => Self::ReadOnly,
            Some((3 | 8 | 10 | 14 | 23, _)) => Self::NotWritable { detail },
            Some(_) | None => Self::Failed(Arc::new(error)),
        }
    }
}

const IOERR_SHORT_READ: u32 = 522;
/// The shared memory of the log could not be made as large as it has to be.
const IOERR_SHMSIZE: u32 = 4874;
const IOERR_CORRUPTFS: u32 = 8458;

fn result_code(error: &sqlx::Error) -> Option<u32> {
    error.as_database_error()?.code()?.parse().ok()
}

fn words_of(error: &sqlx::Error) -> String {
    error
        .as_database_error()
        .map_or_else(|| error.to_string(), |error| error.message().to_owned())
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
