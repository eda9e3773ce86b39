//! The tables of test runs and their events.

use crate::store::{Store, StoreError};
use idp_core::run::{RunEvent, RunOutcome};
use sqlx::{FromRow, SqliteConnection};

mod received;

pub use received::ReceivedInRun;

/// A test run as the list needs it; its events are read apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRun {
    /// Its identifier.
    pub run_id: String,
    /// The provider tested.
    pub provider_id: String,
    /// The provider's name at that time.
    pub provider: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// The process that writes it, as [`crate::ProcessPresence::owner`] names it.
    pub owner: String,
    /// Fingerprint of the tested settings.
    pub fingerprint: String,
    /// How it ended; absent while it goes on and when its process died.
    pub outcome: Option<RunOutcome>,
    /// The verdict in one sentence.
    pub sentence: Option<String>,
    /// Milliseconds from start to end.
    pub duration_ms: Option<u32>,
}

/// What a finished test said of its provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// RFC 3339, UTC.
    pub started_at: String,
    /// Fingerprint of the tested settings.
    pub fingerprint: String,
    /// Whether the sign-in works.
    pub passed: bool,
}

/// A run that begins.
#[derive(Clone, Copy, Debug)]
pub struct NewRun<'a> {
    /// Its identifier.
    pub run_id: &'a str,
    /// The provider tested.
    pub provider_id: &'a str,
    /// The provider's name.
    pub provider: &'a str,
    /// RFC 3339, UTC.
    pub started_at: &'a str,
    /// The process that writes it, as [`crate::ProcessPresence::owner`] names it.
    pub owner: &'a str,
    /// Fingerprint of the tested settings.
    pub fingerprint: &'a str,
}

/// What the list shows of a run that ended.
#[derive(Clone, Copy, Debug)]
pub struct RunEnding<'a> {
    /// How it ended.
    pub outcome: RunOutcome,
    /// The verdict in one sentence.
    pub sentence: &'a str,
    /// Milliseconds from start to end.
    pub duration_ms: u32,
}

/// Reads and writes test runs. Events are appended and never changed.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    store: &'a Store,
}

