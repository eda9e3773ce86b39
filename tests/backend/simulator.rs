//! The sign-in simulator: routing, real sign-ins one after the other, and what never falls
//! back; counted at the servers.

mod cut;
mod held;
mod person;

use async_trait::async_trait;
use idp_app::{
    App, SignInRequest, SignInSurface, Simulation, SimulationError, SurfaceEnd, SurfaceEvent,
    TestConnectionError,
};
use idp_core::provider::{FallbackDraft, MappingRuleDraft, ProviderDraft};
use idp_core::routing::{FallbackTrigger, Picked, Way};
use idp_core::run::{RunOutcome, SignInMode};
use practice_pool::{Observed, RunningPracticePool};
use std::sync::Arc;
use support::{Console, Waiting, confidential, definition, person, pool, typing};
use tokio::sync::mpsc::UnboundedSender;

/// A definition of a pool under a name, with a domain and a fallback.
fn named(
    pool: &RunningPracticePool,
    name: &str,
    domain: Option<&str>,
    fallback: Option<&str>,
) -> ProviderDraft {
    let description = pool.description();
    let mut draft = definition(&description, &confidential(&description));
    name.clone_into(&mut draft.display_name);
    draft.attributes.user = ["email", "username"]
        .into_iter()
        .zip(["email", "cognito:username"])
        .map(|(target, source)| MappingRuleDraft {
            target: target.to_owned(),
            source: Some(source.to_owned()),
            ..MappingRuleDraft::default()
        })
        .collect();
    draft.advanced.domains = domain.map(str::to_owned).into_iter().collect();
    draft.advanced.fallback = FallbackDraft {
        enabled: fallback.is_some(),
        provider: fallback.map(str::to_owned),
        ..FallbackDraft::default()
    };
    draft
}

/// Two pools; the first has the domain acme.com and falls back to the second.
async fn two(console: &Console) -> (RunningPracticePool, RunningPracticePool) {
    let (first, second) = (pool().await, pool().await);
    let secret = confidential(&first.description()).secret;
    let other = named(&second, "Second", None, None);
    console.add(&other, secret.as_deref()).await;
    let draft = named(&first, "First", Some("acme.com"), Some("Second"));
    console.add(&draft, secret.as_deref()).await;
    (first, second)
}

async fn simulate(
    console: &Console,
    email: Option<&str>,
    picked: Option<Picked<'_>>,
    surface: impl idp_app::SignInSurface + 'static,
) -> Simulation {
    let surface = Arc::new(surface);
    let prepared = console.app.prepare_simulation(email, picked, surface).await;
    prepared.unwrap().run().await;
    console.app.simulation().unwrap()
}

fn outcomes(simulation: &Simulation) -> Vec<(&str, RunOutcome)> {
    let attempts = simulation.attempts.iter();
    attempts
        .map(|one| (one.provider.name.as_str(), one.outcome))
        .collect()
}

/// How often somebody typed a password.
fn tries(pool: &RunningPracticePool) -> usize {
    let seen = pool.observed().into_iter();
    seen.filter(|one| matches!(one, Observed::SignIn { .. }))
        .count()
}

#[tokio::test]
async fn the_domain_leads_to_its_provider_and_nobody_else_is_asked() {
    let console = Console::open().await;
    let (first, second) = two(&console).await;
    let alice = person(&first.description(), "alice");
    let simulation = simulate(&console, Some("alice@acme.com"), None, alice).await;
    assert_eq!(simulation.decision.way, Way::Domain);
    assert_eq!(outcomes(&simulation), [("First", RunOutcome::Passed)]);
    assert!(!simulation.running && simulation.attempts[0].falls_back.is_none());
    assert_eq!((tries(&first), tries(&second)), (1, 0));
}

