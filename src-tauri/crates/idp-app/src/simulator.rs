//! The sign-in simulator: a person comes as to the broker, is routed, signs in for real, and
//! falls back when a provider fails. It lives as long as the process, so that a page that is
//! left finds it again.

use crate::app::App;
use crate::events::AppEvent;
use crate::routing::RouteError;
use crate::sign_in::SignInSurface;
use crate::test_connection::TestConnectionError;
use idp_core::diagnosis::{DiagnosisCode, title_of};
use idp_core::provider::ProviderId;
use idp_core::routing::{
    ChainEnd, Decision, FallbackTrigger, Participant, RoutedProvider, fallback_chain,
    fallback_failures, falls_back,
};
use idp_core::run::{RunOutcome, RunView};
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
    /// The person cancelled; between two providers there is no test that could be.
    #[serde(skip)]
    #[specta(skip)]
    pub cancelled: bool,
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

/// A simulation that can go on.
pub struct PreparedSimulation {
    app: App,
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

    /// Routes a person, and prepares the sign-in. `chosen` is the provider of the button that
    /// was pressed, by name or identifier.
    ///
    /// # Errors
    /// When the address is none, nobody is to be had, or a test or simulation is running.
    pub async fn prepare_simulation(
        &self,
        email: Option<&str>,
        chosen: Option<&str>,
        surface: Arc<dyn SignInSurface>,
    ) -> Result<PreparedSimulation, SimulationError> {
        let email = email.map(str::trim).filter(|text| !text.is_empty());
        let decision = self.route(email, chosen).await?;
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
        let testing = self.running().is_some();
        let mut place = self.simulated();
        if testing || place.as_ref().is_some_and(|one| one.running) {
            return Err(TestConnectionError::AlreadyRunning.into());
        }
        *place = Some(Simulation {
            email: email.map(str::to_owned),
            decision,
            attempts: Vec::new(),
            fallback_on: fallback_on.unwrap_or_default(),
            running: true,
            cancelled: false,
        });
        drop(place);
        self.announce(AppEvent::SimulationChanged);
        Ok(PreparedSimulation {
            app: self.clone(),
            surface,
            chain: [first].into_iter().chain(rest).collect(),
            end,
            all,
        })
    }

    /// Says to a simulation that goes on that nothing more is to be tried.
    pub(crate) fn cancel_simulation(&self) {
        if let Some(simulation) = self.simulated().as_mut() {
            simulation.cancelled = true;
        }
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
struct Ended<'a>(&'a App);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.change_simulation(|one| one.running = false);
    }
}

impl PreparedSimulation {
    /// Tries the providers one after the other, until one lets the person in or a failure
    /// leads nowhere. The fallback is a sign-in of its own; a password is never passed on.
    pub async fn run(self) {
        let _ended = Ended(&self.app);
        for (index, provider) in self.chain.iter().enumerate() {
            if self.app.simulation().is_none_or(|one| one.cancelled) {
                return;
            }
            let next = self.chain.get(index + 1);
            let view = match self.attempt(provider).await {
                Ok(view) => view,
                Err(error) => {
                    self.app.change_simulation(|one| {
                        if let Some(attempt) = one.attempts.last_mut() {
                            attempt.outcome = RunOutcome::Failed;
                            attempt.sentence = error.to_string();
                        }
                    });
                    return;
                }
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
            .prepare_test(&id, Arc::clone(&self.surface))
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
        let code = match view.outcome {
            RunOutcome::Passed => return None,
            RunOutcome::Cancelled => DiagnosisCode::Cancelled,
            RunOutcome::Failed | RunOutcome::Interrupted | RunOutcome::Running => view
                .diagnosis
                .first()
                .map_or(DiagnosisCode::Unknown, |found| found.code),
        };
        let rule = fallback_failures().into_iter().find(|row| row.code == code);
        let (could, reason) = rule.map_or((false, String::new()), |row| {
            (row.trigger.is_some(), row.reason)
        });
        let participant = self.all.iter().find(|one| one.id == provider.id);
        let allowed = participant.is_some_and(|one| falls_back(code, one));
        let title = title_of(code);
        let because = match (allowed, next) {
            (true, Some(next)) => format!("{} is tried. {reason}", next.name),
            (true, None) => self.end_of_chain(),
            (false, Some(next)) if could => format!(
                "{} is not tried: failures of this kind are switched off for its fallback.",
                next.name
            ),
            (false, Some(next)) => format!("{} is not tried: {title} {reason}", next.name),
            (false, None) if could => self.end_of_chain(),
            (false, None) => format!("{title} {reason}"),
        };
        let tried = allowed && next.is_some();
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
