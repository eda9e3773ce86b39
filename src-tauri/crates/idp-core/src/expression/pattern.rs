//! Regular expressions: linear in the length of the text, and bounded in their size.

use super::fault::Fault;
use crate::mapping::ExpressionCode;
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;

/// Bytes that a compiled expression may take.
const SIZE_MAX: usize = 256 * 1024;
/// How many compiled expressions a thread keeps.
const KEPT: usize = 32;

thread_local! {
    /// Compiling takes a thousand times as long as matching, and rules are evaluated over
    /// and over with the same texts.
    static COMPILED: RefCell<Vec<(String, Regex)>> = const { RefCell::new(Vec::new()) };
}

/// The compiled expression.
///
/// # Errors
/// When it is none, or too large.
pub(crate) fn compile(pattern: &str) -> Result<Regex, Fault> {
    let known = COMPILED.with_borrow(|kept| {
        let found = kept.iter().find(|(text, _)| text == pattern);
        found.map(|(_, regex)| regex.clone())
    });
    if let Some(regex) = known {
        return Ok(regex);
    }
    let regex = RegexBuilder::new(pattern)
        .size_limit(SIZE_MAX)
        .dfa_size_limit(SIZE_MAX)
        .nest_limit(50)
        .build()
        .map_err(|error| bad_pattern(&error))?;
    COMPILED.with_borrow_mut(|kept| {
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((pattern.to_owned(), regex.clone()));
    });
    Ok(regex)
}

/// # Errors
/// As [`compile`].
pub(crate) fn check(pattern: &str) -> Result<(), Fault> {
    compile(pattern).map(|_| ())
}

fn bad_pattern(error: &regex::Error) -> Fault {
    let text = error.to_string();
    let reason = text.lines().last().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    Fault::new(
        ExpressionCode::BadPattern,
        format!(
            "This regular expression cannot be used: {reason}. Correct it; the syntax is that of RE2, without look-ahead and back references."
        ),
    )
}

/// What an expression finds first: its group, or all of it.
///
/// # Errors
/// When it has several groups.
pub(crate) fn extract<'t>(regex: &Regex, text: &'t str) -> Result<Option<&'t str>, Fault> {
    let group = match regex.captures_len() {
        1 => 0,
        2 => 1,
        _ => return Err(several_groups()),
    };
    let captures = regex.captures(text);
    Ok(captures.and_then(|found| found.get(group).map(|group| group.as_str())))
}

/// The fault of an expression from which nothing can be extracted for sure.
pub(crate) fn several_groups() -> Fault {
    let message =
        "This regular expression has several groups. Keep one, and write the others as (?:…).";
    Fault::new(ExpressionCode::BadPattern, message)
}

/// The text with another one for each match; `\1` is the first group, `\\` a backslash.
///
/// # Errors
/// When the replacement names a group that is not there, or the result is too large.
pub(crate) fn replace(
    regex: &Regex,
    text: &str,
    with: &str,
    times: usize,
) -> Result<String, Fault> {
    let mut out = String::new();
    let mut last = 0;
    for found in regex.captures_iter(text).take(times) {
        let Some(all) = found.get(0) else { continue };
        out.push_str(text.get(last..all.start()).unwrap_or_default());
        last = all.end();
        let mut characters = with.chars();
        while let Some(c) = characters.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            match characters.next() {
                Some('\\') => out.push('\\'),
                Some(digit @ '0'..='9') => {
                    let group = digit as usize - '0' as usize;
                    if group >= regex.captures_len() {
                        return Err(bad_replacement());
                    }
                    out.push_str(found.get(group).map_or("", |group| group.as_str()));
                }
                _ => return Err(bad_replacement()),
            }
        }
        super::budget::check_size(out.len())?;
    }
    out.push_str(text.get(last..).unwrap_or_default());
    super::budget::check_size(out.len())?;
    Ok(out)
}

/// The fault of a replacement that names no group, or one that is not there.
pub(crate) fn bad_replacement() -> Fault {
    let message = "The replacement names a group that the regular expression does not have. \
                   \\1 is its first group; write \\\\ for a backslash.";
    Fault::new(ExpressionCode::BadPattern, message)
}
