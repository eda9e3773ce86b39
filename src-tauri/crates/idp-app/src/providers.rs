//! Creating, changing, listing and deleting providers.

use crate::app::App;
use crate::client_secrets::{SecretOwner, place_words};
use crate::events::AppEvent;
use crate::mapping::Differences;
use crate::outlines::Outlined;
use crate::secrets::SecretsError;
use idp_core::mapping::FixtureComparison;
use idp_core::provider::{
    Provider, ProviderDraft, ProviderId, ProviderSummary, ProviderView, TestStatus,
};
use idp_core::routing::Participant;
use idp_core::secret::Secret;
use idp_core::validation::{DISPLAY_NAME_MAX, FieldCode, FieldProblem, Severity, check_provider};
use idp_store::{StoreError, StoredProvider, UpdateFrom, Verdict, WriteProviderError};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// What becomes of the client secret when a provider is saved.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(tag = "change", content = "value", rename_all = "snake_case")]
pub enum SecretChange {
    /// It stays as it is.
    Keep,
    /// It is replaced.
    Replace(Secret),
    /// It is removed from the secret store.
    Remove,
}

/// Why a provider could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// No such provider.
    #[error("There is no identity provider {0}.")]
    NotFound(String),
    /// Somebody else saved it since it was opened.
    #[error("This identity provider was changed elsewhere since you opened it.")]
    ChangedElsewhere,
    /// There is no client secret.
    #[error("No client secret is stored for this identity provider.")]
    NoSecret,
    /// The draft was saved or discarded, perhaps in another window.
    #[error("This draft was saved or discarded already.")]
    DraftGone,
    /// Fixtures come out differently by the new rules, and nobody accepted that.
    #[error("With these rules, fixtures give other results than the accepted ones.")]
    FixturesDiffer(Box<FixtureComparison>),
    /// The draft has errors; warnings are among them.
    #[error("Correct the marked fields.")]
    Invalid(Vec<FieldProblem>),
    /// The secret could not be stored, so nothing was.
    #[error(transparent)]
    Secret(#[from] SecretsError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<WriteProviderError> for ProviderError {
    fn from(error: WriteProviderError) -> Self {
        match error {
            WriteProviderError::NameTaken => Self::Invalid(vec![FieldProblem::error(
                "displayName",
                idp_core::validation::FieldCode::NotUnique,
                "Another identity provider has this name. Choose a different one.",
            )]),
            WriteProviderError::ChangedElsewhere => Self::ChangedElsewhere,
            WriteProviderError::NotFound => Self::NotFound("any more".to_owned()),
            WriteProviderError::Store(error) => Self::Store(error),
        }
    }
}

/// Tells whether a definition changed since it was tested: a hash of what a sign-in
/// depends on. Names and tags do not count.
pub(crate) fn fingerprint(draft: &ProviderDraft) -> String {
    let tested = (
        &draft.kind,
        &draft.oauth,
        &draft.user_store,
        &draft.attributes,
    );
    let text = serde_json::to_vec(&tested).unwrap_or_default();
    hex::encode(Sha256::digest(text))
}

/// What the last test says about a definition; `now` is its fingerprint.
pub(crate) fn test_status(last: Option<&Verdict>, now: &str) -> TestStatus {
    match last {
        None => TestStatus::NeverTested,
        Some(Verdict { passed: false, .. }) => TestStatus::Failed,
        Some(verdict) if verdict.fingerprint == now => TestStatus::Passed,
        Some(_) => TestStatus::Stale,
    }
}

impl App {
    /// Checks a draft as saving would; `id` is the provider being edited.
    ///
    /// # Errors
    /// When the names of the other providers cannot be read.
    pub async fn check_provider(
        &self,
        id: Option<&ProviderId>,
        draft: &ProviderDraft,
    ) -> Result<Vec<FieldProblem>, ProviderError> {
        Ok(check_provider(draft, &self.participants(id).await?).problems)
    }

