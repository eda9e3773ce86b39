//! A run as text, for a ticket or a colleague.

use super::RunView;
use crate::checks::Verdict;
use crate::claims::ClaimType;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Replaces values that tell who a person is by stable names (`text-1`), the same for
/// the same value throughout one report.
#[derive(Debug, Default)]
struct Pseudonyms {
    names: BTreeMap<String, String>,
}

impl Pseudonyms {
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
}

/// The report of a run as Markdown. With `pseudonymise`, text values of attributes are
/// replaced; names, types, sources, checks and requests stay.
#[must_use]
pub fn report_text(run: &RunView, pseudonymise: bool) -> String {
    let mut out = String::new();
    let mut pseudonyms = Pseudonyms::default();
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
            let _ = writeln!(out, "\n{}: `{}`", evidence.name, evidence.value);
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
        "## Checks\n\n| step | check | verdict | found | expected |\n|---|---|---|---|---|"
    );
    for step in &run.steps {
        for check in &step.checks {
            let personal = pseudonymise
                && matches!(
                    check.check,
                    crate::checks::CheckId::SubjectValid
                        | crate::checks::CheckId::UserinfoSubjectMatches
                );
            let mut value = |text: &Option<String>| match text {
                Some(text) if personal => pseudonyms.of(text),
                Some(text) => cell(text),
                None => String::new(),
            };
            let (found, expected) = (value(&check.found), value(&check.expected));
            let verdict = match check.verdict {
                Verdict::Passed => "passed",
                Verdict::Failed => "FAILED",
                Verdict::Warning => "warning",
                Verdict::NotChecked => "not checked",
            };
            let _ = writeln!(
                out,
                "| {} | {} | {verdict} | {found} | {expected} |",
                step.title, check.text,
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
