//! What lists and routing need of each provider, read from a definition once and not at each
//! key that is typed beside hundreds of them.

use crate::app::App;
use crate::providers::{fingerprint, test_status};
use idp_core::catalogue::find;
use idp_core::provider::{ProviderId, ProviderSummary, TestStatus};
use idp_core::routing::Participant;
use idp_store::{DefinitionVersion, ListedProvider, StoreError, StoredProvider};
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

#[derive(Clone)]
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
        let Self { listed, outline } = self;
        ProviderSummary {
            test_status: test_status(listed.last.as_ref(), &outline.fingerprint),
            last_tested_at: listed.last.map(|run| run.started_at),
            ..outline.summary.clone()
        }
    }
}

impl App {
    /// All providers that can be read, in the order of names.
    pub(crate) async fn outlined(&self) -> Result<Vec<Outlined>, StoreError> {
        let providers = self.inner.store.providers();
        let listed = providers.list_with_verdicts().await?;
        let mut known = self.inner.outlines.of(&listed);
        let unread: Vec<_> = listed
            .iter()
            .filter(|one| !known.contains_key(&one.id))
            .collect();
        if !unread.is_empty() {
            let ids: Vec<_> = unread.iter().map(|one| &one.id).collect();
            let found = providers.find_all(&ids).await?;
            for one in unread {
                let (version, outline) = (one.version.clone(), None);
                known.insert(one.id.clone(), Known { version, outline });
            }
            // Read after the list, so they may be newer than it says.
            for stored in &found {
                let (version, outline) = (stored.version(), Some(Arc::new(Outline::of(stored))));
                known.insert(stored.id.clone(), Known { version, outline });
            }
            self.inner.outlines.keep(known.clone());
        }
        let outlined = listed.into_iter().filter_map(|listed| {
            let outline = known.remove(&listed.id)?.outline?;
            Some(Outlined { listed, outline })
        });
        Ok(outlined.collect())
    }
}

impl Outlines {
    /// What is known of these definitions. Others read meanwhile, so an answer is made of this
    /// and of what is read for it, and not of what is kept by then.
    fn of(&self, listed: &[ListedProvider]) -> HashMap<ProviderId, Known> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |one: &ListedProvider| {
            let known = all.get(&one.id)?;
            (known.version == one.version).then(|| (one.id.clone(), known.clone()))
        };
        listed.iter().filter_map(known).collect()
    }

    fn keep(&self, known: HashMap<ProviderId, Known>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = known;
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
