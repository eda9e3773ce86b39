//! Why a rule gave what it gave.

use super::rule::{Outcome, Rule};
use super::{
    OtherSource, RuleError, RulePart, RuleResult, RuleStatus, is_required, sentence, text,
};
use crate::claims::{ClaimSource, ClaimType, claim_text, claim_type};
use crate::expression::Variables;
use serde_json::Value;

mod comparison;

/// What became of a rule, with words.
pub(super) fn result_of(
    rule: &Rule,
    index: u32,
    outcome: Outcome,
    variables: &Variables<'_>,
) -> RuleResult {
    let read_from = rule.read_from(variables);
    let others = others(rule, read_from, variables);
    let why = why(rule, &outcome, read_from, &others, variables);
    let needed = is_required(rule);
    let cel = text::rule_text(&rule.draft);
    let mut result = RuleResult {
        set: rule.set,
        index,
        target: rule.draft.target.clone(),
        status: RuleStatus::Empty,
        value: None,
        value_type: None,
        read_from,
        reads: text::claims_read(&cel),
        others,
        used_default: false,
        why,
        sentence: sentence::of_rule(rule.set, &rule.draft),
        cel,
        error: None,
        run: None,
    };
    match outcome {
        Outcome::Value {
            value,
            value_type,
            used_default,
            ..
        } => {
            result.status = RuleStatus::Ok;
            result.value = Some(value);
            result.value_type = Some(value_type);
            result.used_default = used_default;
        }
        Outcome::Empty if needed => result.status = RuleStatus::RequiredMissing,
        Outcome::Skipped if needed => result.status = RuleStatus::RequiredMissing,
        Outcome::Empty => {}
        Outcome::Skipped => result.status = RuleStatus::Skipped,
        Outcome::Error(error) => {
            result.status = RuleStatus::Error;
            result.error = Some(error);
        }
    }
    result
}

/// What the sources that were not read say about the claim of the rule.
fn others(
    rule: &Rule,
    read_from: Option<ClaimSource>,
    variables: &Variables<'_>,
) -> Vec<OtherSource> {
    let Some(source) = rule.source() else {
        return Vec::new();
    };
    let read = read_from.and_then(|place| value_in(variables, place, source));
    variables
        .sources
        .iter()
        .filter(|(place, _)| Some(*place) != read_from)
        .filter_map(|(place, claims)| {
            let value = claims.get(source)?;
            Some(OtherSource {
                source: *place,
                value: claim_text(value),
                value_type: claim_type(value),
                same: read == Some(value),
            })
        })
        .collect()
}

/// The value of a claim in one source.
fn value_in<'a>(variables: &Variables<'a>, place: ClaimSource, claim: &str) -> Option<&'a Value> {
    let mut sources = variables.sources.iter();
    let (_, claims) = sources.find(|(source, _)| *source == place)?;
    claims.get(claim)
}

/// What the sources say that do not agree with the value that was read.
fn differing(others: &[OtherSource], read: Option<&Value>) -> String {
    let text = read.map(claim_text);
    let own = read.map_or("", |value| type_words(claim_type(value)));
    let mut said = String::new();
    for other in others.iter().filter(|other| !other.same) {
        let place = place_name(other.source);
        // The same letters as another type: "true" and true.
        if Some(&other.value) == text.as_ref() {
            let kind = type_words(other.value_type);
            said.push_str(&format!(" The {place} has it as {kind} and not as {own}."));
        } else {
            said.push_str(&format!(" The {place} says something else."));
        }
    }
    said
}

/// A type as people say it.
fn type_words(kind: ClaimType) -> &'static str {
    match kind {
        ClaimType::String => "a text",
        ClaimType::Number => "a number",
        ClaimType::Boolean => "true or false",
        ClaimType::Array => "a list",
        ClaimType::Object => "an object",
        ClaimType::Null => "null",
    }
}

fn why(
    rule: &Rule,
    outcome: &Outcome,
    read_from: Option<ClaimSource>,
    others: &[OtherSource],
    variables: &Variables<'_>,
) -> String {
    match outcome {
        Outcome::Value {
            used_default: true, ..
        } => match (rule.source(), read_from) {
            (Some(source), None) => format!("{source} was not received, so the default is used."),
            _ => "The rule gave no value, so the default is used.".to_owned(),
        },
        Outcome::Value { of, .. } => {
            let mut said = match (rule.source(), read_from) {
                (Some(source), Some(place)) => {
                    let mut said = format!("{source} was read from the {}.", place_name(place));
                    said.push_str(&differing(others, value_in(variables, place, source)));
                    said
                }
                _ => "The rule gave this value.".to_owned(),
            };
            if *of > 1 && !rule.draft.multi_valued {
                said.push_str(&format!(
                    " Of {of} values the first is taken; mark the target as a list to take all."
                ));
            }
            said
        }
        Outcome::Skipped => skipped(rule, &seen_by_condition(rule, variables), variables),
        Outcome::Empty => missing(rule, read_from),
        Outcome::Error(error) => error.message.clone(),
    }
}

