//! What is wrong or worth knowing about the domains and the fallback of a provider, at the
//! field that it concerns.

use super::fallback::next_name;
use super::{
    ChainEnd, DomainFault, DomainPattern, Participant, ReadDomain, fallback_chain, folded, named,
    read_domain, split_entry,
};
use crate::provider::{ProviderDraft, ProviderId};
use crate::validation::{FieldCode, FieldProblem};

/// Most domains of a provider.
const DOMAINS_MAX: usize = 500;
const FALLBACK: &str = "advanced.fallback.provider";

/// Checks the domains and the fallback of a draft beside the other providers.
pub(crate) fn check(
    draft: &ProviderDraft,
    others: &[Participant],
    problems: &mut Vec<FieldProblem>,
) {
    let own = Participant::of(&ProviderId(String::new()), draft);
    if own.domains.len() > DOMAINS_MAX {
        problems.push(FieldProblem::error(
            "advanced.domains",
            FieldCode::TooLong,
            format!("There are more than {DOMAINS_MAX} domains. Remove some."),
        ));
        return;
    }
    let mut seen: Vec<DomainPattern> = Vec::new();
    for (index, entry) in draft.advanced.domains.iter().enumerate() {
        let field = format!("advanced.domains[{index}]");
        for text in split_entry(entry) {
            match read_domain(text) {
                Err(fault) => problems.push(not_a_domain(&field, text, fault)),
                Ok(read) => {
                    problems.extend(repaired(&field, text, &read));
                    if seen.contains(&read.pattern) {
                        problems.push(repeated(&field, &read.pattern));
                    } else {
                        check_entry(&field, &read.pattern, &own, others, problems);
                        seen.push(read.pattern);
                    }
                }
            }
        }
    }
    check_fallback(&own, others, problems);
}

/// The domains in the form that is stored, each once; what is no domain stays as it is.
pub(crate) fn canonical_domains(entries: &[String]) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for text in entries.iter().flat_map(|entry| split_entry(entry)) {
        let domain = read_domain(text).map_or(text.to_owned(), |read| read.pattern.to_string());
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains
}

fn repaired(field: &str, text: &str, read: &ReadDomain) -> Option<FieldProblem> {
    let (text, words) = (crate::checks::shortened(text), read.repair?.words());
    let message = format!("{text} {words}, and is kept as {}.", read.pattern);
    Some(FieldProblem::note(
        field,
        FieldCode::DomainRepaired,
        message,
    ))
}

fn repeated(field: &str, pattern: &DomainPattern) -> FieldProblem {
    let message = format!("{} is there twice and is kept once.", pattern.shown());
    FieldProblem::note(field, FieldCode::Repeated, message)
}

fn not_a_domain(field: &str, text: &str, fault: DomainFault) -> FieldProblem {
    let code = match fault {
        DomainFault::IpAddress => FieldCode::WrongThing,
        DomainFault::TooLong => FieldCode::TooLong,
        DomainFault::OneLabel
        | DomainFault::LeadingDot
        | DomainFault::Wildcard
        | DomainFault::WildcardTooWide
        | DomainFault::NotADomain => FieldCode::InvalidFormat,
    };
    let text = crate::checks::shortened(text);
    FieldProblem::error(field, code, format!("{text:?} {fault}."))
}

/// What other entries, here and elsewhere, take from this one.
fn check_entry(
    field: &str,
    entry: &DomainPattern,
    own: &Participant,
    others: &[Participant],
    problems: &mut Vec<FieldProblem>,
) {
    let shown = entry.shown();
    if let Some(wider) = own
        .domains
        .iter()
        .find(|one| *one != entry && one.covers(entry))
    {
        problems.push(FieldProblem::note(
            field,
            FieldCode::DomainOverlaps,
            format!("{shown} is within {} here already.", wider.shown()),
        ));
    }
    let mut others: Vec<&Participant> = others.iter().collect();
    others.sort_by_key(|other| other.order());
    for other in others {
        for theirs in &other.domains {
            if let Some(problem) = beside(field, entry, own, other, theirs) {
                problems.push(problem);
            }
        }
    }
}

