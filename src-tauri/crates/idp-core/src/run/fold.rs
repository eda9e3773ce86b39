//! From events to a view. Outcomes are derived here and nowhere else.

use super::view::SignInAddress;
use super::{
    CallbackView, CheckView, ReachedNetwork, RunEnd, RunEvent, RunOutcome, RunView, SignInMode,
    StepKind, StepOutcome, StepView,
};
use crate::checks::{Check, Requirement, Verdict};
use crate::diagnosis::{Diagnosis, DiagnosisCode};
use crate::mapping::Mapped;

/// The sentence of a run without an end, whose process is gone.
pub const INTERRUPTED: &str = "The test was interrupted: the program ended while it ran.";
/// The sentence of a run whose journal failed.
pub const NOT_WRITTEN_DOWN: &str = "The test was stopped: it could not be written down.";

/// Folds the events of one run; `alive` tells whether the process that writes them still
/// runs. Without an end and without a process the run reads *interrupted*.
#[must_use]
pub fn fold_run(events: &[RunEvent], alive: bool) -> RunView {
    let mut fold = Fold {
        view: empty(),
        end: None,
    };
    for event in events {
        fold.apply(event);
    }
    fold.finish(alive)
}

struct Fold {
    view: RunView,
    end: Option<RunEnd>,
}

impl Fold {
    fn apply(&mut self, event: &RunEvent) {
        let view = &mut self.view;
        match event.clone() {
            RunEvent::RunStarted {
                run_id,
                provider_id,
                provider,
                started_at,
                mode,
                redirect_uri,
                fingerprint,
            } => {
                view.run_id = run_id;
                view.provider_id = provider_id;
                view.provider = provider;
                view.started_at = started_at;
                view.mode = mode;
                view.callback.uri = redirect_uri;
                view.fingerprint = fingerprint;
            }
            RunEvent::StepStarted { step, .. } => {
                step_of(view, step);
            }
            RunEvent::CheckRecorded { step, check } => {
                step_of(view, step).checks.push(check_view(check));
            }
            RunEvent::RequestCommitted { .. } => {}
            RunEvent::RequestRecorded { request, .. } => view.requests.push(request),
            RunEvent::AddressChanged { origin, secure } => {
                view.address = Some(SignInAddress { origin, secure });
            }
            RunEvent::NavigationRefused { target } => {
                if !view.refused_navigations.contains(&target) {
                    view.refused_navigations.push(target);
                }
            }
            RunEvent::ChallengeMet { name } => view.challenges.push(name),
            RunEvent::CallbackReceived {
                reached_network,
                parameters,
            } => {
                view.callback.reached_network = reached_network;
                view.callback.parameters = parameters;
            }
            RunEvent::TokenDecoded { token } => view.tokens.push(token),
            RunEvent::AttributesReceived { attributes } => view.attributes = attributes,
            RunEvent::MappingApplied { mapped } => view.mapped = mapped,
            RunEvent::Diagnosed { diagnosis } => view.diagnosis.push(diagnosis),
            RunEvent::StepFinished {
                step,
                duration_ms,
                skipped,
            } => {
                let row = step_of(view, step);
                row.duration_ms = duration_ms;
                row.outcome = if skipped.is_some() {
                    StepOutcome::Skipped
                } else {
                    outcome_of_checks(&row.checks)
                };
                row.skipped = skipped;
            }
            RunEvent::RunFinished { end, duration_ms } => {
                view.duration_ms = duration_ms;
                self.end = Some(end);
            }
        }
    }

    fn finish(self, alive: bool) -> RunView {
        let mut view = self.view;
        let stopped = match &self.end {
            Some(RunEnd::ProgramFault { error_id }) => Some((
                "The test was interrupted by a fault of this program.",
                format!("A fault of this program ended it. The log has it as error {error_id}."),
            )),
            Some(RunEnd::NotWrittenDown { reason }) => Some((NOT_WRITTEN_DOWN, reason.clone())),
            Some(RunEnd::Completed | RunEnd::Cancelled) | None => None,
        };
        view.outcome = match self.end {
            None if alive => RunOutcome::Running,
            None | Some(RunEnd::ProgramFault { .. } | RunEnd::NotWrittenDown { .. }) => {
                RunOutcome::Interrupted
            }
            Some(RunEnd::Cancelled) => RunOutcome::Cancelled,
            Some(RunEnd::Completed) => outcome_of_run(&view),
        };
        if view.outcome == RunOutcome::Interrupted {
            let last = view
                .steps
                .last()
                .map_or(StepKind::Authorization, |step| step.step);
            let mut interrupted = Diagnosis::new(DiagnosisCode::Interrupted, last);
            if let Some((_, why)) = &stopped {
                interrupted.causes = vec![why.clone()];
            }
            view.diagnosis.push(interrupted);
        }
        if view.outcome != RunOutcome::Running {
            for step in &mut view.steps {
                if step.outcome == StepOutcome::Running {
                    step.outcome = match outcome_of_checks(&step.checks) {
                        StepOutcome::Failed => StepOutcome::Failed,
                        StepOutcome::Passed
                        | StepOutcome::NotChecked
                        | StepOutcome::Skipped
                        | StepOutcome::Running => StepOutcome::NotChecked,
                    };
                }
            }
        }
        view.sentence = match stopped {
            Some((told, _)) => told.to_owned(),
            None => sentence(&view),
        };
        view
    }
}

