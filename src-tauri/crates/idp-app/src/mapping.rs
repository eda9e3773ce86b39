//! What the mapping rules of a provider make of attributes: of claims in a file, of a sample
//! that was pasted, of one stored run or of all of them.

use crate::app::App;
use crate::providers::ProviderError;
use idp_core::claims::{Attribute, ClaimSource, attribute_table, claims_by_source};
use idp_core::mapping::{Connection, MappingView, Received, Suggestion, map_attributes, suggest};
use idp_core::provider::{AttributesDraft, ProviderId};
use idp_core::run::RunName;
use serde::Deserialize;

mod fixtures;
mod sample;
mod several;
mod user;

pub use fixtures::Differences;
pub use several::{RunWithAttributes, RunsWithAttributes};

/// Why attributes could not be mapped.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The provider or the run.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The run with the attributes.
    #[error(transparent)]
    Run(#[from] crate::runs::RunError),
    /// The text is not what was expected; why, as a sentence without its full stop.
    #[error("{0}. Give a JSON object of claims, or the report that idpctl test --json prints.")]
    NotClaims(String),
    /// A run without attributes cannot become a fixture.
    #[error(
        "This test run received no attributes. Choose one in which the sign-in got as far as the attributes."
    )]
    NothingReceived,
}

impl From<idp_store::StoreError> for MapError {
    fn from(error: idp_store::StoreError) -> Self {
        Self::Provider(error.into())
    }
}

/// What a preview looks at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum PreviewInput {
    /// One stored run.
    Run {
        /// Which.
        run_id: String,
    },
    /// Claims that were pasted.
    Sample {
        /// The provider that the rules belong to, when it is stored.
        provider_id: Option<ProviderId>,
        /// The claims by source.
        claims: Vec<SampleClaims>,
    },
    /// The stored runs of a provider in which attributes were received, the newest of many;
    /// of each rule the worst result is shown.
    AllRuns {
        /// Which.
        provider_id: ProviderId,
    },
}

/// Pasted claims of one source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SampleClaims {
    /// Where they stand for.
    pub source: ClaimSource,
    /// A JSON object; empty text is no claims.
    pub text: String,
}

/// Received attributes of one run, or of none.
struct Sample {
    /// Its name, where it is one of several runs.
    run: Option<RunName>,
    attributes: Vec<Attribute>,
    /// Why the sign-in did not pass.
    failure: Option<String>,
    /// When the same person signed in again, where one run is looked at.
    newer: Option<String>,
}

/// What the rules are applied to.
struct Samples {
    provider_id: ProviderId,
    connection: Connection,
    samples: Vec<Sample>,
}

impl App {
    /// Maps claims given as text: a JSON object of claims, or the JSON report of a run, whose
    /// sources are then told apart.
    ///
    /// # Errors
    /// When the provider is unknown or the text is neither.
    pub async fn map_claims(&self, id: &ProviderId, text: &str) -> Result<MappingView, MapError> {
        let provider = self.stored(id).await?;
        let attributes = sample::read_claims(text)?;
        let connection = Connection::of(&provider.definition);
        Ok(map_rows(
            &provider.definition.attributes,
            &attributes,
            &connection,
        ))
    }

    /// Maps the attributes of stored runs or of a sample by rules that need not be saved yet.
    ///
    /// # Errors
    /// When the run or the provider is unknown, the sample is not one, or the database fails.
    pub async fn preview_mapping(
        &self,
        rules: &AttributesDraft,
        input: &PreviewInput,
    ) -> Result<MappingView, MapError> {
        let samples = self.samples(input).await?;
        let of_sample = |sample: &Sample| {
            let mut view = map_rows(rules, &sample.attributes, &samples.connection);
            for result in &mut view.results {
                result.run.clone_from(&sample.run);
            }
            view
        };
        let mut views: Vec<MappingView> = samples.samples.iter().map(of_sample).collect();
        self.preview_users(&samples, rules, &mut views).await?;
        let worst = views.into_iter().reduce(MappingView::with_worse_of);
        Ok(worst.unwrap_or_else(|| map_rows(rules, &[], &samples.connection)))
    }

    /// Rules that could be added for what was received. Nothing is applied.
    ///
    /// # Errors
    /// As [`Self::preview_mapping`].
    pub async fn suggest_rules(
        &self,
        rules: &AttributesDraft,
        input: &PreviewInput,
    ) -> Result<Vec<Suggestion>, MapError> {
        let samples = self.samples(input).await?.samples;
        let rows: Vec<_> = samples
            .iter()
            .flat_map(|sample| &sample.attributes)
            .cloned()
            .collect();
        Ok(suggest(rules, &rows))
    }

    async fn samples(&self, input: &PreviewInput) -> Result<Samples, MapError> {
        let (provider_id, samples) = match input {
            PreviewInput::Run { run_id } => {
                let run = self.run(run_id).await?;
                let sample = Sample {
                    run: None,
                    failure: run.failure().map(str::to_owned),
                    newer: self.newer_sign_in(&run).await?,
                    attributes: run.attributes,
                };
                (Some(ProviderId(run.provider_id)), vec![sample])
            }
            PreviewInput::Sample {
                provider_id,
                claims,
            } => {
                let sample = Sample {
                    run: None,
                    attributes: sample::read_sample(claims)?,
                    failure: None,
                    newer: None,
                };
                (provider_id.clone(), vec![sample])
            }
            PreviewInput::AllRuns { provider_id } => (
                Some(provider_id.clone()),
                self.samples_of_runs(provider_id).await?,
            ),
        };
        Ok(Samples {
            connection: self.connection(provider_id.as_ref()).await?,
            provider_id: provider_id.unwrap_or_else(|| ProviderId(String::new())),
            samples,
        })
    }

    /// What expressions may know of a provider. One that is not stored yet, or no longer, has
    /// nothing to tell.
    async fn connection(&self, id: Option<&ProviderId>) -> Result<Connection, MapError> {
        let Some(id) = id else {
            return Ok(Connection::default());
        };
        match self.stored(id).await {
            Ok(provider) => Ok(Connection::of(&provider.definition)),
            Err(ProviderError::NotFound(_)) => Ok(Connection::default()),
            Err(error) => Err(error.into()),
        }
    }
}

pub(crate) fn map_rows(
    rules: &AttributesDraft,
    rows: &[Attribute],
    connection: &Connection,
) -> MappingView {
    let sources = claims_by_source(rows);
    let borrowed: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    let received = Received {
        sources: &borrowed,
        connection,
    };
    let mut view = map_attributes(rules, &received);
    view.received = attribute_table(&borrowed);
    view
}
