//! Claims given as text.

use super::{MapError, SampleClaims};
use idp_core::claims::{Attribute, ClaimSource, Claims, attribute_table, exact_numbers};
use serde_json::Value;

/// A JSON object of claims, or the report of a run with its attributes by source.
pub(super) fn read_claims(text: &str) -> Result<Vec<Attribute>, MapError> {
    let claims = object(text)?;
    // A report has both; a person's claims may have an attribute called "attributes".
    if claims.contains_key("outcome")
        && let Some(rows @ Value::Array(_)) = claims.get("attributes")
    {
        return serde_json::from_value(rows.clone()).map_err(refused);
    }
    Ok(attribute_table(&[(ClaimSource::IdToken, &claims)]))
}

/// Claims by source; a source without text has none.
pub(super) fn read_sample(sample: &[SampleClaims]) -> Result<Vec<Attribute>, MapError> {
    let mut sources: Vec<(ClaimSource, Claims)> = Vec::new();
    for part in sample {
        if !part.text.trim().is_empty() {
            sources.push((part.source, object(&part.text)?));
        }
    }
    let borrowed: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    Ok(attribute_table(&borrowed))
}

fn object(text: &str) -> Result<Claims, MapError> {
    serde_json::from_str(&exact_numbers(text)).map_err(refused)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the argument of map_err is a value"
)]
fn refused(error: serde_json::Error) -> MapError {
    MapError::NotClaims(error.to_string())
}
