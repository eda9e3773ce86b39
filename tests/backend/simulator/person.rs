//! What the person does, or does not do, never opens another provider.

use super::cut::user_store;
use super::{named, outcomes, simulate};
use async_trait::async_trait;
use idp_app::{App, AskEnd, SignInRequest, SignInSurface, SurfaceEnd, SurfaceEvent};
use idp_core::checks::Verdict;
use idp_core::diagnosis::DiagnosisCode;
use idp_core::question::{Answer, Question};
use idp_core::routing::Picked;
use idp_core::run::{RunOutcome, RunView, SignInMode, StepKind, StepOutcome};
use idp_core::secret::Secret;
use std::time::Duration;
use support::{Console, begun, confidential, pool, typing};
use tokio::sync::mpsc::UnboundedSender;

const FIRST: Option<Picked<'static>> = Some(Picked::ByPerson("First"));

#[tokio::test]
async fn a_wrong_password_at_a_user_store_is_one_call_and_none_at_the_fallback() {
    for flow in ["user_password", "user_srp"] {
        let console = Console::open().await;
        let (first, second) = (pool().await, pool().await);
        let other = user_store(&second, second.addr(), ("Second", flow), None);
        console.add(&other, None).await;
        let draft = user_store(&first, first.addr(), ("First", flow), Some("Second"));
        console.add(&draft, None).await;
        let simulation = simulate(&console, None, FIRST, typing("alice", "wrong")).await;
        assert_eq!(outcomes(&simulation), [("First", RunOutcome::Failed)]);
        let stays = simulation.attempts[0].falls_back.as_ref().unwrap();
        assert!(
            !stays.tried && stays.because.contains("Second is not tried"),
            "{stays:?}"
        );
        assert_eq!((begun(&first), begun(&second)), (1, 0), "{flow}");
        assert!(
            second.observed().is_empty(),
            "{flow}: {:?}",
            second.observed()
        );
    }
}

/// Answers the first question, if it is told how, and then goes for a walk.
struct Away(Option<(&'static str, &'static str)>);

#[async_trait]
impl SignInSurface for Away {
    fn mode(&self) -> SignInMode {
        SignInMode::Window
    }

    async fn sign_in(
        &self,
        _request: SignInRequest,
        _events: UnboundedSender<SurfaceEvent>,
    ) -> SurfaceEnd {
        std::future::pending().await
    }

    async fn ask(&self, app: &App, run_id: &str, question: Question) -> AskEnd {
        match (&question, self.0) {
            (Question::Credentials { .. }, Some((username, password))) => {
                AskEnd::Answered(Answer::Credentials {
                    username: username.to_owned(),
                    password: Secret::new(password),
                })
            }
            _ => app.ask_person(run_id, question).await,
        }
    }
}

/// A sign-in that nobody finishes in half a second: its only run.
async fn left(with_pages: bool, away: Away) -> RunView {
    let console = Console::open_with_sign_in_limit(Duration::from_millis(500)).await;
    let (first, second) = (pool().await, pool().await);
    let secret = confidential(&first.description()).secret;
    let other = named(&second, "Second", None, None);
    console.add(&other, secret.as_deref()).await;
    if with_pages {
        let draft = named(&first, "First", None, Some("Second"));
        console.add(&draft, secret.as_deref()).await;
    } else {
        let by = ("First", "user_password");
        let draft = user_store(&first, first.addr(), by, Some("Second"));
        console.add(&draft, None).await;
    }
    let simulation = simulate(&console, None, FIRST, away).await;
    assert_eq!(outcomes(&simulation), [("First", RunOutcome::Failed)]);
    let stays = simulation.attempts[0].falls_back.as_ref().unwrap();
    assert!(
        stays.because.contains("may have typed a wrong password"),
        "{stays:?}"
    );
    assert!(second.observed().is_empty(), "{:?}", second.observed());
    let run_id = simulation.attempts[0].run_id.clone().unwrap();
    assert!(console.app.question(&run_id).is_none(), "it is withdrawn");
    console.app.run(&run_id).await.unwrap()
}

#[tokio::test]
async fn who_does_not_finish_in_time_is_told_so_and_no_fallback_is_tried() {
    for (with_pages, away, step) in [
        (true, Away(None), StepKind::SignIn),
        (false, Away(None), StepKind::InitiateAuth),
        (
            false,
            Away(Some(("carol", "Practice-Carol-1"))),
            StepKind::Challenge,
        ),
    ] {
        let view = left(with_pages, away).await;
        let found = &view.diagnosis[0];
        assert_eq!(
            (found.code, found.step),
            (DiagnosisCode::SignInTimedOut, step)
        );
        let row = view.steps.iter().find(|row| row.step == step).unwrap();
        assert_eq!(row.outcome, StepOutcome::NotChecked, "{row:#?}");
        let last = row.checks.last().unwrap();
        assert_eq!(
            last.verdict,
            Verdict::NotChecked,
            "whether it works is not known"
        );
    }
}
