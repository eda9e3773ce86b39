//! Attributes that are kept to see what a change of rules changes.

use super::rule::Rule;
use super::{Mapped, MappedValue, MappingProblem, MappingView, RuleResult, RuleSet};
use crate::claims::Attribute;
use crate::provider::{AttributesDraft, ProviderId};
use serde::Serialize;
use std::collections::BTreeSet;

mod pseudonyms;

use pseudonyms::Pseudonyms;

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

/// A fixture that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFixture {
    /// The fixture.
    pub fixture: FixtureSummary,
    /// Targets that come out differently because values were replaced by pseudonyms: for
    /// these the fixture does not show what the rules make of real values.
    pub changed: Vec<String>,
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
    /// Rules that cannot be evaluated, whatever is received.
    pub unusable: Vec<UnusableRule>,
}

/// A rule with an error that needs no attributes to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UnusableRule {
    /// Its set.
    pub set: RuleSet,
    /// Its target.
    pub target: String,
    /// The problem and the next step.
    pub message: String,
}

/// The rules that cannot be evaluated, whatever is received.
#[must_use]
pub fn unusable_rules(rules: &AttributesDraft) -> Vec<UnusableRule> {
    let user = rules.user.iter().map(|rule| (RuleSet::User, rule));
    let external = rules.external.iter().map(|rule| (RuleSet::External, rule));
    user.chain(external)
        .filter_map(|(set, draft)| {
            let rule = Rule::new(set, draft);
            let error = rule.errors().next()?;
            Some(UnusableRule {
                set,
                target: draft.target.clone(),
                message: error.message.clone(),
            })
        })
        .collect()
}

/// A target with another result than the accepted one: another value, or a problem that was
/// not accepted, also where a default or another rule gives the same value.
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
    /// What goes wrong now, when a rule says.
    pub problem: Option<String>,
}

/// What is different from the accepted result of a fixture.
#[must_use]
pub fn differences(fixture: &Fixture, now: &MappingView) -> Vec<FixtureDifference> {
    let expected = &fixture.expected;
    let mapped = &now.mapped;
    let sets = [
        (RuleSet::User, &expected.user, &mapped.user),
        (RuleSet::External, &expected.external, &mapped.external),
    ];
    let mut found = Vec::new();
    for (set, before, after) in sets {
        let rules = now.results.iter().filter(|result| result.set == set);
        let names: BTreeSet<&str> = before
            .keys()
            .chain(after.keys())
            .chain(rules.map(|result| &result.target))
            .map(String::as_str)
            .collect();
        for target in names {
            let problem = new_problem(expected, now, set, target);
            if before.get(target) == after.get(target) && problem.is_none() {
                continue;
            }
            found.push(FixtureDifference {
                fixture_id: fixture.fixture_id.clone(),
                fixture: fixture.name.clone(),
                set,
                target: target.to_owned(),
                before: before.get(target).cloned(),
                after: after.get(target).cloned(),
                problem: problem.or_else(|| of_rules(now, set, target).last().map(in_full)),
            });
        }
    }
    found
}

/// A problem with a target of this set, when there are more than were accepted, or it is one
/// by which a run fails now. What was accepted does not say its set.
fn new_problem(expected: &Mapped, now: &MappingView, set: RuleSet, target: &str) -> Option<String> {
    let count = |mapped, counts: fn(&MappingProblem) -> bool| {
        of_target(mapped, target).filter(|one| counts(one)).count()
    };
    let more = |counts| count(&now.mapped, counts) > count(expected, counts);
    let mut own = of_rules(now, set, target);
    if more(|problem| problem.required)
        && let Some(found) = own.find(|(_, problem, _)| problem.required)
    {
        return Some(in_full(found));
    }
    let also = match set {
        RuleSet::User => more(|_| true),
        // Only those of the user are required for a user.
        RuleSet::External => more(|problem| !problem.required),
    };
    let last = of_rules(now, set, target).last().filter(|_| also);
    last.map(in_full)
}

type Told<'n> = (&'n RuleResult, &'n MappingProblem, String);

fn in_full((_, _, message): Told<'_>) -> String {
    message
}

/// The problems of the rules of one set with this target.
fn of_rules<'n>(
    now: &'n MappingView,
    set: RuleSet,
    target: &str,
) -> impl Iterator<Item = Told<'n>> {
    let all = now.problems_in_full();
    all.filter(move |(result, _, _)| result.set == set && result.target == target)
}

fn of_target<'m>(mapped: &'m Mapped, target: &str) -> impl Iterator<Item = &'m MappingProblem> {
    let problems = mapped.problems.iter();
    problems.filter(move |problem| problem.target == target)
}

/// The same attributes with pseudonyms for values that tell who a person is, and the targets
/// for which these rules then give something else than a pseudonym of what they gave. Names
/// and types stay, and of values what rules look at: lengths, the shape of an address and its
/// domain, words that these rules name. Of names, addresses and numbers of the person no word
/// stays. Equal values stay equal. Times of the token stay as well.
#[must_use]
pub fn pseudonymised(
    attributes: &[Attribute],
    rules: &AttributesDraft,
    map: impl Fn(&[Attribute]) -> MappingView,
) -> (Vec<Attribute>, Vec<String>) {
    let mut pseudonyms = Pseudonyms::new(rules, attributes);
    let replaced: Vec<_> = attributes
        .iter()
        .map(|row| pseudonyms.of_attribute(row))
        .collect();
    let (before, after) = (map(attributes), map(&replaced));
    let mut changed: Vec<String> = Vec::new();
    for (before, after) in before.results.iter().zip(&after.results) {
        let same = before.status == after.status
            && same_shape(before.value.as_ref(), after.value.as_ref(), &mut pseudonyms);
        if !same && !changed.contains(&before.target) {
            changed.push(before.target.clone());
        }
    }
    (replaced, changed)
}

/// Whether as many values come out, and those that tell nothing of a person are the same.
fn same_shape(
    before: Option<&MappedValue>,
    after: Option<&MappedValue>,
    pseudonyms: &mut Pseudonyms,
) -> bool {
    let texts = |value: Option<&MappedValue>| match value {
        None => Vec::new(),
        Some(MappedValue::One(text)) => vec![text.clone()],
        Some(MappedValue::Many(texts)) => texts.clone(),
    };
    let (before, after) = (texts(before), texts(after));
    before.len() == after.len()
        && before
            .iter()
            .zip(&after)
            .all(|(before, after)| before == after || pseudonyms.of_text(before) != *before)
}
