//! The table of providers.

use crate::mapping_fixtures::write_expected;
use crate::store::{Store, StoreError};
use idp_core::draft::DraftId;
use idp_core::mapping::Fixture;
use idp_core::provider::{ProviderDraft, ProviderId, ProviderKind};
use sqlx::FromRow;

mod listed;
mod trash;

pub use listed::{DefinitionVersion, ListedProvider};
pub use trash::DeletedProvider;

/// A provider as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredProvider {
    /// Its identifier.
    pub id: ProviderId,
    /// Its definition, checked when it was stored.
    pub definition: ProviderDraft,
    /// 1 when it was created, one more with each change.
    pub revision: u32,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

/// A provider that was not written. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum WriteProviderError {
    /// Another provider has this name, in whatever case.
    #[error("Another provider has this name. Choose a different one.")]
    NameTaken,
    /// Somebody else stored another definition since it was read.
    #[error("This provider was changed elsewhere since you opened it.")]
    ChangedElsewhere,
    /// There is none, or it is deleted.
    #[error("This provider does not exist any more. Go back to the list.")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<sqlx::Error> for WriteProviderError {
    fn from(error: sqlx::Error) -> Self {
        let taken = error.as_database_error().is_some_and(|error| {
            error.is_unique_violation() && error.message().contains("name_key")
        });
        if taken {
            Self::NameTaken
        } else {
            Self::Store(error.into())
        }
    }
}

impl From<StoreError> for WriteProviderError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads and writes providers. The deleted are in the trash until they are purged.
#[derive(Clone, Copy, Debug)]
pub struct Providers<'a> {
    store: &'a Store,
}

impl<'a> Providers<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The provider with this identifier, unless it is deleted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, id: &ProviderId) -> Result<Option<StoredProvider>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, definition, revision, created_at, updated_at
             FROM providers WHERE id = ? AND deleted_at IS NULL",
        )
        .bind(&id.0)
        .fetch_optional(self.store.readers())
        .await?;
        row.map(StoredProvider::try_from).transpose()
    }

    /// The provider with this name, in whatever case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_by_name(&self, name: &str) -> Result<Option<StoredProvider>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, definition, revision, created_at, updated_at
             FROM providers WHERE name_key = ? AND deleted_at IS NULL",
        )
        .bind(name_key(name))
        .fetch_optional(self.store.readers())
        .await?;
        row.map(StoredProvider::try_from).transpose()
    }

    /// All providers in the order of their names, without those that cannot be read: one
    /// broken definition does not hide the others. [`Providers::unreadable`] names them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<StoredProvider>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, definition, revision, created_at, updated_at
             FROM providers WHERE deleted_at IS NULL ORDER BY name_key",
        )
        .fetch_all(self.store.readers())
        .await?;
        let readable = |row| StoredProvider::try_from(row).ok();
        Ok(rows.into_iter().filter_map(readable).collect())
    }

    /// The names of the providers whose definition cannot be read: damaged, or written by a
    /// newer program.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unreadable(&self) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT display_name, definition
             FROM providers WHERE deleted_at IS NULL ORDER BY name_key",
        )
        .fetch_all(self.store.readers())
        .await?;
        let broken = |definition: &str| serde_json::from_str::<ProviderDraft>(definition).is_err();
        Ok(rows
            .into_iter()
            .filter(|(_, definition)| broken(definition))
            .map(|(name, _)| name)
            .collect())
    }

    /// Stores a new provider with revision 1. The caller makes the identifier, because the
    /// secret is stored under it before. The draft of this identifier, if there is one, is
    /// done with and goes in the same transaction.
    ///
    /// # Errors
    /// `NameTaken`, or the database cannot be written.
    pub async fn insert(
        &self,
        id: &ProviderId,
        draft: &ProviderDraft,
        now: &str,
    ) -> Result<StoredProvider, WriteProviderError> {
        let mut transaction = self.store.writer().begin().await?;
        let row: Row = sqlx::query_as(
            "INSERT INTO providers (id, display_name, name_key, kind, catalogue_entry,
                                    definition, revision, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?7)
             RETURNING id, definition, revision, created_at, updated_at",
        )
        .bind(&id.0)
        .bind(&draft.display_name)
        .bind(name_key(&draft.display_name))
        .bind(kind_text(draft.kind))
        .bind(&draft.catalogue_entry)
        .bind(json(draft)?)
        .bind(now)
        .fetch_one(&mut *transaction)
        .await?;
        delete_draft(&mut transaction, &DraftId(id.0.clone())).await?;
        transaction.commit().await?;
        Ok(row.try_into()?)
    }

    /// Replaces a definition and raises its revision. Other providers that fall back to it
    /// follow a new name. With a base, only when the stored
    /// definition is still that one; the draft is done with and goes in the same transaction,
    /// in which the accepted results of fixtures are written as well.
    ///
    /// # Errors
    /// `NameTaken`, `NotFound`, `ChangedElsewhere`, or the database cannot be written.
    pub async fn update(
        &self,
        id: &ProviderId,
        draft: &ProviderDraft,
        from: UpdateFrom<'_>,
        now: &str,
    ) -> Result<StoredProvider, WriteProviderError> {
        let mut transaction = self.store.writer().begin().await?;
        let present: Option<(u32, String)> = sqlx::query_as(
            "SELECT revision, display_name FROM providers WHERE id = ? AND deleted_at IS NULL",
        )
        .bind(&id.0)
        .fetch_optional(&mut *transaction)
        .await?;
        let (revision, name) = present.ok_or(WriteProviderError::NotFound)?;
        if from.base_revision.is_some_and(|base| base != revision) {
            return Err(WriteProviderError::ChangedElsewhere);
        }
        let row: Option<Row> = sqlx::query_as(
            "UPDATE providers
             SET display_name = ?2, name_key = ?3, kind = ?4, catalogue_entry = ?5,
                 definition = ?6, revision = revision + 1, updated_at = ?7
             WHERE id = ?1 AND deleted_at IS NULL
             RETURNING id, definition, revision, created_at, updated_at",
        )
        .bind(&id.0)
        .bind(&draft.display_name)
        .bind(name_key(&draft.display_name))
        .bind(kind_text(draft.kind))
        .bind(&draft.catalogue_entry)
        .bind(json(draft)?)
        .bind(now)
        .fetch_optional(&mut *transaction)
        .await?;
        let row = row.ok_or(WriteProviderError::NotFound)?;
        if let Some(draft) = from.draft {
            delete_draft(&mut transaction, draft).await?;
        }
        if name_key(&name) != name_key(&draft.display_name) {
            rename_in_fallbacks(&mut transaction, &name, &draft.display_name, now).await?;
        }
        write_expected(&mut transaction, from.accepted).await?;
        transaction.commit().await?;
        Ok(row.try_into()?)
    }

    /// Marks a provider as deleted; its name is free again.
    ///
    /// # Errors
    /// `NotFound`, or the database cannot be written.
    pub async fn delete(&self, id: &ProviderId, now: &str) -> Result<(), WriteProviderError> {
        let done = sqlx::query(
            "UPDATE providers SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
        )
        .bind(&id.0)
        .bind(now)
        .execute(self.store.writer())
        .await?;
        if done.rows_affected() == 0 {
            return Err(WriteProviderError::NotFound);
        }
        Ok(())
    }
}

