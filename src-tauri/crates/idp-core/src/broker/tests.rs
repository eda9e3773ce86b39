use super::{BrokerTopic as T, BrokerVerdict as V, Probe, broker_findings};
use crate::checks::{Check, CheckId};
use crate::claims::{Attribute, ClaimSource, ClaimType};
use crate::diagnosis::DiagnosisCode as C;
use crate::run::{RunEvent, RunView, SignInMode, StepKind, fold_run};

fn verdict(probe: Probe, runs: &[RunView], topic: T) -> Option<V> {
    let findings = broker_findings(probe, runs);
    for one in &findings {
        assert!(!one.title.is_empty() && !one.advice.is_empty());
    }
    let found = findings.into_iter().find(|one| one.topic == topic);
    found.map(|one| one.verdict)
}

/// A run whose challenge step ended with these events.
fn run(events: Vec<RunEvent>) -> RunView {
    let started = RunEvent::RunStarted {
        run_id: "1".into(),
        provider_id: "p".into(),
        provider: "Pool".into(),
        started_at: "2026-11-23T10:00:00Z".into(),
        mode: SignInMode::Api,
        redirect_uri: String::new(),
        fingerprint: String::new(),
    };
    let all: Vec<_> = [started].into_iter().chain(events).collect();
    fold_run(&all, false)
}

/// How a run ended that got past the password.
#[derive(Clone, Copy)]
enum End {
    /// The pool gave tokens.
    SignedIn,
    /// The last challenge was refused or left.
    Stopped,
}

/// A run in which the pool took the password and asked this.
fn asked(names: &[&str], end: End) -> RunView {
    let password = Check::passed(CheckId::PasswordAccepted);
    let mut events = step(StepKind::InitiateAuth, Some(password), None);
    let met = names
        .iter()
        .map(|&name| RunEvent::ChallengeMet { name: name.into() });
    events.extend(met);
    let answered = Check::of(CheckId::ChallengesAnswered, matches!(end, End::SignedIn));
    events.extend(match names {
        [] => step(StepKind::Challenge, None, Some("nothing more".into())),
        _ => step(StepKind::Challenge, Some(answered), None),
    });
    run(events)
}

fn step(step: StepKind, check: Option<Check>, skipped: Option<String>) -> Vec<RunEvent> {
    let check = check.map(|check| RunEvent::CheckRecorded { step, check });
    let finished = RunEvent::StepFinished {
        step,
        duration_ms: 1,
        skipped,
    };
    check.into_iter().chain([finished]).collect()
}

fn advice(runs: &[RunView], topic: T) -> String {
    let findings = broker_findings(Probe::Refused(C::WrongCredentials), runs);
    let found = findings.into_iter().find(|one| one.topic == topic);
    found.unwrap().advice
}

#[test]
fn one_call_tells_flow_secret_and_whether_users_are_hidden() {
    let probe = |code| Probe::Refused(code);
    for (probe, topic, expected) in [
        (probe(C::WrongCredentials), T::PasswordFlow, Some(V::Fine)),
        (probe(C::WrongCredentials), T::ClientSecret, Some(V::Fine)),
        (probe(C::WrongCredentials), T::UserExistence, Some(V::Fine)),
        (Probe::Challenged, T::UserExistence, Some(V::Fine)),
        (probe(C::UserNotFound), T::UserExistence, Some(V::Remark)),
        (
            probe(C::SecretHashRequired),
            T::ClientSecret,
            Some(V::Fails),
        ),
        (probe(C::SecretHashRequired), T::UserExistence, None),
        (
            probe(C::AuthFlowNotEnabled),
            T::PasswordFlow,
            Some(V::Fails),
        ),
        (probe(C::AuthFlowNotEnabled), T::ClientSecret, None),
        (probe(C::ClientNotFound), T::PasswordFlow, Some(V::Fails)),
        (probe(C::BlockedByWaf), T::PasswordFlow, Some(V::Fails)),
        (probe(C::TimedOut), T::PasswordFlow, Some(V::Unknown)),
    ] {
        assert_eq!(verdict(probe, &[], topic), expected, "{probe:?} {topic:?}");
    }
}

