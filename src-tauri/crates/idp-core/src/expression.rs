//! Expressions in CEL (Common Expression Language), evaluated on received attributes.
//!
//! The language is that of the CEL specification with its extensions for strings, lists,
//! optional values, regular expressions and encodings. Parser and evaluator are our own,
//! because an expression and the claims it sees are untrusted: errors have a place in the
//! text, also those that only show while it runs; time and memory are bounded; nothing
//! recurses deeper than a bound that is known before. `tests/peers` compares it with
//! Google's implementation.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation names the types it works on; all others, also later ones, are an error"
)]

mod budget;
mod evaluate;
mod fault;
mod functions;
mod lexer;
mod node;
mod parser;
pub(crate) mod pattern;
mod value;

use crate::mapping::{ExpressionCode, RuleError, RulePart};
pub(crate) use budget::{Budget, UNITS, check_size};
pub(crate) use evaluate::Variables;
pub(crate) use fault::Fault;
pub(crate) use functions::{
    boolean_of, clamped_part, each_once, from_base64, from_url, if_empty, int_of, json_values,
    number_of, replace_all, texts_of,
    time::{time_at, time_text},
    to_sha256, values_of,
};
pub(crate) use node::{Kind, Literal, Loop, Node, Operator, Variable};
pub(crate) use value::{List, Map, Text, Val, find, is_empty};

/// Longest expression, in Unicode code points.
pub const EXPRESSION_MAX: usize = 4000;

/// A checked expression.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    root: Node,
}

impl Expression {
    /// Checks a text.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        if text.chars().nth(EXPRESSION_MAX).is_some() {
            let message = format!(
                "The expression is longer than {EXPRESSION_MAX} characters. Split it into several rules."
            );
            return Err(
                Fault::new(ExpressionCode::TooLong, message).at(fault::Span::new(0, text.len()))
            );
        }
        Self::parse_made(text)
    }

    /// The same for a text that was made of a rule's steps: a table in them may be long.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub(crate) fn parse_made(text: &str) -> Result<Self, Fault> {
        parser::parse(text).map(|root| Self { root })
    }

    /// The value for these attributes.
    ///
    /// # Errors
    /// What is wrong with the values, and where.
    pub(crate) fn evaluate<'a>(&'a self, variables: &Variables<'a>) -> Result<Val<'a>, Fault> {
        evaluate::evaluate(&self.root, variables)
    }

    /// What was parsed.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }
}

impl Fault {
    /// The fault as a rule shows it: its place counted in Unicode code points of the text.
    pub(crate) fn in_text(self, part: RulePart, text: &str) -> RuleError {
        let (offset, length) = self.span.unwrap_or_default().in_code_points(text);
        RuleError {
            part,
            code: self.code,
            offset,
            length,
            message: self.message,
        }
    }
}

/// A text as a constant in CEL.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests;
