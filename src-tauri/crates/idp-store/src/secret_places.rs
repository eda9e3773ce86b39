//! The table that remembers in which secret store each secret lies.

use crate::secrets::SecretStoreKind;
use crate::store::{Store, StoreError};
use sqlx::FromRow;

/// Where one secret lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretPlace {
    /// The name of the secret, as its store knows it.
    pub name: String,
    /// The store it was put into.
    pub kind: SecretStoreKind,
}

/// Reads and writes the places of secrets. Written after the secret was stored and deleted
/// after it was removed, so a crash leaves at worst a secret without a place, never a place
/// that hides a secret.
#[derive(Clone, Copy, Debug)]
pub struct SecretPlaces<'a> {
    store: &'a Store,
}

impl<'a> SecretPlaces<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// Where the secret of this name lies; nothing when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, name: &str) -> Result<Option<SecretStoreKind>, StoreError> {
        let row: Option<Row> =
            sqlx::query_as("SELECT name, store FROM secret_places WHERE name = ?")
                .bind(name)
                .fetch_optional(self.store.readers())
                .await?;
        Ok(row.and_then(|row| row.place()).map(|place| place.kind))
    }

    /// All places, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<SecretPlace>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as("SELECT name, store FROM secret_places ORDER BY name")
            .fetch_all(self.store.readers())
            .await?;
        Ok(rows.into_iter().filter_map(Row::place).collect())
    }

    /// Remembers where a secret lies now.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(
        &self,
        name: &str,
        kind: SecretStoreKind,
        now: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO secret_places (name, store, updated_at) VALUES (?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET store = excluded.store,
                                              updated_at = excluded.updated_at",
        )
        .bind(name)
        .bind(kind.as_str())
        .bind(now)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Forgets a secret that was removed; an unknown one is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, name: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM secret_places WHERE name = ?")
            .bind(name)
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

#[derive(FromRow)]
struct Row {
    name: String,
    store: String,
}

impl Row {
    /// The table admits no other texts.
    fn place(self) -> Option<SecretPlace> {
        let kind = SecretStoreKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == self.store)?;
        Some(SecretPlace {
            name: self.name,
            kind,
        })
    }
}

#[cfg(test)]
mod tests;
