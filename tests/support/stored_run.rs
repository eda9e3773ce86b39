//! Runs that are put into the database as if they had been made.

use idp_core::claims::Attribute;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::run::{RunEnd, RunEvent, RunOutcome, SignInMode, StepKind};
use idp_store::{NewRun, RunEnding, Store};

/// How a run that is put into the database ends.
pub enum StoredEnd {
    /// With success.
    Passed,
    /// By the person.
    Cancelled,
    /// A diagnosis makes it fail.
    Failed(DiagnosisCode),
    /// Its process is gone.
    None,
}

/// Puts a run with these attributes into the database; `at` is its minute. Yields its
/// identifier.
pub async fn put_run(
    store: &Store,
    provider_id: &str,
    at: u64,
    attributes: Vec<Attribute>,
    end: StoredEnd,
) -> String {
    let run_id = format!("run-{at:04}");
    let started_at = format!("2026-01-01T{:02}:{:02}:00Z", at / 60 % 24, at % 60);
    let new = NewRun {
        run_id: &run_id,
        provider_id,
        provider: "The name it had",
        started_at: &started_at,
        owner: "a process that is gone",
        fingerprint: "print",
    };
    let started = RunEvent::RunStarted {
        run_id: run_id.clone(),
        provider_id: provider_id.to_owned(),
        provider: "The name it had".to_owned(),
        started_at: started_at.clone(),
        mode: SignInMode::Form,
        redirect_uri: String::new(),
        fingerprint: "print".to_owned(),
    };
    let mut events = vec![started, RunEvent::AttributesReceived { attributes }];
    let (outcome, run_end) = match end {
        StoredEnd::None => (None, RunEnd::Completed),
        StoredEnd::Passed => (Some(RunOutcome::Passed), RunEnd::Completed),
        StoredEnd::Cancelled => (Some(RunOutcome::Cancelled), RunEnd::Cancelled),
        StoredEnd::Failed(code) => {
            let diagnosis = Diagnosis::new(code, StepKind::Userinfo);
            events.push(RunEvent::Diagnosed { diagnosis });
            (Some(RunOutcome::Failed), RunEnd::Completed)
        }
    };
    let runs = store.runs();
    runs.insert(&new, &events).await.expect("a stored run");
    if let Some(outcome) = outcome {
        let last = RunEvent::RunFinished {
            end: run_end,
            duration_ms: 1,
        };
        let ending = RunEnding {
            outcome,
            sentence: "It ended.",
            duration_ms: 1,
        };
        let last = [last];
        let finish = runs.finish(&run_id, 9, &last, &ending);
        finish.await.expect("a finished run");
    }
    run_id
}
