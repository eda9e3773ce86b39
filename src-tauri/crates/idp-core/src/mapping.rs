//! What the mapping rules make of received attributes.

use crate::claims::{ClaimSource, Claims, claim_text, is_per_token};
use crate::expression::{Map, Text, Val, Variables, is_empty};
use crate::provider::{AttributesDraft, ProviderDraft};
use serde_json::Value;
use std::collections::BTreeMap;

mod canonical;
pub mod catalogue;
mod explanation;
mod fixture;
mod functions;
pub mod lists;
mod result;
mod rule;
mod sentence;
mod steps;
mod suggestions;
mod template;
mod text;
mod transform;
mod worst;

pub use catalogue::{TRANSFORMS, TransformEntry};
pub use fixture::{
    Fixture, FixtureComparison, FixtureDifference, FixtureSummary, SavedFixture, UnusableRule,
    differences, pseudonymised, unusable_rules,
};
pub use functions::{EXAMPLE_CLAIMS, FUNCTIONS, FunctionEntry, FunctionGroup};
pub use lists::{MappedEntry, MappedLists};
pub use result::{
    ExpressionCode, Mapped, MappedValue, MappingProblem, MappingView, OtherSource, RuleError,
    RulePart, RuleResult, RuleSet, RuleStatus, RuleSteps, RuleText, Suggestion,
};
pub use suggestions::suggest;
pub(crate) use template::Template;
pub use text::{read_rule_text, rule_errors};
pub use transform::{LookupRow, Transform};

use rule::{Outcome, Rule, provider_value, user_value};

/// The targets without which a local user cannot be created.
pub const USER_IDENTITY_TARGETS: [&str; 2] = ["email", "username"];

/// What was received in a sign-in, and from whom.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The claims by source.
    pub sources: &'a [(ClaimSource, &'a Claims)],
    /// What expressions may know of the provider.
    pub connection: &'a Connection,
}

/// What expressions may know of the provider, as the variable `provider`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The display name.
    pub name: String,
    /// The issuer; empty without one.
    pub issuer: String,
    /// The client ID; empty without one.
    pub client_id: String,
}

impl Connection {
    /// What a definition tells.
    #[must_use]
    pub fn of(definition: &ProviderDraft) -> Self {
        let oauth = definition.oauth.as_ref();
        let store = definition.user_store.as_ref();
        Self {
            name: definition.display_name.clone(),
            issuer: oauth
                .and_then(|oauth| oauth.issuer.clone())
                .unwrap_or_default(),
            client_id: oauth
                .map(|oauth| oauth.client_id.clone())
                .or_else(|| store.map(|store| store.client_id.clone()))
                .unwrap_or_default(),
        }
    }
}

/// Applies the rules to what was received. In the usual order the ID token wins over
/// userinfo, which wins over the access token; an empty value gives way to the next. This is
/// the one way from rules to values: preview, test run, fixtures and command line call it.
#[must_use]
pub fn map_attributes(rules: &AttributesDraft, received: &Received) -> MappingView {
    Ruleset::new(rules).explain(received)
}

/// The rules of a provider, ready to be applied to many sign-ins.
#[derive(Clone, Debug)]
pub struct Ruleset {
    rules: Vec<Rule>,
    send_only_configured: bool,
}

impl Ruleset {
    /// Prepares rules. What is wrong with one shows when it is applied.
    #[must_use]
    pub fn new(rules: &AttributesDraft) -> Self {
        let of = |set, rules: &[_]| -> Vec<Rule> {
            rules.iter().map(|rule| Rule::new(set, rule)).collect()
        };
        let mut all = of(RuleSet::User, &rules.user);
        all.extend(of(RuleSet::External, &rules.external));
        Self {
            rules: all,
            send_only_configured: rules.send_only_configured,
        }
    }

    /// The mapped sets alone.
    #[must_use]
    pub fn map(&self, received: &Received) -> Mapped {
        let sources = in_order(received.sources);
        let mut mapped = Mapped::default();
        self.each(&sources, received, |rule, outcome, variables| {
            mapped.add(rule, outcome, variables);
        });
        if !self.send_only_configured {
            for (name, value) in self.passed_through(&sources) {
                let value = || passed_value(value);
                mapped.external.entry(name.to_owned()).or_insert_with(value);
            }
        }
        mapped
    }

    /// The mapped sets, and what became of each rule and why.
    #[must_use]
    pub fn explain(&self, received: &Received) -> MappingView {
        let sources = in_order(received.sources);
        let mut view = MappingView {
            mapped: self.map(received),
            runs: 1,
            ..MappingView::default()
        };
        self.each(&sources, received, |rule, outcome, variables| {
            let before = view.results.iter().filter(|row| row.set == rule.set);
            let index = u32::try_from(before.count()).unwrap_or(u32::MAX);
            let mut result = explanation::result_of(rule, index, outcome, variables);
            if !self.send_only_configured {
                result.sentence.push_str(&sentence::in_place_of(rule));
            }
            view.results.push(result);
        });
        if self.send_only_configured {
            let passed = self.passed_through(&sources).into_iter();
            view.dropped = passed.map(|(name, _)| name.to_owned()).collect();
        }
        view
    }

