//! Moving secrets between stores, and naming those that lie in another one than the one in
//! use. A secret has a readable copy at the place the table names at every moment: it is
//! copied, read back and compared, then its place is changed, and only then is the old copy
//! removed. What is still to be removed is written down before the place changes.

use super::SecretsError;
use crate::app::App;
use crate::events::AppEvent;
use idp_core::provider::ProviderId;
use idp_core::secret::Secret;
use idp_store::{ProcessPresence, SecretPlace, SecretStoreError, SecretStoreKind, StoreError};
use serde::Serialize;
use std::collections::HashMap;

/// Names the settings with old copies that are still to be removed.
const LEFTOVER: &str = "secret_leftover/";

/// A secret, by whom it belongs to and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretPlaceView {
    /// The provider or draft, as the person knows it.
    pub owner: String,
    /// The provider, when it can be opened.
    pub provider_id: Option<ProviderId>,
    /// Where it lies.
    pub store: SecretStoreKind,
    /// Whether that is the store in use.
    pub in_use: bool,
    /// Whether it was kept for a session that has ended: it has to be entered again.
    pub gone: bool,
}

/// A secret that stayed where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretNotMoved {
    /// Whose it is.
    pub owner: String,
    /// Where it still lies.
    pub store: SecretStoreKind,
    /// Why, and what to do.
    pub reason: String,
}

/// What a move did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SecretsMoved {
    /// Where to.
    pub to: SecretStoreKind,
    /// How many are there now.
    pub moved: u32,
    /// How many there were to move.
    pub total: u32,
    /// The others.
    pub failed: Vec<SecretNotMoved>,
}

