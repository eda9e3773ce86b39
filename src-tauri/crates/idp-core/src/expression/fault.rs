//! What is wrong with an expression, and where.

use crate::mapping::ExpressionCode;

/// A place in an expression, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Self {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// From the beginning of this place to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text at this place.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Offset and length in Unicode code points of the text.
    pub(crate) fn in_code_points(self, text: &str) -> (u32, u32) {
        let count = |from: u32, to: u32| {
            let inside = |(at, _): &(usize, char)| *at >= from as usize && *at < to as usize;
            u32::try_from(text.char_indices().filter(inside).count()).unwrap_or(u32::MAX)
        };
        (count(0, self.start), count(self.start, self.end))
    }
}

/// Something wrong in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: ExpressionCode,
    /// The problem and the next step.
    pub(crate) message: String,
    /// Where; not known yet while a function runs.
    pub(crate) span: Option<Span>,
}

impl Fault {
    pub(crate) fn new(code: ExpressionCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span: None,
        }
    }

    /// Whether a limit was met. What is used up stays used up, so this is no error that
    /// another side of an expression could make good.
    pub(crate) fn is_limit(&self) -> bool {
        matches!(
            self.code,
            ExpressionCode::TooCostly | ExpressionCode::TooLarge
        )
    }

    /// The fault at this place, unless it has one of its own.
    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}
