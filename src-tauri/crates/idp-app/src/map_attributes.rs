//! What the mapping of a provider makes of given attributes.

use crate::app::App;
use crate::providers::ProviderError;
use idp_core::claims::{Attribute, ClaimSource, ClaimType, Claims};
use idp_core::mapping::{Mapped, map_attributes};
use idp_core::provider::{AttributesDraft, ProviderId};
use serde_json::Value;

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
}

impl App {
    /// Maps claims given as text: a JSON object of claims, or the JSON report of a run, whose
    /// sources are then told apart.
    ///
    /// # Errors
    /// When the provider is unknown or the text is neither.
    pub async fn map_claims(&self, id: &ProviderId, text: &str) -> Result<Mapped, MapError> {
        let rules = self.stored(id).await?.definition.attributes;
        let sources = read_claims(text)?;
        Ok(map_sources(&rules, &sources))
    }

    /// Maps the attributes of a stored run by rules that need not be saved yet.
    ///
    /// # Errors
    /// When the run is unknown or the database fails.
    pub async fn preview_mapping(
        &self,
        rules: &AttributesDraft,
        run_id: &str,
    ) -> Result<Mapped, MapError> {
        let run = self.run(run_id).await?;
        Ok(map_sources(rules, &by_source(&run.attributes)))
    }
}

fn map_sources(rules: &AttributesDraft, sources: &[(ClaimSource, Claims)]) -> Mapped {
    let borrowed: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    map_attributes(rules, &borrowed)
}

fn read_claims(text: &str) -> Result<Vec<(ClaimSource, Claims)>, MapError> {
    let refused = |error: serde_json::Error| MapError::NotClaims(error.to_string());
    let claims: Claims = serde_json::from_str(text).map_err(refused)?;
    // A report has both; a person's claims may have an attribute called "attributes".
    if claims.contains_key("outcome")
        && let Some(rows @ Value::Array(_)) = claims.get("attributes")
    {
        let rows: Vec<Attribute> = serde_json::from_value(rows.clone()).map_err(refused)?;
        return Ok(by_source(&rows));
    }
    Ok(vec![(ClaimSource::IdToken, claims)])
}

/// The claims as they were received; the text of each has its type beside it.
fn by_source(rows: &[Attribute]) -> Vec<(ClaimSource, Claims)> {
    let mut sources: Vec<(ClaimSource, Claims)> = Vec::new();
    for row in rows {
        let value = match row.claim_type {
            ClaimType::String => Value::String(row.value.clone()),
            ClaimType::Number
            | ClaimType::Boolean
            | ClaimType::Array
            | ClaimType::Object
            | ClaimType::Null => serde_json::from_str(&row.value)
                .unwrap_or_else(|_| Value::String(row.value.clone())),
        };
        let position = sources.iter().position(|(source, _)| *source == row.source);
        match position.and_then(|index| sources.get_mut(index)) {
            Some((_, claims)) => {
                claims.insert(row.name.clone(), value);
            }
            None => {
                let claims = std::iter::once((row.name.clone(), value)).collect();
                sources.push((row.source, claims));
            }
        }
    }
    sources
}
