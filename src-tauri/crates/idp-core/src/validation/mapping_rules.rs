//! The mapping rules of the provider file.

use super::{FieldCode, FieldProblem};
use crate::provider::{AttributesDraft, MappingRuleDraft};
use std::collections::BTreeSet;

pub(super) fn check(attributes: &AttributesDraft, problems: &mut Vec<FieldProblem>) {
    check_set("attributes.user", &attributes.user, problems);
    check_set("attributes.external", &attributes.external, problems);
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
