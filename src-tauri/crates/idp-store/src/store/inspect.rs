//! Looking at a database before it is opened for writing: nothing is changed by looking, so
//! a damaged or newer one stays as it is.

use super::{FILE_NAME, MIGRATOR, OpenStoreError, companion, newest_version};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// What lies in the place of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, and nothing says that there ever was something.
    Nothing,
    /// A sound database of this version.
    Current,
    /// A sound database of an earlier version.
    Older,
}

/// Looks at the database of a data folder.
///
/// # Errors
/// `Damaged` with what is wrong, `NewerThanProgram`, `InUse`, or what the system says.
pub(super) async fn inspect(path: &Path) -> Result<Found, OpenStoreError> {
    let damaged = |detail: &str| OpenStoreError::damaged(path, detail);
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return nothing(path),
        Err(error) => return Err(OpenStoreError::from_io(error, path)),
        Ok(found) if found.is_dir() => return Err(damaged("a folder is in its place")),
        Ok(found) if found.len() == 0 => return Err(damaged("the file is empty")),
        Ok(_) => check_bytes(path)?,
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(super::BUSY_TIMEOUT)
        .disable_statement_logging();
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(|error| OpenStoreError::from_inspection(error, path))?;
    let found = inspect_connection(&mut connection, path).await;
    // Whatever closing says, the answer was read before.
    let _ = connection.close().await;
    found
}

/// What an open connection shows; the connection may be to a copy of the file.
pub(super) async fn inspect_connection(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<Found, OpenStoreError> {
    let failed = |error| OpenStoreError::from_inspection(error, path);
    let check: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    if check != "ok" {
        return Err(OpenStoreError::damaged(path, &check));
    }
    let schema = schema_of(connection).await.map_err(failed)?;
    if !schema.iter().any(|(_, name, _)| name == "_sqlx_migrations") {
        return Err(OpenStoreError::damaged(
            path,
            "it has no tables of IdP Console",
        ));
    }
    let version: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    let newest = newest_version();
    if version > Some(newest) {
        return Err(OpenStoreError::NewerThanProgram {
            file: path.to_owned(),
        });
    }
    let expected = schema_at(version).await.map_err(failed)?;
    if let Some((_, name, _)) = expected.iter().find(|object| !schema.contains(object)) {
        let detail = format!("{name} is missing or not as it was made");
        return Err(OpenStoreError::damaged(path, &detail));
    }
    Ok(if version == Some(newest) {
        Found::Current
    } else {
        Found::Older
    })
}

type Object = (String, String, Option<String>);

async fn schema_of(connection: &mut SqliteConnection) -> Result<Vec<Object>, sqlx::Error> {
    sqlx::query_as("SELECT type, name, sql FROM sqlite_schema")
        .fetch_all(connection)
        .await
}

/// The schema that the migrations up to a version make.
async fn schema_at(version: Option<i64>) -> Result<Vec<Object>, sqlx::Error> {
    let mut memory = SqliteConnection::connect("sqlite::memory:").await?;
    for migration in MIGRATOR.iter().filter(|one| Some(one.version) <= version) {
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut memory)
            .await?;
    }
    schema_of(&mut memory).await
}

/// No database: a new folder, or one that lost it.
fn nothing(path: &Path) -> Result<Found, OpenStoreError> {
    let log = fs::metadata(companion(path, "-wal")).is_ok_and(|found| found.len() > 0);
    let backups = path
        .parent()
        .is_some_and(|folder| crate::backups::Backups::new(folder).any());
    if log || backups {
        return Err(OpenStoreError::damaged(
            path,
            &format!("{FILE_NAME} is gone, but what belongs to it is there"),
        ));
    }
    Ok(Found::Nothing)
}

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Rollback journal, write-ahead log: <https://sqlite.org/fileformat2.html#the_database_header>.
const ROLLBACK: u8 = 1;
const WRITE_AHEAD: u8 = 2;

/// What SQLite would pass over without a word: a header from elsewhere makes a file
/// read-only, and a log that it cannot read counts as empty.
fn check_bytes(path: &Path) -> Result<(), OpenStoreError> {
    let damaged = |detail: &str| Err(OpenStoreError::damaged(path, detail));
    let header = first_bytes::<20>(path).map_err(|error| OpenStoreError::from_io(error, path))?;
    let Some(header) = header.filter(|header| header.starts_with(MAGIC)) else {
        return damaged("file is not a database");
    };
    let journal = header[18];
    if header[19] != journal || !matches!(journal, ROLLBACK | WRITE_AHEAD) {
        return damaged("the header names no journal that there is");
    }
    let log = first_bytes::<32>(&companion(path, "-wal"));
    let Some(log) = log.map_err(|error| OpenStoreError::from_io(error, path))? else {
        return Ok(());
    };
    if journal != WRITE_AHEAD || !is_log_header(&log) {
        return damaged("its write-ahead log cannot be read");
    }
    Ok(())
}

/// Nothing when the file is not there or shorter.
fn first_bytes<const N: usize>(path: &Path) -> std::io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    // Before SQLite opens it: closing a database file drops the locks on it of this process.
    match File::open(path).and_then(|mut file| file.read_exact(&mut bytes)) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Magic number and checksum: <https://sqlite.org/fileformat2.html#walformat>. The header is
/// on the disk before any frame, so a torn one is never the trace of a crash.
fn is_log_header(header: &[u8; 32]) -> bool {
    let word = |at: usize, little: bool| {
        let bytes = [header[at], header[at + 1], header[at + 2], header[at + 3]];
        if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        }
    };
    let little = match word(0, false) {
        0x377f_0682 => true,
        0x377f_0683 => false,
        _ => return false,
    };
    let (mut first, mut second) = (0_u32, 0_u32);
    for at in (0..24).step_by(8) {
        first = first.wrapping_add(word(at, little)).wrapping_add(second);
        second = second
            .wrapping_add(word(at + 4, little))
            .wrapping_add(first);
    }
    (first, second) == (word(24, false), word(28, false))
}
