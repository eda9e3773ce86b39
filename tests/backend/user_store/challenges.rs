//! What the pool asks after the password.

use super::{ALICE, assert_refused, changed, code, nothing_more, outcome, signed_in, user};
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::question::{Answer, CodeChannel, Question};
use idp_core::run::{RunOutcome, StepKind, StepOutcome};
use idp_core::secret::Secret;
use practice_pool::{MessageMfa, MfaConfiguration, totp_code};
use std::collections::BTreeMap;
use std::sync::Arc;

#[tokio::test]
async fn codes_by_message_and_by_app_are_answered() {
    let pool = Arc::new(
        changed(|settings| user(settings, "alice").message_mfa = vec![MessageMfa::EmailOtp]).await,
    );
    for (person, channel) in [
        (ALICE, CodeChannel::Email),
        (("frank", "Practice-Frank-1"), CodeChannel::Sms),
    ] {
        let sent = Arc::clone(&pool);
        let read = move |question: &Question| match question {
            Question::Code { .. } => Some(code(sent.messages().pop()?.code)),
            other => nothing_more(other),
        };
        let (view, asked) = signed_in(&pool, "user_srp", person, read).await;
        assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
        assert!(
            matches!(&asked[1], Question::Code { channel: found, destination: Some(to), .. }
                if *found == channel && to.contains('*')),
            "{asked:?}"
        );
        let (view, asked) = signed_in(&pool, "user_srp", person, |_| Some(code("000000"))).await;
        assert_refused(&view, C::CodeWrong, StepKind::Challenge);
        assert_eq!(asked.len(), 4, "three tries: {asked:?}");
        assert_eq!(outcome(&view, StepKind::InitiateAuth), StepOutcome::Passed);
    }
}

#[tokio::test]
async fn a_new_password_comes_with_the_attributes_that_the_pool_requires() {
    let pool = changed(|settings| {
        settings.required_attributes = vec!["nickname".into()];
    })
    .await;
    let carol = ("carol", "Practice-Carol-1");
    let with = |password: &'static str| {
        move |question: &Question| match question {
            Question::NewPassword {
                required_attributes,
                ..
            } => {
                assert_eq!(required_attributes, &["nickname"]);
                Some(Answer::NewPassword {
                    password: Secret::new(password),
                    attributes: BTreeMap::from([("nickname".into(), "Caz".into())]),
                })
            }
            other => nothing_more(other),
        }
    };
    let (view, _) = signed_in(&pool, "user_password", carol, with("short")).await;
    assert_refused(&view, C::NewPasswordRefused, StepKind::Challenge);
    let (view, _) = signed_in(&pool, "user_password", carol, with("Practice-Carol-2")).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    let mut rows = view.attributes.iter();
    assert!(rows.any(|row| row.name == "nickname" && row.value == "Caz"));
    let (view, _) = signed_in(&pool, "user_password", carol, nothing_more).await;
    assert_refused(&view, C::WrongCredentials, StepKind::InitiateAuth);
}

#[tokio::test]
async fn what_was_typed_wrongly_is_asked_again_with_the_words_of_the_pool() {
    let pool =
        Arc::new(changed(|settings| settings.mfa_configuration = MfaConfiguration::On).await);
    let sent = Arc::clone(&pool);
    let mended = move |question: &Question| match question {
        Question::Code { refused, .. } => Some(match refused {
            None => code("000000"),
            Some(refused) => {
                assert!(refused.words.contains("Invalid code"), "{refused:?}");
                assert_eq!(refused.tries_left, 2);
                code(sent.messages().pop()?.code)
            }
        }),
        other => nothing_more(other),
    };
    let frank = ("frank", "Practice-Frank-1");
    let (view, asked) = signed_in(&pool, "user_password", frank, mended).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    assert_eq!(asked.len(), 3, "{asked:?}");

    let set_up = |question: &Question| match question {
        Question::SoftwareTokenSetup { refused: None, .. } => Some(code("000000")),
        Question::SoftwareTokenSetup { key, .. } => Some(code(current(key))),
        other => nothing_more(other),
    };
    let (view, asked) = signed_in(&pool, "user_password", ALICE, set_up).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    let key = |question: &Question| match question {
        Question::SoftwareTokenSetup { key, .. } => key.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(key(&asked[1]), key(&asked[2]), "the app has it already");

    let carol = ("carol", "Practice-Carol-1");
    let stronger = |question: &Question| match question {
        Question::NewPassword { refused, .. } => Some(Answer::NewPassword {
            password: Secret::new(match refused {
                None => "short",
                Some(_) => "Practice-Carol-2",
            }),
            attributes: BTreeMap::new(),
        }),
        Question::SoftwareTokenSetup { key, .. } => Some(code(current(key))),
        other => nothing_more(other),
    };
    let (view, _) = signed_in(&pool, "user_srp", carol, stronger).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
}

/// The code that an authenticator app with this key shows now.
fn current(key: &str) -> String {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    totp_code(key, i64::try_from(now).unwrap()).unwrap()
}

#[tokio::test]
async fn a_second_factor_is_set_up_where_the_pool_wants_one() {
    let pool = changed(|settings| settings.mfa_configuration = MfaConfiguration::On).await;
    let app = |question: &Question| match question {
        Question::SoftwareTokenSetup { key, uri, .. } => {
            assert!(uri.starts_with("otpauth://totp/") && uri.contains(key.as_str()));
            Some(code(current(key)))
        }
        other => nothing_more(other),
    };
    let (view, asked) = signed_in(&pool, "user_password", ALICE, app).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
    assert!(matches!(asked[1], Question::SoftwareTokenSetup { .. }));
    let (_, asked) = signed_in(&pool, "user_password", ALICE, |_| None).await;
    assert!(matches!(asked[1], Question::Code { .. }), "it is kept");
}
