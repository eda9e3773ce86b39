//! The table with the look of the sign-in page. It has one row, or none before anything was
//! entered.

use crate::store::{Store, StoreError};
use idp_core::branding::BrandingDraft;

/// Reads and writes the look of the sign-in page.
#[derive(Clone, Copy, Debug)]
pub struct Branding<'a> {
    store: &'a Store,
}

impl<'a> Branding<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// What was entered, and the logo as PNG.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&self) -> Result<(BrandingDraft, Option<Vec<u8>>), StoreError> {
        let row: Option<(String, String, String, Option<Vec<u8>>)> = sqlx::query_as(
            "SELECT organisation, button_colour, background_colour, logo FROM branding",
        )
        .fetch_optional(self.store.readers())
        .await?;
        Ok(row.map_or_else(
            Default::default,
            |(organisation, button, background, logo)| {
                let draft = BrandingDraft {
                    organisation,
                    button_colour: button,
                    background_colour: background,
                };
                (draft, logo)
            },
        ))
    }

    /// Writes what was entered; the logo stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update(&self, draft: &BrandingDraft) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO branding (only_row, organisation, button_colour, background_colour)
             VALUES (1, ?, ?, ?)
             ON CONFLICT (only_row) DO UPDATE SET organisation = excluded.organisation,
                 button_colour = excluded.button_colour,
                 background_colour = excluded.background_colour",
        )
        .bind(&draft.organisation)
        .bind(&draft.button_colour)
        .bind(&draft.background_colour)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }

    /// Writes the logo, or takes it away; what was entered stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update_logo(&self, png: Option<&[u8]>) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO branding (only_row, organisation, button_colour, background_colour, logo)
             VALUES (1, '', '', '', ?)
             ON CONFLICT (only_row) DO UPDATE SET logo = excluded.logo",
        )
        .bind(png)
        .execute(self.store.writer())
        .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
