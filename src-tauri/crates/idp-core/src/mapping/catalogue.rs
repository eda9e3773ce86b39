//! The ready-made transformations as data: what an editor offers, and with which fields. One
//! table, so longer than other files.

use serde::Serialize;

/// A transformation that an editor can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TransformEntry {
    /// The `kind` of the transformation in a rule.
    pub kind: &'static str,
    /// The name shown.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub explanation: &'static str,
    /// The group to show it in.
    pub group: TransformGroup,
    /// Whether a rule may begin with it, without a source.
    pub begins: bool,
    /// Its parameters, in the order of a form.
    pub parameters: &'static [TransformParameter],
}

/// The groups of transformations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TransformGroup {
    /// A value from elsewhere.
    Value,
    /// Changes of a text.
    Text,
    /// Changes of a list.
    List,
    /// Decisions.
    Decision,
    /// Other types and encodings.
    Conversion,
}

/// A parameter of a transformation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TransformParameter {
    /// Its name in a rule.
    pub name: &'static str,
    /// The name shown.
    pub title: &'static str,
    /// What can be entered.
    pub kind: ParameterKind,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// A text; spaces count.
    Text,
    /// A text that may not be empty.
    NonEmptyText,
    /// A text with claims in braces.
    Template,
    /// A regular expression.
    Pattern,
    /// A whole number from 0.
    Number,
    /// Claim names.
    Claims,
    /// Texts.
    Texts,
    /// A table of two columns, `from` and `to`.
    Table,
}

const fn needed(
    name: &'static str,
    title: &'static str,
    kind: ParameterKind,
) -> TransformParameter {
    TransformParameter {
        name,
        title,
        kind,
        optional: false,
    }
}

const fn optional(
    name: &'static str,
    title: &'static str,
    kind: ParameterKind,
) -> TransformParameter {
    TransformParameter {
        name,
        title,
        kind,
        optional: true,
    }
}

macro_rules! entry {
    ($kind:literal, $title:literal, $group:ident, $explanation:literal, [$($parameter:expr),*]) => {
        entry!($kind, $title, $group, $explanation, [$($parameter),*], false)
    };
    ($kind:literal, $title:literal, $group:ident, $explanation:literal, [$($parameter:expr),*], $begins:literal) => {
        TransformEntry {
            kind: $kind,
            title: $title,
            explanation: $explanation,
            group: TransformGroup::$group,
            begins: $begins,
            parameters: &[$($parameter),*],
        }
    };
}

use ParameterKind::{Claims, NonEmptyText, Number, Pattern, Table, Template, Text, Texts};