    /// Stores a new provider and its client secret: the secret first, so that a locked
    /// keychain leaves nothing half done.
    ///
    /// # Errors
    /// When the draft has errors or a store fails; then nothing was stored.
    pub async fn create_provider(
        &self,
        draft: &ProviderDraft,
        client_secret: Option<Secret>,
    ) -> Result<ProviderView, ProviderError> {
        let provider = self.accepted(None, draft).await?;
        let id = ProviderId(uuid::Uuid::new_v4().to_string());
        if let Some(secret) = client_secret.filter(|secret| !secret.is_empty()) {
            self.put_client_secret(SecretOwner::Provider(&id), &secret)
                .await?;
        }
        let stored = self
            .inner
            .store
            .providers()
            .insert(&id, provider.as_draft(), &self.now())
            .await;
        if stored.is_err() {
            // The secret has no owner now.
            let _ = self.remove_client_secret(SecretOwner::Provider(&id)).await;
        }
        stored?;
        self.announce(AppEvent::ProvidersChanged);
        self.provider(&id).await
    }

    /// Stores a changed definition.
    ///
    /// # Errors
    /// As creating; when the provider is gone; and when fixtures would come out differently.
    pub async fn update_provider(
        &self,
        id: &ProviderId,
        draft: &ProviderDraft,
        client_secret: SecretChange,
        differences: Differences,
    ) -> Result<ProviderView, ProviderError> {
        let before = self.stored(id).await?;
        let provider = self.accepted(Some(id), draft).await?;
        let fixtures = self.compared(&before, provider.as_draft(), differences);
        let fixtures = fixtures.await?;
        let owner = SecretOwner::Provider(id);
        let from = UpdateFrom {
            accepted: &fixtures,
            ..UpdateFrom::default()
        };
        let (store, now) = (self.inner.store.providers(), self.now());
        let write = async {
            store.update(id, provider.as_draft(), from, &now).await?;
            Ok(())
        };
        match client_secret {
            SecretChange::Keep => write.await?,
            SecretChange::Replace(secret) => {
                let both = async {
                    self.put_client_secret(owner, &secret).await?;
                    write.await
                };
                self.with_secret_of(owner, both).await?;
            }
            SecretChange::Remove => {
                self.reach_client_secret(owner).await?;
                write.await?;
                let _ = self.remove_client_secret(owner).await?;
            }
        }
        self.announce(AppEvent::ProvidersChanged);
        self.provider(id).await
    }

    /// Stores a copy of a provider under a name of its own. The copy owns its own copy of the
    /// client secret; test runs and e-mail domains stay with the original.
    ///
    /// # Errors
    /// When it is unknown or a store fails; then there is no copy.
    pub async fn duplicate_provider(&self, id: &ProviderId) -> Result<ProviderView, ProviderError> {
        let stored = self.stored(id).await?;
        let mut definition = stored.definition;
        let copy = format!("{} (copy)", definition.display_name);
        definition.display_name = self.free_name(&copy).await?;
        // An e-mail domain leads to one provider; it stays with the original.
        definition.advanced.domains.clear();
        let secret = self.client_secret(SecretOwner::Provider(id)).await?;
        self.create_provider(&definition, secret).await
    }