fn step_of(view: &mut RunView, step: StepKind) -> &mut StepView {
    let index = view
        .steps
        .iter()
        .position(|row| row.step == step)
        .unwrap_or_else(|| {
            view.steps.push(StepView {
                step,
                title: step.text().to_owned(),
                outcome: StepOutcome::Running,
                duration_ms: 0,
                skipped: None,
                checks: Vec::new(),
            });
            view.steps.len() - 1
        });
    &mut view.steps[index]
}

fn check_view(check: Check) -> CheckView {
    CheckView {
        check: check.check,
        requirement: check.requirement,
        verdict: check.verdict,
        found: check.found,
        expected: check.expected,
        text: check.check.text().to_owned(),
        source: check.check.source().to_owned(),
    }
}

fn outcome_of_checks(checks: &[CheckView]) -> StepOutcome {
    let must = |verdict| {
        checks
            .iter()
            .any(|check| check.requirement == Requirement::Must && check.verdict == verdict)
    };
    let nothing_checked = checks
        .iter()
        .all(|check| check.verdict == Verdict::NotChecked);
    if must(Verdict::Failed) {
        StepOutcome::Failed
    } else if must(Verdict::NotChecked) || nothing_checked {
        StepOutcome::NotChecked
    } else {
        StepOutcome::Passed
    }
}

/// A run passes when its last word was not a failure and a sign-in really happened.
fn outcome_of_run(view: &RunView) -> RunOutcome {
    let bad = view.steps.iter().any(|step| {
        step.checks.iter().any(|check| {
            check.requirement == Requirement::Must
                && matches!(check.verdict, Verdict::Failed | Verdict::NotChecked)
        })
    });
    let signed_in = view.steps.iter().any(|step| {
        matches!(step.step, StepKind::Token | StepKind::InitiateAuth)
            && step.outcome == StepOutcome::Passed
    });
    if bad || !signed_in {
        RunOutcome::Failed
    } else {
        RunOutcome::Passed
    }
}

fn sentence(view: &RunView) -> String {
    let warnings = view
        .steps
        .iter()
        .flat_map(|step| &step.checks)
        .filter(|check| check.verdict == Verdict::Warning)
        .count();
    match view.outcome {
        RunOutcome::Running => match view.steps.last() {
            Some(step) => format!("{} is under way.", step.title),
            None => "The test is starting.".to_owned(),
        },
        RunOutcome::Passed => {
            let names: std::collections::BTreeSet<_> = view
                .attributes
                .iter()
                .map(|attribute| &attribute.name)
                .collect();
            let noted = match warnings {
                0 => String::new(),
                1 => " One check has a warning.".to_owned(),
                n => format!(" {n} checks have warnings."),
            };
            format!(
                "The sign-in works: {} attributes were received.{noted}",
                names.len()
            )
        }
        RunOutcome::Failed => view.diagnosis.first().map_or_else(
            || "The sign-in does not work.".to_owned(),
            |first| first.title.clone(),
        ),
        RunOutcome::Cancelled => "The test was cancelled before it was complete.".to_owned(),
        RunOutcome::Interrupted => INTERRUPTED.to_owned(),
    }
}

fn empty() -> RunView {
    RunView {
        run_id: String::new(),
        outcome: RunOutcome::Running,
        sentence: String::new(),
        provider: String::new(),
        provider_id: String::new(),
        mode: SignInMode::None,
        started_at: String::new(),
        duration_ms: 0,
        steps: Vec::new(),
        diagnosis: Vec::new(),
        attributes: Vec::new(),
        mapped: Mapped::default(),
        callback: CallbackView {
            uri: String::new(),
            reached_network: ReachedNetwork::No,
            parameters: Vec::new(),
        },
        tokens: Vec::new(),
        requests: Vec::new(),
        address: None,
        refused_navigations: Vec::new(),
        challenges: Vec::new(),
        fingerprint: String::new(),
    }
}
