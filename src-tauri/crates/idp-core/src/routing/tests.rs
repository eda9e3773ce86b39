use super::*;
use crate::diagnosis::DiagnosisCode;
use crate::provider::AdvancedDraft;
use crate::validation::{FieldCode, FieldProblem, Severity};

mod domains;
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
        forced: None,
    };
    decide(&request, all)
}

fn forced(name: &str, all: &[Participant]) -> Decision {
    let request = Request {
        email: None,
        forced: Some(name),
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
fn the_caller_goes_before_the_domain_and_is_never_sent_elsewhere() {
    let all = [
        stored(&draft("Alpha", &["acme.com"])),
        stored(&draft("Beta", &[])),
        stored(&disabled(draft("Off", &["acme.com"]))),
    ];
    let email = EmailDomain::parse("a@acme.com").unwrap();
    let request = Request {
        email: Some(&email),
        forced: Some(" bETA "),
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

#[test]
fn a_fallback_that_leads_back_is_refused_with_its_way() {
    let b = stored(&to(draft("B", &[]), "C"));
    let c = stored(&to(draft("C", &[]), "a"));
    let problems = found(&to(draft("A", &[]), "B"), &[b.clone(), c]);
    assert_eq!(problems[0].code, FieldCode::FallbackLoop);
    assert_eq!(problems[0].severity, Severity::Error);
    assert!(
        problems[0].message.contains("A → B → C → A"),
        "{}",
        problems[0].message
    );
    let itself = found(&to(draft("A", &[]), "A"), &[]);
    assert!(itself[0].message.contains("A → A"), "{}", itself[0].message);
    // Enabling a provider must not make a loop that was hidden until then.
    let off = stored(&disabled(to(draft("C", &[]), "A")));
    let hidden = codes(&to(draft("A", &[]), "B"), &[b, off]);
    assert_eq!(hidden, [(FieldCode::FallbackLoop, Severity::Error)]);
}

#[test]
fn a_fallback_that_is_missing_disabled_or_not_chosen_is_told() {
    use FieldCode as C;
    let b = stored(&draft("B", &[]));
    let off = stored(&disabled(draft("Off", &[])));
    let others = [b, off];
    let warning = |code| vec![(code, Severity::Warning)];
    assert_eq!(
        codes(&to(draft("A", &[]), "Gone"), &others),
        warning(C::FallbackMissing)
    );
    assert_eq!(
        codes(&to(draft("A", &[]), "off"), &others),
        warning(C::FallbackDisabled)
    );
    assert_eq!(
        codes(&to(draft("A", &[]), " "), &others),
        [(C::Required, Severity::Error)]
    );
    let told = found(&to(draft("A", &[]), "b"), &others);
    assert_eq!(
        (told[0].code, told[0].severity),
        (C::FallbackChain, Severity::Note)
    );
    assert_eq!(told[0].message, "When this provider fails, B is tried.");
    let mut nothing = to(draft("A", &[]), "B");
    nothing.advanced.fallback.on.clear();
    assert_eq!(found(&nothing, &others)[0].field, "advanced.fallback.on");
    nothing.advanced.fallback.enabled = false;
    assert_eq!(found(&nothing, &others), []);
}

#[test]
fn the_chain_of_fallbacks_ends_with_its_reason() {
    let a = stored(&to(draft("A", &[]), "B"));
    let names = |chain: &FallbackChain| -> Vec<String> {
        chain.providers.iter().map(|one| one.name.clone()).collect()
    };
    for (b, expected, end) in [
        (draft("B", &[]), vec!["B"], ChainEnd::NoFallback),
        (
            to(draft("B", &[]), "A"),
            vec!["B"],
            ChainEnd::Loop("A".to_owned()),
        ),
        (
            to(draft("B", &[]), "b"),
            vec!["B"],
            ChainEnd::Loop("B".to_owned()),
        ),
        (
            to(draft("B", &[]), "X"),
            vec!["B"],
            ChainEnd::Missing("X".to_owned()),
        ),
        (
            disabled(draft("B", &[])),
            vec![],
            ChainEnd::Disabled("B".to_owned()),
        ),
    ] {
        let chain = fallback_chain(&a, &[a.clone(), stored(&b)]);
        assert_eq!(
            (names(&chain), chain.end),
            (expected.iter().map(|&t| t.to_owned()).collect(), end)
        );
    }
}

#[test]
fn a_wrong_password_or_a_locked_account_never_falls_back() {
    use DiagnosisCode as C;
    let provider = stored(&to(draft("A", &[]), "B"));
    for code in [
        C::WrongCredentials,
        C::UserDisabled,
        C::UserNotConfirmed,
        C::PasswordResetRequired,
        C::MfaRequired,
        C::Throttled,
        C::BlockedByWaf,
        C::SignatureInvalid,
        C::NonceMismatch,
        C::Cancelled,
        C::Unknown,
    ] {
        assert!(!falls_back(code, &provider), "{code:?}");
    }
    for code in [
        C::NetworkUnreachable,
        C::TimedOut,
        C::TlsUntrusted,
        C::InvalidClient,
        C::AccessDenied,
    ] {
        assert!(falls_back(code, &provider), "{code:?}");
    }
    let mut narrow = provider.clone();
    narrow.fallback.on = vec![FallbackTrigger::Unreachable];
    assert!(falls_back(C::TimedOut, &narrow) && !falls_back(C::AccessDenied, &narrow));
    let mut off = provider;
    off.fallback.enabled = false;
    assert!(!falls_back(C::TimedOut, &off));
}

#[test]
fn the_table_of_failures_has_each_code_once_with_a_reason() {
    let table = fallback_failures();
    assert_eq!(table.len(), DiagnosisCode::ALL.len());
    assert!(
        table
            .iter()
            .all(|row| !row.title.is_empty() && !row.reason.is_empty())
    );
    for trigger in FallbackTrigger::ALL {
        assert!(
            table.iter().any(|row| row.trigger == Some(trigger)),
            "{trigger:?}"
        );
    }
}

#[test]
fn the_groups_of_failures_are_written_when_they_were_chosen_and_read_when_they_were_not() {
    let old = r#"{"enabled":true,"provider":"B"}"#;
    let read: FallbackDraft = serde_json::from_str(old).unwrap();
    assert_eq!(read.on, FallbackTrigger::ALL);
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    let chosen = r#"{"enabled":true,"provider":"B","on":["unreachable"]}"#;
    let read: FallbackDraft = serde_json::from_str(chosen).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), chosen);
}
