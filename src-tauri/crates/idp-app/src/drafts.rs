//! Drafts: kept while a person types, so that closing and crashing lose nothing.

use crate::app::App;
use crate::client_secrets::{Removal, SecretOwner};
use crate::events::AppEvent;
use crate::mapping::Differences;
use crate::providers::ProviderError;
use idp_cognito::is_cognito;
use idp_core::catalogue::{AWS_COGNITO_OIDC, CATALOGUE, find};
use idp_core::draft::{DraftBody, DraftId, DraftSummary, DraftView};
use idp_core::provider::{
    ClientAuthentication, ProviderDraft, ProviderId, ProviderKind, ProviderView,
};
use idp_core::secret::Secret;
use idp_core::validation::{FieldCode, FieldProblem};
use idp_store::{StoredDraft, UpdateFrom};

impl App {
    /// A draft of a new provider. It is kept from its first change on.
    #[must_use]
    pub fn new_draft(&self, catalogue_entry: &str) -> DraftView {
        let entry = find(catalogue_entry)
            .or_else(|| find(AWS_COGNITO_OIDC))
            .unwrap_or(&CATALOGUE[0]);
        DraftView {
            id: DraftId(uuid::Uuid::new_v4().to_string()),
            provider_id: None,
            body: DraftBody::of_entry(entry),
            secret_set: false,
            secret_held: false,
            kept_at: None,
        }
    }

    /// The draft of a provider: the kept one, or one that starts from what is stored.
    ///
    /// # Errors
    /// When the provider is unknown or the database fails.
    pub async fn edit_provider(&self, id: &ProviderId) -> Result<DraftView, ProviderError> {
        if let Some(kept) = self.inner.store.drafts().find_of_provider(id).await? {
            return self.draft_view(kept).await;
        }
        let stored = self.stored(id).await?;
        Ok(DraftView {
            id: DraftId(uuid::Uuid::new_v4().to_string()),
            provider_id: Some(id.clone()),
            body: DraftBody::of_stored(stored.definition, stored.revision),
            secret_set: false,
            secret_held: false,
            kept_at: None,
        })
    }

    /// A kept draft.
    ///
    /// # Errors
    /// When it is gone or the database fails.
    pub async fn draft(&self, id: &DraftId) -> Result<DraftView, ProviderError> {
        let kept = self.kept(id).await?;
        self.draft_view(kept).await
    }