/// What a sentence about a rule begins with: its target, or the rule while it has none.
pub(super) fn subject(target: &str) -> &str {
    if target.trim().is_empty() {
        "This rule"
    } else {
        target
    }
}

/// Why a rule without a value has none, and what to do.
pub(super) fn missing(rule: &Rule, read_from: Option<ClaimSource>) -> String {
    let target = subject(&rule.draft.target);
    let verb = if is_required(rule) {
        "is required, but"
    } else {
        "has no value:"
    };
    match (rule.source(), rule.draft.read_from) {
        (Some(source), _) if read_from.is_some() && !rule.draft.transforms.is_empty() => format!(
            "{target} {verb} nothing was left of {source} and the rule has no default. Look at its steps, or add a default."
        ),
        (Some(source), None) => format!(
            "{target} {verb} {source} was not received and the rule has no default. Choose another claim, or add a default."
        ),
        (Some(source), Some(place)) => format!(
            "{target} {verb} {source} was not received in the {} and the rule has no default. Read it from anywhere, or add a default.",
            place_name(place)
        ),
        (None, _) => format!(
            "{target} {verb} its rule gave nothing and has no default. Correct the rule, or add a default."
        ),
    }
}

/// What went wrong, for where it is stored: without the value that a message may quote, since
/// reports replace values, but not those in sentences.
pub(super) fn failed(rule: &Rule, error: &RuleError) -> String {
    if rule.errors().any(|known| known == error) {
        return error.message.clone();
    }
    match error.part {
        RulePart::Transform => format!(
            "step {} of its rule cannot take the value that was received. The preview says why.",
            error.offset + 1
        ),
        RulePart::Condition => {
            "its condition cannot be evaluated with what was received. The preview says why."
                .to_owned()
        }
        RulePart::Expression => {
            "its expression cannot be evaluated with what was received. The preview says why."
                .to_owned()
        }
    }
}

/// Why a rule was not applied.
/// `seen` is left empty where the sentence is stored: reports replace values, but not those
/// in sentences.
pub(super) fn skipped(rule: &Rule, seen: &str, variables: &Variables<'_>) -> String {
    let target = subject(&rule.draft.target);
    let condition = rule.draft.condition.as_deref().unwrap_or_default();
    let never = comparison::never_equal(condition, variables);
    if is_required(rule) {
        let next = never.as_deref();
        let next = next.unwrap_or("Remove the condition, or widen it.");
        format!("{target} is required, but the condition of its rule is not met{seen}. {next}")
    } else {
        let next = never.map(|next| format!(" {next}")).unwrap_or_default();
        format!("The condition of the rule is not met{seen}.{next}")
    }
}

/// What the claims are that a condition names, with their types: `"true"` is not `true`.
fn seen_by_condition(rule: &Rule, variables: &Variables<'_>) -> String {
    /// More would not be read.
    const MOST: usize = 3;
    let condition = rule.draft.condition.as_deref().unwrap_or_default();
    let names = text::claims_read(condition);
    let facts = names.iter().flat_map(|name| {
        let found = variables.sources.iter().filter_map(move |(place, claims)| {
            let value = claims.get(name)?;
            let shown = match value.as_str() {
                Some(text) => format!("the text {}", sentence::quote(text)),
                None => sentence::short(&claim_text(value)),
            };
            Some(format!("{name} is {shown} in the {}", place_name(*place)))
        });
        let found: Vec<String> = found.collect();
        if found.is_empty() {
            vec![format!("{name} was not received")]
        } else {
            found
        }
    });
    let facts: Vec<String> = facts.take(MOST).collect();
    if facts.is_empty() {
        String::new()
    } else {
        format!(": {}", facts.join(", "))
    }
}

/// The name of a source in a sentence.
pub(super) fn place_name(source: ClaimSource) -> &'static str {
    match source {
        ClaimSource::IdToken => "ID token",
        ClaimSource::Userinfo => "userinfo answer",
        ClaimSource::AccessToken => "access token",
        ClaimSource::UserPool => "user pool",
    }
}
