//! Mapped sets for the window, as lists. A target may have any name, and in JavaScript an
//! object with a key such as `__proto__` loses it on the way.

use super::{Mapped, MappedValue, MappingProblem};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A target and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappedEntry {
    /// The target.
    pub name: String,
    /// Its value.
    pub value: MappedValue,
}

/// [`Mapped`] as it goes to the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappedLists {
    /// The local user profile.
    pub user: Vec<MappedEntry>,
    /// What applications receive.
    pub external: Vec<MappedEntry>,
    /// Rules without a result.
    pub problems: Vec<MappingProblem>,
}

fn entries(set: &BTreeMap<String, MappedValue>) -> Vec<MappedEntry> {
    set.iter()
        .map(|(name, value)| MappedEntry {
            name: name.clone(),
            value: value.clone(),
        })
        .collect()
}

/// Writes the sets as lists.
///
/// # Errors
/// When the serialiser fails.
pub(crate) fn of_mapped<S: Serializer>(mapped: &Mapped, to: S) -> Result<S::Ok, S::Error> {
    let lists = MappedLists {
        user: entries(&mapped.user),
        external: entries(&mapped.external),
        problems: mapped.problems.clone(),
    };
    lists.serialize(to)
}

/// Writes one set, or the fields of a user, as a list.
///
/// # Errors
/// When the serialiser fails.
pub fn of_set<S: Serializer>(
    set: &BTreeMap<String, MappedValue>,
    to: S,
) -> Result<S::Ok, S::Error> {
    entries(set).serialize(to)
}
