//! A simulation keeps other tests away, and says why its chain ends.

use super::{named, outcomes, simulate, two};
use idp_app::TestConnectionError;
use idp_core::routing::Picked;
use idp_core::run::RunOutcome;
use idp_store::SecretStoreKind;
use std::pin::pin;
use std::sync::Arc;
use support::{Console, Waiting, confidential, open_app, person, pool};

#[tokio::test]
async fn no_other_test_takes_the_place_of_the_fallback() {
    let console = Console::open().await;
    let (first, second) = two(&console).await;
    let alice = Arc::new(person(&second.description(), "alice"));
    let email = Some("alice@acme.com");
    let prepared = console.app.prepare_simulation(email, None, alice).await;
    let prepared = prepared.unwrap();
    let id = console
        .app
        .simulation()
        .unwrap()
        .decision
        .provider
        .unwrap()
        .id;
    // Another window or idpctl on the same data folder.
    let other = open_app(console.path(), SecretStoreKind::Session).await;
    first.stop().await;
    let others_try = async || {
        for app in [&console.app, &other] {
            let test = app.prepare_test(&id, Arc::new(Waiting)).await;
            assert!(matches!(test, Err(TestConnectionError::AlreadyRunning)));
        }
    };
    others_try().await;
    // Again and again, so also between the two attempts.
    let mut run = pin!(prepared.run());
    loop {
        tokio::select! {
            biased;
            () = &mut run => break,
            () = tokio::task::yield_now() => others_try().await,
        }
    }
    let ended = console.app.simulation().unwrap();
    let expected = [
        ("First", RunOutcome::Failed),
        ("Second", RunOutcome::Passed),
    ];
    assert_eq!(outcomes(&ended), expected);
    assert!(!ended.running);
    let test = console.app.prepare_test(&id, Arc::new(Waiting)).await;
    assert!(test.is_ok(), "the next one may begin");
}

#[tokio::test]
async fn a_simulation_that_never_ran_lets_the_next_one_begin() {
    let console = Console::open().await;
    let (_first, second) = two(&console).await;
    let begin = async || {
        let surface = Arc::new(person(&second.description(), "alice"));
        let second = Some(Picked::ByPerson("Second"));
        console.app.prepare_simulation(None, second, surface).await
    };
    drop(begin().await.unwrap());
    assert!(!console.app.simulation().unwrap().running);
    assert!(begin().await.is_ok());
}

#[tokio::test]
async fn a_fallback_that_cannot_be_tested_is_the_end_with_its_reason() {
    let console = Console::open().await;
    let (first, second, third) = (pool().await, pool().await, pool().await);
    let secret = confidential(&first.description()).secret;
    let last = named(&third, "Third", None, None);
    console.add(&last, secret.as_deref()).await;
    let next = named(&second, "Second", None, Some("Third"));
    let next = console.add(&next, secret.as_deref()).await;
    let draft = named(&first, "First", Some("acme.com"), Some("Second"));
    console.add(&draft, secret.as_deref()).await;
    let alice = Arc::new(person(&first.description(), "alice"));
    let email = Some("alice@acme.com");
    let prepared = console.app.prepare_simulation(email, None, alice).await;
    first.stop().await;
    console.app.delete_provider(&next).await.unwrap();
    prepared.unwrap().run().await;
    let ended = console.app.simulation().unwrap();
    let expected = [
        ("First", RunOutcome::Failed),
        ("Second", RunOutcome::Failed),
    ];
    assert_eq!(outcomes(&ended), expected);
    let attempt = &ended.attempts[1];
    assert!(
        attempt.run_id.is_none() && !attempt.sentence.is_empty(),
        "{attempt:?}"
    );
    let told = attempt.falls_back.as_ref().unwrap();
    assert!(
        !told.tried && told.because.starts_with("Third is not tried"),
        "{told:?}"
    );
    assert!(third.observed().is_empty());
}

#[tokio::test]
async fn cancelling_ends_the_whole_chain() {
    let console = Console::open().await;
    let (first, second) = two(&console).await;
    first.stop().await;
    let email = Some("alice@acme.com");
    let prepared = console
        .app
        .prepare_simulation(email, None, Arc::new(Waiting))
        .await;
    let prepared = prepared.unwrap();
    console.app.cancel_test();
    prepared.run().await;
    let ended = console.app.simulation().unwrap();
    assert_eq!(outcomes(&ended), [("First", RunOutcome::Cancelled)]);
    assert!(second.observed().is_empty());
    let alice = person(&second.description(), "alice");
    let chosen = Some(Picked::ByPerson("Second"));
    let next = simulate(&console, None, chosen, alice).await;
    assert_eq!(outcomes(&next), [("Second", RunOutcome::Passed)]);
}