/// What an update stands on, and what goes with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct UpdateFrom<'a> {
    /// The draft that is saved with it.
    pub draft: Option<&'a DraftId>,
    /// The revision that was read before it was changed; nothing overwrites whatever is there.
    pub base_revision: Option<u32>,
    /// The fixtures whose results are the accepted ones from now on.
    pub accepted: &'a [Fixture],
}

/// A fallback names its provider, so a new name goes into it; those in the trash included.
async fn rename_in_fallbacks(
    transaction: &mut sqlx::SqliteConnection,
    old: &str,
    new: &str,
    now: &str,
) -> Result<(), sqlx::Error> {
    let named: Vec<(String, String)> = sqlx::query_as(
        "SELECT id, json_extract(definition, '$.advanced.fallback.provider') FROM providers
         WHERE json_type(definition, '$.advanced.fallback.provider') = 'text'",
    )
    .fetch_all(&mut *transaction)
    .await?;
    for (id, _) in named
        .iter()
        .filter(|(_, name)| name_key(name) == name_key(old))
    {
        sqlx::query(
            "UPDATE providers
             SET definition = json_set(definition, '$.advanced.fallback.provider', ?2),
                 revision = revision + 1, updated_at = ?3
             WHERE id = ?1",
        )
        .bind(id)
        .bind(new)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
    }
    Ok(())
}

async fn delete_draft(
    transaction: &mut sqlx::SqliteConnection,
    id: &DraftId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM drafts WHERE draft_id = ?")
        .bind(&id.0)
        .execute(transaction)
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    id: String,
    definition: String,
    revision: u32,
    created_at: String,
    updated_at: String,
}

impl TryFrom<Row> for StoredProvider {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ProviderId(row.id),
            definition: serde_json::from_str(&row.definition)?,
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// The same folding as the check of names in idp-core.
fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn kind_text(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::OauthOpenid => "oauth_openid",
        ProviderKind::UserStore => "user_store",
    }
}

fn json(draft: &ProviderDraft) -> Result<String, StoreError> {
    Ok(serde_json::to_string(draft)?)
}

#[cfg(test)]
mod tests;
