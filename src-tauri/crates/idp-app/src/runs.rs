//! Stored runs: one whole, the list, and reports that leave the machine.

use crate::app::App;
use crate::events::AppEvent;
use idp_core::run::{
    INTERRUPTED, NOT_WRITTEN_DOWN, RunEnd, RunEvent, RunOutcome, RunSummary, RunView, fold_run,
    report_text,
};
use idp_store::{ProcessPresence, StoreError, StoredRun};
use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

/// How many runs a list shows.
const LIST_MAX: u32 = 1000;

/// Why a run could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No such run; it may have been deleted.
    #[error("There is no test run {0}. It may have been deleted.")]
    NotFound(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is known of a run whose journal failed, by the process alone that ran it.
#[derive(Clone, Debug)]
pub(crate) struct NotWrittenDown {
    /// Why, and what to do.
    pub(crate) reason: String,
    /// How long it had run, in milliseconds.
    pub(crate) after_ms: u32,
}

impl App {
    /// One run, whole. A run whose process died reads *interrupted*.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn run(&self, run_id: &str) -> Result<RunView, RunError> {
        // Asked before reading: a run that ends meanwhile then reads as finished.
        let running = self.running().is_some();
        let runs = self.inner.store.runs();
        let row = runs
            .find(run_id)
            .await?
            .ok_or_else(|| RunError::NotFound(run_id.to_owned()))?;
        let mut events = runs.events(run_id).await?;
        if let Some(NotWrittenDown { reason, after_ms }) = self.not_written_down_of(&row) {
            events.push(RunEvent::RunFinished {
                end: RunEnd::NotWrittenDown { reason },
                duration_ms: after_ms,
            });
        }
        Ok(fold_run(&events, self.is_alive(&row, running)))
    }

    /// The latest runs, newest first; of one provider when it is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_runs(&self, provider_id: Option<&str>) -> Result<Vec<RunSummary>, RunError> {
        let running = self.running().is_some();
        let rows = self.inner.store.runs().list(provider_id, LIST_MAX).await?;
        Ok(rows
            .into_iter()
            .map(|row| self.run_summary(row, running))
            .collect())
    }

    /// Deletes all runs and the values they hold. A run that is going on stays: its journal
    /// is being written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_all_runs(&self) -> Result<(), RunError> {
        let running = self.running().is_some();
        let runs = self.inner.store.runs();
        let unfinished = runs.list_unfinished().await?;
        let living: Vec<String> = unfinished
            .into_iter()
            .filter(|row| self.is_alive(row, running))
            .map(|row| row.run_id)
            .collect();
        runs.delete_all_but(&living).await?;
        self.announce(AppEvent::ProvidersChanged);
        self.announce(AppEvent::RunChanged {
            run_id: String::new(),
        });
        Ok(())
    }

    /// The report of a run as Markdown.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn run_report(&self, run_id: &str, pseudonymise: bool) -> Result<String, RunError> {
        Ok(report_text(&self.run(run_id).await?, pseudonymise))
    }

    pub(crate) fn run_summary(&self, row: StoredRun, running: bool) -> RunSummary {
        let not_written_down = self.not_written_down_of(&row);
        let (outcome, sentence) = match row.outcome {
            Some(outcome) => (outcome, row.sentence.unwrap_or_default()),
            None if not_written_down.is_some() => {
                (RunOutcome::Interrupted, NOT_WRITTEN_DOWN.to_owned())
            }
            None if self.is_alive(&row, running) => {
                (RunOutcome::Running, "The test is running.".to_owned())
            }
            None => (RunOutcome::Interrupted, INTERRUPTED.to_owned()),
        };
        RunSummary {
            run_id: row.run_id,
            provider_id: row.provider_id,
            provider: row.provider,
            started_at: row.started_at,
            duration_ms: row
                .duration_ms
                .or(not_written_down.map(|run| run.after_ms))
                .unwrap_or_default(),
            outcome,
            sentence,
        }
    }

    /// Tells of a run that its journal failed, after which it does nothing more.
    pub(crate) fn give_up_journal(&self, run_id: String, why: NotWrittenDown) {
        self.not_written_down().insert(run_id.clone(), why);
        self.announce(AppEvent::RunChanged { run_id });
        self.announce(AppEvent::ProvidersChanged);
    }

    fn not_written_down_of(&self, row: &StoredRun) -> Option<NotWrittenDown> {
        let unwritten = self.not_written_down();
        unwritten
            .get(&row.run_id)
            .filter(|_| row.outcome.is_none())
            .cloned()
    }

    fn not_written_down(&self) -> MutexGuard<'_, HashMap<String, NotWrittenDown>> {
        let runs = &self.inner.not_written_down;
        runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `running` says whether this process was running a test before the row was read.
    fn is_alive(&self, row: &StoredRun, running: bool) -> bool {
        row.outcome.is_none()
            && self.not_written_down_of(row).is_none()
            && (row.owner == self.inner.presence.owner() && running
                || row.owner != self.inner.presence.owner()
                    && ProcessPresence::is_alive(self.data_folder(), &row.owner))
    }
}
