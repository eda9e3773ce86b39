//! The only place that prints.
#![expect(clippy::print_stderr, reason = "a command line prints")]

use crate::exit::Exit;
use idp_core::validation::Severity;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// A line on standard output.
pub(crate) fn line(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is the reader's way to say that it has seen enough.
    let _ = writeln!(out, "{}", text.as_ref());
}

/// A value as indented JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Exit> {
    line(serde_json::to_string_pretty(value).map_err(Exit::environment)?);
    Ok(())
}

/// A value as one line of JSON.
pub(crate) fn json_line(value: &impl Serialize) -> Result<(), Exit> {
    line(serde_json::to_string(value).map_err(Exit::environment)?);
    let _ = std::io::stdout().flush();
    Ok(())
}

/// A note on standard error.
pub(crate) fn note(text: &str) {
    eprintln!("{text}");
}

/// Says why the program ends.
pub(crate) fn failed(exit: &Exit) -> ExitCode {
    match exit {
        Exit::Input(text, problems) => {
            note(text);
            for problem in problems {
                let kind = match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                };
                note(&format!("  {}: {kind}: {}", problem.field, problem.message));
            }
            ExitCode::from(2)
        }
        Exit::Environment(text) => {
            note(text);
            ExitCode::from(3)
        }
    }
}

/// Columns of equal width.
pub(crate) fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|c| {
            rows.iter()
                .filter_map(|row| row.get(c))
                .map(|t| t.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(text, width)| format!("{text:<width$}", width = *width))
            .collect();
        line(cells.join("  ").trim_end());
    }
}

/// The name of an enum value as the JSON has it.
pub(crate) fn word(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.trim_matches('"').to_owned()
}
