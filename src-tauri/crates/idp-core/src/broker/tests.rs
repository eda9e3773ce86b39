use super::{BrokerTopic as T, BrokerVerdict as V, Probe, broker_findings};
use crate::checks::{Check, CheckId};
use crate::diagnosis::{Diagnosis, DiagnosisCode as C};
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

fn answered(names: &str) -> RunView {
    run(vec![RunEvent::CheckRecorded {
        step: StepKind::Challenge,
        check: Check::passed(CheckId::ChallengesAnswered).found(names),
    }])
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
fn what_was_asked_in_a_test_will_be_asked_at_the_broker() {
    let probe = Probe::Refused(C::WrongCredentials);
    let runs = [answered("NEW_PASSWORD_REQUIRED, SOFTWARE_TOKEN_MFA")];
    assert_eq!(verdict(probe, &runs, T::SecondFactor), Some(V::Fails));
    assert_eq!(verdict(probe, &runs, T::NewPassword), Some(V::Fails));
    assert_eq!(verdict(probe, &runs, T::OtherChallenge), None);
    let choice = [answered("SELECT_CHALLENGE")];
    assert_eq!(verdict(probe, &choice, T::SecondFactor), Some(V::Unknown));
    let diagnosis = Diagnosis::new(C::ChallengeNotAnswerable, StepKind::Challenge)
        .evidence("challenge", "CUSTOM_CHALLENGE");
    let custom = [run(vec![RunEvent::Diagnosed { diagnosis }])];
    assert_eq!(verdict(probe, &custom, T::OtherChallenge), Some(V::Fails));
}

#[test]
fn what_nobody_saw_is_unknown_and_never_fine() {
    let probe = Probe::Refused(C::WrongCredentials);
    for topic in [T::SecondFactor, T::NewPassword, T::FederatedUsers] {
        assert_eq!(verdict(probe, &[], topic), Some(V::Unknown));
        assert_eq!(verdict(probe, &[run(vec![])], topic), Some(V::Unknown));
    }
}
