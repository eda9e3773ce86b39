//! A run among others, in a few words.

use crate::claims::Attribute;
use serde::Serialize;

/// Which claims say whom a run was made with, the best first.
const NAMES: [&str; 6] = [
    "email",
    "preferred_username",
    "cognito:username",
    "username",
    "name",
    "sub",
];

/// Which run, whom it was made with, and when: several runs of one morning are told apart by
/// the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RunName {
    /// The run.
    pub run_id: String,
    /// The person as the provider names it; empty when it does not.
    pub person: String,
    /// RFC 3339, UTC.
    pub started_at: String,
}

/// Whom a run was made with; empty when nothing that was received says so.
#[must_use]
pub fn person_of(attributes: &[Attribute]) -> String {
    let named = |wanted: &&str| {
        let mut rows = attributes.iter();
        rows.find(|row| row.name == *wanted && !row.value.is_empty())
    };
    let found = NAMES.iter().find_map(named);
    found.map(|row| row.value.clone()).unwrap_or_default()
}
