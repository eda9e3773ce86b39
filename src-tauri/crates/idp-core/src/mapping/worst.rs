//! Several runs looked at together: of each rule the worst result.

use super::{Mapped, MappingProblem, MappingView, RuleResult, RuleSet, RuleStatus};
use crate::claims::{Attribute, is_per_token};
use std::cmp::Ordering;

impl MappingView {
    /// This view with the results of another run where they are worse. The mapped sets, their
    /// problems and the verdict follow the results that are shown; what any of the runs
    /// received is received.
    #[must_use]
    pub fn with_worse_of(mut self, other: Self) -> Self {
        self.runs += other.runs;
        let mut others = other.mapped;
        let own = by_result(&self.results, std::mem::take(&mut self.mapped.problems));
        let found = by_result(&other.results, std::mem::take(&mut others.problems));
        let results = self.results.iter_mut().zip(own);
        for ((result, problem), (other, found)) in results.zip(other.results.into_iter().zip(found))
        {
            let problem = if other.status > result.status {
                *result = other;
                found
            } else {
                problem
            };
            self.mapped.problems.extend(problem);
        }
        self.mapped.follow(&self.results, others);
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
    /// Takes the values that are shown beside the rules, and from the other run the claims that
    /// no rule fills.
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
    }
}

/// The problem of each result. The problems of a run are in the order of its rules, and just
/// those rules have one that could not be evaluated or lack what they need.
fn by_result(results: &[RuleResult], problems: Vec<MappingProblem>) -> Vec<Option<MappingProblem>> {
    let mut problems = problems.into_iter();
    let has_one = |result: &RuleResult| {
        matches!(
            result.status,
            RuleStatus::Error | RuleStatus::RequiredMissing
        )
    };
    let of_result = |result| has_one(result).then(|| problems.next()).flatten();
    results.iter().map(of_result).collect()
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
