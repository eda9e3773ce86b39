//! Which provider a person gets, with the reasons in words.

use super::{
    DomainPattern, EmailDomain, FallbackChain, Participant, RoutedProvider, domain, fallback_chain,
    named,
};
use serde::Serialize;

/// What is known of a person who comes to sign in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The e-mail address, when one was entered.
    pub email: Option<&'a EmailDomain>,
    /// The provider that was picked before anything was decided.
    pub picked: Option<Picked<'a>>,
}

/// A provider that somebody asks for, by name or identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked<'a> {
    /// The application does, before the person sees a page.
    ByCaller(&'a str),
    /// The person does, by the button of the provider.
    ByPerson(&'a str),
}

impl<'a> Picked<'a> {
    fn name(self) -> &'a str {
        match self {
            Self::ByCaller(name) | Self::ByPerson(name) => name,
        }
    }

    fn way(self) -> Way {
        match self {
            Self::ByCaller(_) => Way::Forced,
            Self::ByPerson(_) => Way::Chosen,
        }
    }
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The caller asked for this provider.
    Forced,
    /// The person pressed the button of this provider.
    Chosen,
    /// The e-mail domain is named.
    Domain,
    /// The e-mail domain is a sub-domain of one that is named with a wildcard.
    Wildcard,
    /// There is nothing to choose between.
    OnlyOne,
    /// The person chooses.
    Chooser,
    /// Nobody: there is no provider, or not the one that the caller asks for.
    Nobody,
}

/// What became of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CandidateVerdict {
    /// The person gets it.
    Taken,
    /// The person may choose it.
    Offered,
    /// It was not taken.
    NotTaken,
}

/// One provider, and why it was taken or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// The provider.
    pub provider: RoutedProvider,
    /// What became of it.
    pub verdict: CandidateVerdict,
    /// The entry of its domain mapping that fits the address best.
    pub domain: Option<String>,
    /// Why, in a sentence.
    pub because: String,
}

/// Where a person is sent, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The e-mail domain in ASCII form.
    pub domain: Option<String>,
    /// What decided.
    pub way: Way,
    /// The provider that the person gets.
    pub provider: Option<RoutedProvider>,
    /// Those that the person chooses from, in this order.
    pub offered: Vec<RoutedProvider>,
    /// What comes when the provider fails.
    pub fallback: Option<FallbackChain>,
    /// Why, in a sentence or two.
    pub explanation: String,
    /// Every provider and why it was taken or not: the taken first, then by name.
    pub candidates: Vec<CandidateView>,
}

/// Decides. The same for the same providers in whatever order.
#[must_use]
pub fn decide(request: &Request<'_>, all: &[Participant]) -> Decision {
    let mut ordered: Vec<&Participant> = all.iter().collect();
    ordered.sort_by_key(|participant| participant.order());
    let routed = Routed::new(request, &ordered, all);
    let mut candidates: Vec<CandidateView> =
        ordered.iter().map(|one| routed.candidate(one)).collect();
    candidates.sort_by_key(|row| row.verdict != CandidateVerdict::Taken);
    Decision {
        domain: request.email.map(|email| email.domain().to_owned()),
        way: routed.way,
        provider: routed.winner.map(Participant::named),
        offered: routed.offered.iter().map(|one| one.named()).collect(),
        fallback: routed.winner.map(|winner| fallback_chain(winner, all)),
        explanation: routed.explanation(),
        candidates,
    }
}

/// A name goes before an identifier.
fn asked_for<'p>(name: &str, all: &'p [Participant]) -> Option<&'p Participant> {
    named(name, all).or_else(|| all.iter().find(|one| one.id.0 == name.trim()))
}

struct Routed<'a> {
    request: &'a Request<'a>,
    way: Way,
    winner: Option<&'a Participant>,
    /// The entry that decided.
    by: Option<&'a DomainPattern>,
    offered: Vec<&'a Participant>,
    /// The provider that was asked for but is not to be had.
    refused: Option<&'a Participant>,
    /// The provider that names the domain, but is disabled, where no other one names it.
    disabled: Option<&'a Participant>,
}

