//! The table of settings: names and values, both text.

use crate::store::{Store, StoreError};

/// Reads and writes settings. A secret is never one.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    store: &'a Store,
}

impl<'a> Settings<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The value of a setting, if it was ever set.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self, name: &str) -> Result<Option<String>, StoreError> {
        let value = sqlx::query_scalar("SELECT value FROM settings WHERE name = ?")
            .bind(name)
            .fetch_optional(self.store.readers())
            .await?;
        Ok(value)
    }

    /// All settings by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = sqlx::query_as("SELECT name, value FROM settings ORDER BY name")
            .fetch_all(self.store.readers())
            .await?;
        Ok(rows)
    }

    /// Sets a value, whether or not there was one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(&self, name: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO settings (name, value) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Forgets a setting; one that is not set is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, name: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM settings WHERE name = ?")
            .bind(name)
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
