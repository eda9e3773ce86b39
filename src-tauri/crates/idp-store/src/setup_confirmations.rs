//! The table of what a person confirmed on the Cognito side, by hand.

use crate::store::{Store, StoreError};
use sqlx::FromRow;

/// One confirmation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredConfirmation {
    /// The item of the set-up list.
    pub item: String,
    /// What it was confirmed for.
    pub value: String,
    /// RFC 3339, UTC.
    pub confirmed_at: String,
}

/// Reads and writes confirmations. The owner is a provider, or the draft it is saved from.
#[derive(Clone, Copy, Debug)]
pub struct SetupConfirmations<'a> {
    store: &'a Store,
}

impl<'a> SetupConfirmations<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// What was confirmed for this owner.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self, owner: &str) -> Result<Vec<StoredConfirmation>, StoreError> {
        let rows = sqlx::query_as(
            "SELECT item, value, confirmed_at FROM setup_confirmations
             WHERE owner = ? ORDER BY item",
        )
        .bind(owner)
        .fetch_all(self.store.readers())
        .await?;
        Ok(rows)
    }

    /// Writes a confirmation, in place of an older one of the same item.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(
        &self,
        owner: &str,
        confirmation: &StoredConfirmation,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setup_confirmations (owner, item, value, confirmed_at)
             VALUES (?, ?, ?, ?)
             ON CONFLICT (owner, item) DO UPDATE SET value = excluded.value,
                                                     confirmed_at = excluded.confirmed_at",
        )
        .bind(owner)
        .bind(&confirmation.item)
        .bind(&confirmation.value)
        .bind(&confirmation.confirmed_at)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Takes a confirmation back; one that was not given is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, owner: &str, item: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM setup_confirmations WHERE owner = ? AND item = ?")
            .bind(owner)
            .bind(item)
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests;