impl<'a> Routed<'a> {
    fn new(request: &'a Request<'a>, ordered: &[&'a Participant], all: &'a [Participant]) -> Self {
        let mut routed = Self {
            request,
            way: Way::Nobody,
            winner: None,
            by: None,
            offered: Vec::new(),
            refused: None,
            disabled: None,
        };
        if let Some(picked) = request.picked {
            match asked_for(picked.name(), all) {
                Some(found) if found.enabled => routed.take(picked.way(), found, None),
                found => routed.refused = found,
            }
            return routed;
        }
        if let Some((winner, by)) = routed.by_domain(ordered, true) {
            let way = if by.is_wildcard() {
                Way::Wildcard
            } else {
                Way::Domain
            };
            routed.take(way, winner, Some(by));
            return routed;
        }
        routed.disabled = routed.by_domain(ordered, false).map(|(found, _)| found);
        let enabled: Vec<_> = ordered.iter().copied().filter(|one| one.enabled).collect();
        match enabled.as_slice() {
            [] => {}
            [only] => routed.take(Way::OnlyOne, only, None),
            _ => {
                routed.way = Way::Chooser;
                routed.offered = enabled;
            }
        }
        routed
    }

    fn take(&mut self, way: Way, winner: &'a Participant, by: Option<&'a DomainPattern>) {
        self.way = way;
        self.winner = Some(winner);
        self.by = by;
    }

    /// The first provider, by the rank of its best entry and then by name.
    fn by_domain(
        &self,
        ordered: &[&'a Participant],
        enabled: bool,
    ) -> Option<(&'a Participant, &'a DomainPattern)> {
        let asked = ordered.iter().copied();
        asked
            .filter(|one| one.enabled == enabled)
            .filter_map(|one| self.best_entry(one).map(|entry| (one, entry)))
            .min_by_key(|(_, entry)| entry.rank())
    }

    fn best_entry(&self, one: &'a Participant) -> Option<&'a DomainPattern> {
        let domain = self.request.email?.domain();
        let fitting = one.domains.iter().filter(|entry| entry.matches(domain));
        fitting.min_by_key(|entry| entry.rank())
    }

    fn explanation(&self) -> String {
        let person = self
            .request
            .email
            .map_or("The person", EmailDomain::address);
        let domain = self
            .request
            .email
            .map(|email| domain::shown(email.domain()));
        match (self.way, self.winner) {
            (Way::Forced, Some(winner)) => format!(
                "{person} goes to {}: the caller asks for it, and that goes before everything else.",
                winner.name
            ),
            (Way::Chosen, Some(winner)) => format!(
                "{person} goes to {}: the person chose it, and that goes before the e-mail domain.",
                winner.name
            ),
            (Way::Domain | Way::Wildcard, Some(winner)) => self.by_entry(person, winner, domain),
            (Way::OnlyOne, Some(winner)) => {
                let before = domain.map(|domain| format!("{}. ", self.nobody_names(&domain)));
                format!(
                    "{}{person} goes to {}: it is the only provider that is enabled.",
                    before.unwrap_or_default(),
                    winner.name
                )
            }
            (Way::Chooser, _) => {
                let count = self.offered.len();
                let why = match &domain {
                    Some(domain) => format!("{}, so {person}", self.nobody_names(domain)),
                    None => "No e-mail address is known, so the person".to_owned(),
                };
                format!("{why} chooses from {count} providers, in the order of names.")
            }
            _ => self.nobody(),
        }
    }

    fn nobody_names(&self, domain: &str) -> String {
        match self.disabled {
            Some(one) => format!("{} is the provider for {domain}, but is disabled", one.name),
            None => format!("No provider names {domain}"),
        }
    }

    fn by_entry(&self, person: &str, winner: &Participant, domain: Option<String>) -> String {
        let domain = domain.unwrap_or_default();
        match self.by {
            Some(entry) if entry.is_wildcard() => format!(
                "{person} goes to {}: its {} takes the sub-domains of that domain, and no enabled provider fits {domain} more closely.",
                winner.name,
                entry.shown()
            ),
            _ => format!(
                "{person} goes to {}: it names {domain} exactly.",
                winner.name
            ),
        }
    }

    fn nobody(&self) -> String {
        match (self.request.picked, self.refused) {
            (Some(Picked::ByCaller(_)), Some(refused)) => format!(
                "The caller asks for {}, which is disabled. Nobody is sent elsewhere instead; enable it, or ask for another one.",
                refused.name
            ),
            (Some(Picked::ByCaller(name)), None) => format!(
                "The caller asks for {name:?}, and there is no such provider. Nobody is sent elsewhere instead; correct the name."
            ),
            (Some(Picked::ByPerson(_)), Some(refused)) => format!(
                "The person chose {}, which is disabled. Nobody is sent elsewhere instead; enable it, or choose another one.",
                refused.name
            ),
            (Some(Picked::ByPerson(_)), None) => {
                "The provider that the person chose does not exist any more. Choose another one."
                    .to_owned()
            }
            (None, _) => "There is no provider that is enabled. Add one, or enable one.".to_owned(),
        }
    }

    fn candidate(&self, one: &'a Participant) -> CandidateView {
        let taken = self.winner.is_some_and(|winner| std::ptr::eq(winner, one));
        let offered = self.offered.iter().any(|other| std::ptr::eq(*other, one));
        let entry = self.best_entry(one);
        let verdict = match (taken, offered) {
            (true, _) => CandidateVerdict::Taken,
            (false, true) => CandidateVerdict::Offered,
            (false, false) => CandidateVerdict::NotTaken,
        };
        CandidateView {
            provider: one.named(),
            verdict,
            domain: entry.map(ToString::to_string),
            because: match verdict {
                CandidateVerdict::Taken => self.why_taken(entry),
                CandidateVerdict::Offered => "Enabled, so the person may choose it.".to_owned(),
                CandidateVerdict::NotTaken => self.why_not(one, entry),
            },
        }
    }

    fn why_taken(&self, entry: Option<&DomainPattern>) -> String {
        match (self.way, entry) {
            (Way::Forced, _) => "The caller asks for it.".to_owned(),
            (Way::Chosen, _) => "The person chose it.".to_owned(),
            (Way::Domain, Some(entry)) => format!("It names {} exactly.", entry.shown()),
            (Way::Wildcard, Some(entry)) => format!("{} fits.", entry.shown()),
            _ => "It is the only provider that is enabled.".to_owned(),
        }
    }

    fn why_not(&self, one: &Participant, entry: Option<&DomainPattern>) -> String {
        if !one.enabled {
            return match entry {
                Some(entry) => format!("{} fits, but the provider is disabled.", entry.shown()),
                None => "It is disabled.".to_owned(),
            };
        }
        match self.request.picked {
            Some(Picked::ByCaller(_)) => return "The caller asks for another one.".to_owned(),
            Some(Picked::ByPerson(_)) => return "The person chose another one.".to_owned(),
            None => {}
        }
        match (entry, self.by, self.winner) {
            (Some(entry), Some(by), Some(winner)) if entry.rank() == by.rank() => format!(
                "It has {} as well, but {} comes first in the order of names.",
                entry.shown(),
                winner.name
            ),
            (Some(entry), Some(by), _) => {
                format!("{} fits less closely than {}.", entry.shown(), by.shown())
            }
            _ if one.domains.is_empty() => "It has no e-mail domains.".to_owned(),
            _ => "None of its e-mail domains fits.".to_owned(),
        }
    }
}
