//! The mapping rules of the provider file.

use super::{FieldCode, FieldProblem};
use crate::mapping::USER_IDENTITY_TARGETS;
use crate::provider::{AttributesDraft, MappingRuleDraft};
use std::collections::BTreeSet;

pub(super) fn check(attributes: &AttributesDraft, problems: &mut Vec<FieldProblem>) {
    check_set("attributes.user", &attributes.user, problems);
    check_set("attributes.external", &attributes.external, problems);
    check_identity(&attributes.user, problems);
}

/// A set that fills a user needs what a user is known by. A warning: the rules still say
/// what to do with the attributes, only no user can be created from them.
fn check_identity(rules: &[MappingRuleDraft], problems: &mut Vec<FieldProblem>) {
    if rules.is_empty() {
        return;
    }
    for target in USER_IDENTITY_TARGETS {
        if !rules.iter().any(|rule| rule.target == target) {
            problems.push(FieldProblem::warning(
                "attributes.user",
                FieldCode::IdentityTargetMissing,
                format!("No rule fills {target}. Without it no user can be created from these attributes. Add a rule for it."),
            ));
        }
    }
}

fn check_set(path: &str, rules: &[MappingRuleDraft], problems: &mut Vec<FieldProblem>) {
    let mut targets = BTreeSet::new();
    for (index, rule) in rules.iter().enumerate() {
        if rule.target.trim().is_empty() {
            problems.push(FieldProblem::error(
                format!("{path}[{index}].target"),
                FieldCode::Required,
                "Enter the attribute to fill.",
            ));
        } else if !targets.insert(rule.target.as_str()) {
            problems.push(FieldProblem::error(
                format!("{path}[{index}].target"),
                FieldCode::Repeated,
                format!(
                    "Another rule fills {} already. Remove one of them.",
                    rule.target
                ),
            ));
        }
        let source = rule.source.as_deref().is_some_and(|text| !text.is_empty());
        let expression = rule
            .expression
            .as_deref()
            .is_some_and(|text| !text.is_empty());
        if source == expression {
            problems.push(FieldProblem::error(
                format!("{path}[{index}].source"),
                FieldCode::RuleIncomplete,
                "Give either a source claim or an expression.",
            ));
        }
    }
}
