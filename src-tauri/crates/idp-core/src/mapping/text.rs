//! CEL texts for an editor, and what is wrong with rules before they are applied.

use super::canonical;
use super::rule::Rule;
use super::{RuleError, RulePart, RuleSet, RuleText};
use crate::expression::Expression;
use crate::provider::MappingRuleDraft;

/// A CEL text taken apart: the source and the transformations that it is, when it is one that
/// they give; otherwise it is an expression of its own.
#[must_use]
pub fn read_rule_text(text: &str) -> RuleText {
    match Expression::parse(text) {
        Ok(expression) => RuleText {
            steps: canonical::steps_of(&expression),
            error: None,
        },
        Err(fault) => RuleText {
            steps: None,
            error: Some(fault.in_text(RulePart::Expression, text)),
        },
    }
}

/// What is wrong with a rule, whatever is received.
#[must_use]
pub fn rule_errors(rule: &MappingRuleDraft) -> Vec<RuleError> {
    Rule::new(RuleSet::User, rule).errors().cloned().collect()
}

/// The whole rule as CEL: its value, default and condition. Flags such as *required* and
/// *several values* say what is done with the result, and are not part of it.
pub(super) fn rule_text(rule: &MappingRuleDraft) -> String {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let mut text = match given(&rule.expression) {
        Some(expression) => expression,
        None => {
            let source = rule.source.as_deref().filter(|source| !source.is_empty());
            canonical::text_of(source, rule.read_from, &rule.transforms)
        }
    };
    if let Some(default) = given(&rule.default) {
        let list = if given(&rule.expression).is_some() {
            format!("values({text})")
        } else {
            text
        };
        text = format!("{list}.ifEmpty({})", crate::expression::quoted(&default));
    }
    match given(&rule.condition) {
        Some(condition) => format!("({condition}) ? {text} : []"),
        None => text,
    }
}