impl App {
    /// Every secret with its owner and place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_secret_places(&self) -> Result<Vec<SecretPlaceView>, SecretsError> {
        let owners = self.owners().await?;
        let choice = self.inner.secrets.choice(&self.inner.store).await?;
        let in_use = choice.unwrap_or(SecretStoreKind::Keychain);
        let mut views = Vec::new();
        for place in self.inner.store.secret_places().list().await? {
            let (owner, provider_id) = owner_of(&owners, &place.name);
            views.push(SecretPlaceView {
                owner,
                provider_id,
                store: place.kind,
                in_use: place.kind == in_use,
                gone: self.is_gone(&place).await?,
            });
        }
        views.sort_by_key(|view| view.owner.to_lowercase());
        Ok(views)
    }

    /// Whether it was kept for a session that has ended.
    async fn is_gone(&self, place: &SecretPlace) -> Result<bool, SecretsError> {
        let of_session = place.kind == SecretStoreKind::Session;
        Ok(of_session
            && self
                .inner
                .secrets
                .get(place.kind, &place.name)
                .await?
                .is_none())
    }

    /// Moves every secret that lies elsewhere into the store in use. The passphrase opens the
    /// vault when it is locked. What fails stays where it was, and can be moved
    /// again; what is gone with its session is left out.
    ///
    /// # Errors
    /// When the store in use does not work; then nothing was moved.
    pub async fn move_secrets(
        &self,
        passphrase: Option<Secret>,
    ) -> Result<SecretsMoved, SecretsError> {
        let secrets = &self.inner.secrets;
        let _one_at_a_time = secrets.moving.lock().await;
        if let Some(passphrase) = passphrase {
            secrets.open_vault(passphrase).await?;
        }
        let target = secrets.in_use(&self.inner.store).await?;
        target.probe().await?;
        let to = target.kind();
        self.remove_leftovers(None).await?;
        let owners = self.owners().await?;
        let mut waiting = Vec::new();
        for place in self.inner.store.secret_places().list().await? {
            if place.kind != to && !self.is_gone(&place).await? {
                waiting.push(place);
            }
        }
        let total = count(waiting.len());
        let mut failed = Vec::new();
        for (done, place) in (0u32..).zip(waiting) {
            self.announce(AppEvent::SecretsMoving { done, total });
            if let Err(error) = self.move_one(&place, to).await {
                let (problem, next_step, _) = error.in_parts();
                failed.push(SecretNotMoved {
                    owner: owner_of(&owners, &place.name).0,
                    store: place.kind,
                    reason: format!("{problem} {}", next_step.unwrap_or_default()),
                });
            }
        }
        let moved = total - count(failed.len());
        tracing::info!(to = to.as_str(), moved, total, "secrets were moved");
        self.announce(AppEvent::SecretsMoving { done: total, total });
        self.announce(AppEvent::ProvidersChanged);
        Ok(SecretsMoved {
            to,
            moved,
            total,
            failed,
        })
    }

    async fn move_one(&self, place: &SecretPlace, to: SecretStoreKind) -> Result<(), SecretsError> {
        let (secrets, name) = (&self.inner.secrets, &place.name);
        let _changing = secrets.changing.read().await;
        let Some(secret) = secrets.get(place.kind, name).await? else {
            return Err(not_there(place.kind));
        };
        let target = secrets.store(to).await?;
        // A prompt may be answered after the wait for it has ended.
        self.note_leftover(to, name).await?;
        target.put(name, &secret).await?;
        let copied = target.get(name).await?;
        if copied.is_none_or(|copy| copy.expose() != secret.expose()) {
            return Err(SecretsError::Store(SecretStoreError::Damaged {
                detail: "the copy came back different".to_owned(),
            }));
        }
        self.note_leftover(place.kind, name).await?;
        let places = self.inner.store.secret_places();
        places.update(name, to, &self.now()).await?;
        self.remove_leftover(to, name).await?;
        // The secret is safe at its new place; an old copy that stays is removed later.
        if let Err(error) = self.remove_leftover(place.kind, name).await {
            tracing::warn!("the old copy of a moved secret is still there: {error}");
        }
        Ok(())
    }

    /// Writes down that a copy in this store is to be removed, and by which process.
    pub(crate) async fn note_leftover(
        &self,
        kind: SecretStoreKind,
        name: &str,
    ) -> Result<(), StoreError> {
        let setting = format!("{LEFTOVER}{}/{name}", kind.as_str());
        let process = self.inner.presence.owner();
        self.inner.store.settings().update(&setting, process).await
    }

    /// Removes a copy that was written down, and the note of it.
    pub(crate) async fn remove_leftover(
        &self,
        kind: SecretStoreKind,
        name: &str,
    ) -> Result<(), SecretsError> {
        // A secret that came back to this store since is no leftover.
        if self.inner.store.secret_places().find(name).await? != Some(kind) {
            self.inner.secrets.delete(kind, name).await?;
        }
        let setting = format!("{LEFTOVER}{}/{name}", kind.as_str());
        Ok(self.inner.store.settings().delete(&setting).await?)
    }

    /// Removes what an interrupted move or an unreachable store left behind, as far as the
    /// stores can be reached now; in one store when it is given. What another process that
    /// runs has written down is left to it, and all is left while a secret is on its way.
    pub(crate) async fn remove_leftovers(
        &self,
        within: Option<SecretStoreKind>,
    ) -> Result<(), StoreError> {
        let Ok(_nothing_changes) = self.inner.secrets.changing.try_write() else {
            return Ok(());
        };
        let here = self.inner.presence.owner();
        for (setting, process) in self.inner.store.settings().list().await? {
            let place = setting.strip_prefix(LEFTOVER).and_then(|rest| {
                let (store, name) = rest.split_once('/')?;
                let all = SecretStoreKind::ALL;
                Some((all.into_iter().find(|kind| kind.as_str() == store)?, name))
            });
            if let Some((kind, name)) = place
                && within.is_none_or(|within| within == kind)
                && (process == here || !ProcessPresence::is_alive(self.data_folder(), &process))
                && let Err(error) = self.remove_leftover(kind, name).await
            {
                tracing::warn!("an old copy of a secret is still there: {error}");
            }
        }
        Ok(())
    }

    /// How many old copies are still to be removed.
    pub(crate) async fn count_leftovers(&self) -> Result<u32, StoreError> {
        let settings = self.inner.store.settings().list().await?;
        let is_note = |(name, _): &&(String, String)| name.starts_with(LEFTOVER);
        Ok(count(settings.iter().filter(is_note).count()))
    }

    /// What the person calls the owner of each secret.
    async fn owners(&self) -> Result<HashMap<String, (String, Option<ProviderId>)>, StoreError> {
        let store = &self.inner.store;
        let mut owners = HashMap::new();
        for stored in store.providers().list().await? {
            let name = stored.definition.display_name;
            owners.insert(format!("provider/{}", stored.id), (name, Some(stored.id)));
        }
        for deleted in store.providers().list_deleted().await? {
            let name = format!(
                "{} (in the trash)",
                deleted.provider.definition.display_name
            );
            owners.insert(format!("provider/{}", deleted.provider.id), (name, None));
        }
        for draft in store.drafts().list().await? {
            let name = draft.body.definition.display_name;
            let name = if name.is_empty() {
                "without a name".to_owned()
            } else {
                name
            };
            owners.insert(
                format!("draft/{}", draft.id.0),
                (format!("Draft: {name}"), None),
            );
        }
        Ok(owners)
    }
}

fn owner_of(
    owners: &HashMap<String, (String, Option<ProviderId>)>,
    name: &str,
) -> (String, Option<ProviderId>) {
    let owner = name.rsplit_once('/').map_or(name, |(owner, _)| owner);
    owners
        .get(owner)
        .cloned()
        .unwrap_or_else(|| ("A definition that is gone".to_owned(), None))
}

fn not_there(kind: SecretStoreKind) -> SecretsError {
    let detail = match kind {
        SecretStoreKind::Session => "it was kept for a session that has ended",
        SecretStoreKind::Keychain | SecretStoreKind::Vault => "the store has no such entry",
    };
    SecretsError::Store(SecretStoreError::NotThere(detail.to_owned()))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
