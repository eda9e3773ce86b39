//! Where the pool lets the person choose: the first factor of `USER_AUTH`, and the second.

use super::relay::{Call, relay};
use super::{
    ALICE, assert_refused, changed, client, code, nothing_more, outcome, signed_in, tested,
};
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::provider::ProviderDraft;
use idp_core::question::{Answer, CodeChannel, Question};
use idp_core::run::{RunOutcome, RunView, StepKind, StepOutcome};
use idp_core::secret::Secret;
use practice_pool::{AuthFlow, FirstFactor, Observed, RunningPracticePool, totp_code};
use serde_json::json;
use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use support::{pool, user_store_definition};

fn choice(option: &str) -> Answer {
    Answer::Choice {
        option: option.to_owned(),
    }
}

/// What an authenticator app with this key shows now.
fn app(key: &str) -> Option<Answer> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    totp_code(key, i64::try_from(now).ok()?).map(code)
}

/// What the calls of the latest sign-in brought.
fn outcomes(pool: &RunningPracticePool) -> Vec<String> {
    let seen = pool.observed().into_iter().filter_map(|seen| match seen {
        Observed::Api {
            operation, outcome, ..
        } => Some((operation, outcome)),
        _ => None,
    });
    let calls: Vec<_> = seen.collect();
    let begun = calls.iter().rposition(|(name, _)| name == "InitiateAuth");
    let latest = calls.into_iter().skip(begun.unwrap());
    latest.map(|(_, outcome)| outcome).collect()
}

