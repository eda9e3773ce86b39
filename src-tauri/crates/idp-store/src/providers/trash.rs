//! Deleted providers: they stay until they are purged.

use super::{Providers, Row, StoredProvider, WriteProviderError, name_key};
use crate::store::StoreError;
use idp_core::provider::ProviderId;
use sqlx::FromRow;

/// A provider in the trash.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletedProvider {
    /// As it was when it was deleted.
    pub provider: StoredProvider,
    /// RFC 3339, UTC.
    pub deleted_at: String,
}

impl Providers<'_> {
    /// The trash, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_deleted(&self) -> Result<Vec<DeletedProvider>, StoreError> {
        let rows: Vec<DeletedRow> = sqlx::query_as(
            "SELECT id, definition, revision, created_at, updated_at, deleted_at
             FROM providers WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, name_key",
        )
        .fetch_all(self.store.readers())
        .await?;
        rows.into_iter().map(DeletedProvider::try_from).collect()
    }

    /// Takes a provider out of the trash, under the name that the definition has now.
    ///
    /// # Errors
    /// `NameTaken`, `NotFound` when it is not in the trash, or the database cannot be written.
    pub async fn restore(
        &self,
        id: &ProviderId,
        name: &str,
        now: &str,
    ) -> Result<(), WriteProviderError> {
        let done = sqlx::query(
            "UPDATE providers
             SET deleted_at = NULL, display_name = ?2, name_key = ?3, updated_at = ?4,
                 definition = json_set(definition, '$.displayName', ?2)
             WHERE id = ?1 AND deleted_at IS NOT NULL",
        )
        .bind(&id.0)
        .bind(name)
        .bind(name_key(name))
        .bind(now)
        .execute(self.store.writer())
        .await?;
        if done.rows_affected() == 0 {
            return Err(WriteProviderError::NotFound);
        }
        Ok(())
    }

    /// Removes a provider that is in the trash, with all that is only about it. Users
    /// that signed in through it stay, without the link.
    ///
    /// # Errors
    /// `NotFound` when it is not in the trash, or the database cannot be written.
    pub async fn purge(&self, id: &ProviderId, now: &str) -> Result<(), WriteProviderError> {
        let mut transaction = self.store.writer().begin().await?;
        let done = sqlx::query("DELETE FROM providers WHERE id = ? AND deleted_at IS NOT NULL")
            .bind(&id.0)
            .execute(&mut *transaction)
            .await?;
        if done.rows_affected() == 0 {
            return Err(WriteProviderError::NotFound);
        }
        crate::local_users::unlink(&mut transaction, id, now).await?;
        for statement in [
            "DELETE FROM runs WHERE provider_id = ?",
            "DELETE FROM setup_confirmations WHERE owner = ?",
            "DELETE FROM mapping_fixtures WHERE provider_id = ?",
            "DELETE FROM drafts WHERE provider_id = ?",
            "DELETE FROM unfinished_texts WHERE provider_id = ?",
        ] {
            sqlx::query(statement)
                .bind(&id.0)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(self.store.runs().forget_log().await?)
    }
}

#[derive(FromRow)]
struct DeletedRow {
    #[sqlx(flatten)]
    row: Row,
    deleted_at: String,
}

impl TryFrom<DeletedRow> for DeletedProvider {
    type Error = StoreError;

    fn try_from(deleted: DeletedRow) -> Result<Self, StoreError> {
        Ok(Self {
            provider: deleted.row.try_into()?,
            deleted_at: deleted.deleted_at,
        })
    }
}
