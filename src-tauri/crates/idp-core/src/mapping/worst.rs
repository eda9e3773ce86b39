//! Several runs looked at together: of each rule the worst result.

use super::{Mapped, MappingView, RuleResult, RuleSet};
use crate::claims::{Attribute, is_per_token};
use std::cmp::Ordering;

impl MappingView {
    /// This view with the results of another run where they are worse. The mapped sets, their
    /// problems and the verdict follow the results that are shown; what any of the runs
    /// received is received.
    #[must_use]
    pub fn with_worse_of(mut self, other: Self) -> Self {
        self.runs += other.runs;
        for (result, found) in self.results.iter_mut().zip(other.results) {
            if found.status > result.status {
                *result = found;
            }
        }
        self.mapped.follow(&self.results, other.mapped);
        for name in other.dropped {
            if !self.dropped.contains(&name) {
                self.dropped.push(name);
            }
        }
        self.received = together(self.received, other.received);
        self.user = match (self.user, other.user) {
            (Some(user), Some(other)) => Some(user.with_worse_of(other)),
            (one, other) => one.or(other),
        };
        self
    }
}

impl Mapped {
    /// Takes the values that are shown beside the rules, and from the other run what it has
    /// more: problems, and claims that no rule fills.
    fn follow(&mut self, results: &[RuleResult], other: Self) {
        for (set, values, others) in [
            (RuleSet::User, &mut self.user, other.user),
            (RuleSet::External, &mut self.external, other.external),
        ] {
            let rules = || results.iter().filter(move |result| result.set == set);
            for result in rules() {
                values.remove(&result.target);
            }
            for result in rules() {
                if let Some(value) = &result.value {
                    values.insert(result.target.clone(), value.clone());
                }
            }
            for (name, value) in others {
                if !rules().any(|result| result.target == name) {
                    values.entry(name).or_insert(value);
                }
            }
        }
        for problem in other.problems {
            let same = |known: &super::MappingProblem| {
                known.target == problem.target && known.required == problem.required
            };
            if !self.problems.iter().any(same) {
                self.problems.push(problem);
            }
        }
    }
}

/// The rows of both in the order of the attribute table; where both have one, the first's.
fn together(first: Vec<Attribute>, second: Vec<Attribute>) -> Vec<Attribute> {
    let mut rows = Vec::with_capacity(first.len().max(second.len()));
    let mut second = second.into_iter().peekable();
    for row in first {
        while let Some(more) = second.next_if(|more| in_order(more, &row).is_lt()) {
            rows.push(more);
        }
        // The same claim of the same source.
        second.next_if(|more| in_order(more, &row).is_eq());
        rows.push(row);
    }
    rows.extend(second);
    rows
}

/// The order of [`crate::claims::attribute_table`].
fn in_order(a: &Attribute, b: &Attribute) -> Ordering {
    let key = |row: &Attribute| is_per_token(&row.name);
    let by_kind = key(a).cmp(&key(b));
    by_kind.then_with(|| (&a.name, a.source).cmp(&(&b.name, b.source)))
}
