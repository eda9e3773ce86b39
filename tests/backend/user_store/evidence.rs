//! What a run may claim, and what it must not: challenges that were only met, answers that a
//! Cognito user pool does not give, a host that is not there.

use super::{
    ALICE, C, CLIENT, Person, assert_refused, changed, code, credentials, definition, outcome,
    signed_in, tested, user,
};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use idp_app::{Differences, SecretChange};
use idp_core::broker::{BrokerFinding, BrokerTopic, BrokerVerdict};
use idp_core::checks::{CheckId, Verdict};
use idp_core::provider::{ProviderDraft, ProviderId, UserStoreDraft};
use idp_core::question::{Answer, Question};
use idp_core::run::{RunOutcome, RunView, StepKind, StepOutcome};
use practice_pool::{MessageMfa, Observed};
use std::sync::{Arc, Mutex};
use support::{Console, pool, serve, user_store_definition};

fn verdict_of(view: &RunView, id: CheckId) -> Option<Verdict> {
    let mut checks = view.steps.iter().flat_map(|step| &step.checks);
    checks.find(|row| row.check == id).map(|row| row.verdict)
}

#[tokio::test]
async fn a_challenge_is_written_down_when_it_is_met_however_it_ends() {
    let pool = changed(|settings| {
        user(settings, "carol").message_mfa = vec![MessageMfa::EmailOtp];
    })
    .await;
    let carol = ("carol", "Practice-Carol-1");
    let (view, _) = signed_in(&pool, "user_password", carol, |_| None).await;
    assert_eq!(view.outcome, RunOutcome::Cancelled);
    assert_eq!(view.challenges, ["NEW_PASSWORD_REQUIRED"]);
    // The first is answered, the second is not.
    let change = |question: &Question| match question {
        Question::NewPassword { .. } => Some(Answer::NewPassword {
            password: idp_core::secret::Secret::new("Practice-Carol-2"),
            attributes: Default::default(),
        }),
        Question::Code { .. } => Some(code("000000")),
        _ => None,
    };
    let (view, _) = signed_in(&pool, "user_srp", carol, change).await;
    assert_refused(&view, C::CodeWrong, StepKind::Challenge);
    assert_eq!(view.challenges, ["NEW_PASSWORD_REQUIRED", "EMAIL_OTP"]);
}

#[tokio::test]
async fn a_challenge_that_was_left_is_met_by_the_broker_and_a_wrong_password_shows_nothing() {
    let pool = changed(|settings| {
        user(settings, "alice").message_mfa = vec![MessageMfa::EmailOtp];
    })
    .await;
    let console = Console::open().await;
    let id = console.add(&definition(&pool, "user_password"), None).await;
    left_after_password(&console, &id, ("alice", "wrong")).await;
    let factor = second_factor(&console, &id).await;
    assert_eq!(factor.verdict, BrokerVerdict::Unknown);
    assert!(
        factor.advice.starts_with("No test came far enough"),
        "{factor:?}"
    );
    let left = left_after_password(&console, &id, ALICE).await;
    assert_eq!(left.outcome, RunOutcome::Cancelled);
    let factor = second_factor(&console, &id).await;
    assert_eq!(factor.verdict, BrokerVerdict::Fails);
    assert!(
        factor.advice.starts_with("EMAIL_OTP in the test of"),
        "{factor:?}"
    );
}

#[tokio::test]
async fn what_a_test_met_is_known_as_long_as_pool_and_client_are_the_same() {
    let pool = changed(|settings| {
        user(settings, "alice").message_mfa = vec![MessageMfa::EmailOtp];
    })
    .await;
    let console = Console::open().await;
    let draft = definition(&pool, "user_password");
    let id = console.add(&draft, None).await;
    left_after_password(&console, &id, ALICE).await;
    let verdict_with = async |change: &dyn Fn(&mut ProviderDraft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        let (keep, refuse) = (SecretChange::Keep, Differences::Refuse);
        let updated = console.app.update_provider(&id, &draft, keep, refuse).await;
        updated.unwrap();
        second_factor(&console, &id).await.verdict
    };
    let store = |change: fn(&mut UserStoreDraft)| {
        move |draft: &mut ProviderDraft| draft.user_store.as_mut().map(change).unwrap()
    };
    let same: [&dyn Fn(&mut ProviderDraft); 4] = [
        &|_| (),
        &store(|store| store.auth_flow = Some("user_srp".to_owned())),
        &store(|store| store.identity_pool_id = None),
        &|draft| draft.attributes.send_only_configured = true,
    ];
    for change in same {
        assert_eq!(verdict_with(change).await, BrokerVerdict::Fails);
    }
    let other: [&dyn Fn(&mut ProviderDraft); 3] = [
        &store(|store| store.client_id = "practicepublic000000000002".to_owned()),
        &store(|store| store.user_pool_id = "local-practice-1_Another00".to_owned()),
        &store(|store| store.endpoint_override = Some("http://127.0.0.1:9".to_owned())),
    ];
    for change in other {
        assert_eq!(verdict_with(change).await, BrokerVerdict::Unknown);
    }
    assert_eq!(verdict_with(&|_| ()).await, BrokerVerdict::Fails);
}

async fn second_factor(console: &Console, id: &ProviderId) -> BrokerFinding {
    let findings = console.app.broker_check(id).await.unwrap();
    let mut findings = findings.into_iter();
    let found = findings.find(|one| one.topic == BrokerTopic::SecondFactor);
    found.unwrap()
}

