//! The table of texts that no draft can hold: what is no rule yet, and samples.

use crate::store::{Store, StoreError};
use idp_core::draft::TextPlace;
use idp_core::provider::ProviderId;

/// Reads and writes unfinished texts. A secret is never one.
#[derive(Clone, Copy, Debug)]
pub struct UnfinishedTexts<'a> {
    store: &'a Store,
}

impl<'a> UnfinishedTexts<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// The text of one place.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(
        &self,
        provider: &ProviderId,
        place: TextPlace,
    ) -> Result<Option<String>, StoreError> {
        let text = sqlx::query_scalar(
            "SELECT text FROM unfinished_texts WHERE provider_id = ? AND place = ?",
        )
        .bind(&provider.0)
        .bind(place_text(place))
        .fetch_optional(self.store.readers())
        .await?;
        Ok(text)
    }

    /// Writes the text of one place, whether or not there was one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(
        &self,
        provider: &ProviderId,
        place: TextPlace,
        text: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO unfinished_texts (provider_id, place, text, updated_at)
             VALUES (?, ?, ?, ?)
             ON CONFLICT (provider_id, place) DO UPDATE SET text = excluded.text,
                                                            updated_at = excluded.updated_at",
        )
        .bind(&provider.0)
        .bind(place_text(place))
        .bind(text)
        .bind(now)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Forgets the text of one place; none is fine.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete(&self, provider: &ProviderId, place: TextPlace) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM unfinished_texts WHERE provider_id = ? AND place = ?")
            .bind(&provider.0)
            .bind(place_text(place))
            .execute(self.store.writer())
            .await?;
        Ok(())
    }
}

fn place_text(place: TextPlace) -> &'static str {
    match place {
        TextPlace::RuleTexts => "rule_texts",
        TextPlace::Sample => "sample",
    }
}

#[cfg(test)]
mod tests;
