//! Writing down what a run does, before and while it does it.

use crate::app::App;
use crate::events::AppEvent;
use idp_core::checks::Check;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{RequestTrace, RunEnd, RunEvent, RunOutcome, RunView, StepKind, fold_run};
use idp_store::StoreError;
use std::future::Future;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use tokio::sync::Mutex as AsyncMutex;
use tokio_util::sync::CancellationToken;

/// Why a run does not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A fatal check failed.
    Failed(Box<Diagnosis>),
    /// The person cancelled.
    Cancelled,
    /// The journal cannot be written, so nothing more is done.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Box<Diagnosis>> for Stop {
    fn from(diagnosis: Box<Diagnosis>) -> Self {
        Self::Failed(diagnosis)
    }
}

/// The journal of one run.
pub(crate) struct Journal {
    app: App,
    run_id: String,
    started: Instant,
    cancel: CancellationToken,
    events: Mutex<Vec<RunEvent>>,
    // One writer at a time, so that the stored order is the order of recording.
    writing: AsyncMutex<()>,
}

impl Journal {
    pub(crate) fn new(app: App, run_id: String, cancel: CancellationToken) -> Self {
        Self {
            app,
            run_id,
            started: Instant::now(),
            cancel,
            events: Mutex::default(),
            writing: AsyncMutex::default(),
        }
    }

    /// Appends an event to the stored run and tells the listeners.
    pub(crate) async fn record(&self, event: RunEvent) -> Result<(), StoreError> {
        let _order = self.writing.lock().await;
        let seq = {
            let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            events.push(event.clone());
            u32::try_from(events.len()).unwrap_or(u32::MAX)
        };
        self.app
            .inner
            .store
            .runs()
            .append_event(&self.run_id, seq, &event)
            .await?;
        self.app.announce(AppEvent::RunChanged {
            run_id: self.run_id.clone(),
        });
        Ok(())
    }

    pub(crate) async fn checks(
        &self,
        step: StepKind,
        checks: impl IntoIterator<Item = Check>,
    ) -> Result<(), StoreError> {
        for check in checks {
            self.record(RunEvent::CheckRecorded { step, check }).await?;
        }
        Ok(())
    }

    pub(crate) async fn requests(
        &self,
        step: StepKind,
        traces: impl IntoIterator<Item = RequestTrace>,
    ) -> Result<(), StoreError> {
        for request in traces {
            self.record(RunEvent::RequestRecorded { step, request })
                .await?;
        }
        Ok(())
    }

    /// Runs one step: its timing, its time limit, its cancellation and its rows.
    pub(crate) async fn step<T>(
        &self,
        step: StepKind,
        limit: Duration,
        work: impl Future<Output = Result<T, Stop>>,
    ) -> Result<T, Stop> {
        let at_ms = millis(self.started);
        self.record(RunEvent::StepStarted { step, at_ms }).await?;
        let begun = Instant::now();
        let result = tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Stop::Cancelled),
            result = tokio::time::timeout(limit, work) => result.unwrap_or_else(|_| {
                let diagnosis = Diagnosis::new(DiagnosisCode::TimedOut, step)
                    .evidence("limit", format!("{} s", limit.as_secs()));
                Err(Stop::Failed(Box::new(diagnosis)))
            }),
        };
        if let Err(Stop::Failed(diagnosis)) = &result {
            let diagnosis = (**diagnosis).clone();
            self.ensure_failed_check(step).await?;
            self.record(RunEvent::Diagnosed { diagnosis }).await?;
        }
        let duration_ms = millis(begun);
        let ended = match &result {
            Ok(_) => "WentOn".to_owned(),
            Err(Stop::Failed(diagnosis)) => format!("{:?}", diagnosis.code),
            Err(Stop::Cancelled) => "Cancelled".to_owned(),
            Err(Stop::Store(_)) => "NotWrittenDown".to_owned(),
        };
        tracing::info!(run = %self.run_id, ?step, duration_ms, ended, "step");
        self.record(RunEvent::StepFinished {
            step,
            duration_ms,
            skipped: None,
        })
        .await?;
        result
    }

    pub(crate) async fn skip(&self, step: StepKind, why: &str) -> Result<(), StoreError> {
        let skipped = Some(why.to_owned());
        self.record(RunEvent::StepFinished {
            step,
            duration_ms: 0,
            skipped,
        })
        .await
    }

    /// A step that ended in a diagnosis has a check that says so, even when the failure
    /// came before its first check.
    async fn ensure_failed_check(&self, step: StepKind) -> Result<(), StoreError> {
        let view = self.view();
        let told = view.steps.iter().any(|row| {
            row.step == step
                && row.checks.iter().any(|check| {
                    matches!(
                        check.verdict,
                        idp_core::checks::Verdict::Failed | idp_core::checks::Verdict::NotChecked
                    )
                })
        });
        if told {
            return Ok(());
        }
        let check = Check::failed(main_check(step));
        self.record(RunEvent::CheckRecorded { step, check }).await
    }

    /// The run as it stands.
    pub(crate) fn view(&self) -> RunView {
        fold_run(
            &self.events.lock().unwrap_or_else(PoisonError::into_inner),
            true,
        )
    }

    /// Writes the end and the row of the list.
    pub(crate) async fn finish(&self, end: RunEnd) -> Result<RunView, StoreError> {
        let duration_ms = millis(self.started);
        self.record(RunEvent::RunFinished { end, duration_ms })
            .await?;
        let view = self.view();
        debug_assert_ne!(view.outcome, RunOutcome::Running);
        self.app
            .inner
            .store
            .runs()
            .finish(&self.run_id, view.outcome, &view.sentence, view.duration_ms)
            .await?;
        self.app.announce(AppEvent::RunChanged {
            run_id: self.run_id.clone(),
        });
        self.app.announce(AppEvent::ProvidersChanged);
        Ok(view)
    }
}

fn main_check(step: StepKind) -> idp_core::checks::CheckId {
    use idp_core::checks::CheckId as Id;
    match step {
        StepKind::Discovery => Id::DiscoveryIssuerMatches,
        StepKind::Authorization => Id::AuthorizationRequestAccepted,
        StepKind::SignIn | StepKind::InitiateAuth | StepKind::Challenge => Id::SignInCompleted,
        StepKind::Callback => Id::AuthorizationCodeReceived,
        StepKind::Token | StepKind::Refresh => Id::TokenResponseAccepted,
        StepKind::IdToken => Id::SigningKeyFound,
        StepKind::Userinfo | StepKind::GetUser | StepKind::IdentityPool => Id::UserinfoAnswered,
        StepKind::Mapping => Id::RequiredAttributesMapped,
    }
}

fn millis(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX)
}
