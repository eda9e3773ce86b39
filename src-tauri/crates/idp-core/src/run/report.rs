//! A run as text, for a ticket or a colleague.

use super::{CheckView, RunView};
use crate::checks::CheckId;
use crate::claims::{ClaimType, is_personal};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Replaces values that tell who a person is by stable names (`text-1`), the same for
/// the same value throughout one report.
#[derive(Debug, Default)]
struct Pseudonyms {
    names: BTreeMap<String, String>,
    /// What is replaced inside a text as well, longest first.
    known: Vec<String>,
}

impl Pseudonyms {
    /// Pseudonyms that know the person of a run.
    fn for_run(run: &RunView) -> Self {
        /// Shorter ones are words of any text.
        const SHORTEST: usize = 3;
        let attributes = run.attributes.iter().filter(|row| is_personal(&row.name));
        let checks = run.steps.iter().flat_map(|step| &step.checks);
        let checks = checks.filter(|check| shows_person(check.check));
        let mut known: Vec<String> = attributes
            .map(|row| row.value.clone())
            .chain(checks.flat_map(|check| {
                [&check.found, &check.expected]
                    .into_iter()
                    .flatten()
                    .cloned()
            }))
            .filter(|value| value.chars().count() >= SHORTEST)
            .collect();
        known.sort_by_key(|value| Reverse(value.len()));
        Self {
            known,
            ..Self::default()
        }
    }

    /// The pseudonym of a value.
    fn of(&mut self, value: &str) -> String {
        let next = self.names.len() + 1;
        let shape = if value.contains('@') {
            "address"
        } else {
            "text"
        };
        self.names
            .entry(value.to_owned())
            .or_insert_with(|| format!("{shape}-{next}"))
            .clone()
    }

    /// A text with pseudonyms for what is known of the person, where it stands alone.
    fn within(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut alone) = (text, true);
        while let Some(c) = rest.chars().next() {
            let mut known = self.known.iter().filter(|_| alone);
            let found = known.find_map(|value| {
                let behind = rest.strip_prefix(value.as_str())?;
                let ends = !behind.starts_with(char::is_alphanumeric);
                ends.then(|| (value.clone(), behind))
            });
            if let Some((value, behind)) = found {
                out.push_str(&self.of(&value));
                rest = behind;
                continue;
            }
            out.push(c);
            alone = !c.is_alphanumeric();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out
    }
}

/// Checks whose values are the person's: a subject, an identity.
fn shows_person(check: CheckId) -> bool {
    matches!(
        check,
        CheckId::SubjectValid | CheckId::UserinfoSubjectMatches | CheckId::IdentityReceived
    )
}

/// The report of a run as Markdown. With `pseudonymise`, text values of attributes are
/// replaced, in the table and where checks and causes repeat them; names, types, sources,
/// checks and requests stay.
#[must_use]
pub fn report_text(run: &RunView, pseudonymise: bool) -> String {
    let mut out = String::new();
    let mut pseudonyms = if pseudonymise {
        Pseudonyms::for_run(run)
    } else {
        Pseudonyms::default()
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "# Test connection: {}\n", run.provider);
    let _ = writeln!(out, "**{}**\n", run.sentence);
    let _ = writeln!(
        out,
        "Started {}, took {} ms.",
        run.started_at, run.duration_ms
    );
    let _ = writeln!(out, "Callback: {}\n", run.callback.uri);
    for diagnosis in &run.diagnosis {
        let _ = writeln!(out, "## {}\n\nPossible causes:", diagnosis.title);
        for cause in &diagnosis.causes {
            let _ = writeln!(out, "- {cause}");
        }
        let _ = writeln!(out, "\nNext steps:");
        for step in &diagnosis.next_steps {
            let _ = writeln!(out, "1. {step}");
        }
        for evidence in &diagnosis.evidence {
            let value = pseudonyms.within(&evidence.value);
            let _ = writeln!(out, "\n{}: `{value}`", evidence.name);
        }
        out.push('\n');
    }
    checks(run, &mut out, pseudonymise, &mut pseudonyms);
    let _ = writeln!(
        out,
        "## Attributes\n\n| name | value | type | source |\n|---|---|---|---|"
    );
    for row in &run.attributes {
        let value = match row.claim_type {
            ClaimType::Boolean | ClaimType::Null => row.value.clone(),
            _ if !pseudonymise => row.value.clone(),
            ClaimType::String | ClaimType::Number | ClaimType::Array | ClaimType::Object => {
                pseudonyms.of(&row.value)
            }
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            cell(&row.name),
            cell(&value),
            word(row.claim_type),
            word(row.source)
        );
    }
    let _ = writeln!(out, "\n## Requests\n");
    for request in &run.requests {
        let id = request.request_id.as_deref().unwrap_or("none");
        let _ = writeln!(
            out,
            "- {} {} → {} in {} ms (request ID {id})",
            request.method, request.url, request.status, request.duration_ms
        );
    }
    out
}

fn checks(run: &RunView, out: &mut String, pseudonymise: bool, pseudonyms: &mut Pseudonyms) {
    let _ = writeln!(
        out,
        "## Checks\n\n| step | verdict | what must hold | found | expected |\n|---|---|---|---|---|"
    );
    for step in &run.steps {
        for check in &step.checks {
            let CheckView { verdict, text, .. } = check;
            let personal = pseudonymise && shows_person(check.check);
            let mut value = |text: &Option<String>| match text {
                Some(text) if personal => pseudonyms.of(text),
                Some(text) => cell(&pseudonyms.within(text)),
                None => String::new(),
            };
            let (found, expected) = (value(&check.found), value(&check.expected));
            let _ = writeln!(
                out,
                "| {} | {} | {text} | {found} | {expected} |",
                step.title,
                verdict.words(),
            );
        }
    }
    out.push('\n');
}

fn cell(text: &str) -> String {
    crate::checks::shortened(text).replace('|', "\\|")
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value)
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned()
}
