//! What the mapping rules make of received attributes.

use crate::claims::{Attribute, ClaimSource, Claims, claim_text, is_per_token};
use crate::provider::{AttributesDraft, MappingRuleDraft, ProviderDraft};
use serde_json::Value;
use std::collections::BTreeMap;

pub mod catalogue;
mod fixture;
mod result;
mod template;
mod transform;

pub use catalogue::{TRANSFORMS, TransformEntry};
pub use fixture::{
    Fixture, FixtureComparison, FixtureDifference, FixtureSummary, differences, pseudonymised,
};
pub use result::{
    ExpressionCode, Mapped, MappedValue, MappingView, MappingProblem, OtherSource, RuleError,
    RulePart, RuleResult, RuleSet, RuleStatus, RuleSteps, RuleText, Suggestion,
};
pub(crate) use template::Template;
pub use transform::{LookupRow, Transform};

/// The targets without which a local user cannot be created.
pub const USER_IDENTITY_TARGETS: [&str; 2] = ["email", "username"];

/// What was received in a sign-in, and from whom.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The claims by source.
    pub sources: &'a [(ClaimSource, &'a Claims)],
    /// What expressions may know of the provider.
    pub connection: &'a Connection,
}

/// What expressions may know of the provider, as the variable `provider`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The display name.
    pub name: String,
    /// The issuer; empty without one.
    pub issuer: String,
    /// The client ID; empty without one.
    pub client_id: String,
}

impl Connection {
    /// What a definition tells.
    #[must_use]
    pub fn of(definition: &ProviderDraft) -> Self {
        let oauth = definition.oauth.as_ref();
        let store = definition.user_store.as_ref();
        Self {
            name: definition.display_name.clone(),
            issuer: oauth
                .and_then(|oauth| oauth.issuer.clone())
                .unwrap_or_default(),
            client_id: oauth
                .map(|oauth| oauth.client_id.clone())
                .or_else(|| store.map(|store| store.client_id.clone()))
                .unwrap_or_default(),
        }
    }
}

/// Applies the rules to what was received. In the usual order the ID token wins over
/// userinfo, which wins over the access token. This is the one way from rules to values:
/// preview, test run and command line call it.
#[must_use]
pub fn map_attributes(rules: &AttributesDraft, received: &Received) -> MappingView {
    MappingView {
        mapped: map(rules, received.sources),
        runs: 1,
        ..MappingView::default()
    }
}

/// A CEL text taken apart, for an editor.
#[must_use]
pub fn read_rule_text(_text: &str) -> RuleText {
    RuleText {
        steps: None,
        error: None,
    }
}

/// Proposals for targets that no rule fills.
#[must_use]
pub fn suggest(_rules: &AttributesDraft, _rows: &[Attribute]) -> Vec<Suggestion> {
    Vec::new()
}

fn map(rules: &AttributesDraft, sources: &[(ClaimSource, &Claims)]) -> Mapped {
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
