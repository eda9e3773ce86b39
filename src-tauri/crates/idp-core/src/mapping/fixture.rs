//! Attributes that are kept to see what a change of rules changes.

use super::{Mapped, MappedValue, RuleSet};
use crate::claims::{Attribute, ClaimType, claim_text, claim_value, is_per_token};
use crate::provider::ProviderId;
use crate::run::Pseudonyms;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Kept attributes, and the result that was accepted for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// Its identifier.
    pub fixture_id: String,
    /// The provider whose rules it is for.
    pub provider_id: ProviderId,
    /// What a person calls it.
    pub name: String,
    /// Whether its values are pseudonyms.
    pub pseudonymised: bool,
    /// The attributes as a run received them.
    pub attributes: Vec<Attribute>,
    /// The result that was accepted last.
    pub expected: Mapped,
    /// RFC 3339, UTC.
    pub created_at: String,
}

/// A fixture in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FixtureSummary {
    /// Its identifier.
    pub fixture_id: String,
    /// What a person calls it.
    pub name: String,
    /// Whether its values are pseudonyms.
    pub pseudonymised: bool,
    /// How many attributes it holds.
    pub attributes: u32,
    /// RFC 3339, UTC.
    pub created_at: String,
}

impl From<&Fixture> for FixtureSummary {
    fn from(fixture: &Fixture) -> Self {
        Self {
            fixture_id: fixture.fixture_id.clone(),
            name: fixture.name.clone(),
            pseudonymised: fixture.pseudonymised,
            attributes: u32::try_from(fixture.attributes.len()).unwrap_or(u32::MAX),
            created_at: fixture.created_at.clone(),
        }
    }
}

/// What rules would change in the results of all fixtures of a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FixtureComparison {
    /// How many fixtures were evaluated.
    pub fixtures: u32,
    /// What is different, by fixture, set and target.
    pub differences: Vec<FixtureDifference>,
}

/// A target with another result than the accepted one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FixtureDifference {
    /// The fixture.
    pub fixture_id: String,
    /// Its name.
    pub fixture: String,
    /// The set of the target.
    pub set: RuleSet,
    /// The target.
    pub target: String,
    /// The accepted value; nothing when there was none.
    pub before: Option<MappedValue>,
    /// The value now; nothing when there is none.
    pub after: Option<MappedValue>,
    /// Why there is no value now, when a rule says.
    pub problem: Option<String>,
}

/// What is different from the accepted result of a fixture.
#[must_use]
pub fn differences(fixture: &Fixture, now: &Mapped) -> Vec<FixtureDifference> {
    let sets = [
        (RuleSet::User, &fixture.expected.user, &now.user),
        (RuleSet::External, &fixture.expected.external, &now.external),
    ];
    let mut found = Vec::new();
    for (set, before, after) in sets {
        for target in changed(before, after) {
            let problem = now
                .problems
                .iter()
                .find(|problem| problem.target == target && !after.contains_key(target));
            found.push(FixtureDifference {
                fixture_id: fixture.fixture_id.clone(),
                fixture: fixture.name.clone(),
                set,
                target: target.to_owned(),
                before: before.get(target).cloned(),
                after: after.get(target).cloned(),
                problem: problem.map(|problem| problem.message.clone()),
            });
        }
    }
    found
}

fn changed<'a>(
    before: &'a BTreeMap<String, MappedValue>,
    after: &'a BTreeMap<String, MappedValue>,
) -> impl Iterator<Item = &'a str> {
    let names: BTreeSet<&str> = before
        .keys()
        .chain(after.keys())
        .map(String::as_str)
        .collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
}

/// The same attributes with pseudonyms for values that tell who a person is. Names, types
/// and shapes stay, so that rules still find what they look for: a list stays a list, an
/// address an address, and equal values stay equal. Times of the token stay as well.
#[must_use]
pub fn pseudonymised(attributes: &[Attribute]) -> Vec<Attribute> {
    let mut pseudonyms = Pseudonyms::default();
    attributes
        .iter()
        .map(|row| {
            if is_per_token(&row.name) && row.claim_type == ClaimType::Number {
                return row.clone();
            }
            let value = pseudonym(claim_value(row), &mut pseudonyms);
            Attribute {
                value: claim_text(&value),
                ..row.clone()
            }
        })
        .collect()
}

fn pseudonym(value: Value, pseudonyms: &mut Pseudonyms) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value,
        Value::String(text) if text.is_empty() || text == "true" || text == "false" => {
            Value::String(text)
        }
        // A domain of its own, so that rules on the parts of an address still work.
        Value::String(text) if text.contains('@') => {
            Value::String(format!("{}@example.com", pseudonyms.of(&text)))
        }
        Value::String(text) => Value::String(pseudonyms.of(&text)),
        Value::Number(number) => {
            let name = pseudonyms.of(&number.to_string());
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u64>().map_or(Value::Null, Value::from)
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| pseudonym(item, pseudonyms))
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, item)| (name, pseudonym(item, pseudonyms)))
            .collect(),
    }
}
