//! The database of a data folder: opening it, its connections, its errors.

use crate::backups::{BackupError, BackupReason, Backups};
use crate::branding::Branding;
use crate::drafts::Drafts;
use crate::files::{create_data_folder, make_private, private_options, sync_folder};
use crate::local_users::LocalUsers;
use crate::lock::FolderLock;
use crate::mapping_fixtures::MappingFixtures;
use crate::providers::Providers;
use crate::runs::Runs;
use crate::secret_places::SecretPlaces;
use crate::settings::Settings;
use crate::setup_confirmations::SetupConfirmations;
use crate::unfinished_texts::UnfinishedTexts;
use sqlx::ConnectOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

mod aside;
mod error;
mod inspect;
mod read_only;

pub use aside::SetAside;
pub(crate) use aside::{copy, list_set_aside};
use error::OpenLockError;
pub use error::{OpenStoreError, StoreError};
use inspect::{Found, inspect};
pub use read_only::sweep_copies;

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
    /// Kept for as long as it is read.
    copy: Option<Arc<read_only::Copy>>,
    backup_problem: Option<String>,
}

impl Store {
    /// Opens the database, creating folder (0700) and file (0600) when they are not there,
    /// and brings it to the current form, after a backup. A database that cannot be used is
    /// left as it is.
    ///
    /// # Errors
    /// `NewerThanProgram`, `Damaged`, `NotBackedUp`, `NotWritable`, `DiskFull`, `InUse`; and
    /// `SqliteTooOld` when this program was built with a SQLite that can lose writes.
    pub async fn open(data_folder: &Path) -> Result<Self, OpenStoreError> {
        Self::open_as(data_folder, false).await
    }

    /// The same, and brings it to the current form also where it cannot be backed up.
    ///
    /// # Errors
    /// As [`Self::open`], without `NotBackedUp`.
    pub async fn open_without_backup(data_folder: &Path) -> Result<Self, OpenStoreError> {
        Self::open_as(data_folder, true).await
    }

    async fn open_as(data_folder: &Path, without_backup: bool) -> Result<Self, OpenStoreError> {
        // Migrations of two processes at once would run into each other: SQLite has no lock
        // that spans them.
        let (path, opening) = prepare(data_folder).await?;
        let found = inspect(&path).await?;
        if found == Found::Nothing {
            create(&path).await?;
        }
        make_files_private(&path)?;
        let mut store = Self::connect(&path).await?;
        if found == Found::Older
            && let Some(problem) = store.back_up_before_migration(data_folder).await
        {
            if !without_backup {
                store.close().await;
                return Err(OpenStoreError::not_backed_up(&problem, &path));
            }
            store.backup_problem = Some(problem.to_string());
        }
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

    /// The table of attributes to compare mapping rules by.
    #[must_use]
    pub fn mapping_fixtures(&self) -> MappingFixtures<'_> {
        MappingFixtures::new(self)
    }

    /// The table of texts that no draft can hold.
    #[must_use]
    pub fn unfinished_texts(&self) -> UnfinishedTexts<'_> {
        UnfinishedTexts::new(self)
    }

    /// The table with the look of the sign-in page.
    #[must_use]
    pub fn branding(&self) -> Branding<'_> {
        Branding::new(self)
    }

    /// The tables of local users.
    #[must_use]
    pub fn local_users(&self) -> LocalUsers<'_> {
        LocalUsers::new(self)
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

    /// Why there is no backup from before the last migration, when a person wanted it made
    /// without one.
    #[must_use]
    pub fn backup_problem(&self) -> Option<&str> {
        self.backup_problem.as_deref()
    }

    /// Numbers that stay the same while nobody writes, in this process or another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn change_mark(&self) -> Result<(i64, i64), StoreError> {
        let mut connection = self.writer.acquire().await?;
        let others = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut *connection)
            .await?;
        let own = sqlx::query_scalar("SELECT total_changes()")
            .fetch_one(&mut *connection)
            .await?;
        Ok((others, own))
    }

    /// Closes the connections and waits until they are closed.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        if let Some(copy) = &self.copy {
            copy.remove();
        }
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
        // A file does not hang up: asking before each use whether the connection still works
        // would double the time of a short query.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(writing)
            .await
            .map_err(|error| OpenStoreError::from_sqlx(error, path))?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true));
        Ok(Self {
            writer,
            readers,
            copy: None,
            backup_problem: None,
        })
    }

    async fn back_up_before_migration(&self, data_folder: &Path) -> Option<BackupError> {
        Backups::new(data_folder)
            .copy_of(
                &self.readers,
                BackupReason::BeforeMigration,
                OffsetDateTime::now_utc(),
            )
            .await
            .err()
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
        MIGRATOR
            .run(&self.writer)
            .await
            .map_err(|error| migration_failed(error, path))
    }
}

/// Makes the folder, and takes the lock under which a database is brought up to date.
async fn prepare(folder: &Path) -> Result<(PathBuf, FolderLock), OpenStoreError> {
    let owned = folder.to_owned();
    let lock = move || -> Result<FolderLock, OpenStoreError> {
        create_data_folder(&owned)?;
        let lock = FolderLock::wait(&owned, "open");
        lock.map_err(|error| OpenStoreError::from(OpenLockError::new(&owned, error)))
    };
    let opening = tokio::task::spawn_blocking(lock).await.map_err(|error| {
        OpenStoreError::NotWritable {
            folder: folder.to_owned(),
            source: io::Error::other(error),
        }
    })??;
    Ok((folder.join(FILE_NAME), opening))
}

/// Makes an empty database of the current form. It comes to its name when it is complete, so
/// an incomplete one under this name is always damage.
async fn create(path: &Path) -> Result<(), OpenStoreError> {
    let failed = |error| OpenStoreError::from_io(error, path);
    let new = companion(path, ".new");
    // Made here and not by SQLite, so that it is private from its first moment; SQLite gives
    // its companion files the same permissions.
    private_options()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&new)
        .map_err(failed)?;
    bring_up_to_date(&new).await?;
    fs::rename(&new, path).map_err(failed)?;
    path.parent().map_or(Ok(()), sync_folder).map_err(failed)
}

/// Migrates a database that nobody else uses; on return it is one file.
pub(crate) async fn bring_up_to_date(path: &Path) -> Result<(), OpenStoreError> {
    let failed = |error| OpenStoreError::from_sqlx(error, path);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Delete)
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(failed)?;
    let migrated = MIGRATOR.run(&pool).await;
    pool.close().await;
    migrated.map_err(|error| migration_failed(error, path))
}

/// The version that this program brings a database to.
pub(crate) fn newest_version() -> i64 {
    let versions = MIGRATOR.iter().map(|migration| migration.version);
    versions.max().unwrap_or_default()
}

/// A file that belongs to the database, such as its write-ahead log.
fn companion(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// An older program, or a copy by hand, may have left them open to others.
fn make_files_private(path: &Path) -> Result<(), OpenStoreError> {
    for suffix in ["", "-wal", "-shm"] {
        match make_private(&companion(path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(OpenStoreError::from_io(error, path));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn migration_failed(error: MigrateError, path: &Path) -> OpenStoreError {
    if let MigrateError::VersionMissing(version) = error
        && version > newest_version()
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
