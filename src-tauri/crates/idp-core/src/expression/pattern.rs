//! Regular expressions: linear in the length of the text, bounded in their size, and every
//! search paid for by what it looks at.

use super::budget::{Budget, check_size};
use super::fault::Fault;
use crate::mapping::ExpressionCode;
use program::{Program, Slots};
use std::cell::RefCell;
use std::sync::Arc;

mod class;
mod names;
mod program;
mod syntax;

/// Bytes of compiled expressions that a thread keeps.
const KEPT_BYTES: usize = 16 * 1024 * 1024;

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: Arc<str>,
    program: Arc<Program>,
    groups: usize,
}

/// One thing found.
struct Found {
    slots: Slots,
}

thread_local! {
    /// Compiling takes a thousand times as long as matching, and rules are evaluated over
    /// and over with the same texts.
    static COMPILED: RefCell<Vec<Pattern>> = const { RefCell::new(Vec::new()) };
}

/// The compiled expression.
///
/// # Errors
/// When it is none, or too large.
pub(crate) fn compile(text: &str) -> Result<Pattern, Fault> {
    let known = COMPILED.with_borrow_mut(|kept| {
        let place = kept.iter().position(|pattern| *pattern.text == *text)?;
        // The one that was used last is kept the longest.
        kept[place..].rotate_left(1);
        kept.last().cloned()
    });
    if let Some(pattern) = known {
        return Ok(pattern);
    }
    let syntax = syntax::parse(text).map_err(|problem| {
        let place = text.get(..problem.at).unwrap_or_default().chars().count() + 1;
        bad_pattern(&format!("at character {place}, {}", problem.message))
    })?;
    let program = Program::new(&syntax.hir).map_err(|_| {
        bad_pattern("it is too large, because of what is repeated in it or its classes")
    })?;
    let pattern = Pattern {
        text: text.into(),
        program: Arc::new(program),
        groups: syntax.groups as usize,
    };
    COMPILED.with_borrow_mut(|kept| {
        kept.push(pattern.clone());
        let mut bytes: usize = kept.iter().map(|pattern| pattern.program.memory()).sum();
        while bytes > KEPT_BYTES && kept.len() > 1 {
            bytes -= kept.remove(0).program.memory();
        }
    });
    Ok(pattern)
}

/// # Errors
/// As [`compile`].
pub(crate) fn check(pattern: &str) -> Result<(), Fault> {
    compile(pattern).map(|_| ())
}

fn bad_pattern(reason: &str) -> Fault {
    Fault::new(
        ExpressionCode::BadPattern,
        format!(
            "This regular expression cannot be used: {reason}. Correct it; the syntax is that of RE2, without look-ahead and back references."
        ),
    )
}

impl Pattern {
    /// The text that it was made of.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Units that making it costs an evaluation.
    pub(super) fn cost(&self) -> u64 {
        1 + self.program.states() as u64 / 2
    }

    /// How many groups it has.
    pub(crate) fn groups(&self) -> usize {
        self.groups
    }

    /// Whether it finds something.
    ///
    /// # Errors
    /// When the budget is used up.
    pub(crate) fn is_match(&self, text: &str, budget: &mut Budget) -> Result<bool, Fault> {
        self.program.search(text, 0, &mut Slots::new(), budget)
    }