#[tokio::test]
async fn a_provider_that_is_stopped_falls_back_and_the_user_is_created_once() {
    let console = Console::open().await;
    let (first, second) = two(&console).await;
    first.stop().await;
    for _ in 0..2 {
        let alice = person(&second.description(), "alice");
        let simulation = simulate(&console, Some("alice@acme.com"), None, alice).await;
        let expected = [
            ("First", RunOutcome::Failed),
            ("Second", RunOutcome::Passed),
        ];
        assert_eq!(outcomes(&simulation), expected);
        let fell_back = simulation.attempts[0].falls_back.as_ref().unwrap();
        assert!(fell_back.tried && fell_back.because.contains("Second"));
        let run_id = simulation.attempts[1].run_id.clone().unwrap();
        console.app.apply_user(&run_id).await.unwrap();
    }
    assert_eq!(console.app.list_users().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_wrong_password_is_one_try_and_none_at_the_fallback() {
    let console = Console::open().await;
    let (first, second) = two(&console).await;
    let wrong = typing("alice", "wrong");
    let simulation = simulate(&console, Some("alice@acme.com"), None, wrong).await;
    assert_eq!(outcomes(&simulation), [("First", RunOutcome::Failed)]);
    let stays = simulation.attempts[0].falls_back.as_ref().unwrap();
    assert!(!stays.tried && stays.because.contains("Second is not tried"));
    assert_eq!((tries(&first), tries(&second)), (1, 0));
}

#[tokio::test]
async fn why_nothing_else_is_tried_is_the_reason_that_holds() {
    let console = Console::open().await;
    let (first, second) = (pool().await, pool().await);
    let secret = confidential(&first.description()).secret;
    let other = named(&second, "Second", None, None);
    console.add(&other, secret.as_deref()).await;
    let mut draft = named(&first, "First", Some("acme.com"), Some("Second"));
    draft.advanced.fallback.on = vec![FallbackTrigger::AccessDenied];
    console.add(&draft, secret.as_deref()).await;
    let because = async |chosen| {
        let alice = typing("alice", "x");
        let simulation = simulate(&console, None, Some(Picked::ByPerson(chosen)), alice).await;
        let stays = simulation.attempts[0].falls_back.clone().unwrap();
        assert!(!stays.tried && simulation.attempts.len() == 1);
        stays.because
    };
    first.stop().await;
    second.stop().await;
    assert!(because("First").await.contains("switched off"));
    assert_eq!(because("Second").await, "This provider has no fallback.");
}

#[tokio::test]
async fn a_test_that_is_running_keeps_the_simulation_that_was() {
    let console = Console::open().await;
    let (first, _second) = two(&console).await;
    let alice = person(&first.description(), "alice");
    let before = simulate(&console, Some("alice@acme.com"), None, alice).await;
    let id = before.attempts[0].provider.id.clone();
    let test = console
        .app
        .prepare_test(&id, Arc::new(Waiting))
        .await
        .unwrap();
    let begun = console
        .app
        .prepare_simulation(Some("alice@acme.com"), None, Arc::new(Waiting))
        .await;
    assert!(begun.is_err());
    assert_eq!(console.app.simulation(), Some(before));
    drop(test);
}

/// A person who cancels while the provider's error page comes up.
struct CancelsAtErrorPage(App);

#[async_trait]
impl SignInSurface for CancelsAtErrorPage {
    fn mode(&self) -> SignInMode {
        SignInMode::Form
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        self.0.cancel_test();
        SurfaceEnd::ErrorPage {
            error: "redirect_mismatch".to_owned(),
            client_id_echoed: true,
        }
    }
}

#[tokio::test]
async fn who_cancels_once_a_provider_has_failed_is_sent_to_no_other_one() {
    let console = Console::open().await;
    let (_first, second) = two(&console).await;
    let surface = CancelsAtErrorPage(console.app.clone());
    let simulation = simulate(&console, Some("alice@acme.com"), None, surface).await;
    assert_eq!(outcomes(&simulation), [("First", RunOutcome::Failed)]);
    let stays = simulation.attempts[0].falls_back.as_ref().unwrap();
    assert!(
        !stays.tried && stays.because.starts_with("Second is not tried"),
        "{stays:?}"
    );
    assert!(second.observed().is_empty());
    assert_eq!(console.app.list_runs(None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_button_or_the_application_decides_whatever_the_address() {
    let console = Console::open().await;
    let (_first, second) = two(&console).await;
    for (picked, way, who) in [
        (
            Picked::ByPerson("Second"),
            Way::Chosen,
            "the person chose it",
        ),
        (
            Picked::ByCaller("Second"),
            Way::Forced,
            "the caller asks for it",
        ),
    ] {
        let alice = person(&second.description(), "alice");
        let simulation = simulate(&console, Some("alice@acme.com"), Some(picked), alice).await;
        assert_eq!(simulation.decision.way, way);
        assert!(
            simulation.decision.explanation.contains(who),
            "{simulation:?}"
        );
        assert_eq!(outcomes(&simulation), [("Second", RunOutcome::Passed)]);
    }
}

#[tokio::test]
async fn who_has_to_choose_is_told_and_one_simulation_goes_on_at_a_time() {
    let console = Console::open().await;
    let (_first, _second) = two(&console).await;
    let begin = async |email| {
        let surface = Arc::new(Waiting);
        console.app.prepare_simulation(email, None, surface).await
    };
    let chooser = begin(Some("bob@elsewhere.example")).await;
    assert!(matches!(chooser, Err(SimulationError::NoProvider(_))));
    assert!(console.app.simulation().is_none());
    let address = begin(Some("no address")).await;
    assert!(matches!(address, Err(SimulationError::Route(_))));
    let running = begin(Some("alice@acme.com")).await.unwrap();
    let second = begin(Some("alice@acme.com")).await;
    assert!(matches!(
        second,
        Err(SimulationError::Test(TestConnectionError::AlreadyRunning))
    ));
    console.app.clear_simulation();
    assert!(console.app.simulation().is_some(), "it is still going on");
    let task = tokio::spawn(running.run());
    while console
        .app
        .simulation()
        .unwrap()
        .attempts
        .iter()
        .all(|one| one.run_id.is_none())
    {
        tokio::task::yield_now().await;
    }
    console.app.cancel_test();
    task.await.unwrap();
    let ended = console.app.simulation().unwrap();
    assert_eq!(outcomes(&ended), [("First", RunOutcome::Cancelled)]);
    console.app.clear_simulation();
    assert!(console.app.simulation().is_none());
}