impl<'a> Runs<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The run with this identifier.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, run_id: &str) -> Result<Option<StoredRun>, StoreError> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM runs WHERE run_id = ?")
            .bind(run_id)
            .fetch_optional(self.store.readers())
            .await?;
        row.map(StoredRun::try_from).transpose()
    }

    /// The latest runs, newest first; of one provider when it is given.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(
        &self,
        provider_id: Option<&str>,
        limit: u32,
    ) -> Result<Vec<StoredRun>, StoreError> {
        let query = if let Some(provider_id) = provider_id {
            sqlx::query_as(
                "SELECT * FROM runs WHERE provider_id = ?
                 ORDER BY started_at DESC, rowid DESC LIMIT ?",
            )
            .bind(provider_id)
        } else {
            sqlx::query_as("SELECT * FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?")
        };
        let rows: Vec<Row> = query.bind(limit).fetch_all(self.store.readers()).await?;
        rows.into_iter().map(StoredRun::try_from).collect()
    }

    /// The verdict of the latest run of a provider that has one. A cancelled or interrupted
    /// run says nothing about the provider.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_verdict(&self, provider_id: &str) -> Result<Option<Verdict>, StoreError> {
        let row: Option<(String, String, String)> = sqlx::query_as(
            "SELECT started_at, fingerprint, outcome FROM runs
             WHERE provider_id = ? AND outcome IN ('passed', 'failed')
             ORDER BY started_at DESC, rowid DESC LIMIT 1",
        )
        .bind(provider_id)
        .fetch_optional(self.store.readers())
        .await?;
        row.map(|(started_at, fingerprint, outcome)| verdict_of(started_at, fingerprint, &outcome))
            .transpose()
    }

    /// The events of a run in their order; none when there is no such run.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events(&self, run_id: &str) -> Result<Vec<RunEvent>, StoreError> {
        let rows: Vec<String> =
            sqlx::query_scalar("SELECT event FROM run_events WHERE run_id = ? ORDER BY seq")
                .bind(run_id)
                .fetch_all(self.store.readers())
                .await?;
        rows.iter()
            .map(|event| Ok(serde_json::from_str(event)?))
            .collect()
    }

    /// Stores the start of a run with its first events, which are numbered from 1 on.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn insert(&self, run: &NewRun<'_>, events: &[RunEvent]) -> Result<(), StoreError> {
        let mut together = self.store.writer().begin().await?;
        sqlx::query(
            "INSERT INTO runs (run_id, provider_id, provider, started_at, owner, fingerprint)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(run.run_id)
        .bind(run.provider_id)
        .bind(run.provider)
        .bind(run.started_at)
        .bind(run.owner)
        .bind(run.fingerprint)
        .execute(&mut *together)
        .await?;
        insert_events(&mut together, run.run_id, 1, events).await?;
        Ok(together.commit().await?)
    }

    /// Appends events, numbered from `first_seq` on; on return all of them are on the disk,
    /// or none when it failed. A number that was used is an error.
    ///
    /// # Errors
    /// `RunMissing` when the run was deleted; otherwise when the database cannot be written.
    pub async fn append_events(
        &self,
        run_id: &str,
        first_seq: u32,
        events: &[RunEvent],
    ) -> Result<(), StoreError> {
        let mut together = self.store.writer().begin().await?;
        insert_events(&mut together, run_id, first_seq, events).await?;
        Ok(together.commit().await?)
    }

    /// Stores how a run ended, with its last events.
    ///
    /// # Errors
    /// `RunMissing` when the run was deleted; otherwise when the database cannot be written.
    pub async fn finish(
        &self,
        run_id: &str,
        first_seq: u32,
        events: &[RunEvent],
        ending: &RunEnding<'_>,
    ) -> Result<(), StoreError> {
        let mut together = self.store.writer().begin().await?;
        insert_events(&mut together, run_id, first_seq, events).await?;
        let done = sqlx::query(
            "UPDATE runs SET outcome = ?, sentence = ?, duration_ms = ? WHERE run_id = ?",
        )
        .bind(outcome_text(ending.outcome))
        .bind(ending.sentence)
        .bind(ending.duration_ms)
        .bind(run_id)
        .execute(&mut *together)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::RunMissing);
        }
        Ok(together.commit().await?)
    }

    /// Deletes a run with its events; one that is not there is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, run_id: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM runs WHERE run_id = ?")
            .bind(run_id)
            .execute(self.store.writer())
            .await?;
        self.forget_log().await
    }

    /// The runs without an outcome: going on, or interrupted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_unfinished(&self) -> Result<Vec<StoredRun>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as("SELECT * FROM runs WHERE outcome IS NULL")
            .fetch_all(self.store.readers())
            .await?;
        rows.into_iter().map(StoredRun::try_from).collect()
    }

    /// Deletes all runs with the values they hold, except those named; and the samples of
    /// mapping editors, which hold values of people just as they do.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_all_but(&self, kept: &[String]) -> Result<(), StoreError> {
        let mut together = self.store.writer().begin().await?;
        sqlx::query("DELETE FROM runs WHERE run_id NOT IN (SELECT value FROM json_each(?))")
            .bind(serde_json::to_string(kept)?)
            .execute(&mut *together)
            .await?;
        sqlx::query("DELETE FROM unfinished_texts WHERE place = 'sample'")
            .execute(&mut *together)
            .await?;
        together.commit().await?;
        self.forget_log().await
    }

    /// The write-ahead log still holds what was deleted from the tables.
    pub(crate) async fn forget_log(&self) -> Result<(), StoreError> {
        // A reader of another process can be in the way; then the log is cut when it grows.
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

#[derive(FromRow)]
struct Row {
    run_id: String,
    provider_id: String,
    provider: String,
    started_at: String,
    owner: String,
    fingerprint: String,
    outcome: Option<String>,
    sentence: Option<String>,
    duration_ms: Option<u32>,
}

impl TryFrom<Row> for StoredRun {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            outcome: row.outcome.as_deref().map(outcome_of).transpose()?,
            run_id: row.run_id,
            provider_id: row.provider_id,
            provider: row.provider,
            started_at: row.started_at,
            owner: row.owner,
            fingerprint: row.fingerprint,
            sentence: row.sentence,
            duration_ms: row.duration_ms,
        })
    }
}

fn outcome_text(outcome: RunOutcome) -> Option<&'static str> {
    match outcome {
        RunOutcome::Running => None,
        RunOutcome::Passed => Some("passed"),
        RunOutcome::Failed => Some("failed"),
        RunOutcome::Cancelled => Some("cancelled"),
        RunOutcome::Interrupted => Some("interrupted"),
    }
}

pub(crate) fn verdict_of(
    started_at: String,
    fingerprint: String,
    outcome: &str,
) -> Result<Verdict, StoreError> {
    Ok(Verdict {
        started_at,
        fingerprint,
        passed: outcome_of(outcome)? == RunOutcome::Passed,
    })
}

fn outcome_of(text: &str) -> Result<RunOutcome, StoreError> {
    match text {
        "passed" => Ok(RunOutcome::Passed),
        "failed" => Ok(RunOutcome::Failed),
        "cancelled" => Ok(RunOutcome::Cancelled),
        "interrupted" => Ok(RunOutcome::Interrupted),
        _ => Err(StoreError::Damaged {
            detail: "a run with an unknown outcome".to_owned(),
        }),
    }
}

async fn insert_events(
    together: &mut SqliteConnection,
    run_id: &str,
    first_seq: u32,
    events: &[RunEvent],
) -> Result<(), StoreError> {
    let texts: Result<Vec<String>, _> = events.iter().map(serde_json::to_string).collect();
    // One statement for all: a test that waits for them waits once. As texts in the array, so
    // that SQLite writes no number in its own way.
    sqlx::query(
        "INSERT INTO run_events (run_id, seq, event)
         SELECT ?1, ?2 + key, value FROM json_each(?3) ORDER BY key",
    )
    .bind(run_id)
    .bind(first_seq)
    .bind(serde_json::to_string(&texts?)?)
    .execute(&mut *together)
    .await
    .map_err(|error| {
        if is_orphan(&error) {
            StoreError::RunMissing
        } else {
            error.into()
        }
    })?;
    Ok(())
}

fn is_orphan(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.is_foreign_key_violation())
}

#[cfg(test)]
mod tests;
