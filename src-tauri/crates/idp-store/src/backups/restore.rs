//! Putting the content of a backup into the open database, in one transaction: whoever reads
//! it, in this process or another, sees the state before or the state after.

use super::{BackupError, BackupReason, Backups, verify};
use crate::store::{Store, StoreError};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::fs;
use std::path::Path;
use time::OffsetDateTime;

/// What these tables say is true of this machine now, whatever a backup says: which store
/// was chosen, and where each secret lies. Only what is missing is taken over.
const OF_THIS_MACHINE: [&str; 2] = ["settings", "secret_places"];
const RESTORING: &str = "restoring";

impl Backups {
    /// Replaces what the database holds by a backup. Before that the present state is
    /// backed up.
    ///
    /// # Errors
    /// `NotFound`, `NotSound`, `DiskFull`, or the database fails; then nothing was changed.
    pub async fn restore(
        &self,
        store: &Store,
        name: &str,
        at: OffsetDateTime,
    ) -> Result<(), BackupError> {
        let backup = self
            .path_of(name)
            .ok_or_else(|| BackupError::NotFound(name.to_owned()))?;
        let not_sound = |detail: String| BackupError::NotSound {
            name: name.to_owned(),
            detail,
        };
        verify(&backup).await.map_err(not_sound)?;
        self.make(store, BackupReason::BeforeRestore, at).await?;
        let _lock = self.lock().await?;
        let copy = self.folder().join(RESTORING);
        let restored = async {
            self.io(crate::store::copy(&backup, &copy))?;
            crate::store::bring_up_to_date(&copy)
                .await
                .map_err(|error| not_sound(error.to_string()))?;
            take_over(store, &copy).await.map_err(|e| self.failed(e))
        }
        .await;
        // Whatever became of it, the copy is not needed any more.
        let _ = fs::remove_file(&copy);
        restored
    }
}

async fn take_over(store: &Store, copy: &Path) -> Result<(), StoreError> {
    let mut connection = store.writer().acquire().await?;
    sqlx::query("ATTACH ? AS backup")
        .bind(copy.display().to_string())
        .execute(&mut *connection)
        .await?;
    let replaced = replace_rows(&mut connection).await;
    let detached = sqlx::query("DETACH backup").execute(&mut *connection).await;
    // What was deleted is still in the log.
    let forgotten = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut *connection)
        .await;
    if detached.is_err() {
        // Nobody shall write over a connection that still sees the copy.
        connection.close_on_drop();
    }
    replaced?;
    forgotten?;
    Ok(())
}

async fn replace_rows(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("PRAGMA defer_foreign_keys = ON")
        .execute(&mut *transaction)
        .await?;
    // The names come from our own migrations. All are emptied before the first is filled:
    // emptying one can empty another that refers to it.
    let replaced = |table: &&String| !OF_THIS_MACHINE.contains(&table.as_str());
    let emptied = tables
        .iter()
        .filter(replaced)
        .map(|table| format!("DELETE FROM main.{table}"));
    let filled = tables
        .iter()
        .map(|table| format!("INSERT OR IGNORE INTO main.{table} SELECT * FROM backup.{table}"));
    for statement in emptied.chain(filled) {
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
