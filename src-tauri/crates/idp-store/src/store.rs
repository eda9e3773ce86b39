//! The database of a data folder: opening it, its connections, its errors.

use crate::drafts::Drafts;
use crate::files::{create_data_folder, make_private, private_options};
use crate::lock::FolderLock;
use crate::providers::Providers;
use crate::runs::Runs;
use crate::secret_places::SecretPlaces;
use crate::settings::Settings;
use crate::setup_confirmations::SetupConfirmations;
use sqlx::ConnectOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

mod error;

use error::OpenLockError;
pub use error::{OpenStoreError, StoreError};

static MIGRATOR: Migrator = sqlx::migrate!();

const FILE_NAME: &str = "idp-console.db";
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 3;

/// Below this version a reset of the write-ahead log can lose committed writes
/// (<https://sqlite.org/wal.html#walresetbug>).
const SQLITE_MINIMUM: [u32; 3] = [3, 51, 3];

/// The database of a data folder. Cheap to clone; all clones share the connections: one
/// that writes and a few that read.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the database, creating folder (0700) and file (0600) when they are not there,
    /// and brings it to the current form. A database that cannot be used is left as it is.
    ///
    /// # Errors
    /// `NewerThanProgram`, `Damaged`, `NotWritable`, `DiskFull`, `InUse`; and `SqliteTooOld`
    /// when this program was built with a SQLite that can lose writes.
    pub async fn open(data_folder: &Path) -> Result<Self, OpenStoreError> {
        let folder = data_folder.to_owned();
        // Migrations of two processes at once would run into each other: SQLite has no lock
        // that spans them.
        let (path, opening) = tokio::task::spawn_blocking(move || prepare(&folder))
            .await
            .map_err(|error| OpenStoreError::NotWritable {
                folder: data_folder.to_owned(),
                source: io::Error::other(error),
            })??;
        let store = Self::connect(&path).await?;
        if let Err(error) = store.make_current(&path).await {
            store.close().await;
            return Err(error);
        }
        drop(opening);
        Ok(store)
    }

    /// The table of providers.
    #[must_use]
    pub fn providers(&self) -> Providers<'_> {
        Providers::new(self)
    }

    /// The tables of test runs.
    #[must_use]
    pub fn runs(&self) -> Runs<'_> {
        Runs::new(self)
    }

    /// The table of settings.
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings::new(self)
    }

    /// The table of drafts.
    #[must_use]
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts::new(self)
    }

    /// The table of what a person confirmed on the Cognito side.
    #[must_use]
    pub fn setup_confirmations(&self) -> SetupConfirmations<'_> {
        SetupConfirmations::new(self)
    }

    /// The table of the places of secrets.
    #[must_use]
    pub fn secret_places(&self) -> SecretPlaces<'_> {
        SecretPlaces::new(self)
    }

    /// A number that changes when somebody else writes to the database: another process, or
    /// another `Store` on the same folder. Own writes do not change it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        // Only the writer's connection stays the same for the life of the store, and the
        // number means nothing across connections.
        Ok(sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&self.writer)
            .await?)
    }

    /// Closes the connections and waits until they are closed.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    async fn connect(path: &Path) -> Result<Self, OpenStoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .disable_statement_logging();
        // Deleted attribute values must be gone from the file, not only from the tables.
        let writing = options
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .pragma("secure_delete", "ON");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(writing)
            .await
            .map_err(|error| OpenStoreError::from_sqlx(error, path))?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_lazy_with(options.read_only(true));
        Ok(Self { writer, readers })
    }

    async fn make_current(&self, path: &Path) -> Result<(), OpenStoreError> {
        let failed = |error| OpenStoreError::from_sqlx(error, path);
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&self.writer)
            .await
            .map_err(failed)?;
        if !is_safe(&version) {
            return Err(OpenStoreError::SqliteTooOld { version });
        }
        let check: String = sqlx::query_scalar("PRAGMA quick_check(1)")
            .fetch_one(&self.writer)
            .await
            .map_err(failed)?;
        if check != "ok" {
            return Err(OpenStoreError::Damaged {
                file: path.to_owned(),
                detail: check,
            });
        }
        MIGRATOR
            .run(&self.writer)
            .await
            .map_err(|error| migration_failed(error, path))?;
        make_files_private(path)
    }
}

/// Makes folder and file, and takes the lock under which a database is brought up to date.
fn prepare(folder: &Path) -> Result<(PathBuf, FolderLock), OpenStoreError> {
    create_data_folder(folder)?;
    let opening =
        FolderLock::wait(folder, "open").map_err(|error| OpenLockError::new(folder, error))?;
    let path = folder.join(FILE_NAME);
    // Made here and not by SQLite, so that it is private from its first moment; SQLite gives
    // its companion files the same permissions.
    match private_options().write(true).create_new(true).open(&path) {
        Ok(_) => Ok((path, opening)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            make_private(&path).map_err(|error| OpenStoreError::from_io(error, &path))?;
            Ok((path, opening))
        }
        Err(error) => Err(OpenStoreError::from_io(error, &path)),
    }
}

/// An older program, or a copy by hand, may have left them open to others.
fn make_files_private(path: &Path) -> Result<(), OpenStoreError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match make_private(Path::new(&name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(OpenStoreError::from_io(error, path));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn migration_failed(error: MigrateError, path: &Path) -> OpenStoreError {
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    if let MigrateError::VersionMissing(version) = error
        && Some(version) > newest
    {
        return OpenStoreError::NewerThanProgram {
            file: path.to_owned(),
        };
    }
    match StoreError::of_migration(error) {
        Ok(error) => OpenStoreError::from_sqlx(error, path),
        Err(detail) => OpenStoreError::Damaged {
            file: path.to_owned(),
            detail,
        },
    }
}

fn is_safe(version: &str) -> bool {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    parts.is_some_and(|parts| parts.as_slice() >= SQLITE_MINIMUM.as_slice())
}

#[cfg(test)]
pub(crate) mod tests;
