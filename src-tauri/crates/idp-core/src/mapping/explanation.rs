//! Why a rule gave what it gave.

use super::rule::{Outcome, Rule};
use super::{OtherSource, RuleResult, RuleStatus, is_required, sentence, text};
use crate::claims::{ClaimSource, claim_text, claim_type};
use crate::expression::Variables;

/// What became of a rule, with words.
pub(super) fn result_of(
    rule: &Rule,
    index: u32,
    outcome: Outcome,
    variables: &Variables<'_>,
) -> RuleResult {
    let read_from = rule.read_from(variables);
    let others = others(rule, read_from, variables);
    let why = why(rule, &outcome, read_from, &others);
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
        run_id: None,
    };
    match outcome {
        Outcome::Value {
            value,
            value_type,
            used_default,
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
    let value_in = |wanted: ClaimSource| {
        let found = variables.sources.iter().find(|(place, _)| *place == wanted);
        found.and_then(|(_, claims)| claims.get(source))
    };
    let read = read_from.and_then(value_in);
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

fn why(
    rule: &Rule,
    outcome: &Outcome,
    read_from: Option<ClaimSource>,
    others: &[OtherSource],
) -> String {
    match outcome {
        Outcome::Value {
            used_default: true, ..
        } => match (rule.source(), read_from) {
            (Some(source), None) => format!("{source} was not received, so the default is used."),
            _ => "The rule gave no value, so the default is used.".to_owned(),
        },
        Outcome::Value { .. } => match (rule.source(), read_from) {
            (Some(source), Some(place)) => {
                let different = others.iter().filter(|other| !other.same);
                let different: Vec<&str> =
                    different.map(|other| place_name(other.source)).collect();
                let read = format!("{source} was read from the {}.", place_name(place));
                if different.is_empty() {
                    return read;
                }
                let names = different.join(" and the ");
                let verb = if different.len() == 1 { "says" } else { "say" };
                format!("{read} The {names} {verb} something else.")
            }
            _ => "The rule gave this value.".to_owned(),
        },
        Outcome::Skipped => skipped(rule),
        Outcome::Empty => missing(rule, read_from),
        Outcome::Error(error) => error.message.clone(),
    }
}

/// Why a rule without a value has none, and what to do.
pub(super) fn missing(rule: &Rule, read_from: Option<ClaimSource>) -> String {
    let target = &rule.draft.target;
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

/// Why a rule was not applied.
pub(super) fn skipped(rule: &Rule) -> String {
    let target = &rule.draft.target;
    if is_required(rule) {
        format!(
            "{target} is required, but the condition of its rule is not met. Remove the condition, or widen it."
        )
    } else {
        "The condition of the rule is not met.".to_owned()
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
