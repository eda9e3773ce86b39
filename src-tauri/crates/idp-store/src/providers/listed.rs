//! The list of providers, each with the verdict of its last test.

use super::{Providers, Row as ProviderRow, StoredProvider};
use crate::runs::{Verdict, verdict_of};
use crate::store::StoreError;
use idp_core::provider::ProviderId;
use sqlx::FromRow;

/// A provider in the list, without its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedProvider {
    /// Its identifier.
    pub id: ProviderId,
    /// Which definition it has; see [`DefinitionVersion`].
    pub version: DefinitionVersion,
    /// As [`crate::Runs::last_verdict`] gives it.
    pub last: Option<Verdict>,
}

/// Two definitions of one provider with the same version are the same, also when a backup
/// was restored between them: then the revision may come again, but not its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionVersion {
    /// As in [`StoredProvider`].
    pub revision: u32,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

impl StoredProvider {
    /// Which definition this is.
    #[must_use]
    pub fn version(&self) -> DefinitionVersion {
        DefinitionVersion {
            revision: self.revision,
            updated_at: self.updated_at.clone(),
        }
    }
}

impl Providers<'_> {
    /// All providers in the order of their names, with their verdicts; also those whose
    /// definition cannot be read. The index of runs leads to each verdict: however many runs
    /// are kept, the list does not become slower.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_with_verdicts(&self) -> Result<Vec<ListedProvider>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT p.id, p.revision, p.updated_at, r.started_at, r.fingerprint, r.outcome
             FROM providers p LEFT JOIN runs r ON r.rowid = (
                 SELECT rowid FROM runs
                 WHERE provider_id = p.id AND outcome IN ('passed', 'failed')
                 ORDER BY started_at DESC, rowid DESC LIMIT 1
             ) WHERE p.deleted_at IS NULL ORDER BY p.name_key",
        )
        .fetch_all(self.store.readers())
        .await?;
        rows.into_iter().map(ListedProvider::try_from).collect()
    }

    /// Those of these providers that are there, are not deleted and can be read, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_all(&self, ids: &[&ProviderId]) -> Result<Vec<StoredProvider>, StoreError> {
        let rows: Vec<ProviderRow> = sqlx::query_as(
            "SELECT id, definition, revision, created_at, updated_at FROM providers
             WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        )
        .bind(serde_json::to_string(ids)?)
        .fetch_all(self.store.readers())
        .await?;
        let readable = |row| StoredProvider::try_from(row).ok();
        Ok(rows.into_iter().filter_map(readable).collect())
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    revision: u32,
    updated_at: String,
    started_at: Option<String>,
    fingerprint: Option<String>,
    outcome: Option<String>,
}

impl TryFrom<Row> for ListedProvider {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ProviderId(row.id),
            version: DefinitionVersion {
                revision: row.revision,
                updated_at: row.updated_at,
            },
            last: match (row.started_at, row.fingerprint, row.outcome) {
                (Some(started_at), Some(fingerprint), Some(outcome)) => {
                    Some(verdict_of(started_at, fingerprint, &outcome)?)
                }
                _ => None,
            },
        })
    }
}
