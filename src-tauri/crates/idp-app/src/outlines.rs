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
    read: Read,
}

/// Nothing for a definition that cannot be read.
type Read = Option<Arc<Outline>>;

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
        let is_now = |tested: &str| tested == outline.fingerprint;
        ProviderSummary {
            test_status: test_status(listed.last.as_ref(), is_now),
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
        let mut reads = self.inner.outlines.of(&listed);
        let unread: Vec<_> = listed
            .iter()
            .map(|one| &one.id)
            .filter(|id| !reads.contains_key(id))
            .collect();
        if !unread.is_empty() {
            let found = providers.find_all(&unread).await?;
            for id in unread {
                reads.insert(id.clone(), None);
            }
            for stored in &found {
                reads.insert(stored.id.clone(), Some(Arc::new(Outline::of(stored))));
            }
            self.inner.outlines.keep(&listed, &reads, &found);
        }
        let outlined = listed.into_iter().filter_map(|listed| {
            let outline = reads.remove(&listed.id)??;
            Some(Outlined { listed, outline })
        });
        Ok(outlined.collect())
    }
}

impl Outlines {
    /// What was read of these definitions before. Others read meanwhile, so an answer is made
    /// of this and of what is read for it, and not of what is kept by then.
    fn of(&self, listed: &[ListedProvider]) -> HashMap<ProviderId, Read> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = |one: &ListedProvider| {
            let found = known
                .get(&one.id)
                .filter(|known| known.version == one.version)?;
            Some((one.id.clone(), found.read.clone()))
        };
        listed.iter().filter_map(read).collect()
    }

    /// Keeps what was read of the providers that there are; `found` was read after the list
    /// and may be newer.
    fn keep(
        &self,
        listed: &[ListedProvider],
        reads: &HashMap<ProviderId, Read>,
        found: &[StoredProvider],
    ) {
        let newer: HashMap<_, _> = found.iter().map(|one| (&one.id, one.version())).collect();
        let known = listed.iter().filter_map(|one| {
            let version = newer.get(&one.id).unwrap_or(&one.version).clone();
            let read = reads.get(&one.id)?.clone();
            Some((one.id.clone(), Known { version, read }))
        });
        let known = known.collect();
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

/// What the last test says about the definition of now.
pub(crate) fn status_of(draft: &ProviderDraft, last: Option<&Verdict>) -> TestStatus {
    test_status(last, |tested| tested == fingerprint(draft))
}

fn test_status(last: Option<&Verdict>, is_now: impl Fn(&str) -> bool) -> TestStatus {
    match last {
        None => TestStatus::NeverTested,
        Some(Verdict { passed: false, .. }) => TestStatus::Failed,
        Some(verdict) if is_now(&verdict.fingerprint) => TestStatus::Passed,
        Some(_) => TestStatus::Stale,
    }
}
