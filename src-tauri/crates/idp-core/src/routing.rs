//! Routing: which provider a person gets, and what happens when that one fails.
//!
//! The order is fixed: the provider that the caller asks for, then the one whose button the
//! person pressed, then the e-mail domain, then the choice of the person, who is offered the
//! providers in the alphabetical order of their names. `acme.com` means exactly this domain; `*.acme.com` means every
//! sub-domain of it, however deep, and not acme.com itself. An exact domain goes before a
//! wildcard, and a longer wildcard before a shorter one. Where two providers name the same
//! domain, the first in the order of names gets it. Disabled providers get nobody.

use crate::provider::{FallbackDraft, ProviderDraft, ProviderId};
use serde::Serialize;

mod decision;
mod domain;
mod email;
mod fallback;
mod findings;

pub use decision::{CandidateVerdict, CandidateView, Decision, Picked, Request, Way, decide};
pub use domain::{DomainFault, DomainPattern, ReadDomain, Repair, read_domain, split_entry};
pub use email::{EmailDomain, EmailFault};
pub use fallback::{
    ChainEnd, FallbackChain, FallbackFailure, FallbackTrigger, FallbackUntil, FallbackVerdict,
    fallback_chain, fallback_failures, falls_back,
};
pub(crate) use findings::{canonical_domains, check};

/// A provider, as far as routing looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Its identifier; empty for one that is not stored yet.
    pub id: ProviderId,
    /// The name shown.
    pub name: String,
    /// Whether it is offered to people.
    pub enabled: bool,
    /// Its e-mail domains.
    pub domains: Vec<DomainPattern>,
    /// What comes when it fails.
    pub fallback: FallbackDraft,
}

impl Participant {
    /// What a definition says. Entries that are no domains route nobody.
    #[must_use]
    pub fn of(id: &ProviderId, definition: &ProviderDraft) -> Self {
        let entries = definition.advanced.domains.iter();
        Self {
            id: id.clone(),
            name: definition.display_name.trim().to_owned(),
            enabled: definition.enabled,
            domains: entries
                .flat_map(|entry| split_entry(entry))
                .filter_map(|text| read_domain(text).ok())
                .map(|read| read.pattern)
                .collect(),
            fallback: definition.advanced.fallback.clone(),
        }
    }

    /// The order in which providers are offered, and in which one of two that name the same
    /// domain gets it.
    fn order(&self) -> (String, &str) {
        (folded(&self.name), &self.id.0)
    }

    fn named(&self) -> RoutedProvider {
        RoutedProvider {
            id: self.id.clone(),
            name: self.name.clone(),
        }
    }
}

/// A provider that somebody is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RoutedProvider {
    /// Its identifier.
    pub id: ProviderId,
    /// The name shown.
    pub name: String,
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The provider with this name. Names are unique whatever their case.
fn named<'p>(name: &str, all: &'p [Participant]) -> Option<&'p Participant> {
    all.iter().find(|one| folded(&one.name) == folded(name))
}

#[cfg(test)]
mod tests;
