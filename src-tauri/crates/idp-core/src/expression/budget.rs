//! What an evaluation may use up.

use super::fault::Fault;
use super::pattern::{self, Pattern};
use super::value::Val;
use crate::mapping::ExpressionCode;

/// Units of an evaluation; one is a part of the expression evaluated once, or 64 bytes looked
/// at. A step over ten thousand groups takes 60,000 to 240,000 of them, so a rule may have several.
pub(crate) const UNITS: u64 = 2_000_000;
/// Looks of a search that are a unit.
const LOOKS: u64 = 8;
/// Bytes of one value that is made.
const SIZE_MAX: usize = 1024 * 1024;

/// What is left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
    /// Looks of searches that are no whole unit yet.
    looks: u64,
    /// The regular expressions that are paid for.
    patterns: Vec<Pattern>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: UNITS,
            looks: 0,
            patterns: Vec::new(),
        }
    }
}

impl Budget {
    /// Takes units.
    ///
    /// # Errors
    /// When they are used up.
    #[inline]
    pub(crate) fn take(&mut self, units: u64) -> Result<(), Fault> {
        match self.left.checked_sub(units) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.used_up()),
        }
    }

    /// What is used up stays used up, whoever goes on nevertheless.
    #[cold]
    fn used_up(&mut self) -> Fault {
        self.left = 0;
        Fault::new(
            ExpressionCode::TooCostly,
            "This takes too long with the attributes received. Look at fewer values, or use \"in\" instead of a loop.",
        )
    }

    /// Takes what looking at so many bytes costs.
    ///
    /// # Errors
    /// When it is used up.
    pub(crate) fn take_bytes(&mut self, bytes: usize) -> Result<(), Fault> {
        self.take(bytes as u64 / 64)
    }

    /// Takes what so many looks of a search cost: a possibility that is followed for a byte.
    ///
    /// # Errors
    /// When it is used up.
    pub(crate) fn take_looks(&mut self, looks: u64) -> Result<(), Fault> {
        self.looks += looks;
        let whole = self.looks / LOOKS;
        self.looks %= LOOKS;
        self.take(whole)
    }

    /// The compiled regular expression. It costs once, whether it was compiled before or not,
    /// so that an evaluation gives the same whatever ran before it.
    ///
    /// # Errors
    /// When it is none or too large, or the budget is used up.
    pub(super) fn pattern(&mut self, text: &str) -> Result<Pattern, Fault> {
        let mut paid = self.patterns.iter();
        if let Some(found) = paid.find(|pattern| pattern.text() == text) {
            return Ok(found.clone());
        }
        let found = pattern::compile(text)?;
        self.take(self.patterns.len() as u64 + found.cost())?;
        self.patterns.push(found.clone());
        Ok(found)
    }

    /// How much was taken.
    pub(crate) fn used(&self) -> u64 {
        UNITS - self.left
    }

    /// Takes what reading a number or the like costs, when it is read from a text.
    ///
    /// # Errors
    /// When it is used up.
    pub(super) fn take_text(&mut self, arguments: &[Val<'_>]) -> Result<(), Fault> {
        match arguments {
            [Val::Text(text), ..] => self.take_bytes(text.len()),
            _ => Ok(()),
        }
    }

    /// Takes what looking at all of a value costs.
    ///
    /// # Errors
    /// When it is used up.
    pub(crate) fn take_value(&mut self, value: &Val<'_>) -> Result<(), Fault> {
        self.take(value.extent(self.left))
    }
}

/// Whether a value of so many bytes may be made.
///
/// # Errors
/// When it is too large.
#[inline]
pub(crate) fn check_size(bytes: usize) -> Result<(), Fault> {
    if bytes <= SIZE_MAX {
        return Ok(());
    }
    Err(too_large())
}

#[cold]
fn too_large() -> Fault {
    Fault::new(
        ExpressionCode::TooLarge,
        "The result would be larger than 1 MiB. Cut it before, with substring() or filter().",
    )
}