    /// Switches a provider on or off.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn enable_provider(
        &self,
        id: &ProviderId,
        enabled: bool,
    ) -> Result<ProviderView, ProviderError> {
        let mut definition = self.stored(id).await?.definition;
        definition.enabled = enabled;
        self.update_provider(id, &definition, SecretChange::Keep, Differences::Refuse)
            .await
    }

    /// The list, in the order of names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_providers(&self) -> Result<Vec<ProviderSummary>, ProviderError> {
        let outlined = self.outlined().await?;
        Ok(outlined.into_iter().map(Outlined::summary).collect())
    }

    /// One provider as the form needs it.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn provider(&self, id: &ProviderId) -> Result<ProviderView, ProviderError> {
        let stored = self.stored(id).await?;
        let mut warnings: Vec<FieldProblem> = self
            .check_provider(Some(id), &stored.definition)
            .await?
            .into_iter()
            .filter(|problem| problem.severity == Severity::Warning)
            .collect();
        let last = self.inner.store.runs().last_verdict(&id.0).await?;
        let secret = self.client_secret_place(SecretOwner::Provider(id)).await?;
        if secret.is_none() && needs_secret(&stored.definition) {
            warnings.push(FieldProblem::warning(
                "clientSecret",
                FieldCode::SecretMissing,
                "No client secret is stored, so the token request will be refused. Enter the secret, or choose a public client.",
            ));
        }
        Ok(ProviderView {
            id: id.clone(),
            test_status: test_status(last.as_ref(), &fingerprint(&stored.definition)),
            definition: stored.definition,
            client_secret_set: secret.is_some(),
            client_secret_store: secret.map(|kind| place_words(kind).to_owned()),
            warnings,
            updated_at: stored.updated_at,
        })
    }

    /// Finds a provider by its name, whatever its case, or by its identifier.
    ///
    /// # Errors
    /// When it is unknown or the database fails.
    pub async fn find_provider(&self, name: &str) -> Result<ProviderId, ProviderError> {
        if let Some(stored) = self.inner.store.providers().find_by_name(name).await? {
            return Ok(stored.id);
        }
        let id = ProviderId(name.to_owned());
        self.stored(&id).await.map(|stored| stored.id)
    }

    pub(crate) async fn checked_provider(
        &self,
        id: &ProviderId,
    ) -> Result<Provider, ProviderError> {
        let mut definition = self.stored(id).await?.definition;
        // What only an enabled provider may not lack is nothing that a test needs: one that
        // was stored before that was asked can still be tested.
        definition.enabled = false;
        self.accepted(Some(id), &definition).await
    }

    pub(crate) async fn accepted(
        &self,
        id: Option<&ProviderId>,
        draft: &ProviderDraft,
    ) -> Result<Provider, ProviderError> {
        check_provider(draft, &self.participants(id).await?)
            .into_result()
            .map(|(provider, _)| provider)
            .map_err(ProviderError::Invalid)
    }

    /// The name, or the name with the first number that no other provider has.
    pub(crate) async fn free_name(&self, name: &str) -> Result<String, StoreError> {
        let taken: HashSet<String> = self
            .participants(None)
            .await?
            .iter()
            .map(|one| one.name.to_lowercase())
            .collect();
        let numbered = std::iter::once(String::new())
            .chain((2u32..).map(|number| format!(" ({number})")))
            .map(|suffix| {
                let room = DISPLAY_NAME_MAX - suffix.len();
                let short: String = name.chars().take(room).collect();
                format!("{}{suffix}", short.trim_end())
            })
            .find(|name| !taken.contains(&name.to_lowercase()));
        Ok(numbered.unwrap_or_else(|| name.to_owned()))
    }

    /// What routing looks at: all providers, or all but the one that is being edited.
    pub(crate) async fn participants(
        &self,
        but: Option<&ProviderId>,
    ) -> Result<Vec<Participant>, StoreError> {
        let all = self.outlined().await?;
        Ok(all
            .iter()
            .filter(|one| Some(one.id()) != but)
            .map(|one| one.outline.participant.clone())
            .collect())
    }

    pub(crate) async fn stored(&self, id: &ProviderId) -> Result<StoredProvider, ProviderError> {
        let found = self.inner.store.providers().find(id).await?;
        found.ok_or_else(|| ProviderError::NotFound(id.0.clone()))
    }
}

fn needs_secret(draft: &ProviderDraft) -> bool {
    draft
        .oauth
        .as_ref()
        .is_some_and(|oauth| oauth.client_authentication.needs_secret())
}
