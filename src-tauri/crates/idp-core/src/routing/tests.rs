use super::*;
use crate::provider::AdvancedDraft;
use crate::validation::{FieldCode, FieldProblem, Severity};

mod domains;
mod fallback;
mod properties;

fn draft(name: &str, domains: &[&str]) -> ProviderDraft {
    ProviderDraft {
        display_name: name.to_owned(),
        enabled: true,
        advanced: AdvancedDraft {
            domains: domains.iter().map(|&text| text.to_owned()).collect(),
            ..AdvancedDraft::default()
        },
        ..ProviderDraft::default()
    }
}

fn to(mut draft: ProviderDraft, fallback: &str) -> ProviderDraft {
    draft.advanced.fallback.enabled = true;
    draft.advanced.fallback.provider = Some(fallback.to_owned());
    draft
}

fn disabled(mut draft: ProviderDraft) -> ProviderDraft {
    draft.enabled = false;
    draft
}

fn stored(draft: &ProviderDraft) -> Participant {
    Participant::of(&ProviderId(format!("id-{}", draft.display_name)), draft)
}

fn route(email: &str, all: &[Participant]) -> Decision {
    let email = EmailDomain::parse(email).unwrap();
    let request = Request {
        email: Some(&email),
        picked: None,
    };
    decide(&request, all)
}

fn forced(name: &str, all: &[Participant]) -> Decision {
    let request = Request {
        email: None,
        picked: Some(Picked::ByCaller(name)),
    };
    decide(&request, all)
}

fn winner(decision: &Decision) -> Option<&str> {
    decision.provider.as_ref().map(|one| one.name.as_str())
}

fn found(draft: &ProviderDraft, others: &[Participant]) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    check(draft, others, &mut problems);
    problems
}

fn codes(draft: &ProviderDraft, others: &[Participant]) -> Vec<(FieldCode, Severity)> {
    let problems = found(draft, others).into_iter();
    problems.map(|one| (one.code, one.severity)).collect()
}

#[test]
fn an_exact_domain_goes_before_a_wildcard_and_the_longer_wildcard_first() {
    let all = [
        stored(&draft("Alpha", &["*.acme.com"])),
        stored(&draft("Beta", &["eu.acme.com", "acme.com"])),
        stored(&draft("Gamma", &["*.eu.acme.com"])),
    ];
    for (email, name, way) in [
        ("a@acme.com", "Beta", Way::Domain),
        ("a@EU.Acme.com", "Beta", Way::Domain),
        ("a@x.eu.acme.com", "Gamma", Way::Wildcard),
        ("a@y.x.eu.acme.com", "Gamma", Way::Wildcard),
        ("a@us.acme.com", "Alpha", Way::Wildcard),
    ] {
        let decision = route(email, &all);
        assert_eq!(
            (winner(&decision), decision.way),
            (Some(name), way),
            "{email}"
        );
        assert!(
            decision.explanation.contains(name),
            "{}",
            decision.explanation
        );
    }
    let other = route("a@notacme.com", &all);
    assert_eq!((other.way, other.provider), (Way::Chooser, None));
    let offered: Vec<_> = other.offered.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(offered, ["Alpha", "Beta", "Gamma"]);
}

#[test]
fn a_person_without_an_address_is_not_named_with_a_capital_in_a_sentence() {
    let all = [stored(&draft("Alpha", &[])), stored(&draft("Beta", &[]))];
    assert_eq!(
        decide(&Request::default(), &all).explanation,
        "No e-mail address is known, so the person chooses from 2 providers, in the order of names."
    );
    assert_eq!(
        route("a@acme.com", &all).explanation,
        "No provider names acme.com, so a@acme.com chooses from 2 providers, in the order of names."
    );
}

#[test]
fn the_caller_goes_before_the_domain_and_is_never_sent_elsewhere() {
    let all = [
        stored(&draft("Alpha", &["acme.com"])),
        stored(&draft("Beta", &[])),
        stored(&disabled(draft("Off", &["acme.com"]))),
    ];
    let email = EmailDomain::parse("a@acme.com").unwrap();
    let request = Request {
        email: Some(&email),
        picked: Some(Picked::ByCaller(" bETA ")),
    };
    assert_eq!(winner(&decide(&request, &all)), Some("Beta"));
    assert_eq!(winner(&forced("id-Beta", &all)), Some("Beta"));
    for (name, words) in [
        ("Off", "disabled"),
        ("Nobody", "no such provider"),
        ("", "no such"),
    ] {
        let decision = forced(name, &all);
        assert_eq!(
            (decision.way, winner(&decision)),
            (Way::Nobody, None),
            "{name}"
        );
        assert!(
            decision.explanation.contains(words),
            "{}",
            decision.explanation
        );
        assert!(decision.offered.is_empty());
    }
}

