//! The table of drafts: what is being typed, before it is saved as a provider.

use crate::store::{Store, StoreError};
use idp_core::draft::{DraftBody, DraftId};
use idp_core::provider::ProviderId;
use sqlx::FromRow;

/// A draft as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDraft {
    /// Its identifier; a new provider gets the same one.
    pub id: DraftId,
    /// The provider that is being edited.
    pub provider_id: Option<ProviderId>,
    /// What was typed.
    pub body: DraftBody,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

/// Reads and writes drafts. A secret is never in one.
#[derive(Clone, Copy, Debug)]
pub struct Drafts<'a> {
    store: &'a Store,
}

impl<'a> Drafts<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The draft with this identifier.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, id: &DraftId) -> Result<Option<StoredDraft>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT draft_id, provider_id, body, created_at, updated_at
             FROM drafts WHERE draft_id = ?",
        )
        .bind(&id.0)
        .fetch_optional(self.store.readers())
        .await?;
        row.map(StoredDraft::try_from).transpose()
    }

    /// The draft of a provider that is being edited.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_of_provider(
        &self,
        provider: &ProviderId,
    ) -> Result<Option<StoredDraft>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT draft_id, provider_id, body, created_at, updated_at
             FROM drafts WHERE provider_id = ?",
        )
        .bind(&provider.0)
        .fetch_optional(self.store.readers())
        .await?;
        row.map(StoredDraft::try_from).transpose()
    }

    /// All drafts, the one changed last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<StoredDraft>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT draft_id, provider_id, body, created_at, updated_at
             FROM drafts ORDER BY updated_at DESC, draft_id",
        )
        .fetch_all(self.store.readers())
        .await?;
        rows.into_iter().map(StoredDraft::try_from).collect()
    }

    /// Stores a new draft, or what was typed since into an old one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(
        &self,
        id: &DraftId,
        provider: Option<&ProviderId>,
        body: &DraftBody,
        now: &str,
    ) -> Result<bool, StoreError> {
        let written = sqlx::query(
            "INSERT INTO drafts (draft_id, provider_id, body, created_at, updated_at)
             SELECT ?1, ?2, ?3, ?4, ?4
             WHERE ?2 IS NOT NULL OR NOT EXISTS (SELECT 1 FROM providers WHERE id = ?1)
             ON CONFLICT (draft_id) DO UPDATE SET body = excluded.body,
                                                  updated_at = excluded.updated_at",
        )
        .bind(&id.0)
        .bind(provider.map(|provider| provider.0.as_str()))
        .bind(serde_json::to_string(body)?)
        .bind(now)
        .execute(self.store.writer())
        .await?;
        Ok(written.rows_affected() > 0)
    }

    /// Removes a draft, and what was confirmed for it unless that belongs to a provider; one
    /// that is gone is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, id: &DraftId) -> Result<(), StoreError> {
        let mut together = self.store.writer().begin().await?;
        for statement in [
            "DELETE FROM setup_confirmations WHERE owner IN
                 (SELECT draft_id FROM drafts WHERE draft_id = ? AND provider_id IS NULL)",
            "DELETE FROM drafts WHERE draft_id = ?",
        ] {
            sqlx::query(statement)
                .bind(&id.0)
                .execute(&mut *together)
                .await?;
        }
        together.commit().await?;
        Ok(())
    }
}

#[derive(FromRow)]
struct Row {
    draft_id: String,
    provider_id: Option<String>,
    body: String,
    created_at: String,
    updated_at: String,
}

impl TryFrom<Row> for StoredDraft {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: DraftId(row.draft_id),
            provider_id: row.provider_id.map(ProviderId),
            body: serde_json::from_str(&row.body)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

#[cfg(test)]
mod tests;
