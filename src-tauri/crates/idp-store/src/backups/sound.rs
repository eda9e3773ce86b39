//! Whether a backup is sound, and what it holds.

use super::BackupContents;
use crate::store::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// Opens a backup as what it is: a file that nobody writes.
async fn open(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    SqliteConnection::connect_with(&options).await
}

/// Reads a backup from end to end.
pub(crate) async fn verify(path: &Path) -> Result<(), String> {
    let check = async {
        let mut connection = open(path).await?;
        let check: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
            .fetch_one(&mut connection)
            .await?;
        let version: i64 = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>((check, version))
    };
    match check.await.map_err(StoreError::from) {
        Ok((check, version)) if check == "ok" && version <= crate::store::newest_version() => {
            Ok(())
        }
        Ok((check, _)) if check == "ok" => Err("a newer version of IdP Console made it".to_owned()),
        Ok((check, _)) => Err(check),
        Err(error) => Err(error.to_string()),
    }
}

pub(super) async fn contents(path: &Path) -> Result<BackupContents, sqlx::Error> {
    let mut connection = open(path).await?;
    let (providers, runs) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM providers WHERE deleted_at IS NULL),
                (SELECT count(*) FROM runs)",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    Ok(BackupContents { providers, runs })
}
