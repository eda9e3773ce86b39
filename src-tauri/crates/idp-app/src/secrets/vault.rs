//! Looking after the vault: another passphrase, and a new vault beside one that cannot be
//! opened any more.

use super::SecretsError;
use crate::app::App;
use crate::events::AppEvent;
use idp_core::secret::Secret;
use idp_log::mask;
use idp_store::{SecretStoreKind, VaultStore, WorkFactor};
use serde::Serialize;

/// A vault that was begun anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NewVault {
    /// Where the old one is kept.
    pub kept_as: String,
    /// Whose secrets have to be entered again.
    pub missing: Vec<String>,
}

impl App {
    /// Sets another passphrase for the vault.
    ///
    /// # Errors
    /// When the old one does not open it; then nothing was changed.
    pub async fn change_vault_passphrase(
        &self,
        old: Secret,
        new: Secret,
    ) -> Result<(), SecretsError> {
        mask(&old);
        mask(&new);
        let folder = self.data_folder();
        VaultStore::change_passphrase(folder, old, new, WorkFactor::default()).await?;
        tracing::info!("the passphrase of the vault was changed");
        Ok(())
    }

    /// Begins a new vault with this passphrase, for one whose passphrase is forgotten or
    /// that is damaged. The old one is kept under another name, and its secrets are missing
    /// from now on.
    ///
    /// # Errors
    /// When the old one cannot be renamed or the new one not made.
    pub async fn begin_new_vault(&self, passphrase: Secret) -> Result<NewVault, SecretsError> {
        VaultStore::check_new_passphrase(&passphrase)?;
        let _one_at_a_time = self.inner.secrets.moving.lock().await;
        let missing: Vec<String> = self
            .list_secret_places()
            .await?
            .into_iter()
            .filter(|place| place.store == SecretStoreKind::Vault)
            .map(|place| place.owner)
            .collect();
        self.inner.secrets.close_vault().await;
        let kept = VaultStore::set_aside(self.data_folder()).await?;
        let places = self.inner.store.secret_places();
        for place in places.list().await? {
            if place.kind == SecretStoreKind::Vault {
                places.delete(&place.name).await?;
            }
        }
        let (secrets, store) = (&self.inner.secrets, &self.inner.store);
        let vault = Some(passphrase);
        secrets.choose(store, SecretStoreKind::Vault, vault).await?;
        tracing::info!(missing = missing.len(), "a new vault was begun");
        self.announce(AppEvent::ProvidersChanged);
        Ok(NewVault {
            kept_as: kept.display().to_string(),
            missing,
        })
    }
}
