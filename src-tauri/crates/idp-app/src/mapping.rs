//! What the mapping rules of a provider make of attributes: of claims in a file, of a sample
//! that was pasted, of one stored run or of all of them.

use crate::app::App;
use crate::providers::ProviderError;
use idp_core::claims::{Attribute, ClaimSource, attribute_table, claims_by_source};
use idp_core::mapping::{Connection, MappingView, Received, Suggestion, map_attributes, suggest};
use idp_core::provider::{AttributesDraft, ProviderId};
use idp_core::run::RunOutcome;
use serde::Deserialize;

mod fixtures;
mod sample;

/// How many of a provider's runs are looked at together, the newest first.
const RUNS_MAX: usize = 100;

/// Why attributes could not be mapped.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The provider or the run.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The run with the attributes.
    #[error(transparent)]
    Run(#[from] crate::runs::RunError),
    /// The text is not what was expected.
    #[error(
        "These are not attributes: {0}. Give a JSON object of claims, or the report that idpctl test --json prints."
    )]
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
    /// All stored runs of a provider in which attributes were received; of each rule the
    /// worst result is shown.
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
    run_id: Option<String>,
    attributes: Vec<Attribute>,
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
        let (connection, samples) = self.samples(input).await?;
        let mut views = samples.into_iter().map(|sample| {
            let mut view = map_rows(rules, &sample.attributes, &connection);
            for result in &mut view.results {
                result.run_id.clone_from(&sample.run_id);
            }
            view
        });
        let first = views
            .next()
            .unwrap_or_else(|| map_rows(rules, &[], &connection));
        Ok(views.fold(first, MappingView::with_worse_of))
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
        let (_, samples) = self.samples(input).await?;
        let rows: Vec<_> = samples
            .iter()
            .flat_map(|sample| &sample.attributes)
            .cloned()
            .collect();
        Ok(suggest(rules, &rows))
    }

    async fn samples(&self, input: &PreviewInput) -> Result<(Connection, Vec<Sample>), MapError> {
        match input {
            PreviewInput::Run { run_id } => {
                let run = self.run(run_id).await?;
                let provider = ProviderId(run.provider_id.clone());
                let mut connection = self.connection(Some(&provider)).await?;
                connection.name = run.provider;
                let sample = Sample {
                    run_id: Some(run.run_id),
                    attributes: run.attributes,
                };
                Ok((connection, vec![sample]))
            }
            PreviewInput::Sample {
                provider_id,
                claims,
            } => {
                let connection = self.connection(provider_id.as_ref()).await?;
                let sample = Sample {
                    run_id: None,
                    attributes: sample::read_sample(claims)?,
                };
                Ok((connection, vec![sample]))
            }
            PreviewInput::AllRuns { provider_id } => {
                let connection = self.connection(Some(provider_id)).await?;
                Ok((connection, self.samples_of_runs(provider_id).await?))
            }
        }
    }

    async fn samples_of_runs(&self, provider: &ProviderId) -> Result<Vec<Sample>, MapError> {
        let mut samples = Vec::new();
        for row in self.list_runs(Some(&provider.0)).await? {
            if samples.len() == RUNS_MAX {
                break;
            }
            if row.outcome == RunOutcome::Running {
                continue;
            }
            let run = self.run(&row.run_id).await?;
            if !run.attributes.is_empty() {
                samples.push(Sample {
                    run_id: Some(run.run_id),
                    attributes: run.attributes,
                });
            }
        }
        Ok(samples)
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
