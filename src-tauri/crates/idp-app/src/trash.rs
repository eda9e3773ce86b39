//! The trash: deleted providers until they are purged, with their secrets.

use crate::app::App;
use crate::client_secrets::SecretOwner;
use crate::events::AppEvent;
use crate::providers::ProviderError;
use idp_core::draft::DraftId;
use idp_core::provider::{ProviderId, ProviderView};
use serde::Serialize;

/// A deleted provider as the trash shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TrashEntry {
    /// Its identifier.
    pub id: ProviderId,
    /// The name it had.
    pub display_name: String,
    /// When it was deleted, RFC 3339.
    pub deleted_at: String,
    /// Whether its client secret is still kept.
    pub client_secret_set: bool,
}

impl App {
    /// Moves a provider into the trash. Its secret stays until the trash is purged.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn delete_provider(&self, id: &ProviderId) -> Result<(), ProviderError> {
        self.stored(id).await?;
        self.inner.store.providers().delete(id, &self.now()).await?;
        self.announce(AppEvent::ProvidersChanged);
        Ok(())
    }

    /// Takes a provider out of the trash. When its name was given to another one meanwhile,
    /// a number is added.
    ///
    /// # Errors
    /// When it is not in the trash or the database fails.
    pub async fn restore_provider(&self, id: &ProviderId) -> Result<ProviderView, ProviderError> {
        let trash = self.inner.store.providers().list_deleted().await?;
        let deleted = trash
            .into_iter()
            .find(|deleted| deleted.provider.id == *id)
            .ok_or_else(|| ProviderError::NotFound(id.0.clone()))?;
        let name = self
            .free_name(&deleted.provider.definition.display_name)
            .await?;
        let providers = self.inner.store.providers();
        providers.restore(id, &name, &self.now()).await?;
        self.announce(AppEvent::ProvidersChanged);
        self.provider(id).await
    }

    /// The trash, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_trash(&self) -> Result<Vec<TrashEntry>, ProviderError> {
        let mut entries = Vec::new();
        for deleted in self.inner.store.providers().list_deleted().await? {
            let id = deleted.provider.id;
            let secret = self.client_secret_place(SecretOwner::Provider(&id)).await?;
            entries.push(TrashEntry {
                client_secret_set: secret.is_some(),
                id,
                display_name: deleted.provider.definition.display_name,
                deleted_at: deleted.deleted_at,
            });
        }
        Ok(entries)
    }

    /// Empties the trash: definitions, test runs and client secrets are gone for good. The
    /// secret of each goes first, so that none is left without a definition that names it.
    /// Returns how many secrets are still to be removed, since their store does not answer.
    ///
    /// # Errors
    /// When the secret store or the database fails; what was not purged is still there.
    pub async fn purge_trash(&self) -> Result<u32, ProviderError> {
        for deleted in self.inner.store.providers().list_deleted().await? {
            let id = &deleted.provider.id;
            let _ = self.remove_client_secret(SecretOwner::Provider(id)).await?;
            self.inner.store.providers().purge(id, &self.now()).await?;
        }
        self.remove_forgotten_secrets().await?;
        self.remove_leftovers(None).await?;
        self.announce(AppEvent::ProvidersChanged);
        self.announce(AppEvent::UsersChanged);
        Ok(self.count_leftovers().await?)
    }

    /// Secrets of drafts that were saved or discarded while their store did not answer.
    async fn remove_forgotten_secrets(&self) -> Result<(), ProviderError> {
        let store = &self.inner.store;
        for place in store.secret_places().list().await? {
            let Some(draft) = place
                .name
                .strip_prefix("draft/")
                .and_then(|rest| rest.strip_suffix("/client-secret"))
            else {
                continue;
            };
            let draft = DraftId(draft.to_owned());
            if store.drafts().find(&draft).await?.is_none() {
                let _ = self
                    .remove_client_secret(SecretOwner::Draft(&draft))
                    .await?;
            }
        }
        Ok(())
    }
}
