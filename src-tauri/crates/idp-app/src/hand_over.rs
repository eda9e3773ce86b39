//! Handing a provider over to its consumer: the values under the consumer's labels, and the
//! client secret for the clipboard.

use crate::app::App;
use crate::client_secrets::SecretOwner;
use crate::providers::ProviderError;
use idp_cognito::hosted_pages;
use idp_core::hand_over::{HandOver, HostedPages, hand_over};
use idp_core::provider::ProviderId;
use idp_core::secret::Secret;

impl App {
    /// The pages for all consumers.
    ///
    /// # Errors
    /// When the provider is unknown or the database fails.
    pub async fn hand_over(&self, id: &ProviderId) -> Result<Vec<HandOver>, ProviderError> {
        Ok(hand_over(&self.stored(id).await?.definition))
    }

    /// Cognito's own pages of a provider's app client; none when it is of another kind.
    ///
    /// # Errors
    /// When the provider is unknown or the database fails.
    pub async fn hosted_pages(
        &self,
        id: &ProviderId,
    ) -> Result<Option<HostedPages>, ProviderError> {
        Ok(hosted_pages(&self.stored(id).await?.definition))
    }

    /// The client secret of a provider, for the clipboard and nothing else.
    ///
    /// # Errors
    /// When there is none, or its store does not open.
    pub async fn secret_to_copy(&self, id: &ProviderId) -> Result<Secret, ProviderError> {
        self.stored(id).await?;
        let secret = self.client_secret(SecretOwner::Provider(id)).await?;
        secret.ok_or(ProviderError::NoSecret)
    }
}
