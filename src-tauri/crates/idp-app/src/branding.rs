//! The look of the sign-in page: kept as it is entered, shown as far as it can be.

use crate::app::App;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use idp_core::branding::{BrandingDraft, CheckedBranding, check_branding};
use idp_store::StoreError;
use serde::Serialize;

mod logo;

pub use logo::LogoError;

/// The look of the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandingView {
    /// As it was entered.
    pub entered: BrandingDraft,
    /// What is shown of it, and what is wrong with it.
    pub checked: CheckedBranding,
    /// The logo as PNG in base64, at most 480 by 160 pixels.
    pub logo: Option<String>,
}

/// Why the look could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum BrandingError {
    /// The picture.
    #[error(transparent)]
    Logo(#[from] LogoError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// The look of the sign-in page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn branding(&self) -> Result<BrandingView, BrandingError> {
        let (entered, logo) = self.inner.store.branding().find().await?;
        Ok(BrandingView {
            checked: check_branding(&entered),
            logo: logo.map(|png| STANDARD.encode(png)),
            entered,
        })
    }

    /// Keeps what was entered, right or wrong: nothing that was typed is lost, and what cannot
    /// be read is not shown.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn update_branding(
        &self,
        entered: &BrandingDraft,
    ) -> Result<BrandingView, BrandingError> {
        self.inner.store.branding().update(entered).await?;
        self.branding().await
    }

    /// Takes a picture as the logo: a PNG or JPEG in base64, which is drawn anew, so that
    /// nothing of the file is kept but what can be seen.
    ///
    /// # Errors
    /// When it is no such picture or too large, or the database cannot be written.
    pub async fn update_logo(&self, content: String) -> Result<BrandingView, BrandingError> {
        let drawn = tokio::task::spawn_blocking(move || {
            let file = STANDARD.decode(content).map_err(|_| LogoError::Unknown)?;
            logo::draw_anew(file)
        });
        let png = drawn.await.map_err(|_| LogoError::Unreadable)??;
        self.inner.store.branding().update_logo(Some(&png)).await?;
        self.branding().await
    }

    /// Takes the logo away.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remove_logo(&self) -> Result<BrandingView, BrandingError> {
        self.inner.store.branding().update_logo(None).await?;
        self.branding().await
    }
}
