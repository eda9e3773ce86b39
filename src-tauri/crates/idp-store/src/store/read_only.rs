//! Opening a database that must not or cannot be written, for reading alone.

use super::aside::copy;
use super::inspect::inspect_connection;
use super::{BUSY_TIMEOUT, FILE_NAME, OpenStoreError, Store, companion};
use crate::files::private_folder;
use crate::lock::FolderLock;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The names of all copies begin with this.
const COPY: &str = "idp-console-copy-";
/// The lock that whoever reads a copy holds.
const READING: &str = "reading";

/// A private copy of a database in the system's folder for temporary files, removed when the
/// store is closed or with its last user.
#[derive(Debug)]
pub(super) struct Copy {
    folder: PathBuf,
    reading: Mutex<Option<FolderLock>>,
}

impl Copy {
    fn new() -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("{COPY}{}", Uuid::new_v4()));
        private_folder(&folder)?;
        Self::locked(folder)
    }

    /// Takes a folder that was just made for a copy. Nobody sweeps one without its lock, so it
    /// goes at once when there is none to be had.
    pub(super) fn locked(folder: PathBuf) -> io::Result<Self> {
        match FolderLock::acquire(&folder, READING) {
            Ok(lock) => Ok(Self {
                folder,
                reading: Mutex::new(Some(lock)),
            }),
            Err(error) => {
                let _ = fs::remove_dir_all(&folder);
                Err(io::Error::other(error))
            }
        }
    }

    pub(super) fn remove(&self) {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = reading.take() {
            drop(lock);
            // What stays is private, and swept at the next start.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Removes the copies of databases that programs left behind which were ended by force. Only
/// folders of the owner of this data folder, which nobody reads any more.
pub fn sweep_copies(data_folder: &Path) {
    sweep(&std::env::temp_dir(), data_folder);
}

pub(super) fn sweep(temporary: &Path, data_folder: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else {
        return;
    };
    for entry in entries.flatten() {
        let named = entry.file_name().to_string_lossy().starts_with(COPY);
        let folder = entry.path();
        // One without its lock is just being made.
        if named
            && has_same_owner(&folder, data_folder)
            && folder.join(READING).with_extension("lock").exists()
            && FolderLock::acquire(&folder, READING).is_ok()
        {
            // The next start tries again.
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

/// Whether a folder, and not a link to one, belongs to the owner of another: in a folder that
/// all share, others may have put something under our name.
fn has_same_owner(folder: &Path, other: &Path) -> bool {
    let (Ok(found), Ok(other)) = (fs::symlink_metadata(folder), fs::metadata(other)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        found.is_dir() && found.uid() == other.uid()
    }
    #[cfg(not(unix))]
    {
        found.is_dir() && other.is_dir()
    }
}

impl Store {
    /// Opens the database for reading alone: nothing in the data folder is changed, and
    /// every write is refused with [`super::StoreError::ReadOnly`]. A newer database is
    /// read as far as this program understands it.
    ///
    /// # Errors
    /// When it is damaged or cannot be read.
    pub async fn open_read_only(data_folder: &Path) -> Result<Self, OpenStoreError> {
        let path = data_folder.join(FILE_NAME);
        let plain = options(&path);
        let first = match readable(plain.clone(), &path).await {
            Ok(pool) => return Ok(Self::reading(pool, None)),
            Err(error @ OpenStoreError::Damaged { .. }) => return Err(error),
            Err(error) => error,
        };
        let log = fs::metadata(companion(&path, "-wal")).is_ok_and(|found| found.len() > 0);
        if !log {
            // Where nothing can be written, SQLite cannot make the index of the log, and
            // without a log it needs none.
            let pool = readable(plain.immutable(true), &path).await?;
            return Ok(Self::reading(pool, None));
        }
        // What is in the log counts, and only a copy can be read together with it.
        let Ok(copied) = copy_with_log(&path) else {
            return Err(first);
        };
        let pool = readable(options(&copied.folder.join(FILE_NAME)), &path).await?;
        Ok(Self::reading(pool, Some(Arc::new(copied))))
    }

    fn reading(pool: SqlitePool, copy: Option<Arc<Copy>>) -> Self {
        Self {
            writer: pool.clone(),
            readers: pool,
            copy,
            backup_problem: None,
        }
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}

async fn readable(
    options: SqliteConnectOptions,
    path: &Path,
) -> Result<SqlitePool, OpenStoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(|error| OpenStoreError::from_sqlx(error, path))?;
    let mut connection = pool
        .acquire()
        .await
        .map_err(|error| OpenStoreError::from_sqlx(error, path))?;
    match inspect_connection(&mut connection, path).await {
        Ok(_) | Err(OpenStoreError::NewerThanProgram { .. }) => {}
        Err(error) => return Err(error),
    }
    // A much newer one may have other tables; then there is nothing to show.
    sqlx::query("SELECT id, definition, revision, created_at, updated_at FROM providers LIMIT 1")
        .fetch_optional(&mut *connection)
        .await
        .map_err(|error| OpenStoreError::from_sqlx(error, path))?;
    drop(connection);
    Ok(pool)
}

fn copy_with_log(path: &Path) -> io::Result<Copy> {
    let copied = Copy::new()?;
    let target = copied.folder.join(FILE_NAME);
    copy(path, &target)?;
    copy(&companion(path, "-wal"), &companion(&target, "-wal"))?;
    Ok(copied)
}