    /// What it finds first: its group, or all of it. A group that had no part in the match is
    /// empty.
    ///
    /// # Errors
    /// When it has several groups, or the budget is used up.
    pub(crate) fn extract<'t>(
        &self,
        text: &'t str,
        budget: &mut Budget,
    ) -> Result<Option<&'t str>, Fault> {
        let group = self.only_group()?;
        let found = self.search(text, 0, group, budget)?;
        Ok(found.map(|found| found.group(text, group)))
    }

    /// All that it finds, one after the other, without what is empty.
    ///
    /// # Errors
    /// As [`Self::extract`].
    pub(super) fn extract_all<'t>(
        &self,
        text: &'t str,
        budget: &mut Budget,
        mut see: impl FnMut(&'t str) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let group = self.only_group()?;
        self.each(text, usize::MAX, group, budget, |found| {
            match found.group(text, group) {
                "" => Ok(()),
                part => see(part),
            }
        })
    }

    /// The text with another one for each match; `\1` is the first group, `\\` a backslash.
    ///
    /// # Errors
    /// When the replacement names a group that is not there, the result is too large, or the
    /// budget is used up.
    pub(crate) fn replace(
        &self,
        text: &str,
        with: &str,
        times: usize,
        budget: &mut Budget,
    ) -> Result<String, Fault> {
        let mut out = String::new();
        let mut last = 0;
        let pieces = pieces(with);
        self.each(text, times, self.groups, budget, |found| {
            let (start, end) = found.place(0);
            out.push_str(text.get(last..start).unwrap_or_default());
            last = end;
            for piece in &pieces {
                match piece {
                    Piece::Text(text) => out.push_str(text),
                    Piece::Group(group) if *group <= self.groups => {
                        out.push_str(found.group(text, *group));
                    }
                    Piece::Group(_) | Piece::Unknown => return Err(bad_replacement()),
                }
                check_size(out.len())?;
            }
            Ok(())
        })?;
        out.push_str(text.get(last..).unwrap_or_default());
        check_size(out.len())?;
        Ok(out)
    }

    /// Goes through the matches. An empty one where the last one ended is none.
    fn each(
        &self,
        text: &str,
        times: usize,
        groups: usize,
        budget: &mut Budget,
        mut see: impl FnMut(&Found) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let (mut at, mut left, mut before) = (0, times, None);
        while left > 0 && at <= text.len() {
            let Some(found) = self.search(text, at, groups, budget)? else {
                break;
            };
            let (start, end) = found.place(0);
            if start == end && before == Some(end) {
                let next = text.get(end..).and_then(|rest| rest.chars().next());
                at = end + next.map_or(1, char::len_utf8);
                continue;
            }
            see(&found)?;
            (at, before) = (end, Some(end));
            left -= 1;
        }
        Ok(())
    }

    fn search(
        &self,
        text: &str,
        from: usize,
        groups: usize,
        budget: &mut Budget,
    ) -> Result<Option<Found>, Fault> {
        let mut slots = vec![None; 2 * (groups + 1)];
        let found = self.program.search(text, from, &mut slots, budget)?;
        Ok(found.then_some(Found { slots }))
    }

    fn only_group(&self) -> Result<usize, Fault> {
        match self.groups {
            group @ (0 | 1) => Ok(group),
            _ => Err(several_groups()),
        }
    }
}

impl Found {
    fn place(&self, group: usize) -> (usize, usize) {
        match self.slots.get(2 * group..) {
            Some([Some(start), Some(end), ..]) => (*start, *end),
            _ => (0, 0),
        }
    }

    fn group<'t>(&self, text: &'t str, group: usize) -> &'t str {
        let (start, end) = self.place(group);
        text.get(start..end).unwrap_or_default()
    }
}

/// A piece of a replacement.
enum Piece<'w> {
    Text(&'w str),
    Group(usize),
    /// A backslash before something else.
    Unknown,
}

fn pieces(with: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = with;
    while let Some((plain, after)) = rest.split_once('\\') {
        pieces.push(Piece::Text(plain));
        pieces.push(match after.as_bytes().first() {
            Some(b'\\') => Piece::Text("\\"),
            Some(digit @ b'0'..=b'9') => Piece::Group(usize::from(digit - b'0')),
            _ => Piece::Unknown,
        });
        rest = after.get(1..).unwrap_or_default();
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The fault of an expression from which nothing can be extracted for sure.
pub(crate) fn several_groups() -> Fault {
    let message =
        "This regular expression has several groups. Keep one, and write the others as (?:…).";
    Fault::new(ExpressionCode::BadPattern, message)
}

/// The fault of a replacement that names no group, or one that is not there.
fn bad_replacement() -> Fault {
    let message = "The replacement names a group that the regular expression does not have. \
                   \\1 is its first group; write \\\\ for a backslash.";
    Fault::new(ExpressionCode::BadPattern, message)
}

#[cfg(test)]
mod tests;
