//! What comes when a provider fails: the chain, and which failures lead there until when.

use super::*;
use crate::diagnosis::DiagnosisCode;
use crate::run::StepKind;

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
    let leads = |code, step, provider: &Participant| {
        matches!(falls_back(code, step, provider), FallbackVerdict::Leads(_))
    };
    let first = StepKind::Discovery;
    for code in [
        C::WrongCredentials,
        C::SignInTimedOut,
        C::PoolMisconfigured,
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
        assert!(!leads(code, first, &provider), "{code:?}");
    }
    for code in [
        C::NetworkUnreachable,
        C::TimedOut,
        C::TlsUntrusted,
        C::InvalidClient,
        C::AccessDenied,
    ] {
        assert!(leads(code, first, &provider), "{code:?}");
    }
    let mut narrow = provider.clone();
    narrow.fallback.on = vec![FallbackTrigger::Unreachable];
    assert!(leads(C::TimedOut, first, &narrow) && !leads(C::AccessDenied, first, &narrow));
    let mut off = provider;
    off.fallback.enabled = false;
    let told = falls_back(C::TimedOut, first, &off);
    assert_eq!(told, FallbackVerdict::SwitchedOff);
}

#[test]
fn nothing_falls_back_once_a_password_may_have_been_judged_or_somebody_is_signed_in() {
    use DiagnosisCode as C;
    use StepKind as S;
    let provider = stored(&to(draft("A", &[]), "B"));
    let leading = |step| -> Vec<C> {
        let all = C::ALL.iter().copied();
        all.filter(|&code| matches!(falls_back(code, step, &provider), FallbackVerdict::Leads(_)))
            .collect()
    };
    for step in [
        S::Challenge,
        S::Token,
        S::IdToken,
        S::Userinfo,
        S::Refresh,
        S::GetUser,
        S::IdentityPool,
        S::Mapping,
    ] {
        assert_eq!(leading(step), [], "{step:?}");
    }
    // Whether a password was sent before the answer failed to come, nobody knows.
    let lost = [
        C::NetworkUnreachable,
        C::TlsUntrusted,
        C::TimedOut,
        C::ServerError,
        C::ResponseTooLarge,
        C::NotJson,
        C::UnexpectedRedirect,
    ];
    for code in lost {
        assert!(leading(S::Discovery).contains(&code), "{code:?}");
        for step in [S::SignIn, S::Callback, S::InitiateAuth] {
            assert!(!leading(step).contains(&code), "{code:?} {step:?}");
        }
    }
    // Nothing was sent to a port where nothing listens, and a client is refused unheard.
    assert!(leading(S::InitiateAuth).contains(&C::ConnectionRefused));
    assert!(!leading(S::SignIn).contains(&C::ConnectionRefused));
    assert!(leading(S::InitiateAuth).contains(&C::AuthFlowNotEnabled));
    assert!(leading(S::Callback).contains(&C::AccessDenied));
    let late = falls_back(C::InvalidClient, S::Token, &provider);
    assert!(matches!(late, FallbackVerdict::Stays(why) if why.contains("sign-in itself is done")));
}

#[test]
fn a_pool_that_refuses_the_app_client_falls_back_unheard_and_the_table_says_so() {
    use DiagnosisCode as C;
    let provider = stored(&to(draft("A", &[]), "B"));
    let table = fallback_failures();
    for code in [
        C::AuthFlowNotEnabled,
        C::SecretHashRequired,
        C::SecretHashWrong,
        C::SecretNotExpected,
    ] {
        let row = table.iter().find(|row| row.code == code).unwrap();
        assert_eq!(row.trigger, Some(FallbackTrigger::ClientRefused));
        assert!(
            row.reason.contains("before it judged a password"),
            "{row:?}"
        );
        let at = |step| falls_back(code, step, &provider);
        let told = at(StepKind::InitiateAuth);
        assert!(matches!(told, FallbackVerdict::Leads(why) if why == row.reason));
        // By then the password was judged.
        assert!(matches!(at(StepKind::Challenge), FallbackVerdict::Stays(_)));
    }
    let wrong = table.iter().find(|row| row.code == C::WrongCredentials);
    assert_eq!(wrong.unwrap().trigger, None);
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
    assert!(
        table
            .iter()
            .all(|row| row.trigger.is_some() == row.until.is_some())
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