/// A test of somebody who answers nothing but the question for the password.
async fn left_after_password(
    console: &Console,
    id: &ProviderId,
    (username, password): (&'static str, &'static str),
) -> RunView {
    let answer = move |question: &Question| {
        let first = matches!(question, Question::Credentials { .. });
        first.then(|| credentials(username, password))
    };
    let asked = Arc::default();
    console.test(id, Person { answer, asked }).await
}

#[tokio::test]
async fn a_pool_that_is_not_there_is_named_before_anybody_types_a_password() {
    for flow in ["user_password", "user_srp", "user"] {
        let pool = pool().await;
        let draft = definition(&pool, flow);
        pool.stop().await;
        let answer = |question: &Question| panic!("{question:?} was asked");
        let (view, asked) = tested(&draft, None, answer).await;
        assert_refused(&view, C::ConnectionRefused, StepKind::Discovery);
        assert!(asked.is_empty(), "{asked:?}");
        assert_eq!(outcome(&view, StepKind::Discovery), StepOutcome::NotChecked);
        assert_eq!(
            verdict_of(&view, CheckId::DiscoveryIssuerMatches),
            Some(Verdict::NotChecked)
        );
    }
}

/// What stands in for a pool: one answer to `InitiateAuth`, and which calls came.
#[derive(Clone)]
struct Stand {
    answer: &'static str,
    calls: Arc<Mutex<Vec<String>>>,
}

async fn called(State(stand): State<Stand>, headers: HeaderMap) -> &'static str {
    let target = headers["x-amz-target"].to_str().unwrap();
    let operation = target.rsplit('.').next().unwrap_or_default();
    stand.calls.lock().unwrap().push(operation.to_owned());
    stand.answer
}

/// A test against it; there is no discovery document, which is no reason not to go on.
async fn against(flow: &str, answer: &'static str) -> (RunView, Vec<String>) {
    let stand = Stand {
        answer,
        calls: Arc::default(),
    };
    let none = get(|| async { axum::http::StatusCode::NOT_FOUND });
    let routes = Router::new().route("/", post(called)).fallback(none);
    let address = serve(routes.with_state(stand.clone())).await;
    let draft = user_store_definition(&pool().await, flow, address);
    let answer = |question: &Question| {
        let first = matches!(question, Question::Credentials { .. });
        first.then(|| credentials(ALICE.0, ALICE.1))
    };
    let (view, _) = tested(&draft, None, answer).await;
    let calls = stand.calls.lock().unwrap().clone();
    (view, calls)
}

#[tokio::test]
async fn a_sign_in_without_an_id_token_is_a_failure_with_its_reason() {
    let answer = r#"{"AuthenticationResult":{"AccessToken":"a.b.c","TokenType":"Bearer"}}"#;
    let (view, calls) = against("user_password", answer).await;
    assert_refused(&view, C::IdTokenMissing, StepKind::IdToken);
    assert_eq!(
        verdict_of(&view, CheckId::IdTokenReceived),
        Some(Verdict::Failed)
    );
    assert_eq!(calls, ["InitiateAuth"], "nothing more is asked");
    let told = serde_json::to_string(&view).unwrap();
    for false_reason in ["openid is not requested", "names no identity pool"] {
        assert!(!told.contains(false_reason), "{told}");
    }
    assert!(
        !view.diagnosis[0].next_steps[0].contains("openid"),
        "{view:#?}"
    );
}

#[tokio::test]
async fn a_password_that_was_never_proven_is_not_called_accepted() {
    let other = r#"{"ChallengeName":"CUSTOM_CHALLENGE","Session":"s","ChallengeParameters":{}}"#;
    let (view, calls) = against("user_srp", other).await;
    assert_refused(&view, C::ChallengeNotAnswerable, StepKind::Challenge);
    assert_eq!(
        verdict_of(&view, CheckId::PasswordAccepted),
        Some(Verdict::NotChecked)
    );
    assert_eq!(calls, ["InitiateAuth"]);
    let tokens = r#"{"AuthenticationResult":{"AccessToken":"a.b.c","IdToken":"a.b.c"}}"#;
    let (view, _) = against("user_srp", tokens).await;
    assert_eq!(
        verdict_of(&view, CheckId::PasswordAccepted),
        Some(Verdict::NotChecked)
    );
    assert_eq!(view.outcome, RunOutcome::Failed);
    // Sent itself, it was judged.
    let (view, _) = against("user_password", other).await;
    assert_eq!(
        verdict_of(&view, CheckId::PasswordAccepted),
        Some(Verdict::Passed)
    );
}

#[tokio::test]
async fn advice_of_a_run_through_the_api_leads_to_what_such_a_run_has() {
    let pool = changed(|settings| settings.clients.retain(|client| client.id != CLIENT)).await;
    let (view, _) = signed_in(&pool, "user_password", ALICE, |_| None).await;
    assert_refused(&view, C::ClientNotFound, StepKind::InitiateAuth);
    let told = serde_json::to_string(&view.diagnosis[0]).unwrap();
    assert!(
        !told.contains("domain") && !told.contains("Login pages"),
        "{told}"
    );
    let called = pool.observed().into_iter();
    let begun = called.filter(|seen| matches!(seen, Observed::Api { .. }));
    assert_eq!(begun.count(), 1);
}
