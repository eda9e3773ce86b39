//! The client secrets of providers and drafts: each owner has its own copy, in the store
//! that the table of places names. A copy that may be in a store without being named there is
//! written down before it comes to that, and removed once the store answers.

use crate::app::App;
use crate::providers::ProviderError;
use crate::secrets::SecretsError;
use idp_core::draft::DraftId;
use idp_core::provider::ProviderId;
use idp_core::secret::Secret;
use idp_log::mask;
use idp_store::{SecretStoreError, SecretStoreKind};
use std::future::Future;

/// What became of a secret that was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Removal {
    /// It is nowhere any more.
    Gone,
    /// Its store does not answer: it is written down, and removed once it does.
    Later,
}

/// What an owner's secret was before a change.
struct SecretBefore {
    place: Option<SecretStoreKind>,
    /// Nothing also where its store does not answer.
    secret: Option<Secret>,
}

/// Whose client secret it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SecretOwner<'a> {
    /// A saved provider.
    Provider(&'a ProviderId),
    /// A draft: typed, and not saved.
    Draft(&'a DraftId),
}

impl SecretOwner<'_> {
    /// The name in the secret store.
    pub(crate) fn secret_name(self) -> String {
        match self {
            Self::Provider(id) => format!("provider/{id}/client-secret"),
            Self::Draft(id) => format!("draft/{}/client-secret", id.0),
        }
    }
}

impl App {
    /// Stores a secret, and remembers where once it is there.
    pub(crate) async fn put_client_secret(
        &self,
        owner: SecretOwner<'_>,
        secret: &Secret,
    ) -> Result<(), SecretsError> {
        let (store, name) = (&self.inner.store, owner.secret_name());
        let target = self.inner.secrets.in_use(store).await?;
        let changing = self.inner.secrets.changing.read().await;
        let kind = target.kind();
        let is_new = kind != SecretStoreKind::Session
            && store.secret_places().find(&name).await? != Some(kind);
        // A prompt may be answered after the wait for it has ended, and the program may end
        // before the place is known.
        if is_new {
            self.note_leftover(kind, &name).await?;
        }
        mask(secret);
        target.put(&name, secret).await?;
        self.remember_place(&name, kind).await?;
        drop(changing);
        // The note above goes, too. One that stays is harmless: the place says more.
        if let Err(error) = self.remove_leftovers(Some(kind)).await {
            tracing::warn!("notes of old secrets are still there: {error}");
        }
        Ok(())
    }

    /// Does what changes an owner's secret and its definition together. When that fails, the
    /// secret is again what it was.
    pub(crate) async fn with_secret_of<T>(
        &self,
        owner: SecretOwner<'_>,
        work: impl Future<Output = Result<T, ProviderError>>,
    ) -> Result<T, ProviderError> {
        let name = owner.secret_name();
        let place = self.inner.store.secret_places().find(&name).await?;
        let secret = self.client_secret(owner).await.ok().flatten();
        let done = work.await;
        if done.is_err()
            && let Err(error) = self.put_back(&name, SecretBefore { place, secret }).await
        {
            tracing::error!("the secret from before a change that failed is lost: {error}");
        }
        done
    }

    async fn put_back(&self, name: &str, before: SecretBefore) -> Result<(), SecretsError> {
        let (store, secrets) = (&self.inner.store, &self.inner.secrets);
        let _changing = secrets.changing.read().await;
        let now = store.secret_places().find(name).await?;
        let Some(kind) = before.place else {
            let _ = self.remove_secret(name).await?;
            return Ok(());
        };
        if now != Some(kind) {
            self.note_leftover(kind, name).await?;
        }
        if let Some(secret) = &before.secret {
            secrets.store(kind).await?.put(name, secret).await?;
        }
        if now == Some(kind) {
            return Ok(());
        }
        self.remember_place(name, kind).await
    }

    /// Keeps a secret in the memory of this process, until there is a store to put it into.
    pub(crate) async fn hold_client_secret(
        &self,
        owner: SecretOwner<'_>,
        secret: &Secret,
    ) -> Result<(), SecretsError> {
        let name = owner.secret_name();
        let _changing = self.inner.secrets.changing.read().await;
        self.inner.secrets.hold(&name, secret).await?;
        self.remember_place(&name, SecretStoreKind::Session).await
    }

    /// Writes down where a secret lies now, and removes it from where it lay before.
    async fn remember_place(&self, name: &str, kind: SecretStoreKind) -> Result<(), SecretsError> {
        let store = &self.inner.store;
        let before = store.secret_places().find(name).await?;
        if let Some(old) = before.filter(|old| *old != kind) {
            self.note_leftover(old, name).await?;
        }
        store
            .secret_places()
            .update(name, kind, &self.now())
            .await?;
        // The old secret may lie in a store that cannot be reached now; the next move tries
        // again.
        if let Some(old) = before.filter(|old| *old != kind)
            && let Err(error) = self.remove_leftover(old, name).await
        {
            tracing::warn!("a replaced secret is still in its old store: {error}");
        }
        Ok(())
    }

