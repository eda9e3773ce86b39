//! What time does to a sign-in: codes, sessions and tokens end, and so do locks.

use super::relay::{Call, relay};
use super::{ALICE, assert_refused, client, code, credentials, nothing_more, signed_in, tested};
use idp_core::diagnosis::DiagnosisCode as C;
use idp_core::question::Question;
use idp_core::run::{RunOutcome, StepKind};
use practice_pool::{Clock, PracticePoolOptions, RunningPracticePool, Settings, SystemClock};
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use support::{begun, user_store_definition};

/// Stands still until somebody moves it.
struct Stopped(AtomicI64);

impl Stopped {
    fn now() -> Arc<Self> {
        Arc::new(Self(SystemClock.now().into()))
    }

    fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Stopped {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

async fn pool(clock: &Arc<Stopped>, change: impl FnOnce(&mut Settings)) -> RunningPracticePool {
    let pool = practice_pool::start(PracticePoolOptions {
        clock: Arc::<Stopped>::clone(clock),
        ..PracticePoolOptions::default()
    })
    .await
    .unwrap();
    let mut settings = pool.settings();
    change(&mut settings);
    pool.update_settings(settings).await.unwrap();
    pool
}

#[tokio::test]
async fn a_code_or_a_session_that_is_too_old_is_told_apart() {
    // A code is good for three minutes; so is the session, unless the client says otherwise.
    for (minutes, expected, words) in [
        (15, C::CodeWrong, "ExpiredCodeException"),
        (3, C::ChallengeExpired, "session is expired"),
    ] {
        let clock = Stopped::now();
        let change = |settings: &mut Settings| client(settings).auth_session_validity = minutes;
        let pool = Arc::new(pool(&clock, change).await);
        let sent = Arc::clone(&pool);
        let dawdle = move |question: &Question| match question {
            Question::Code { .. } => {
                clock.advance(181);
                Some(code(sent.messages().pop()?.code))
            }
            other => nothing_more(other),
        };
        let frank = ("frank", "Practice-Frank-1");
        let (view, asked) = signed_in(&pool, "user_password", frank, dawdle).await;
        assert_refused(&view, expected, StepKind::Challenge);
        assert_eq!(asked.len(), 2, "nothing that is typed now would help");
        let evidence = &view.diagnosis[0].evidence;
        assert!(
            evidence.iter().any(|row| row.value.contains(words)),
            "{evidence:?}"
        );
    }
}

#[tokio::test]
async fn an_id_token_that_ended_before_the_identity_pool_saw_it_is_told_with_its_time() {
    let clock = Stopped::now();
    let pool = pool(&clock, |_| ()).await;
    let wait = move |call: Call| {
        if call.is("GetId") {
            clock.advance(3_600);
        }
        ready(call)
    };
    let (address, _) = relay(pool.addr(), wait).await;
    let draft = user_store_definition(&pool, "user_srp", address);
    let answer = |_: &Question| Some(credentials(ALICE.0, ALICE.1));
    let (view, _) = tested(&draft, None, answer).await;
    assert_refused(&view, C::IdentityPoolRefusedLogin, StepKind::IdentityPool);
    let evidence = &view.diagnosis[0].evidence;
    let words = "Invalid login token. Token expired: ";
    assert!(
        evidence.iter().any(|row| row.value.contains(words)),
        "{evidence:?}"
    );
    assert!(view.attributes.iter().any(|row| row.name == "email"));
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_even_the_right_one_and_each_test_is_one_try() {
    let clock = Stopped::now();
    let limit = |settings: &mut Settings| settings.failed_attempts_limit = Some(2);
    let pool = pool(&clock, limit).await;
    for tries in 1..=2 {
        let wrong = ("alice", "wrong");
        let (view, _) = signed_in(&pool, "user_password", wrong, nothing_more).await;
        assert_refused(&view, C::WrongCredentials, StepKind::InitiateAuth);
        assert_eq!(begun(&pool), tries);
    }
    for (tries, flow) in [(3, "user_password"), (4, "user_srp")] {
        let (view, _) = signed_in(&pool, flow, ALICE, nothing_more).await;
        assert_refused(&view, C::SignInLocked, StepKind::InitiateAuth);
        assert_eq!(begun(&pool), tries);
    }
    clock.advance(1);
    let (view, _) = signed_in(&pool, "user_password", ALICE, nothing_more).await;
    assert_eq!(view.outcome, RunOutcome::Passed, "{view:#?}");
}
