//! What becomes of each field of a user.

use super::{FieldFate, FieldOutcome};
use crate::mapping::{MappedValue, is_identity};
use crate::users::{FieldChange, Profile, RuleValue, SignedIn};
use std::collections::BTreeSet;

/// Every field before and after, and why: those with rules in the order of the rules, then
/// the others.
pub(super) fn fields(signed_in: &SignedIn, first: bool, before: &Profile) -> Vec<FieldOutcome> {
    let rows = signed_in.values.iter().map(|rule| {
        let old = before.get(&rule.target).cloned();
        let (new, why) = after(rule, first, old.as_ref());
        outcome(&rule.target, old, new, why)
    });
    let ruled: BTreeSet<&str> = signed_in
        .values
        .iter()
        .map(|rule| rule.target.as_str())
        .collect();
    let others = before
        .iter()
        .filter(|(name, _)| !ruled.contains(name.as_str()));
    let kept = others.map(|(name, value)| {
        let value = Some(value.clone());
        outcome(
            name,
            value.clone(),
            value,
            "No rule of this provider fills it, so it stays.",
        )
    });
    rows.chain(kept).collect()
}

/// The value of a field afterwards, and why.
fn after(
    rule: &RuleValue,
    first: bool,
    old: Option<&MappedValue>,
) -> (Option<MappedValue>, &'static str) {
    let kept = |why| (old.cloned(), why);
    match &rule.value {
        Some(value) if first => (Some(value.clone()), "The first sign-in fills it."),
        _ if !first && !rule.every_login => kept("Its rule applies at the first sign-in only."),
        Some(value) if old == Some(value) => kept("The value is the same."),
        Some(value) => (Some(value.clone()), "Its rule applies at every sign-in."),
        None if rule.failed => kept("Its rule could not be evaluated, so it stays as it is."),
        None if old.is_none() => kept("Its rule gives no value."),
        None if is_identity(&rule.target) => kept("There is no user without it, so it stays."),
        None if rule.clear_when_missing => (None, "Its rule gives no value and then empties it."),
        None => kept("Its rule gives no value, so the earlier one stays."),
    }
}

fn outcome(
    name: &str,
    old: Option<MappedValue>,
    new: Option<MappedValue>,
    why: &str,
) -> FieldOutcome {
    let fate = match (&old, &new) {
        (None, None) => FieldFate::Empty,
        (None, Some(_)) => FieldFate::Set,
        (Some(_), None) => FieldFate::Cleared,
        (Some(old), Some(new)) if old == new => FieldFate::Kept,
        (Some(_), Some(_)) => FieldFate::Changed,
    };
    FieldOutcome {
        field: FieldChange {
            name: name.to_owned(),
            old,
            new,
        },
        fate,
        why: why.to_owned(),
    }
}
