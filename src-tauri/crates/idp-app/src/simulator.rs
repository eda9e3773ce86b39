//! The sign-in simulator: a person comes as to the broker, is routed, signs in for real, and
//! falls back when a provider fails. It lives as long as the process, so that a page that is
//! left finds it again.

use crate::app::App;
use crate::events::AppEvent;
use crate::routing::RouteError;
use crate::sign_in::SignInSurface;
use crate::test_connection::{TestConnectionError, TestsHeld};
use idp_core::diagnosis::{DiagnosisCode, title_of};
use idp_core::provider::ProviderId;
use idp_core::routing::{
    ChainEnd, Decision, FallbackTrigger, FallbackVerdict, Participant, Picked, RoutedProvider,
    fallback_chain, falls_back,
};
use idp_core::run::{RunOutcome, RunView, StepKind};
use serde::Serialize;
use std::sync::{Arc, MutexGuard, PoisonError};

/// One provider that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The provider.
    pub provider: RoutedProvider,
    /// Its test run.
    pub run_id: Option<String>,
    /// How it stands; `running` while the person signs in.
    pub outcome: RunOutcome,
    /// The verdict in one sentence, once it ended.
    pub sentence: String,
    /// Whether the next one was tried, or would be, and why or why not; once it failed.
    pub falls_back: Option<FellBack>,
}

/// Whether a failure leads to another provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FellBack {
    /// Whether another one was tried.
    pub tried: bool,
    /// Why, in a sentence.
    pub because: String,
}

/// A simulated sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// What was typed as the e-mail address.
    pub email: Option<String>,
    /// Where the person was sent, and why.
    pub decision: Decision,
    /// The providers that were tried, in order.
    pub attempts: Vec<Attempt>,
    /// After which failures of the first provider its fallback is tried; empty without one.
    pub fallback_on: Vec<FallbackTrigger>,
    /// Whether it goes on.
    pub running: bool,
}

/// Why a simulation could not begin.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// The address or the database.
    #[error(transparent)]
    Route(#[from] RouteError),
    /// The person chooses first, or there is nobody to be sent to.
    #[error("{0}")]
    NoProvider(String),
    /// The first provider cannot be tested.
    #[error(transparent)]
    Test(#[from] TestConnectionError),
}

/// A simulation that can go on. No other test starts while it lives.
pub struct PreparedSimulation {
    app: App,
    // Before `held`: the next simulation begins when that is gone.
    _ended: Ended,
    held: TestsHeld,
    surface: Arc<dyn SignInSurface>,
    /// The first provider and its fallbacks.
    chain: Vec<RoutedProvider>,
    /// Why there is no further one.
    end: ChainEnd,
    all: Vec<Participant>,
}

impl App {
    /// The simulation there is, whether it runs or ended.
    #[must_use]
    pub fn simulation(&self) -> Option<Simulation> {
        self.simulated().clone()
    }

    /// Forgets a simulation that ended.
    pub fn clear_simulation(&self) {
        let mut place = self.simulated();
        if place.as_ref().is_some_and(|one| !one.running) {
            *place = None;
        }
    }

    /// Routes a person, and prepares the sign-in.
    ///
    /// # Errors
    /// When the address is none, nobody is to be had, or a test or simulation is running.
    pub async fn prepare_simulation(
        &self,
        email: Option<&str>,
        picked: Option<Picked<'_>>,
        surface: Arc<dyn SignInSurface>,
    ) -> Result<PreparedSimulation, SimulationError> {
        let email = email.map(str::trim).filter(|text| !text.is_empty());
        let decision = self.route(email, picked).await?;
        let Some(first) = decision.provider.clone() else {
            return Err(SimulationError::NoProvider(decision.explanation));
        };
        let all = self.participants(None).await.map_err(RouteError::from)?;
        let start = all.iter().find(|one| one.id == first.id);
        let (rest, end) = match start.map(|start| fallback_chain(start, &all)) {
            Some(chain) => (chain.providers, chain.end),
            None => (Vec::new(), ChainEnd::NoFallback),
        };
        let fallback_on = start
            .filter(|start| start.fallback.enabled)
            .map(|start| start.fallback.on.clone());
        let held = self.hold_off_tests()?;
        *self.simulated() = Some(Simulation {
            email: email.map(str::to_owned),
            decision,
            attempts: Vec::new(),
            fallback_on: fallback_on.unwrap_or_default(),
            running: true,
        });
        self.announce(AppEvent::SimulationChanged);
        Ok(PreparedSimulation {
            app: self.clone(),
            _ended: Ended(self.clone()),
            held,
            surface,
            chain: [first].into_iter().chain(rest).collect(),
            end,
            all,
        })
    }

    fn simulated(&self) -> MutexGuard<'_, Option<Simulation>> {
        let place = &self.inner.simulation;
        place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change_simulation(&self, change: impl FnOnce(&mut Simulation)) {
        if let Some(simulation) = self.simulated().as_mut() {
            change(simulation);
        }
        self.announce(AppEvent::SimulationChanged);
    }
}

/// Ends the simulation however it ends, so that the next one can begin.
struct Ended(App);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.change_simulation(|one| one.running = false);
    }
}

