//! What window, command line, history and tests print.

use super::{DecodedToken, ReachedNetwork, RequestTrace, SignInMode, StepKind};
use crate::checks::{CheckId, Requirement, Verdict};
use crate::claims::Attribute;
use crate::diagnosis::{Diagnosis, DiagnosisCode};
use crate::mapping::{Mapped, MappedLists, lists};
use serde::Serialize;

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// Still going on.
    Running,
    /// Every `must` check passed.
    Passed,
    /// A `must` check failed or was left unchecked.
    Failed,
    /// The person cancelled.
    Cancelled,
    /// The program ended while it ran.
    Interrupted,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// Still going on.
    Running,
    /// Every `must` check passed.
    Passed,
    /// A `must` check failed.
    Failed,
    /// A `must` check could not be made.
    NotChecked,
    /// Left out.
    Skipped,
}

/// A check with its texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// Which check.
    pub check: CheckId,
    /// Whether it can fail the run.
    pub requirement: Requirement,
    /// What was found.
    pub verdict: Verdict,
    /// The value found.
    pub found: Option<String>,
    /// The value expected.
    pub expected: Option<String>,
    /// What it says when it holds.
    pub text: String,
    /// Where the rule is written.
    pub source: String,
}

impl CheckView {
    /// The check as a line: that it does not hold is said before what should hold.
    #[must_use]
    pub fn in_words(&self) -> String {
        let values = [("found", &self.found), ("expected", &self.expected)];
        let named =
            |(name, value): (&str, &Option<String>)| Some(format!("{name} {}", value.as_ref()?));
        let values: Vec<String> = values.into_iter().filter_map(named).collect();
        let line = format!("{}: {}", self.verdict.words(), self.text);
        if values.is_empty() {
            line
        } else {
            format!("{line}; {}", values.join(", "))
        }
    }
}

/// A step with its checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Which step.
    pub step: StepKind,
    /// Its name.
    pub title: String,
    /// How it stands.
    pub outcome: StepOutcome,
    /// Its duration in milliseconds.
    pub duration_ms: u32,
    /// Why it was left out.
    pub skipped: Option<String>,
    /// Its checks.
    pub checks: Vec<CheckView>,
}

/// What became of the callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CallbackView {
    /// The callback that was waited for.
    pub uri: String,
    /// Whether its request may have left the machine.
    pub reached_network: ReachedNetwork,
    /// Its parameters, redacted; empty when it never came.
    pub parameters: Vec<super::NameValue>,
}

/// The page in the sign-in window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInAddress {
    /// `https://host[:port]`.
    pub origin: String,
    /// Whether it came over TLS.
    pub secure: bool,
}

/// One test run, whole, as it goes to the window; [`RunView::report`] is the JSON of
/// `idpctl test --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// The run.
    pub run_id: String,
    /// How it stands.
    pub outcome: RunOutcome,
    /// The verdict in one sentence.
    pub sentence: String,
    /// Name of the provider at that time.
    pub provider: String,
    /// The provider.
    pub provider_id: String,
    /// How the sign-in was done.
    pub mode: SignInMode,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// Milliseconds.
    pub duration_ms: u32,
    /// The steps so far.
    pub steps: Vec<StepView>,
    /// Causes and next steps.
    pub diagnosis: Vec<Diagnosis>,
    /// Everything received.
    pub attributes: Vec<Attribute>,
    /// What the mapping made of it.
    #[serde(serialize_with = "lists::of_mapped")]
    #[specta(type = MappedLists)]
    pub mapped: Mapped,
    /// What became of the callback.
    pub callback: CallbackView,
    /// Tokens taken apart.
    pub tokens: Vec<DecodedToken>,
    /// Every request of ours.
    pub requests: Vec<RequestTrace>,
    /// The page in the sign-in window.
    pub address: Option<SignInAddress>,
    /// Where the sign-in window was not allowed to go.
    pub refused_navigations: Vec<String>,
    /// What the pool asked after the first step, whether it was answered or not.
    pub challenges: Vec<String>,
    /// Fingerprint of the tested settings.
    pub fingerprint: String,
}

impl RunView {
    /// Why its sign-in does not count as one; nothing when it passed, or when only required
    /// attributes were missing: that is for the rules to say which are looked at now.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        let codes = self.diagnosis.iter().map(|diagnosis| diagnosis.code);
        counts_as_failure(self.outcome, codes).then_some(&*self.sentence)
    }

    /// The documented JSON, in which the mapped sets are objects.
    ///
    /// # Errors
    /// Never with what a run holds; serialising says that it can.
    pub fn report(&self) -> Result<serde_json::Value, serde_json::Error> {
        let mut report = serde_json::to_value(self)?;
        if let Some(mapped) = report.get_mut("mapped") {
            *mapped = serde_json::to_value(&self.mapped)?;
        }
        Ok(report)
    }
}

/// Whether a run with these diagnoses failed by something else than its mapping rules.
pub fn counts_as_failure(
    outcome: RunOutcome,
    diagnosis: impl IntoIterator<Item = DiagnosisCode>,
) -> bool {
    match outcome {
        RunOutcome::Passed => false,
        RunOutcome::Failed => {
            let mut codes = diagnosis.into_iter().peekable();
            codes.peek().is_none()
                || codes.any(|code| code != DiagnosisCode::RequiredAttributeMissing)
        }
        RunOutcome::Running | RunOutcome::Cancelled | RunOutcome::Interrupted => true,
    }
}

/// A row of the list of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// The run.
    pub run_id: String,
    /// The provider; it may be deleted since.
    pub provider_id: String,
    /// Name of the provider at that time.
    pub provider: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// Milliseconds.
    pub duration_ms: u32,
    /// How it stands.
    pub outcome: RunOutcome,
    /// The verdict in one sentence.
    pub sentence: String,
}
