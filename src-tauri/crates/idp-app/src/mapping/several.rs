//! The stored runs that rules can be looked at with: one of them, or several together.

use super::{MapError, Sample};
use crate::app::App;
use idp_core::claims::Attribute;
use idp_core::provider::ProviderId;
use idp_core::run::{RunName, RunOutcome, counts_as_failure, person_of};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many of a provider's runs can be chosen, the newest first.
const CHOICE_MAX: u32 = 1000;
/// How many of them are looked at together, the newest first.
const TOGETHER_MAX: u32 = 100;

/// A run that received attributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunWithAttributes {
    /// Which run, whom it was made with, and when.
    #[serde(flatten)]
    pub name: RunName,
    /// How it ended.
    pub outcome: RunOutcome,
    /// How many attributes it received, by name.
    pub attributes: u32,
}

/// The runs of a provider that rules can be looked at with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunsWithAttributes {
    /// The runs, newest first.
    pub runs: Vec<RunWithAttributes>,
    /// How many of them, the newest, are looked at together.
    pub together: u32,
    /// The names of all that was received in any of them, in alphabetical order.
    pub names: Vec<String>,
}

/// A run that ended, with what it received.
struct Ended {
    name: RunName,
    outcome: RunOutcome,
    attributes: Vec<Attribute>,
    failure: Option<String>,
}

impl App {
    /// The runs of a provider that rules can be looked at with: all that ended and received
    /// attributes, however they ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn runs_with_attributes(
        &self,
        provider: &ProviderId,
    ) -> Result<RunsWithAttributes, MapError> {
        let ended = self.ended_with_attributes(provider, CHOICE_MAX).await?;
        let mut names = BTreeSet::new();
        let mut runs = Vec::with_capacity(ended.len());
        for run in ended {
            let rows = run.attributes.into_iter();
            let own: BTreeSet<String> = rows.map(|row| row.name).collect();
            runs.push(RunWithAttributes {
                name: run.name,
                outcome: run.outcome,
                attributes: u32::try_from(own.len()).unwrap_or(u32::MAX),
            });
            names.extend(own);
        }
        let together = u32::try_from(runs.len()).unwrap_or(u32::MAX);
        Ok(RunsWithAttributes {
            runs,
            together: together.min(TOGETHER_MAX),
            names: names.into_iter().collect(),
        })
    }

    /// What the newest of these runs received.
    pub(super) async fn samples_of_runs(
        &self,
        provider: &ProviderId,
    ) -> Result<Vec<Sample>, MapError> {
        let ended = self.ended_with_attributes(provider, TOGETHER_MAX).await?;
        let samples = ended.into_iter().map(|run| Sample {
            run: Some(run.name),
            attributes: run.attributes,
            failure: run.failure,
            newer: None,
        });
        Ok(samples.collect())
    }

    /// At most so many, newest first. One more is read, because one run can be going on.
    async fn ended_with_attributes(
        &self,
        provider: &ProviderId,
        most: u32,
    ) -> Result<Vec<Ended>, MapError> {
        // Asked before reading: a run that ends meanwhile then reads as finished.
        let running = self.running().is_some();
        let received = self.inner.store.runs();
        let received = received.received(&provider.0, None, most + 1).await?;
        let ended = received.into_iter().filter_map(|one| {
            let summary = self.run_summary(one.run, running);
            let outcome = summary.outcome;
            if outcome == RunOutcome::Running {
                return None;
            }
            let failed = counts_as_failure(outcome, one.diagnosis);
            Some(Ended {
                name: RunName {
                    run_id: summary.run_id,
                    person: person_of(&one.attributes),
                    started_at: summary.started_at,
                },
                outcome,
                failure: failed.then_some(summary.sentence),
                attributes: one.attributes,
            })
        });
        Ok(ended.take(most as usize).collect())
    }
}
