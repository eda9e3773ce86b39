//! Writing down what a run does, before and while it does it.

use crate::app::App;
use crate::events::AppEvent;
use idp_core::checks::Check;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{
    RequestTrace, RunEnd, RunEvent, RunOutcome, RunView, SignInMode, StepKind, fold_run,
};
use idp_store::{RunEnding, StoreError};
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
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

/// The journal of one run. Events are written in their order by a task beside the run;
/// those that come within a moment go into one write. What must be on the disk before
/// something else happens waits for [`Journal::written`].
pub(crate) struct Journal {
    app: App,
    run_id: String,
    started: Instant,
    cancel: CancellationToken,
    mode: SignInMode,
    events: Mutex<Vec<RunEvent>>,
    queue: mpsc::UnboundedSender<Entry>,
    failure: Arc<OnceLock<StoreError>>,
}

enum Entry {
    Event(Box<RunEvent>),
    /// Answered once all events before it are on the disk.
    Written(oneshot::Sender<()>),
    /// The end, for the row of the list; answered like the one above.
    Finished(Box<RunView>, oneshot::Sender<()>),
}

impl Journal {
    /// The journal of a run that is stored with this first event.
    pub(crate) fn new(
        app: App,
        run_id: String,
        mode: SignInMode,
        started: RunEvent,
        cancel: CancellationToken,
    ) -> Self {
        let (queue, entries) = mpsc::unbounded_channel();
        let failure = Arc::default();
        let writer = Writer {
            app: app.clone(),
            run_id: run_id.clone(),
            failure: Arc::clone(&failure),
        };
        tokio::spawn(writer.write(entries));
        Self {
            app,
            run_id,
            started: Instant::now(),
            cancel,
            mode,
            events: Mutex::new(vec![started]),
            queue,
            failure,
        }
    }

    /// Notes an event; it is stored soon, and the listeners are told then. The error is
    /// that of an event before it: a run whose journal cannot be written stops.
    pub(crate) fn record(&self, event: RunEvent) -> Result<(), StoreError> {
        // Held while sending, so that the stored order is the order of recording.
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(event.clone());
        let sent = self.queue.send(Entry::Event(Box::new(event)));
        sent.map_err(|_| self.failure())
    }

    /// Waits until all that was recorded is on the disk.
    pub(crate) async fn written(&self) -> Result<(), StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.wait_for(Entry::Written(sender), receiver).await
    }

    async fn wait_for(
        &self,
        entry: Entry,
        answer: oneshot::Receiver<()>,
    ) -> Result<(), StoreError> {
        self.queue.send(entry).map_err(|_| self.failure())?;
        answer.await.map_err(|_| self.failure())
    }

    fn failure(&self) -> StoreError {
        // The writer leaves without one only when the program is ending.
        self.failure.get().cloned().unwrap_or(StoreError::Busy)
    }

    pub(crate) fn checks(
        &self,
        step: StepKind,
        checks: impl IntoIterator<Item = Check>,
    ) -> Result<(), StoreError> {
        checks
            .into_iter()
            .try_for_each(|check| self.record(RunEvent::CheckRecorded { step, check }))
    }

    pub(crate) fn requests(
        &self,
        step: StepKind,
        traces: impl IntoIterator<Item = RequestTrace>,
    ) -> Result<(), StoreError> {
        traces
            .into_iter()
            .try_for_each(|request| self.record(RunEvent::RequestRecorded { step, request }))
    }

    /// Runs one step: its timing, its time limit, its cancellation and its rows.
    pub(crate) async fn step<T>(
        &self,
        step: StepKind,
        limit: Duration,
        work: impl Future<Output = Result<T, Stop>>,
    ) -> Result<T, Stop> {
        let at_ms = millis(self.started);
        self.record(RunEvent::StepStarted { step, at_ms })?;
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
        let result = result.map_err(|stop| self.told(stop));
        if let Err(Stop::Failed(diagnosis)) = &result {
            let diagnosis = (**diagnosis).clone();
            self.ensure_failed_check(step)?;
            self.record(RunEvent::Diagnosed { diagnosis })?;
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
        })?;
        result
    }

    /// The diagnosis in the words of this kind of run: whoever made it may not know the kind.
    fn told(&self, stop: Stop) -> Stop {
        match stop {
            Stop::Failed(diagnosis) => Stop::Failed(Box::new(diagnosis.told_for(self.mode))),
            other @ (Stop::Cancelled | Stop::Store(_)) => other,
        }
    }

    pub(crate) fn skip(&self, step: StepKind, why: &str) -> Result<(), StoreError> {
        let skipped = Some(why.to_owned());
        self.record(RunEvent::StepFinished {
            step,
            duration_ms: 0,
            skipped,
        })
    }

    /// A step that ended in a diagnosis has a check that says so, even when the failure
    /// came before its first check.
    fn ensure_failed_check(&self, step: StepKind) -> Result<(), StoreError> {
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
        self.record(RunEvent::CheckRecorded { step, check })
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
        self.record(RunEvent::RunFinished { end, duration_ms })?;
        let view = self.view();
        debug_assert_ne!(view.outcome, RunOutcome::Running);
        let (sender, receiver) = oneshot::channel();
        self.wait_for(Entry::Finished(Box::new(view.clone()), sender), receiver)
            .await?;
        self.app.announce(AppEvent::ProvidersChanged);
        Ok(view)
    }
}

