//! What lists and routing need of each provider, read from a definition once and not at each
//! key that is typed beside hundreds of them.

use crate::app::App;
use crate::providers::fingerprint;
use idp_core::catalogue::find;
use idp_core::provider::{ProviderDraft, ProviderId, ProviderSummary, TestStatus};
use idp_core::routing::Participant;
use idp_store::{DefinitionVersion, ListedProvider, StoreError, StoredProvider, Verdict};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// What is kept of a definition in memory.
pub(crate) struct Outline {
    /// Without what tests said.
    summary: ProviderSummary,
    pub(crate) participant: Participant,
    fingerprint: String,
}

/// The outlines of the definitions that were read, by provider. Other processes write as
/// well, so the database is asked each time which definition each provider has.
#[derive(Default)]
pub(crate) struct Outlines(Mutex<HashMap<ProviderId, Known>>);

struct Known {
    version: DefinitionVersion,
    /// Nothing for a definition that cannot be read.
    outline: Option<Arc<Outline>>,
}

/// A provider that can be read.
pub(crate) struct Outlined {
    listed: ListedProvider,
    pub(crate) outline: Arc<Outline>,
}

impl Outlined {
    pub(crate) fn id(&self) -> &ProviderId {
        &self.listed.id
    }

    pub(crate) fn summary(self) -> ProviderSummary {
        let last = self.listed.last;
        ProviderSummary {
            test_status: test_status(last.as_ref(), || self.outline.fingerprint.clone()),
            last_tested_at: last.map(|run| run.started_at),
            ..self.outline.summary.clone()
        }
    }
}

impl App {
    /// All providers that can be read, in the order of names.
    pub(crate) async fn outlined(&self) -> Result<Vec<Outlined>, StoreError> {
        let providers = self.inner.store.providers();
        let outlines = &self.inner.outlines;
        let listed = providers.list_with_verdicts().await?;
        let unknown = outlines.unknown(&listed);
        if !unknown.is_empty() {
            outlines.add(&unknown, &providers.find_all(&ids(&unknown)).await?);
        }
        Ok(outlines.of(listed))
    }
}

fn ids<'a>(listed: &[&'a ListedProvider]) -> Vec<&'a ProviderId> {
    listed.iter().map(|one| &one.id).collect()
}

impl Outlines {
    fn unknown<'a>(&self, listed: &'a [ListedProvider]) -> Vec<&'a ListedProvider> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |one: &ListedProvider| {
            known
                .get(&one.id)
                .is_some_and(|known| known.version == one.version)
        };
        listed.iter().filter(|one| !is_known(one)).collect()
    }

    fn add(&self, asked: &[&ListedProvider], found: &[StoredProvider]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for one in asked {
            let (version, outline) = (one.version.clone(), None);
            known.insert(one.id.clone(), Known { version, outline });
        }
        for stored in found {
            let (version, outline) = (stored.version(), Some(Arc::new(Outline::of(stored))));
            known.insert(stored.id.clone(), Known { version, outline });
        }
    }

    /// The outlines of these providers; the others are forgotten.
    fn of(&self, listed: Vec<ListedProvider>) -> Vec<Outlined> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > listed.len() {
            let ids: std::collections::HashSet<_> = listed.iter().map(|one| &one.id).collect();
            known.retain(|id, _| ids.contains(id));
        }
        let outlined = listed.into_iter().filter_map(|listed| {
            let outline = known.get(&listed.id)?.outline.clone()?;
            Some(Outlined { listed, outline })
        });
        outlined.collect()
    }
}

impl Outline {
    fn of(stored: &StoredProvider) -> Self {
        let draft = &stored.definition;
        let (host, client_id) = match (&draft.oauth, &draft.user_store) {
            (Some(oauth), _) => {
                let host = Url::parse(&oauth.authorization_endpoint)
                    .ok()
                    .and_then(|url| url.host_str().map(str::to_owned))
                    .unwrap_or_default();
                (host, oauth.client_id.clone())
            }
            (None, Some(store)) => (store.user_pool_id.clone(), store.client_id.clone()),
            (None, None) => Default::default(),
        };
        Self {
            summary: ProviderSummary {
                id: stored.id.clone(),
                display_name: draft.display_name.clone(),
                kind: draft.kind,
                catalogue_entry: draft.catalogue_entry.clone(),
                host,
                client_id,
                enabled: draft.enabled,
                tags: draft.tags.clone(),
                tests: find(&draft.catalogue_entry)
                    .map(|entry| entry.tests.to_vec())
                    .unwrap_or_default(),
                test_status: TestStatus::NeverTested,
                last_tested_at: None,
                updated_at: stored.updated_at.clone(),
            },
            participant: Participant::of(&stored.id, draft),
            fingerprint: fingerprint(draft),
        }
    }
}

/// What the last test says about the definition of now.
pub(crate) fn status_of(draft: &ProviderDraft, last: Option<&Verdict>) -> TestStatus {
    test_status(last, || fingerprint(draft))
}

fn test_status(last: Option<&Verdict>, now: impl Fn() -> String) -> TestStatus {
    match last {
        None => TestStatus::NeverTested,
        Some(Verdict { passed: false, .. }) => TestStatus::Failed,
        Some(verdict) if verdict.fingerprint == now() => TestStatus::Passed,
        Some(_) => TestStatus::Stale,
    }
}
