//! The list of providers, each with the verdict of its last test.

use super::{Providers, Row as ProviderRow, StoredProvider};
use crate::runs::{Verdict, verdict_of};
use crate::store::StoreError;
use sqlx::FromRow;

/// A provider in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedProvider {
    /// The provider.
    pub provider: StoredProvider,
    /// As [`crate::Runs::last_verdict`] gives it.
    pub last: Option<Verdict>,
}

impl Providers<'_> {
    /// All providers in the order of their names, with their verdicts and without those that
    /// cannot be read, as [`Providers::list`]. The index of runs leads to each verdict:
    /// however many runs are kept, the list does not become slower.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_with_verdicts(&self) -> Result<Vec<ListedProvider>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT p.id, p.definition, p.revision, p.created_at, p.updated_at,
                    r.started_at, r.fingerprint, r.outcome
             FROM providers p LEFT JOIN runs r ON r.rowid = (
                 SELECT rowid FROM runs
                 WHERE provider_id = p.id AND outcome IN ('passed', 'failed')
                 ORDER BY started_at DESC, rowid DESC LIMIT 1
             ) WHERE p.deleted_at IS NULL ORDER BY p.name_key",
        )
        .fetch_all(self.store.readers())
        .await?;
        let readable = |row| ListedProvider::try_from(row).ok();
        Ok(rows.into_iter().filter_map(readable).collect())
    }
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    provider: ProviderRow,
    started_at: Option<String>,
    fingerprint: Option<String>,
    outcome: Option<String>,
}

impl TryFrom<Row> for ListedProvider {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            provider: row.provider.try_into()?,
            last: match (row.started_at, row.fingerprint, row.outcome) {
                (Some(started_at), Some(fingerprint), Some(outcome)) => {
                    Some(verdict_of(started_at, fingerprint, &outcome)?)
                }
                _ => None,
            },
        })
    }
}
