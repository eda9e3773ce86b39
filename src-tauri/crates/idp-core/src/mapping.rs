//! What the mapping rules make of received attributes.

use crate::claims::{ClaimSource, Claims, claim_text, is_per_token};
use crate::provider::{AttributesDraft, MappingRuleDraft};
use serde_json::Value;
use std::collections::BTreeMap;

pub mod catalogue;
mod result;
mod transform;

pub use catalogue::{TRANSFORMS, TransformEntry};
pub use result::{
    ExpressionCode, Mapped, MappedValue, MappingPreview, MappingProblem, OtherSource, RuleError,
    RulePart, RuleResult, RuleSet, RuleStatus, RuleSteps, RuleText, Suggestion,
};
pub use transform::{LookupRow, Transform};

/// The targets without which a local user cannot be created.
pub const USER_IDENTITY_TARGETS: [&str; 2] = ["email", "username"];

/// Applies the rules to claims by source; the ID token wins over userinfo, which wins
/// over the access token.
#[must_use]
pub fn map_attributes(rules: &AttributesDraft, sources: &[(ClaimSource, &Claims)]) -> Mapped {
    let mut ordered: Vec<_> = sources.to_vec();
    ordered.sort_by_key(|(source, _)| *source);
    let mut mapped = Mapped::default();
    for rule in &rules.user {
        let required = rule.required || is_identity(&rule.target);
        match value_of(rule, &ordered) {
            Ok(Some(value)) => {
                mapped.user.insert(rule.target.clone(), value);
            }
            Ok(None) if required => mapped.problems.push(missing(rule, true)),
            Ok(None) => {}
            Err(message) => mapped.problems.push(problem(rule, required, message)),
        }
    }
    for rule in &rules.external {
        match value_of(rule, &ordered) {
            Ok(Some(value)) => {
                mapped.external.insert(rule.target.clone(), value);
            }
            Ok(None) if rule.required => mapped.problems.push(missing(rule, false)),
            Ok(None) => {}
            Err(message) => mapped.problems.push(problem(rule, false, message)),
        }
    }
    if !rules.send_only_configured {
        pass_through(&rules.external, &ordered, &mut mapped.external);
    }
    mapped
}

/// Whether a USER target is needed whatever its rule says: without e-mail address and user
/// name there is no user to create.
#[must_use]
pub fn is_identity(target: &str) -> bool {
    USER_IDENTITY_TARGETS.contains(&target)
}

fn missing(rule: &MappingRuleDraft, required: bool) -> MappingProblem {
    let source = rule.source.as_deref().unwrap_or("its source");
    let message = format!(
        "{} is required, but {source} was not received and the rule has no default.",
        rule.target,
    );
    problem(rule, required, message)
}

fn problem(rule: &MappingRuleDraft, required: bool, message: String) -> MappingProblem {
    MappingProblem {
        target: rule.target.clone(),
        required,
        message,
    }
}

fn value_of(
    rule: &MappingRuleDraft,
    sources: &[(ClaimSource, &Claims)],
) -> Result<Option<MappedValue>, String> {
    if rule.expression.is_some() {
        return Err(
            "Expressions are not evaluated by this version. Use a source claim.".to_owned(),
        );
    }
    let name = rule.source.as_deref().unwrap_or_default();
    let found = sources
        .iter()
        .find_map(|(_, claims)| claims.get(name).filter(|value| !is_empty(value)));
    let default = || {
        let text = rule.default.clone().filter(|text| !text.is_empty())?;
        Some(if rule.multi_valued {
            MappedValue::Many(vec![text])
        } else {
            MappedValue::One(text)
        })
    };
    Ok(found
        .map(|value| mapped_value(value, rule.multi_valued))
        .or_else(default))
}

/// A list for a single-valued target gives its first element; a single value for a
/// multi-valued target gives a list of one.
fn mapped_value(value: &Value, multi_valued: bool) -> MappedValue {
    match value {
        Value::Array(items) if multi_valued => {
            MappedValue::Many(items.iter().map(claim_text).collect())
        }
        Value::Array(items) => MappedValue::One(items.first().map(claim_text).unwrap_or_default()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            if multi_valued {
                MappedValue::Many(vec![claim_text(value)])
            } else {
                MappedValue::One(claim_text(value))
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

/// Attributes that no rule reads go to applications under their own name; what belongs to
/// the token and not to the person does not.
fn pass_through(
    rules: &[MappingRuleDraft],
    sources: &[(ClaimSource, &Claims)],
    external: &mut BTreeMap<String, MappedValue>,
) {
    for (source, claims) in sources {
        if *source == ClaimSource::AccessToken {
            continue;
        }
        for (name, value) in *claims {
            let renamed = rules.iter().any(|rule| rule.source.as_ref() == Some(name));
            if renamed || is_per_token(name) || is_empty(value) {
                continue;
            }
            external
                .entry(name.clone())
                .or_insert_with(|| mapped_value(value, value.is_array()));
        }
    }
}

#[cfg(test)]
mod tests;
