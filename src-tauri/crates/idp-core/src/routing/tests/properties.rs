//! What holds for all providers and addresses.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Few names and labels, so that domains meet and fallbacks lead to each other.
fn a_domain() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(vec!["a", "b", "eu"]), 1..4)
        .prop_map(|labels| format!("{}.com", labels.join(".")))
}

fn an_entry() -> impl Strategy<Value = String> {
    (any::<bool>(), a_domain()).prop_map(|(wild, domain)| {
        let prefix = if wild { "*." } else { "" };
        format!("{prefix}{domain}")
    })
}

fn participants() -> impl Strategy<Value = Vec<Participant>> {
    let one = (
        any::<bool>(),
        proptest::collection::vec(an_entry(), 0..4),
        proptest::option::of(0..6usize),
    );
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        let build =
            |(index, (enabled, domains, fallback)): (usize, (bool, Vec<String>, Option<usize>))| {
                let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
                let mut one = draft(&format!("P{index}"), &domains);
                one.enabled = enabled;
                if let Some(next) = fallback {
                    one = to(one, &format!("P{next}"));
                }
                stored(&one)
            };
        all.into_iter().enumerate().map(build).collect()
    })
}

fn an_email() -> impl Strategy<Value = EmailDomain> {
    a_domain().prop_map(|domain| EmailDomain::parse(&format!("x@{domain}")).unwrap())
}

proptest! {
    #[test]
    fn routing_is_the_same_in_whatever_order_the_providers_stand(
        all in participants().prop_shuffle(),
        email in proptest::option::of(an_email()),
        forced in proptest::option::of("P[0-7]"),
    ) {
        let request = Request { email: email.as_ref(), picked: forced.as_deref().map(Picked::ByCaller) };
        let decision = decide(&request, &all);
        let mut sorted = all.clone();
        sorted.sort_by(|one, other| one.id.cmp(&other.id));
        prop_assert_eq!(&decision, &decide(&request, &sorted));
        let mut rows: Vec<_> = decision.candidates.iter().map(|row| &row.provider.id).collect();
        rows.sort();
        prop_assert_eq!(rows, sorted.iter().map(|one| &one.id).collect::<Vec<_>>());
    }

    #[test]
    fn the_explanation_names_the_winner_and_only_enabled_ones_win_or_are_offered(
        all in participants(),
        email in an_email(),
    ) {
        let request = Request { email: Some(&email), picked: None };
        let decision = decide(&request, &all);
        let enabled: BTreeSet<_> = all.iter().filter(|one| one.enabled).map(|one| &one.id).collect();
        if let Some(winner) = &decision.provider {
            prop_assert!(decision.explanation.contains(&winner.name));
            prop_assert!(enabled.contains(&winner.id));
            prop_assert_eq!(decision.candidates[0].verdict, CandidateVerdict::Taken);
            prop_assert_eq!(&decision.candidates[0].provider, winner);
        }
        prop_assert!(decision.offered.iter().all(|one| enabled.contains(&one.id)));
        prop_assert_eq!(decision.way == Way::Nobody, enabled.is_empty());
    }

    #[test]
    fn no_enabled_provider_fits_more_closely_than_the_winner(
        all in participants(),
        email in an_email(),
    ) {
        let decision = decide(&Request { email: Some(&email), picked: None }, &all);
        let entries: Vec<&DomainPattern> = all.iter()
            .filter(|one| one.enabled)
            .flat_map(|one| &one.domains)
            .filter(|entry| entry.matches(email.domain()))
            .collect();
        let exact = entries.iter().any(|entry| !entry.is_wildcard());
        prop_assert_eq!(exact, decision.way == Way::Domain);
        prop_assert_eq!(!exact && !entries.is_empty(), decision.way == Way::Wildcard);
        if let Some(taken) = decision.candidates.first().filter(|row| decision.way == Way::Wildcard && row.domain.is_some()) {
            let longest = entries.iter().map(|entry| entry.to_string().len()).max();
            prop_assert_eq!(taken.domain.as_ref().map(String::len), longest);
        }
    }

    #[test]
    fn a_chain_of_fallbacks_has_nobody_twice_and_what_is_accepted_has_no_loop(
        all in participants(),
    ) {
        for (index, start) in all.iter().enumerate() {
            let chain = fallback_chain(start, &all);
            let mut tried: BTreeSet<_> = chain.providers.iter().map(|one| &one.id).collect();
            tried.insert(&start.id);
            prop_assert_eq!(tried.len(), chain.providers.len() + 1);
            let mut others = all.clone();
            others.remove(index);
            let mut own = to(draft(&start.name, &[]), "");
            own.enabled = start.enabled;
            own.advanced.fallback = start.fallback.clone();
            let refused = found(&own, &others).iter().any(|one| one.code == FieldCode::FallbackLoop);
            if matches!(chain.end, ChainEnd::Loop(_)) {
                prop_assert!(refused);
            }
        }
    }

    #[test]
    fn whatever_is_read_as_a_domain_is_read_again_as_itself(text in "\\PC{0,40}", domain in an_entry()) {
        for text in [text, domain] {
            for part in split_entry(&text) {
                if let Ok(read) = read_domain(part) {
                    let again = read_domain(&read.pattern.to_string()).unwrap();
                    prop_assert_eq!(again, ReadDomain { pattern: read.pattern, repair: None });
                }
            }
            let once = canonical_domains(&[text]);
            prop_assert_eq!(&canonical_domains(&once), &once);
        }
    }
}