#[test]
fn what_was_asked_in_a_test_will_be_asked_at_the_broker_however_it_ended() {
    let probe = Probe::Refused(C::WrongCredentials);
    for end in [End::SignedIn, End::Stopped] {
        let runs = [asked(&["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"], end)];
        assert_eq!(verdict(probe, &runs, T::SecondFactor), Some(V::Fails));
        assert_eq!(verdict(probe, &runs, T::NewPassword), Some(V::Fails));
        assert_eq!(verdict(probe, &runs, T::OtherChallenge), None);
        let custom = [asked(&["CUSTOM_CHALLENGE"], end)];
        assert_eq!(verdict(probe, &custom, T::OtherChallenge), Some(V::Fails));
    }
    let choice = [asked(&["SELECT_CHALLENGE", "PASSWORD"], End::SignedIn)];
    assert_eq!(verdict(probe, &choice, T::SecondFactor), Some(V::Unknown));
}

#[test]
fn a_code_in_place_of_a_password_is_no_second_factor() {
    let met = |name: &str| RunEvent::ChallengeMet { name: name.into() };
    let answered = Some(Check::passed(CheckId::ChallengesAnswered));
    let mut events = vec![met("SELECT_CHALLENGE"), met("EMAIL_OTP")];
    events.extend(step(StepKind::Challenge, answered, None));
    let probe = Probe::Refused(C::WrongCredentials);
    let runs = [run(events)];
    assert_eq!(verdict(probe, &runs, T::SecondFactor), Some(V::Unknown));
}

#[test]
fn only_tests_that_came_far_enough_count_as_not_asked() {
    let wrong = run(step(
        StepKind::InitiateAuth,
        Some(Check::failed(CheckId::PasswordAccepted)),
        None,
    ));
    let nothing_asked = asked(&[], End::SignedIn);
    let left = asked(&["NEW_PASSWORD_REQUIRED"], End::Stopped);
    let none = "No test came far enough";
    let one = "The one user tested was not asked";
    for topic in [T::SecondFactor, T::NewPassword] {
        assert!(advice(std::slice::from_ref(&wrong), topic).starts_with(none));
        let both = [wrong.clone(), nothing_asked.clone()];
        assert!(advice(&both, topic).starts_with(one), "{topic:?}");
    }
    // A second factor would have come after the new password.
    assert!(advice(std::slice::from_ref(&left), T::SecondFactor).starts_with(none));
    let factor = asked(&["SMS_MFA"], End::Stopped);
    assert!(advice(&[factor, nothing_asked.clone()], T::NewPassword).starts_with("The users of"));
    // A run of a version that did not write down what was asked.
    let answered = Some(Check::passed(CheckId::ChallengesAnswered));
    let mut old = step(
        StepKind::InitiateAuth,
        Some(Check::passed(CheckId::PasswordAccepted)),
        None,
    );
    old.extend(step(StepKind::Challenge, answered, None));
    assert!(advice(&[run(old)], T::SecondFactor).starts_with(none));
}

#[test]
fn a_person_of_another_provider_who_was_linked_shows_that_there_are_some() {
    let probe = Probe::Refused(C::WrongCredentials);
    let with = |name: &str| {
        run(vec![RunEvent::AttributesReceived {
            attributes: vec![Attribute {
                name: name.into(),
                value: "[]".into(),
                claim_type: ClaimType::Array,
                source: ClaimSource::IdToken,
                differs_from: Vec::new(),
            }],
        }])
    };
    let linked = [with("identities")];
    assert_eq!(verdict(probe, &linked, T::FederatedUsers), Some(V::Fails));
    let own = [with("email")];
    assert_eq!(verdict(probe, &own, T::FederatedUsers), Some(V::Unknown));
}

#[test]
fn what_nobody_saw_is_unknown_and_never_fine() {
    let probe = Probe::Refused(C::WrongCredentials);
    for topic in [T::SecondFactor, T::NewPassword, T::FederatedUsers] {
        assert_eq!(verdict(probe, &[], topic), Some(V::Unknown));
        assert_eq!(verdict(probe, &[run(vec![])], topic), Some(V::Unknown));
    }
    let secret = Probe::Refused(C::SecretHashRequired);
    assert_eq!(verdict(secret, &[], T::PasswordFlow), Some(V::Unknown));
}
