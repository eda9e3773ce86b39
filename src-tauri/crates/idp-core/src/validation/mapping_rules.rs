//! The mapping rules of the provider file.

use super::{FieldCode, FieldProblem, Severity};
use crate::mapping::{RulePart, Transform, USER_IDENTITY_TARGETS, rule_errors};
use crate::provider::{MappingRuleDraft, ProviderDraft};
use std::collections::BTreeSet;

/// Longest name of a target, in characters.
const TARGET_MAX: usize = 256;
/// Most rules of a set.
const RULES_MAX: usize = 500;
/// Most transformations of a rule.
const TRANSFORMS_MAX: usize = 20;

pub(super) fn check(draft: &ProviderDraft, problems: &mut Vec<FieldProblem>) {
    let attributes = &draft.attributes;
    check_set("attributes.user", &attributes.user, problems);
    check_set("attributes.external", &attributes.external, problems);
    check_identity(&attributes.user, draft.enabled, problems);
}

/// A set that fills a user needs what a user is known by: an enabled provider could create
/// nobody without it. A disabled one is being worked on, and one without USER rules creates
/// nobody and is not meant to.
fn check_identity(rules: &[MappingRuleDraft], enabled: bool, problems: &mut Vec<FieldProblem>) {
    if rules.is_empty() {
        return;
    }
    let (severity, meanwhile) = if enabled {
        let or = ", or disable the provider until all rules are there";
        (Severity::Error, or)
    } else {
        (Severity::Warning, "")
    };
    for target in USER_IDENTITY_TARGETS {
        if !rules.iter().any(|rule| rule.target == target) {
            let message = format!(
                "No rule fills {target}. Without it no user can be created from these attributes. Add a rule for it{meanwhile}."
            );
            problems.push(FieldProblem {
                severity,
                ..FieldProblem::error("attributes.user", FieldCode::IdentityTargetMissing, message)
            });
        }
    }
}

fn check_set(path: &str, rules: &[MappingRuleDraft], problems: &mut Vec<FieldProblem>) {
    if rules.len() > RULES_MAX {
        problems.push(FieldProblem::error(
            path,
            FieldCode::TooLong,
            format!("There are more than {RULES_MAX} rules. Remove some."),
        ));
        return;
    }
    let mut targets = BTreeSet::new();
    for (index, rule) in rules.iter().enumerate() {
        let path = format!("{path}[{index}]");
        check_target(&path, &rule.target, &mut targets, problems);
        check_value(&path, rule, problems);
        check_texts(&path, rule, problems);
    }
}

fn check_target<'r>(
    path: &str,
    target: &'r str,
    targets: &mut BTreeSet<&'r str>,
    problems: &mut Vec<FieldProblem>,
) {
    let mut report = |code, text: String| {
        problems.push(FieldProblem::error(format!("{path}.target"), code, text));
    };
    if target.trim().is_empty() {
        report(
            FieldCode::Required,
            "Enter the attribute to fill.".to_owned(),
        );
    } else if target.chars().count() > TARGET_MAX {
        let text = format!("Shorten the name to {TARGET_MAX} characters.");
        report(FieldCode::TooLong, text);
    } else if !targets.insert(target) {
        let text = format!("Another rule fills {target} already. Remove one of them.");
        report(FieldCode::Repeated, text);
    }
}

/// A rule has one place that its value comes from.
fn check_value(path: &str, rule: &MappingRuleDraft, problems: &mut Vec<FieldProblem>) {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    let begins = |transform: &Transform| {
        matches!(
            transform,
            Transform::Constant { .. } | Transform::Template { .. }
        )
    };
    let begun = rule.transforms.first().is_some_and(begins);
    let ways = [given(&rule.source), given(&rule.expression), begun];
    if ways.into_iter().filter(|way| *way).count() != 1 {
        problems.push(FieldProblem::error(
            format!("{path}.source"),
            FieldCode::RuleIncomplete,
            "Give either a source claim or an expression, or begin with a fixed text or a template.",
        ));
    } else if given(&rule.expression) && !rule.transforms.is_empty() {
        problems.push(FieldProblem::error(
            format!("{path}.transforms"),
            FieldCode::RuleIncomplete,
            "An expression has no transformations beside it. Write them into the expression, or remove it.",
        ));
    }
    let later = rule.transforms.iter().skip(1).position(begins);
    if let Some(later) = later {
        problems.push(FieldProblem::error(
            format!("{path}.transforms[{}]", later + 1),
            FieldCode::TransformInvalid,
            "A fixed text or a template forgets what was before it. Put it first, or remove it.",
        ));
    }
    if rule.transforms.len() > TRANSFORMS_MAX {
        problems.push(FieldProblem::error(
            format!("{path}.transforms"),
            FieldCode::TooLong,
            format!(
                "There are more than {TRANSFORMS_MAX} transformations. Write an expression instead."
            ),
        ));
    }
}

/// Expressions follow the grammar, and transformations have what they need.
fn check_texts(path: &str, rule: &MappingRuleDraft, problems: &mut Vec<FieldProblem>) {
    for error in rule_errors(rule) {
        let place = || format!(" (character {})", error.offset + 1);
        let (field, code, place) = match error.part {
            RulePart::Condition => (
                "condition".to_owned(),
                FieldCode::ExpressionInvalid,
                place(),
            ),
            RulePart::Expression => (
                "expression".to_owned(),
                FieldCode::ExpressionInvalid,
                place(),
            ),
            RulePart::Transform => (
                format!("transforms[{}]", error.offset),
                FieldCode::TransformInvalid,
                String::new(),
            ),
        };
        let message = format!("{}{place}", error.message);
        problems.push(FieldProblem::error(
            format!("{path}.{field}"),
            code,
            message,
        ));
    }
}