/// Writes what a journal queues, until the journal is gone or a write fails.
struct Writer {
    app: App,
    run_id: String,
    failure: Arc<OnceLock<StoreError>>,
}

impl Writer {
    /// As many entries as go into one write at most.
    const TOGETHER: usize = 256;

    /// How long events wait for others, so that a run does not wait for the disk after
    /// each of its checks. Nobody sees that delay, and no more than it is lost in a crash.
    const MOMENT: Duration = Duration::from_millis(50);

    async fn write(self, mut queue: mpsc::UnboundedReceiver<Entry>) {
        // The first event is stored with the run.
        let mut seq = 2;
        let mut entries = Vec::new();
        while queue.recv_many(&mut entries, Self::TOGETHER).await > 0 {
            let more = async {
                while !is_waited_for(&entries)
                    && entries.len() < Self::TOGETHER
                    && queue.recv_many(&mut entries, Self::TOGETHER).await > 0
                {}
            };
            // Late or not: what is there is written.
            let _ = tokio::time::timeout(Self::MOMENT, more).await;
            let (mut events, mut waiting, mut end) = (Vec::new(), Vec::new(), None);
            for entry in entries.drain(..) {
                match entry {
                    Entry::Event(event) => events.push(*event),
                    Entry::Written(sender) => waiting.push(sender),
                    Entry::Finished(view, sender) => {
                        end = Some(view);
                        waiting.push(sender);
                    }
                }
            }
            if let Err(error) = self.store(&mut seq, &events, end.as_deref()).await {
                // The queue closes with this task, and whoever waits is told.
                let _ = self.failure.set(error);
                return;
            }
            for sender in waiting {
                // Whoever waited may have been cancelled.
                let _ = sender.send(());
            }
        }
    }

    async fn store(
        &self,
        seq: &mut u32,
        events: &[RunEvent],
        end: Option<&RunView>,
    ) -> Result<(), StoreError> {
        let runs = self.app.inner.store.runs();
        if let Some(view) = end {
            let ending = RunEnding {
                outcome: view.outcome,
                sentence: &view.sentence,
                duration_ms: view.duration_ms,
            };
            runs.finish(&self.run_id, *seq, events, &ending).await?;
        } else if events.is_empty() {
            return Ok(());
        } else {
            runs.append_events(&self.run_id, *seq, events).await?;
        }
        *seq += u32::try_from(events.len()).unwrap_or(u32::MAX);
        self.app.announce(AppEvent::RunChanged {
            run_id: self.run_id.clone(),
        });
        Ok(())
    }
}

fn is_waited_for(entries: &[Entry]) -> bool {
    !entries.iter().all(|entry| matches!(entry, Entry::Event(_)))
}

fn main_check(step: StepKind) -> idp_core::checks::CheckId {
    use idp_core::checks::CheckId as Id;
    match step {
        StepKind::Discovery => Id::DiscoveryIssuerMatches,
        StepKind::Authorization => Id::AuthorizationRequestAccepted,
        StepKind::SignIn => Id::SignInCompleted,
        StepKind::InitiateAuth => Id::FlowAccepted,
        StepKind::Challenge => Id::ChallengesAnswered,
        StepKind::Callback => Id::AuthorizationCodeReceived,
        StepKind::Token | StepKind::Refresh => Id::TokenResponseAccepted,
        StepKind::IdToken => Id::SigningKeyFound,
        StepKind::Userinfo => Id::UserinfoAnswered,
        StepKind::GetUser => Id::UserAttributesRead,
        StepKind::IdentityPool => Id::IdentityReceived,
        StepKind::Mapping => Id::RequiredAttributesMapped,
    }
}

pub(crate) fn millis(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX)
}
