//! CEL texts for an editor, and what is wrong with rules before they are applied.

use super::canonical;
use super::rule::Rule;
use super::{RuleError, RulePart, RuleSet, RuleSteps, RuleText, Transform};
use crate::expression::{Expression, Kind, Node};
use crate::provider::MappingRuleDraft;

/// A CEL text taken apart: the source and the transformations that it is, when it is one that
/// they give; otherwise it is an expression of its own.
#[must_use]
pub fn read_rule_text(text: &str) -> RuleText {
    match Expression::parse(text) {
        Ok(expression) => RuleText {
            steps: whole_rule(&expression, text).or_else(|| steps_of(expression.root())),
            error: None,
        },
        Err(fault) => RuleText {
            steps: None,
            error: Some(fault.in_text(RulePart::Expression, text)),
        },
    }
}

/// Steps with the default that they end with.
fn steps_of(node: &Node) -> Option<RuleSteps> {
    let mut steps = canonical::steps_of(node)?;
    if let Some(Transform::DefaultIfEmpty { value }) = steps.transforms.last() {
        steps.default = Some(value.clone());
        steps.transforms.pop();
    }
    Some(steps)
}

/// `(condition) ? steps : []`, as [`rule_text`] writes it.
fn whole_rule(expression: &Expression, text: &str) -> Option<RuleSteps> {
    let Kind::Conditional(parts) = &expression.root().kind else {
        return None;
    };
    // In brackets it is a step that decides, and no condition.
    if expression.root().span.of(text).ends_with(')') {
        return None;
    }
    let [condition, then, otherwise] = &**parts;
    if !matches!(&otherwise.kind, Kind::List(elements) if elements.is_empty()) {
        return None;
    }
    let written = condition.span.of(text);
    let inside = written
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    // `(a) && (b)` has brackets at both ends as well.
    let same = |text: &&str| Expression::parse(text).is_ok_and(|found| found.root() == condition);
    let condition = inside.filter(same).unwrap_or(written);
    let mut steps = steps_of(then)?;
    steps.condition = Some(condition.to_owned());
    Some(steps)
}

/// The claims that a CEL text names; none when it is not one.
pub(super) fn claims_read(text: &str) -> Vec<String> {
    let Ok(expression) = Expression::parse_made(text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    expression.root().claims_read(&mut found);
    found
}

/// The claims that the value of a rule is made of, without its condition.
pub(super) fn value_reads(rule: &MappingRuleDraft) -> Vec<String> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    match (given(&rule.expression), given(&rule.source)) {
        (Some(expression), _) => claims_read(&expression),
        // Most rules are no more than this.
        (None, Some(source)) if rule.transforms.is_empty() => vec![source],
        (None, source) => {
            let text = canonical::text_of(source.as_deref(), rule.read_from, &rule.transforms);
            claims_read(&text)
        }
    }
}

/// The constant texts in the value and the condition of a rule.
pub(super) fn constants(rule: &MappingRuleDraft) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(expression) = Expression::parse_made(&rule_text(rule)) {
        expression
            .root()
            .each_text(&mut |text| found.push(text.to_owned()));
    }
    found
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
            format!("values({})", closed(text))
        } else {
            text
        };
        text = format!("{list}.ifEmpty({})", crate::expression::quoted(&default));
    }
    match given(&rule.condition) {
        Some(condition) => format!("({}) ? {} : []", closed(condition), in_brackets(text)),
        None => text,
    }
}

/// A text with something after it on the same line: a comment in it ends before.
fn closed(text: String) -> String {
    if text.contains("//") {
        text + "\n"
    } else {
        text
    }
}

/// A text as a part of a condition, which takes no other one without brackets.
fn in_brackets(text: String) -> String {
    let is_condition = Expression::parse_made(&text)
        .is_ok_and(|expression| matches!(expression.root().kind, Kind::Conditional(_)));
    if is_condition {
        format!("({})", closed(text))
    } else {
        closed(text)
    }
}