impl PreparedSimulation {
    /// Tries the providers one after the other, until one lets the person in or a failure
    /// leads nowhere. The fallback is a sign-in of its own; a password is never passed on.
    pub async fn run(self) {
        for (index, provider) in self.chain.iter().enumerate() {
            let next = self.chain.get(index + 1);
            let view = match self.attempt(provider).await {
                Ok(view) => view,
                Err(error) => return self.not_tested(&error, next),
            };
            let fell_back = self.fell_back(provider, &view, next);
            let goes_on = fell_back.as_ref().is_some_and(|one| one.tried);
            self.app.change_simulation(|one| {
                if let Some(attempt) = one.attempts.last_mut() {
                    attempt.outcome = view.outcome;
                    attempt.sentence.clone_from(&view.sentence);
                    attempt.falls_back = fell_back;
                }
            });
            if !goes_on {
                return;
            }
        }
    }

    /// The end of the chain: why this provider could not be tested says nothing about it.
    fn not_tested(&self, error: &TestConnectionError, next: Option<&RoutedProvider>) {
        let here = "This sign-in could not be begun or written down here, which says nothing about the provider.";
        let because = match next {
            Some(next) => format!("{} is not tried: {here}", next.name),
            None => here.to_owned(),
        };
        self.app.change_simulation(|one| {
            if let Some(attempt) = one.attempts.last_mut() {
                attempt.outcome = RunOutcome::Failed;
                attempt.sentence = error.to_string();
                attempt.falls_back = Some(FellBack {
                    tried: false,
                    because,
                });
            }
        });
    }

    async fn attempt(&self, provider: &RoutedProvider) -> Result<RunView, TestConnectionError> {
        self.app.change_simulation(|one| {
            one.attempts.push(Attempt {
                provider: provider.clone(),
                run_id: None,
                outcome: RunOutcome::Running,
                sentence: String::new(),
                falls_back: None,
            });
        });
        let id = ProviderId(provider.id.0.clone());
        let test = self
            .app
            .prepare_held(&id, Arc::clone(&self.surface), &self.held)
            .await?;
        let run_id = test.run_id().to_owned();
        self.app.change_simulation(|one| {
            if let Some(attempt) = one.attempts.last_mut() {
                attempt.run_id = Some(run_id);
            }
        });
        test.run().await
    }

    /// Nothing for a sign-in that worked.
    fn fell_back(
        &self,
        provider: &RoutedProvider,
        view: &RunView,
        next: Option<&RoutedProvider>,
    ) -> Option<FellBack> {
        let first = view.diagnosis.first();
        let (code, mut title, step) = match (view.outcome, first) {
            (RunOutcome::Passed, _) => return None,
            (RunOutcome::Failed | RunOutcome::Interrupted | RunOutcome::Running, Some(found)) => {
                (found.code, found.title.as_str(), found.step)
            }
            // Neither leads to a fallback at any step.
            (RunOutcome::Cancelled, _) => of_code(DiagnosisCode::Cancelled),
            (_, None) => of_code(DiagnosisCode::Unknown),
        };
        let participant = self.all.iter().find(|one| one.id == provider.id);
        let verdict = participant.map(|one| falls_back(code, step, one));
        let mut verdict = verdict.unwrap_or(FallbackVerdict::SwitchedOff);
        // Whoever cancels once the failure is certain does not want the next provider either.
        if let Some(one) = participant
            && matches!(verdict, FallbackVerdict::Leads(_))
            && self.held.cancel.is_cancelled()
        {
            title = title_of(DiagnosisCode::Cancelled);
            verdict = falls_back(DiagnosisCode::Cancelled, step, one);
        }
        let because = match (verdict, next) {
            (FallbackVerdict::Leads(reason), Some(next)) => {
                format!("{} is tried. {reason}", next.name)
            }
            (FallbackVerdict::SwitchedOff, Some(next)) => format!(
                "{} is not tried: failures of this kind are switched off for its fallback.",
                next.name
            ),
            (FallbackVerdict::Leads(_) | FallbackVerdict::SwitchedOff, None) => self.end_of_chain(),
            (FallbackVerdict::Stays(reason), Some(next)) => {
                format!("{} is not tried: {title} {reason}", next.name)
            }
            (FallbackVerdict::Stays(reason), None) => format!("{title} {reason}"),
        };
        let tried = matches!(verdict, FallbackVerdict::Leads(_)) && next.is_some();
        Some(FellBack { tried, because })
    }

    /// Why there is no further provider.
    fn end_of_chain(&self) -> String {
        match &self.end {
            ChainEnd::NoFallback => "This provider has no fallback.".to_owned(),
            ChainEnd::Missing(name) => {
                format!("The fallback {name} does not exist. Choose another one in its definition.")
            }
            ChainEnd::Disabled(name) => {
                format!("The fallback {name} is disabled. Enable it, or choose another one.")
            }
            ChainEnd::Loop(name) => format!("The fallback {name} was tried already."),
        }
    }
}

fn of_code(code: DiagnosisCode) -> (DiagnosisCode, &'static str, StepKind) {
    (code, title_of(code), StepKind::Mapping)
}