/// All ready-made transformations, in the order of an editor's list.
pub const TRANSFORMS: &[TransformEntry] = &[
    entry!(
        "constant",
        "Fixed text",
        Value,
        "Always this text, whatever was received.",
        [needed("value", "Text", NonEmptyText)],
        true
    ),
    entry!(
        "template",
        "Text with claims",
        Value,
        "A text in which {name} stands for a claim.",
        [needed("text", "Text", Template)],
        true
    ),
    entry!(
        "concat",
        "Join with other claims",
        Value,
        "One text from this and other claims.",
        [
            needed("claims", "Claims", Claims),
            needed("separator", "Between them", Text)
        ]
    ),
    entry!(
        "default_if_empty",
        "Default",
        Value,
        "This text when there is no value.",
        [needed("value", "Text", NonEmptyText)]
    ),
    entry!(
        "lower",
        "Lower case",
        Text,
        "A to Z become a to z; other letters stay.",
        []
    ),
    entry!(
        "upper",
        "Upper case",
        Text,
        "a to z become A to Z; other letters stay.",
        []
    ),
    entry!("trim", "Trim", Text, "Spaces at both ends are removed.", []),
    entry!(
        "substring",
        "Part by position",
        Text,
        "Characters from a position on.",
        [
            needed("start", "Characters to leave out", Number),
            optional("length", "Characters to keep", Number)
        ]
    ),
    entry!(
        "before",
        "Text before",
        Text,
        "What stands before the first separator, or all when there is none.",
        [needed("separator", "Separator", NonEmptyText)]
    ),
    entry!(
        "after",
        "Text after",
        Text,
        "What stands after the first separator.",
        [needed("separator", "Separator", NonEmptyText)]
    ),
    entry!(
        "between",
        "Text between",
        Text,
        "What stands between two texts.",
        [
            needed("start", "After", NonEmptyText),
            needed("end", "Before", NonEmptyText)
        ]
    ),
    entry!(
        "replace",
        "Replace",
        Text,
        "Another text for each occurrence.",
        [
            needed("find", "Find", NonEmptyText),
            needed("with", "Replace with", Text)
        ]
    ),
    entry!(
        "regex_extract",
        "Extract by pattern",
        Text,
        "What a regular expression finds first.",
        [needed("pattern", "Regular expression", Pattern)]
    ),
    entry!(
        "regex_replace",
        "Replace by pattern",
        Text,
        "Another text for each match of a regular expression.",
        [
            needed("pattern", "Regular expression", Pattern),
            needed("with", "Replace with", Text)
        ]
    ),
    entry!(
        "add_prefix",
        "Add before",
        Text,
        "A text before each value.",
        [needed("text", "Text", NonEmptyText)]
    ),
    entry!(
        "add_suffix",
        "Add after",
        Text,
        "A text after each value.",
        [needed("text", "Text", NonEmptyText)]
    ),
    entry!(
        "email_local_part",
        "E-mail: name",
        Text,
        "What stands before the @ of an address.",
        []
    ),
    entry!(
        "email_domain",
        "E-mail: domain",
        Text,
        "What stands after the @ of an address.",
        []
    ),
    entry!(
        "split",
        "Split",
        List,
        "Several values from one text.",
        [needed("separator", "Separator", NonEmptyText)]
    ),
    entry!(
        "join",
        "Join",
        List,
        "One text from all values.",
        [needed("separator", "Between them", Text)]
    ),
    entry!(
        "first",
        "First value",
        List,
        "The first of several values.",
        []
    ),
    entry!(
        "last",
        "Last value",
        List,
        "The last of several values.",
        []
    ),
    entry!(
        "at",
        "Value at position",
        List,
        "One of several values; 0 is the first.",
        [needed("index", "Position", Number)]
    ),
    entry!(
        "all_values",
        "All values",
        List,
        "Lists inside of lists become values of their own.",
        []
    ),
    entry!(
        "keep_prefix",
        "Keep those beginning with",
        List,
        "Values that begin with a text.",
        [needed("prefix", "Beginning", NonEmptyText)]
    ),
    entry!(
        "keep_suffix",
        "Keep those ending with",
        List,
        "Values that end with a text.",
        [needed("suffix", "End", NonEmptyText)]
    ),
    entry!(
        "keep_matching",
        "Keep those matching",
        List,
        "Values in which a regular expression finds something.",
        [needed("pattern", "Regular expression", Pattern)]
    ),
    entry!(
        "keep_listed",
        "Keep those listed",
        List,
        "Values that are in a list.",
        [needed("values", "Values", Texts)]
    ),
    entry!(
        "unique",
        "Each once",
        List,
        "Values that occur again are removed.",
        []
    ),
    entry!("count", "Count", List, "How many values there are.", []),
    entry!(
        "contains",
        "If it contains",
        Decision,
        "One text when a value is there, another one when it is not.",
        [
            needed("value", "Value", NonEmptyText),
            needed("then", "Then", Text),
            optional("otherwise", "Otherwise", Text)
        ]
    ),
    entry!(
        "if_equals",
        "If it is",
        Decision,
        "One text for values equal to a text, another one for the rest.",
        [
            needed("value", "Text", Text),
            needed("then", "Then", Text),
            optional("otherwise", "Otherwise", Text)
        ]
    ),
    entry!(
        "lookup",
        "Lookup table",
        Decision,
        "Values translated by a table.",
        [
            needed("table", "Table", Table),
            optional("otherwise", "For all others", Text)
        ]
    ),
    entry!(
        "to_text",
        "To text",
        Conversion,
        "Numbers, booleans and objects as text.",
        []
    ),
    entry!(
        "to_number",
        "To number",
        Conversion,
        "Texts as numbers.",
        []
    ),
    entry!(
        "to_boolean",
        "To true or false",
        Conversion,
        "The texts true and false as booleans.",
        []
    ),
    entry!(
        "timestamp_to_date",
        "Time to date",
        Conversion,
        "Seconds since 1970 as a date in UTC.",
        []
    ),
    entry!(
        "parse_json",
        "Read JSON",
        Conversion,
        "JSON inside a text, as in many custom attributes of Cognito.",
        [optional("member", "Member", NonEmptyText)]
    ),
    entry!(
        "url_decode",
        "Decode URL text",
        Conversion,
        "%40 becomes @.",
        []
    ),
    entry!(
        "base64_decode",
        "Decode Base64",
        Conversion,
        "The text that was put into Base64.",
        []
    ),
    entry!(
        "sha256",
        "Pseudonym (SHA-256)",
        Conversion,
        "A fingerprint instead of the value.",
        []
    ),
];