#[test]
fn a_button_is_the_persons_choice_and_not_the_callers() {
    let all = [
        stored(&draft("Alpha", &["acme.com"])),
        stored(&draft("Beta", &[])),
        stored(&disabled(draft("Off", &[]))),
    ];
    let email = EmailDomain::parse("a@acme.com").unwrap();
    let chosen = |name| {
        let request = Request {
            email: Some(&email),
            picked: Some(Picked::ByPerson(name)),
        };
        decide(&request, &all)
    };
    let beta = chosen("Beta");
    assert_eq!((winner(&beta), beta.way), (Some("Beta"), Way::Chosen));
    let said = "a@acme.com goes to Beta: the person chose it";
    assert!(beta.explanation.starts_with(said), "{}", beta.explanation);
    let words: Vec<_> = beta
        .candidates
        .iter()
        .map(|row| row.because.as_str())
        .collect();
    assert_eq!(
        words[..2],
        ["The person chose it.", "The person chose another one."]
    );
    for gone in ["Off", "Nobody"] {
        let decision = chosen(gone);
        assert_eq!((winner(&decision), decision.way), (None, Way::Nobody));
        assert!(
            !decision.explanation.contains("caller"),
            "{}",
            decision.explanation
        );
    }
}

#[test]
fn disabled_providers_get_nobody_and_a_single_one_is_not_asked_about() {
    let off = stored(&disabled(draft("Off", &["acme.com"])));
    let on = stored(&draft("On", &[]));
    let decision = route("a@acme.com", &[off.clone(), on]);
    assert_eq!(
        (winner(&decision), decision.way),
        (Some("On"), Way::OnlyOne)
    );
    let said = "Off is the provider for acme.com, but is disabled. a@acme.com goes to On";
    assert!(decision.explanation.starts_with(said));
    let row = decision
        .candidates
        .iter()
        .find(|row| row.provider.name == "Off")
        .unwrap();
    assert_eq!(row.domain.as_deref(), Some("acme.com"));
    assert_eq!(row.because, "acme.com fits, but the provider is disabled.");
    assert_eq!(route("a@acme.com", &[off]).way, Way::Nobody);
    assert_eq!(route("a@acme.com", &[]).way, Way::Nobody);
}

#[test]
fn of_two_with_the_same_domain_the_first_by_name_gets_it_and_both_are_told() {
    let (alpha, beta) = (draft("alpha", &["acme.com"]), draft("Beta", &["ACME.com"]));
    let decision = route("a@acme.com", &[stored(&beta), stored(&alpha)]);
    assert_eq!(winner(&decision), Some("alpha"));
    let lost = decision.candidates.last().unwrap();
    assert!(
        lost.because.contains("alpha comes first"),
        "{}",
        lost.because
    );
    let of_beta = found(&beta, &[stored(&alpha)]);
    assert!(
        of_beta[0].message.contains("alpha gets its people"),
        "{}",
        of_beta[0].message
    );
    let of_alpha = found(&alpha, &[stored(&beta)]);
    assert!(
        of_alpha[0].message.contains("this provider gets"),
        "{}",
        of_alpha[0].message
    );
    for problem in [&of_beta[0], &of_alpha[0]] {
        assert_eq!(
            (problem.code, problem.severity),
            (FieldCode::NotUnique, Severity::Warning)
        );
        assert_eq!(problem.field, "advanced.domains[0]");
    }
}

#[test]
fn overlaps_and_repairs_are_notes_and_what_is_no_domain_is_an_error() {
    use FieldCode as C;
    let others = [
        stored(&draft("Wide", &["*.acme.com"])),
        stored(&draft("Far", &["x.eu.acme.com"])),
    ];
    let note = |code| (code, Severity::Note);
    assert_eq!(codes(&draft("A", &["acme.com"]), &others), []);
    assert_eq!(
        codes(&draft("A", &["eu.acme.com"]), &others),
        [note(C::DomainOverlaps)]
    );
    assert_eq!(
        codes(&draft("A", &["*.eu.acme.com"]), &others),
        [note(C::DomainOverlaps), note(C::DomainOverlaps)]
    );
    assert_eq!(
        codes(&draft("A", &["*.beta.com", "x.beta.com"]), &others),
        [note(C::DomainOverlaps)]
    );
    assert_eq!(
        codes(&draft("A", &["bob@beta.com, beta.com"]), &others),
        [note(C::DomainRepaired), note(C::Repeated)]
    );
    assert_eq!(
        codes(&draft("A", &["10.0.0.1", "beta"]), &others),
        [
            (C::WrongThing, Severity::Error),
            (C::InvalidFormat, Severity::Error)
        ]
    );
    let many: Vec<String> = (0..501).map(|n| format!("d{n}.com")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(
        codes(&draft("A", &many), &others),
        [(C::TooLong, Severity::Error)]
    );
}
