//! What an evaluation may use up.

use super::fault::Fault;
use super::value::Val;
use crate::mapping::ExpressionCode;

/// Units of an evaluation; one is a part of the expression evaluated once, or 64 bytes looked
/// at. A rule over ten thousand groups takes about a tenth of them.
const UNITS: u64 = 500_000;
/// Bytes of one value that is made.
const SIZE_MAX: usize = 1024 * 1024;

/// What is left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: UNITS }
    }
}

impl Budget {
    /// Takes units.
    ///
    /// # Errors
    /// When they are used up.
    pub(crate) fn take(&mut self, units: u64) -> Result<(), Fault> {
        match self.left.checked_sub(units) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Fault::new(
                ExpressionCode::TooCostly,
                "This takes too long with the attributes received. Look at fewer values, or use \"in\" instead of a loop.",
            )),
        }
    }

    /// Takes what looking at so many bytes costs.
    ///
    /// # Errors
    /// When it is used up.
    pub(crate) fn take_bytes(&mut self, bytes: usize) -> Result<(), Fault> {
        self.take(bytes as u64 / 64)
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
pub(crate) fn check_size(bytes: usize) -> Result<(), Fault> {
    if bytes <= SIZE_MAX {
        return Ok(());
    }
    Err(Fault::new(
        ExpressionCode::TooLarge,
        "The result would be larger than 1 MiB. Cut it before, with substring() or filter().",
    ))
}