fn beside(
    field: &str,
    entry: &DomainPattern,
    own: &Participant,
    other: &Participant,
    theirs: &DomainPattern,
) -> Option<FieldProblem> {
    let (shown, name) = (entry.shown(), &other.name);
    if entry == theirs {
        return Some(same_domain(field, &shown, own, other));
    }
    let message = if !other.enabled {
        return None;
    } else if theirs.covers(entry) {
        format!(
            "{shown} is within {} of {name}. It goes before it, so its people come here.",
            theirs.shown()
        )
    } else if entry.covers(theirs) {
        format!(
            "{} of {name} is within {shown}. It goes before it, so its people go there.",
            theirs.shown()
        )
    } else {
        return None;
    };
    Some(FieldProblem::note(
        field,
        FieldCode::DomainOverlaps,
        message,
    ))
}

/// Two providers name the same domain: one of them gets nobody by it.
fn same_domain(field: &str, shown: &str, own: &Participant, other: &Participant) -> FieldProblem {
    let name = &other.name;
    if !other.enabled {
        let message = format!("{name} has {shown} as well, but is disabled.");
        return FieldProblem::note(field, FieldCode::DomainOverlaps, message);
    }
    let who = if !own.enabled || other.order() < own.order() {
        format!("{name} gets its people")
    } else {
        "this provider gets its people, because it comes first in the order of names".to_owned()
    };
    FieldProblem::warning(
        field,
        FieldCode::NotUnique,
        format!("{shown} belongs to {name} as well: {who}. Remove it from one of the two."),
    )
}

fn check_fallback(own: &Participant, others: &[Participant], problems: &mut Vec<FieldProblem>) {
    if !own.fallback.enabled {
        return;
    }
    if own.fallback.on.is_empty() {
        problems.push(FieldProblem::error(
            "advanced.fallback.on",
            FieldCode::Required,
            "Choose at least one group of failures, or switch the fallback off.",
        ));
    }
    if next_name(own).is_none() {
        problems.push(FieldProblem::error(
            FALLBACK,
            FieldCode::Required,
            "Choose the provider to fall back to, or switch the fallback off.",
        ));
        return;
    }
    if let Some(path) = loop_path(own, others) {
        problems.push(FieldProblem::error(
            FALLBACK,
            FieldCode::FallbackLoop,
            format!("The fallbacks lead back: {path}. Choose another provider, or none."),
        ));
        return;
    }
    problems.push(chain_told(own, others));
}

/// The way back to a provider that was there already, disabled ones included: enabling one
/// must not make a loop.
fn loop_path(own: &Participant, others: &[Participant]) -> Option<String> {
    let mut path: Vec<&Participant> = vec![own];
    loop {
        let name = next_name(path.last().copied()?)?;
        let next = if folded(&own.name) == folded(name) {
            own
        } else {
            named(name, others)?
        };
        let back = path.iter().position(|one| std::ptr::eq(*one, next));
        path.push(next);
        if back.is_some() {
            let names: Vec<_> = path.iter().map(|one| one.name.as_str()).collect();
            return Some(names.join(" → "));
        }
    }
}

fn chain_told(own: &Participant, others: &[Participant]) -> FieldProblem {
    let chain = fallback_chain(own, others);
    let names: Vec<_> = chain
        .providers
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let tried = match names.as_slice() {
        [] => String::new(),
        names => format!(
            "When this provider fails, {} is tried. ",
            names.join(", then ")
        ),
    };
    match chain.end {
        ChainEnd::Missing(name) => FieldProblem::warning(
            FALLBACK,
            FieldCode::FallbackMissing,
            format!("{tried}There is no provider {name:?} to go on to. Choose one that exists."),
        ),
        ChainEnd::Disabled(name) => FieldProblem::warning(
            FALLBACK,
            FieldCode::FallbackDisabled,
            format!(
                "{tried}{name} is disabled and would not be tried. Enable it, or choose another one."
            ),
        ),
        ChainEnd::NoFallback | ChainEnd::Loop(_) => {
            FieldProblem::note(FALLBACK, FieldCode::FallbackChain, tried.trim_end())
        }
    }
}