    /// Applies one rule after the other, and shows each outcome.
    fn each(
        &self,
        sources: &[(ClaimSource, &Claims)],
        received: &Received,
        mut see: impl FnMut(&Rule, Outcome, &Variables<'_>),
    ) {
        let looks = self.rules.iter().any(Rule::has_expressions);
        let mut user: Vec<(Val<'_>, Val<'_>)> = Vec::new();
        let mut variables = Variables {
            sources,
            user: Map::Merged(&[]),
            provider: Map::Merged(&[]),
        };
        if looks {
            variables.provider = provider_value(received.connection);
        }
        for rule in &self.rules {
            if looks && rule.has_expressions() {
                variables.user = user.iter().cloned().collect();
            }
            let outcome = rule.apply(&variables);
            if looks
                && rule.set == RuleSet::User
                && let Outcome::Value { value, .. } = &outcome
            {
                let name = Val::Text(Text::Borrowed(&rule.draft.target));
                user.push((name, user_value(value)));
            }
            see(rule, outcome, &variables);
        }
    }

    /// Attributes of which no rule makes a value go to applications under their own name; what
    /// belongs to the token and not to the person does not.
    fn passed_through<'a>(
        &self,
        sources: &[(ClaimSource, &'a Claims)],
    ) -> BTreeMap<&'a str, &'a Value> {
        let mut passed = BTreeMap::new();
        let external = || {
            self.rules
                .iter()
                .filter(|rule| rule.set == RuleSet::External)
        };
        for (source, claims) in sources {
            if *source == ClaimSource::AccessToken {
                continue;
            }
            for (name, value) in *claims {
                let renamed = external().any(|rule| rule.reads.contains(name));
                let filled = external().any(|rule| rule.draft.target == *name);
                if !(renamed || filled || is_per_token(name) || is_empty(value)) {
                    passed.entry(name.as_str()).or_insert(value);
                }
            }
        }
        passed
    }
}

impl MappingView {
    /// The problems, each with its rule and with the reason in full, which may quote values:
    /// for where it is read at once and not stored. Of one sign-in, not of several together.
    pub fn problems_in_full(&self) -> impl Iterator<Item = (&RuleResult, &MappingProblem, String)> {
        let failing: Vec<&RuleResult> = self.results.iter().filter(|row| row.fails()).collect();
        // Both were made by applying one rule after the other.
        let both: Vec<_> = failing.into_iter().zip(&self.mapped.problems).collect();
        both.into_iter().map(|(result, problem)| {
            let message = match result.status {
                RuleStatus::Error => {
                    format!("{}: {}", explanation::subject(&result.target), result.why)
                }
                RuleStatus::Ok
                | RuleStatus::Empty
                | RuleStatus::Skipped
                | RuleStatus::RequiredMissing => problem.message.clone(),
            };
            (result, problem, message)
        })
    }
}

impl RuleResult {
    /// Whether it could not be evaluated, or lacks what it needs.
    #[must_use]
    pub fn fails(&self) -> bool {
        match self.status {
            RuleStatus::Error | RuleStatus::RequiredMissing => true,
            RuleStatus::Ok | RuleStatus::Empty | RuleStatus::Skipped => false,
        }
    }
}

impl Mapped {
    fn add(&mut self, rule: &Rule, outcome: Outcome, variables: &Variables<'_>) {
        let target = &rule.draft.target;
        let needed = is_required(rule);
        let message = match outcome {
            Outcome::Value { value, .. } => {
                let set = match rule.set {
                    RuleSet::User => &mut self.user,
                    RuleSet::External => &mut self.external,
                };
                set.insert(target.clone(), value);
                return;
            }
            Outcome::Empty | Outcome::Skipped if !needed => return,
            Outcome::Empty => explanation::missing(rule, rule.read_from(variables)),
            Outcome::Skipped => explanation::skipped(rule, "", variables),
            Outcome::Error(error) => {
                let failed = explanation::failed(rule, &error);
                format!("{}: {failed}", explanation::subject(target))
            }
        };
        self.problems.push(MappingProblem {
            target: target.clone(),
            required: needed && rule.set == RuleSet::User,
            message,
        });
    }
}

/// Whether a rule without a value is a problem.
fn is_required(rule: &Rule) -> bool {
    rule.draft.required || rule.set == RuleSet::User && is_identity(&rule.draft.target)
}

/// Whether a USER target is needed whatever its rule says: without e-mail address and user
/// name there is no user to create.
#[must_use]
pub fn is_identity(target: &str) -> bool {
    USER_IDENTITY_TARGETS.contains(&target)
}

fn in_order<'a>(sources: &[(ClaimSource, &'a Claims)]) -> Vec<(ClaimSource, &'a Claims)> {
    let mut ordered = sources.to_vec();
    ordered.sort_by_key(|(source, _)| *source);
    ordered
}

fn passed_value(value: &Value) -> MappedValue {
    match value {
        Value::Array(items) => {
            let there = items.iter().filter(|item| !is_empty(item));
            MappedValue::Many(there.map(claim_text).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            MappedValue::One(claim_text(value))
        }
    }
}

#[cfg(test)]
mod tests;
