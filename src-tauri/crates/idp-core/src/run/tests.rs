use super::*;
use crate::checks::{Check, CheckId};

fn started() -> RunEvent {
    RunEvent::RunStarted {
        run_id: "r1".into(),
        provider_id: "p1".into(),
        provider: "Acme".into(),
        started_at: "2026-01-01T00:00:00Z".into(),
        mode: SignInMode::Window,
        redirect_uri: "https://broker.example.com/cb".into(),
        fingerprint: "f".into(),
    }
}

fn step(step: StepKind, check: Check) -> Vec<RunEvent> {
    vec![
        RunEvent::StepStarted { step, at_ms: 0 },
        RunEvent::CheckRecorded { step, check },
        RunEvent::StepFinished {
            step,
            duration_ms: 3,
            skipped: None,
        },
    ]
}

fn finished(end: RunEnd) -> RunEvent {
    RunEvent::RunFinished {
        end,
        duration_ms: 10,
    }
}

fn run(checks: Vec<(StepKind, Check)>) -> RunView {
    let mut events = vec![started()];
    for (kind, check) in checks {
        events.extend(step(kind, check));
    }
    events.push(finished(RunEnd::Completed));
    fold_run(&events, false)
}

#[test]
fn a_run_passes_when_every_must_check_passed() {
    let view = run(vec![
        (
            StepKind::Token,
            Check::passed(CheckId::TokenResponseAccepted),
        ),
        (StepKind::IdToken, Check::failed(CheckId::ClockAgrees)),
    ]);
    assert_eq!(view.outcome, RunOutcome::Passed);
    assert!(view.sentence.contains("One check has a warning"));
}

#[test]
fn a_must_check_that_failed_or_was_not_made_fails_the_run() {
    for check in [
        Check::failed(CheckId::NonceMatches),
        Check::not_checked(CheckId::SignatureValid),
    ] {
        let view = run(vec![
            (
                StepKind::Token,
                Check::passed(CheckId::TokenResponseAccepted),
            ),
            (StepKind::IdToken, check),
        ]);
        assert_eq!(view.outcome, RunOutcome::Failed);
    }
}

#[test]
fn a_run_without_a_token_exchange_never_passes() {
    let view = run(vec![(
        StepKind::Authorization,
        Check::passed(CheckId::AuthorizationRequestAccepted),
    )]);
    assert_eq!(view.outcome, RunOutcome::Failed);
}

#[test]
fn a_run_whose_process_died_reads_interrupted() {
    let events = vec![
        started(),
        RunEvent::StepStarted {
            step: StepKind::Token,
            at_ms: 1,
        },
        RunEvent::RequestCommitted {
            step: StepKind::Token,
        },
    ];
    assert_eq!(fold_run(&events, true).outcome, RunOutcome::Running);
    let view = fold_run(&events, false);
    assert_eq!(view.outcome, RunOutcome::Interrupted);
    assert_eq!(view.steps[0].outcome, StepOutcome::NotChecked);
}

#[test]
fn events_survive_storing() {
    for event in [started(), finished(RunEnd::Cancelled)] {
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<RunEvent>(&text).unwrap(), event);
    }
}

#[test]
fn a_pseudonymised_report_holds_no_value_of_the_person() {
    let mut view = run(vec![(
        StepKind::Token,
        Check::passed(CheckId::TokenResponseAccepted),
    )]);
    view.attributes = vec![crate::claims::Attribute {
        name: "email".into(),
        value: "alice@example.com".into(),
        claim_type: crate::claims::ClaimType::String,
        source: crate::claims::ClaimSource::IdToken,
        differs_from: vec![],
    }];
    assert!(!report_text(&view, true).contains("alice"));
    assert!(report_text(&view, false).contains("alice@example.com"));
}

#[test]
fn a_pseudonymised_report_names_nobody_in_checks_and_causes_either() {
    let wrong = Check::failed(CheckId::UserinfoSubjectMatches);
    let read = Check::passed(CheckId::UserinfoAnswered).found("for bob, by Example & co");
    let mut view = run(vec![
        (StepKind::Userinfo, wrong.found("u-17").expected("u-18")),
        (StepKind::Userinfo, read),
    ]);
    let code = crate::diagnosis::DiagnosisCode::UserinfoSubjectMismatch;
    let diagnosis = crate::diagnosis::Diagnosis::new(code, StepKind::Userinfo);
    view.diagnosis = vec![diagnosis.evidence("found", "u-17 (bobby of Example)")];
    let attribute = |name: &str, value: &str| crate::claims::Attribute {
        name: name.into(),
        value: value.into(),
        claim_type: crate::claims::ClaimType::String,
        source: crate::claims::ClaimSource::IdToken,
        differs_from: vec![],
    };
    view.attributes = vec![
        attribute("nickname", "bob"),
        attribute("family_name", "Example"),
        attribute("custom:family", "Example"),
    ];
    let report = report_text(&view, true);
    for told in ["u-17", "u-18", "for bob,", "Example"] {
        assert!(!report.contains(told), "{told} in {report}");
    }
    assert!(report.contains("bobby of"), "another word stays: {report}");
    let family: Vec<&str> = report
        .lines()
        .filter(|line| line.contains("family"))
        .filter_map(|line| line.split(" | ").nth(1))
        .collect();
    assert_eq!(family.len(), 2);
    assert_eq!(family[0], family[1]);
    assert!(report_text(&view, false).contains("for bob, by Example"));
}

#[test]
fn a_check_that_failed_never_reads_as_if_it_held() {
    let failed = Check::failed(CheckId::SignatureValid);
    let warned = Check::failed(CheckId::ScopesGranted);
    let missing = Check::not_checked(CheckId::IssuerMatches);
    let view = run(vec![
        (StepKind::IdToken, failed),
        (
            StepKind::IdToken,
            warned.found("openid").expected("openid email"),
        ),
        (StepKind::IdToken, missing),
    ]);
    let checks = view.steps.iter().flat_map(|step| &step.checks);
    let lines: Vec<String> = checks.map(CheckView::in_words).collect();
    assert_eq!(
        lines,
        [
            "FAILED, does not hold: The signature is valid",
            "warning, does not hold: All requested scopes were granted; found openid, expected openid email",
            "not checked, may not hold: The issuer is the configured one",
        ]
    );
    let report = report_text(&view, false);
    assert!(
        report.contains("| FAILED, does not hold | The signature is valid |"),
        "{report}"
    );
}
