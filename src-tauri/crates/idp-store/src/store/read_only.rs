//! Opening a database that must not or cannot be written, for reading alone.

use super::aside::copy;
use super::inspect::inspect_connection;
use super::{BUSY_TIMEOUT, FILE_NAME, OpenStoreError, Store, companion};
use crate::files::private_folder;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// A private copy of a database, removed with its last user.
#[derive(Debug)]
pub(super) struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder that stays is in the system's folder for temporary files, and private.
        let _ = fs::remove_dir_all(&self.0);
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
        let pool = readable(options(&copied.0.join(FILE_NAME)), &path).await?;
        Ok(Self::reading(pool, Some(Arc::new(copied))))
    }

    fn reading(pool: SqlitePool, copy: Option<Arc<Copy>>) -> Self {
        Self {
            writer: pool.clone(),
            readers: pool,
            _copy: copy,
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

fn copy_with_log(path: &Path) -> std::io::Result<Copy> {
    let folder = std::env::temp_dir().join(format!("idp-console-{}", Uuid::new_v4()));
    private_folder(&folder)?;
    let copied = Copy(folder);
    let target = copied.0.join(FILE_NAME);
    copy(path, &target)?;
    copy(&companion(path, "-wal"), &companion(&target, "-wal"))?;
    Ok(copied)
}
