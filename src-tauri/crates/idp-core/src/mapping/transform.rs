//! The ready-made transformations: what a rule can do to a value without an expression.

use serde::{Deserialize, Serialize};

/// One step of a rule. A rule's value is a list of none, one or several values; a step
/// works on each of them unless it says otherwise. Texts are taken from other types as a
/// person would write them. Each step is the CEL text that the module `canonical`
/// gives it, and nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Transform {
    /// A fixed text; what was read before is forgotten.
    Constant {
        /// The text.
        value: String,
    },
    /// A text with claims in it; without a value when one of them was not received.
    Template {
        /// The text; `{name}` stands for a claim, `{{` and `}}` for braces.
        text: String,
    },
    /// The values of this and other claims, joined to one text; claims that were not
    /// received are left out.
    Concat {
        /// The other claims, taken literally.
        claims: Vec<String>,
        /// What stands between.
        separator: String,
    },
    /// A text for when there is no value.
    DefaultIfEmpty {
        /// The text.
        value: String,
    },
    /// A to Z in lower case, as CEL defines it.
    Lower,
    /// a to z in upper case, as CEL defines it.
    Upper,
    /// Without white space at both ends.
    Trim,
    /// A part by position; beyond the end there is nothing.
    Substring {
        /// How many characters (Unicode code points) are left out.
        start: u32,
        /// How many are kept; all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        length: Option<u32>,
    },
    /// What stands before the first separator; the whole text when there is none.
    Before {
        /// The separator.
        separator: String,
    },
    /// What stands after the first separator; no value when there is none.
    After {
        /// The separator.
        separator: String,
    },
    /// What stands between the first `start` and the `end` that follows; no value when one
    /// is missing.
    Between {
        /// The beginning.
        start: String,
        /// The end.
        end: String,
    },
    /// Another text for each occurrence.
    Replace {
        /// The text to find.
        find: String,
        /// What stands instead.
        with: String,
    },
    /// What a regular expression finds first: its group, or all of it; no value when it
    /// finds nothing.
    RegexExtract {
        /// The expression (RE2 syntax) with one group at most.
        pattern: String,
    },
    /// Another text for each match of a regular expression.
    RegexReplace {
        /// The expression (RE2 syntax).
        pattern: String,
        /// What stands instead; `\1` is the first group.
        with: String,
    },
    /// Several values from one text.
    Split {
        /// The separator.
        separator: String,
    },
    /// One text from all values.
    Join {
        /// What stands between.
        separator: String,
    },
    /// What stands before the last `@`; no value without one.
    EmailLocalPart,
    /// What stands after the last `@`; no value without one.
    EmailDomain,
    /// The first value.
    First,
    /// The last value.
    Last,
    /// The value at a position.
    At {
        /// The position; 0 is the first.
        index: u32,
    },
    /// Lists inside of lists become values of their own.
    AllValues,
    /// Values that begin so.
    KeepPrefix {
        /// The beginning.
        prefix: String,
    },
    /// Values that end so.
    KeepSuffix {
        /// The end.
        suffix: String,
    },
    /// Values in which a regular expression finds something.
    KeepMatching {
        /// The expression (RE2 syntax).
        pattern: String,
    },
    /// Values of a list.
    KeepListed {
        /// The list.
        values: Vec<String>,
    },
    /// A text before each value.
    AddPrefix {
        /// The text.
        text: String,
    },
    /// A text after each value.
    AddSuffix {
        /// The text.
        text: String,
    },
    /// Each value once.
    Unique,
    /// How many values there are.
    Count,
    /// One text when a value is there, another one or nothing when not.
    Contains {
        /// The value to look for.
        value: String,
        /// The result when it is there.
        then: String,
        /// The result when it is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<String>,
    },
    /// One text for values that are equal to a text, another one for the rest.
    IfEquals {
        /// The text to compare with.
        value: String,
        /// The result when it is equal.
        then: String,
        /// The result when it is not; the value itself when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<String>,
    },
    /// Values translated by a table.
    Lookup {
        /// The table; the first row with the value counts.
        table: Vec<LookupRow>,
        /// The result for values that are not in it; no value when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<String>,
    },
    /// Numbers, booleans and objects as text.
    ToText,
    /// Texts as numbers; a text that is none is an error.
    ToNumber,
    /// The texts `true` and `false`, in any of CEL's spellings, as booleans.
    ToBoolean,
    /// Seconds since 1970 as a date in UTC, `2026-11-23`.
    TimestampToDate,
    /// JSON in a text: its value or one of its members; the elements of a list become
    /// values of their own.
    ParseJson {
        /// The member; the whole when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member: Option<String>,
    },
    /// `%40` as `@`.
    UrlDecode,
    /// The text in Base64.
    Base64Decode,
    /// A pseudonym: SHA-256 of the text in hexadecimal digits.
    Sha256,
}

/// A row of a lookup table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LookupRow {
    /// The value as received.
    pub from: String,
    /// What it becomes.
    pub to: String,
}
