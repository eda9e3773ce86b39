//! The set-up list with what a person confirmed.

use crate::app::App;
use crate::events::AppEvent;
use crate::providers::ProviderError;
use idp_core::provider::ProviderDraft;
use idp_core::setup::{SetupItemId, SetupItemView};
use idp_store::StoredConfirmation;

impl App {
    /// The set-up list of a definition. The owner is the provider, or the draft it will be
    /// saved from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup_list(
        &self,
        owner: &str,
        definition: &ProviderDraft,
    ) -> Result<Vec<SetupItemView>, ProviderError> {
        let confirmed = self.inner.store.setup_confirmations().list(owner).await?;
        Ok(idp_cognito::setup_list(definition)
            .into_iter()
            .map(|item| {
                let confirmation = confirmed
                    .iter()
                    .find(|one| one.item == item.id.as_str())
                    .map(|one| (one.value.clone(), one.confirmed_at.clone()));
                SetupItemView::of(item, confirmation)
            })
            .collect())
    }

    /// Writes down that a person saw to an item, for the values that it has now; or takes
    /// that back.
    ///
    /// # Errors
    /// When the item is not in the list of this definition or the database fails.
    pub async fn confirm_setup_item(
        &self,
        owner: &str,
        definition: &ProviderDraft,
        id: SetupItemId,
        confirmed: bool,
    ) -> Result<Vec<SetupItemView>, ProviderError> {
        let confirmations = self.inner.store.setup_confirmations();
        let item = idp_cognito::setup_list(definition)
            .into_iter()
            .find(|item| item.id == id)
            .ok_or_else(|| ProviderError::NotFound(format!("item {}", id.as_str())))?;
        if confirmed {
            let confirmation = StoredConfirmation {
                item: id.as_str().to_owned(),
                value: item.confirmed_value(),
                confirmed_at: self.now(),
            };
            confirmations.update(owner, &confirmation).await?;
        } else {
            confirmations.delete(owner, id.as_str()).await?;
        }
        self.announce(AppEvent::DraftsChanged);
        self.setup_list(owner, definition).await
    }
}
