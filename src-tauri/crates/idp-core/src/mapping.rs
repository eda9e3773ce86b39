//! What the mapping rules make of received attributes.

use crate::claims::{ClaimSource, Claims, claim_text};
use crate::provider::{AttributesDraft, MappingRuleDraft};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The mapped sets and what went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Mapped {
    /// The local user profile.
    pub user: BTreeMap<String, String>,
    /// What applications receive.
    pub external: BTreeMap<String, String>,
    /// Rules without a result.
    pub problems: Vec<MappingProblem>,
}

/// A rule that gave no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingProblem {
    /// The rule's target.
    pub target: String,
    /// Whether the value is required in the USER set: then the run fails.
    pub required: bool,
    /// The problem and the next step.
    pub message: String,
}

/// Applies the rules to claims by source; the ID token wins over userinfo, which wins
/// over the access token.
#[must_use]
pub fn map_attributes(rules: &AttributesDraft, sources: &[(ClaimSource, &Claims)]) -> Mapped {
    let mut mapped = Mapped::default();
    let mut ordered: Vec<_> = sources.to_vec();
    ordered.sort_by_key(|(source, _)| *source);
    for (set, required_counts) in [(&rules.user, true), (&rules.external, false)] {
        for rule in set {
            let target = if required_counts {
                &mut mapped.user
            } else {
                &mut mapped.external
            };
            match value_of(rule, &ordered) {
                Ok(Some(value)) => {
                    target.insert(rule.target.clone(), value);
                }
                Ok(None) if !rule.required => {}
                Ok(None) => mapped.problems.push(MappingProblem {
                    target: rule.target.clone(),
                    required: required_counts,
                    message: format!(
                        "{} is required, but {} was not received and the rule has no default.",
                        rule.target,
                        rule.source.as_deref().unwrap_or("its source"),
                    ),
                }),
                Err(message) => mapped.problems.push(MappingProblem {
                    target: rule.target.clone(),
                    required: required_counts && rule.required,
                    message,
                }),
            }
        }
    }
    if !rules.send_only_configured {
        pass_through(&ordered, &mut mapped.external);
    }
    mapped
}

fn value_of(
    rule: &MappingRuleDraft,
    sources: &[(ClaimSource, &Claims)],
) -> Result<Option<String>, String> {
    if rule.expression.is_some() {
        return Err(
            "Expressions are not evaluated by this version. Use a source claim.".to_owned(),
        );
    }
    let name = rule.source.as_deref().unwrap_or_default();
    let found = sources
        .iter()
        .find_map(|(_, claims)| claims.get(name))
        .filter(|value| !is_empty(value));
    Ok(found
        .map(|value| text_of(value, rule.multi_valued))
        .or_else(|| rule.default.clone()))
}

/// A list for a single-valued target gives its first element; a single value for a
/// multi-valued target gives a list of one.
fn text_of(value: &Value, multi_valued: bool) -> String {
    match value {
        Value::Array(items) if !multi_valued => items.first().map(claim_text).unwrap_or_default(),
        Value::Array(_) => claim_text(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            if multi_valued {
                Value::Array(vec![value.clone()]).to_string()
            } else {
                claim_text(value)
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// Attributes without a rule go to applications under their own name.
fn pass_through(sources: &[(ClaimSource, &Claims)], external: &mut BTreeMap<String, String>) {
    for (source, claims) in sources {
        if *source == ClaimSource::AccessToken {
            continue;
        }
        for (name, value) in *claims {
            external
                .entry(name.clone())
                .or_insert_with(|| claim_text(value));
        }
    }
}

#[cfg(test)]
mod tests;