    /// Whether a secret is held in memory although another store was chosen, or none.
    pub(crate) async fn is_held(
        &self,
        place: Option<SecretStoreKind>,
    ) -> Result<bool, SecretsError> {
        let chosen = self.inner.secrets.choice(&self.inner.store).await?;
        Ok(place == Some(SecretStoreKind::Session) && chosen != Some(SecretStoreKind::Session))
    }

    /// The secret of an owner that has one.
    pub(crate) async fn client_secret(
        &self,
        owner: SecretOwner<'_>,
    ) -> Result<Option<Secret>, SecretsError> {
        let (store, name) = (&self.inner.store, owner.secret_name());
        match store.secret_places().find(&name).await? {
            Some(kind) => self.inner.secrets.get(kind, &name).await,
            None => Ok(None),
        }
    }

    /// Gives an owner its own copy of another's secret; without one nothing happens.
    pub(crate) async fn copy_client_secret(
        &self,
        from: SecretOwner<'_>,
        to: SecretOwner<'_>,
    ) -> Result<(), SecretsError> {
        match self.client_secret(from).await? {
            Some(secret) => self.put_client_secret(to, &secret).await,
            None => Ok(()),
        }
    }

    /// Removes a secret, and its place once it is gone. An owner without one needs no store,
    /// and a store that does not answer holds nobody up: it may be the keychain of a machine
    /// that is gone. A locked vault does, since its passphrase opens it and a new vault can
    /// take its place.
    pub(crate) async fn remove_client_secret(
        &self,
        owner: SecretOwner<'_>,
    ) -> Result<Removal, SecretsError> {
        let _changing = self.inner.secrets.changing.read().await;
        self.remove_secret(&owner.secret_name()).await
    }

    async fn remove_secret(&self, name: &str) -> Result<Removal, SecretsError> {
        let store = &self.inner.store;
        let Some(kind) = store.secret_places().find(name).await? else {
            return Ok(Removal::Gone);
        };
        let removal = match self.inner.secrets.delete(kind, name).await {
            Ok(()) => Removal::Gone,
            Err(SecretsError::Store(error)) if !asks_for_passphrase(&error) => {
                tracing::warn!("a secret is to be removed later: {error}");
                self.note_leftover(kind, name).await?;
                Removal::Later
            }
            Err(error) => return Err(error),
        };
        store.secret_places().delete(name).await?;
        Ok(removal)
    }

    /// Opens the store in which an owner's secret lies, before something is done that cannot
    /// be taken back when it does not open. What the person can open is waited for; a store
    /// that is gone is not.
    pub(crate) async fn reach_client_secret(
        &self,
        owner: SecretOwner<'_>,
    ) -> Result<(), SecretsError> {
        let name = owner.secret_name();
        let Some(kind) = self.inner.store.secret_places().find(&name).await? else {
            return Ok(());
        };
        match self.inner.secrets.get(kind, &name).await {
            Err(SecretsError::Store(error)) if !can_be_opened(&error) => Ok(()),
            found => found.map(drop),
        }
    }

    /// Where a secret lies; one of an earlier session is gone.
    pub(crate) async fn client_secret_place(
        &self,
        owner: SecretOwner<'_>,
    ) -> Result<Option<SecretStoreKind>, SecretsError> {
        let (store, name) = (&self.inner.store, owner.secret_name());
        let Some(kind) = store.secret_places().find(&name).await? else {
            return Ok(None);
        };
        if kind == SecretStoreKind::Session {
            let found = self.inner.secrets.get(kind, &name).await;
            return Ok(found.ok().flatten().map(|_| kind));
        }
        Ok(Some(kind))
    }
}

/// Whether the person can do something about it at once.
fn asks_for_passphrase(error: &SecretStoreError) -> bool {
    matches!(
        error,
        SecretStoreError::WrongPassphrase | SecretStoreError::PassphraseMissing
    )
}

/// Whether it is a matter of a passphrase or of the system's prompt.
fn can_be_opened(error: &SecretStoreError) -> bool {
    asks_for_passphrase(error)
        || matches!(
            error,
            SecretStoreError::Locked | SecretStoreError::WaitingForPrompt
        )
}

/// The place in words.
pub(crate) fn place_words(kind: SecretStoreKind) -> &'static str {
    match kind {
        SecretStoreKind::Keychain => "the keychain",
        SecretStoreKind::Vault => "the vault",
        SecretStoreKind::Session => "this session",
    }
}