    /// The kept drafts, the one changed last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_drafts(&self) -> Result<Vec<DraftSummary>, ProviderError> {
        let kept = self.inner.store.drafts().list().await?;
        let trash = self.inner.store.providers().list_deleted().await?;
        let is_deleted = |id: &ProviderId| trash.iter().any(|one| one.provider.id == *id);
        let mut summaries = Vec::with_capacity(kept.len());
        for draft in kept {
            summaries.push(DraftSummary {
                in_trash: draft.provider_id.as_ref().is_some_and(is_deleted),
                attributes_only: self.changes_attributes_only(&draft).await?,
                id: draft.id,
                provider_id: draft.provider_id,
                display_name: draft.body.definition.display_name,
                step: draft.body.step,
                kept_at: draft.updated_at,
            });
        }
        Ok(summaries)
    }

    async fn changes_attributes_only(&self, draft: &StoredDraft) -> Result<bool, ProviderError> {
        let Some(id) = &draft.provider_id else {
            return Ok(false);
        };
        let Some(stored) = self.inner.store.providers().find(id).await? else {
            return Ok(false);
        };
        let mut unchanged = DraftBody::of_stored(stored.definition, stored.revision);
        unchanged.base_revision = draft.body.base_revision;
        let same_rules = unchanged.definition.attributes == draft.body.definition.attributes;
        unchanged.definition.attributes = draft.body.definition.attributes.clone();
        let owner = SecretOwner::Draft(&draft.id);
        Ok(!same_rules
            && unchanged == draft.body
            && self.client_secret_place(owner).await?.is_none())
    }

    /// Keeps what was typed; nothing is checked.
    ///
    /// # Errors
    /// When the database fails, or the draft became a provider meanwhile.
    pub async fn keep_draft(
        &self,
        id: &DraftId,
        provider: Option<&ProviderId>,
        body: &DraftBody,
    ) -> Result<(), ProviderError> {
        let drafts = self.inner.store.drafts();
        if !drafts.update(id, provider, body, &self.now()).await? {
            return Err(ProviderError::DraftGone);
        }
        self.announce(AppEvent::DraftsChanged);
        Ok(())
    }

    /// Puts the client secret of a draft into the secret store; an empty one removes it.
    ///
    /// # Errors
    /// When the secret store or the database fails. What was typed is then held in the memory
    /// of this process, so that it is lost with it and not before.
    pub async fn keep_draft_secret(
        &self,
        id: &DraftId,
        secret: &Secret,
    ) -> Result<(), ProviderError> {
        let owner = SecretOwner::Draft(id);
        if secret.is_empty() {
            self.reach_client_secret(owner).await?;
            let _ = self.remove_client_secret(owner).await?;
        } else {
            let put = self.put_client_secret(owner, secret).await;
            if put.is_err() {
                self.hold_client_secret(owner, secret).await?;
            }
            put?;
        }
        Ok(())
    }

    /// Puts a client secret that is held in memory into the secret store.
    ///
    /// # Errors
    /// When the secret store or the database fails; it is held on then.
    pub async fn store_draft_secret(&self, id: &DraftId) -> Result<(), ProviderError> {
        let owner = SecretOwner::Draft(id);
        Ok(self.copy_client_secret(owner, owner).await?)
    }

    /// Throws a draft away, its secret first, and what was confirmed for it. Returns whether
    /// the secret is removed only once its store answers again.
    ///
    /// # Errors
    /// When the secret store or the database fails.
    pub async fn discard_draft(&self, id: &DraftId) -> Result<bool, ProviderError> {
        let removal = self.remove_client_secret(SecretOwner::Draft(id)).await?;
        self.inner.store.drafts().delete(id).await?;
        self.announce(AppEvent::DraftsChanged);
        Ok(removal == Removal::Later)
    }

    /// Checks a draft as saving would.
    ///
    /// # Errors
    /// When the names of the other providers cannot be read.
    pub async fn check_draft(
        &self,
        provider: Option<&ProviderId>,
        body: &DraftBody,
    ) -> Result<Vec<FieldProblem>, ProviderError> {
        let (definition, mut problems) = body.definition();
        problems.extend(self.check_provider(provider, &definition).await?);
        problems.extend(better_entry(&definition));
        Ok(problems)
    }

    /// Saves a kept draft as a provider: new, or in place of what is stored. The secret goes
    /// first, so that a locked keychain leaves nothing half done, and is put back when the
    /// definition cannot be written; with that write the draft ends. `overwrite` says that a
    /// change by somebody else may go.
    ///
    /// # Errors
    /// When the draft has errors, somebody else changed the provider, fixtures would come out
    /// differently, or a store fails; then the draft is still there.
    pub async fn save_draft(
        &self,
        id: &DraftId,
        overwrite: bool,
        differences: Differences,
    ) -> Result<ProviderView, ProviderError> {
        let kept = self.kept(id).await?;
        let (definition, problems) = kept.body.definition();
        if !problems.is_empty() {
            return Err(ProviderError::Invalid(problems));
        }
        let provider = self
            .accepted(kept.provider_id.as_ref(), &definition)
            .await?;
        let target = kept
            .provider_id
            .clone()
            .unwrap_or_else(|| ProviderId(id.0.clone()));
        let (owner, from) = (SecretOwner::Provider(&target), SecretOwner::Draft(id));
        let mut fixtures = Vec::new();
        if kept.provider_id.is_some() {
            let before = self.stored(&target).await?;
            if let (Some(base), false) = (kept.body.base_revision, overwrite)
                && before.revision != base
            {
                return Err(ProviderError::ChangedElsewhere);
            }
            let compared = self.compared(&before, provider.as_draft(), differences);
            fixtures = compared.await?;
        }
        let typed = self.client_secret_place(from).await?.is_some();
        let removed = kept.body.remove_secret && !typed;
        if removed {
            self.reach_client_secret(owner).await?;
        }
        let (store, now) = (self.inner.store.providers(), self.now());
        let write = async {
            if kept.provider_id.is_none() {
                return Ok(store.insert(&target, provider.as_draft(), &now).await?);
            }
            let from = UpdateFrom {
                draft: Some(id),
                base_revision: kept.body.base_revision.filter(|_| !overwrite),
                accepted: &fixtures,
            };
            Ok(store
                .update(&target, provider.as_draft(), from, &now)
                .await?)
        };
        if typed && !is_public(&definition) {
            let both = async {
                self.copy_client_secret(from, owner).await?;
                write.await
            };
            self.with_secret_of(owner, both).await?;
        } else {
            write.await?;
        }
        if removed {
            let _ = self.remove_client_secret(owner).await?;
        }
        // A copy that stays behind is found when the trash is purged.
        if let Err(error) = self.remove_client_secret(from).await {
            tracing::warn!("the secret of a saved draft is still in its store: {error}");
        }
        self.announce(AppEvent::DraftsChanged);
        self.announce(AppEvent::ProvidersChanged);
        self.provider(&target).await
    }

    async fn kept(&self, id: &DraftId) -> Result<StoredDraft, ProviderError> {
        let kept = self.inner.store.drafts().find(id).await?;
        kept.ok_or(ProviderError::DraftGone)
    }

    async fn draft_view(&self, kept: StoredDraft) -> Result<DraftView, ProviderError> {
        let secret = self
            .client_secret_place(SecretOwner::Draft(&kept.id))
            .await?;
        Ok(DraftView {
            secret_set: secret.is_some(),
            secret_held: self.is_held(secret).await?,
            id: kept.id,
            provider_id: kept.provider_id,
            body: kept.body,
            kept_at: Some(kept.updated_at),
        })
    }
}

/// Whether a definition is of a client without a secret. The settings of the other kind may
/// still be there and say nothing.
fn is_public(definition: &ProviderDraft) -> bool {
    definition.kind == ProviderKind::OauthOpenid
        && definition
            .oauth
            .as_ref()
            .is_some_and(|oauth| oauth.client_authentication == ClientAuthentication::None)
}

/// The entry that knows a provider better than the one chosen: whoever typed the addresses,
/// or when.
fn better_entry(definition: &ProviderDraft) -> Option<FieldProblem> {
    let oauth = definition.oauth.as_ref()?;
    let other = definition.kind == ProviderKind::OauthOpenid
        && definition.catalogue_entry != AWS_COGNITO_OIDC;
    (other && is_cognito(definition, oauth)).then(|| {
        FieldProblem::note(
            "catalogueEntry",
            FieldCode::EntryFitsBetter,
            "This is an AWS Cognito user pool. Its own entry has its set-up list, its checks and the causes of its errors. What you typed stays.",
        )
        .offering(AWS_COGNITO_OIDC)
    })
}