#[tokio::test]
async fn each_first_factor_of_a_choice_signs_in() {
    let pool = Arc::new(pool().await);
    let cases = [
        ("PASSWORD", None),
        ("PASSWORD_SRP", None),
        ("EMAIL_OTP", Some(CodeChannel::Email)),
        ("SMS_OTP", Some(CodeChannel::Sms)),
    ];
    for (option, by_message) in cases {
        let sent = Arc::clone(&pool);
        let choose = move |question: &Question| match question {
            Question::Choice { options } => {
                assert_eq!(options, &cases.map(|(name, _)| name));
                Some(choice(option))
            }
            Question::Code { channel, .. } => {
                assert_eq!(Some(*channel), by_message);
                Some(code(sent.messages().pop()?.code))
            }
            other => nothing_more(other),
        };
        let (view, asked) = signed_in(&pool, "user", ALICE, choose).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{option}: {view:#?}");
        assert_eq!(
            asked[0],
            Question::Credentials {
                with_password: false
            }
        );
        let password = asked.iter().any(|one| matches!(one, Question::Password));
        assert_eq!(password, by_message.is_none(), "{option}: {asked:?}");
        let said = outcomes(&pool);
        assert_eq!(said[0], "SELECT_CHALLENGE", "{said:?}");
        let next = match option {
            "PASSWORD" => "ok",
            "PASSWORD_SRP" => "PASSWORD_VERIFIER",
            by_code => by_code,
        };
        assert_eq!(said[1], next, "{said:?}");
    }
}

#[tokio::test]
async fn each_second_factor_of_a_choice_signs_in() {
    let pool = Arc::new(pool().await);
    for (option, expected) in [
        ("EMAIL_OTP", CodeChannel::Email),
        ("SOFTWARE_TOKEN_MFA", CodeChannel::SoftwareToken),
    ] {
        let sent = Arc::clone(&pool);
        let choose = move |question: &Question| match question {
            Question::Choice { options } => {
                assert_eq!(options, &["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
                Some(choice(option))
            }
            Question::Code { channel, .. } => {
                assert_eq!(*channel, expected);
                match channel {
                    CodeChannel::SoftwareToken => app("PRACT2CEPOOLGRACETOTPSECRETAAAAA"),
                    CodeChannel::Email | CodeChannel::Sms => {
                        Some(code(sent.messages().pop()?.code))
                    }
                }
            }
            other => nothing_more(other),
        };
        for flow in ["user_password", "user_srp"] {
            let grace = ("grace", "Practice-Grace-1");
            let (view, _) = signed_in(&pool, flow, grace, choose.clone()).await;
            assert_eq!(view.outcome, RunOutcome::Passed, "{option}: {view:#?}");
            let said = outcomes(&pool);
            let asked = said
                .iter()
                .filter(|name| name.as_str() == "SELECT_MFA_TYPE");
            assert_eq!(asked.count(), 1, "{said:?}");
        }
    }
}

fn along(pool: &RunningPracticePool, relay: SocketAddr) -> ProviderDraft {
    user_store_definition(pool, "user", relay)
}

/// Alice chooses `option`, and types her password when she is asked for it.
async fn chosen(draft: &ProviderDraft, option: &'static str) -> (RunView, Vec<Question>) {
    let answer = move |question: &Question| match question {
        Question::Credentials { .. } => Some(super::credentials(ALICE.0, "")),
        Question::Choice { .. } => Some(choice(option)),
        Question::Password => Some(Answer::Password {
            password: Secret::new(ALICE.1),
        }),
        other => nothing_more(other),
    };
    tested(draft, None, answer).await
}

/// The documentation has both: the value with the choice, and a challenge that asks for it.
#[tokio::test]
async fn a_password_that_is_asked_for_after_the_choice_is_given() {
    let pool = pool().await;
    let without = |mut call: Call| {
        if call.body["ChallengeName"] == "SELECT_CHALLENGE"
            && let Some(given) = call.body["ChallengeResponses"].as_object_mut()
        {
            given.remove("PASSWORD");
            given.remove("SRP_A");
        }
        ready(call)
    };
    let (address, _) = relay(pool.addr(), without).await;
    for option in ["PASSWORD", "PASSWORD_SRP"] {
        let (view, _) = chosen(&along(&pool, address), option).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{option}: {view:#?}");
        assert_eq!(outcomes(&pool)[..2], ["SELECT_CHALLENGE", option]);
    }
}

#[tokio::test]
async fn a_passkey_is_named_as_what_nobody_can_answer_here() {
    let both = changed(|settings| {
        settings.first_factors = vec![FirstFactor::Password, FirstFactor::WebAuthn];
    })
    .await;
    let passkey = |mut call: Call| {
        if call.body["ChallengeName"] == "SELECT_CHALLENGE" {
            call.body["ChallengeResponses"]["ANSWER"] = json!("WEB_AUTHN");
        }
        ready(call)
    };
    let (address, _) = relay(both.addr(), passkey).await;
    let (view, asked) = chosen(&along(&both, address), "PASSWORD").await;
    let offered = asked.iter().find_map(|question| match question {
        Question::Choice { options } => Some(options.as_slice()),
        _ => None,
    });
    assert_eq!(offered.unwrap(), ["PASSWORD", "PASSWORD_SRP"]);
    assert_refused(&view, C::ChallengeNotAnswerable, StepKind::Challenge);
    let told = &view.diagnosis[0];
    assert!(told.evidence.iter().any(|row| row.value == "WEB_AUTHN"));
    assert!(told.causes[0].contains("passkey"), "{:?}", told.causes);
    assert_eq!(outcome(&view, StepKind::InitiateAuth), StepOutcome::Passed);
}

#[tokio::test]
async fn a_flow_that_the_client_does_not_allow_is_named_as_it_is_ticked() {
    let pool = changed(|settings| {
        client(settings).explicit_auth_flows = vec![AuthFlow::RefreshToken];
    })
    .await;
    for (flow, ticked) in [
        ("user_password", "ALLOW_USER_PASSWORD_AUTH"),
        ("user_srp", "ALLOW_USER_SRP_AUTH"),
        ("user", "ALLOW_USER_AUTH"),
    ] {
        let (view, _) = signed_in(&pool, flow, ALICE, nothing_more).await;
        assert_refused(&view, C::AuthFlowNotEnabled, StepKind::InitiateAuth);
        let causes = &view.diagnosis[0].causes;
        assert!(causes[0].contains(ticked), "{causes:?}");
    }
}
