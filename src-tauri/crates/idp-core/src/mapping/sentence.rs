//! Rules in plain language.

use super::explanation::place_name;
use super::rule::{Rule, given};
use super::{LookupRow, RuleSet, Transform};
use crate::claims::is_per_token;
use crate::provider::MappingRuleDraft;

/// How much of a long text a sentence shows, in characters.
const SHOWN: usize = 60;

/// The rule in a sentence or two; only the user profile is written at some sign-ins and
/// not at others.
pub(super) fn of_rule(set: RuleSet, rule: &MappingRuleDraft) -> String {
    let mut out = format!("{} is {}", name(&rule.target), value(rule));
    for transform in following(rule) {
        out.push_str(", ");
        out.push_str(&of_step(transform));
    }
    if rule.multi_valued {
        out.push_str("; every value is taken");
    }
    if let Some(condition) = given(rule.condition.as_ref()) {
        out.push_str(&format!("; only if {}", short(condition)));
    }
    out.push('.');
    if let Some(default) = given(rule.default.as_ref()) {
        out.push_str(&format!(" Without a value it is {}.", quote(default)));
    } else if rule.required {
        out.push_str(" It must have a value.");
    }
    if set == RuleSet::External {
        return out;
    }
    out.push_str(if rule.on_every_login {
        " Written at every sign-in"
    } else {
        " Written at the first sign-in"
    });
    if rule.clear_when_missing {
        out.push_str(", and emptied when nothing comes");
    }
    out.push('.');
    out
}

/// What applications get no more under its own name, where all attributes are sent.
pub(super) fn in_place_of(rule: &Rule) -> String {
    let target = &rule.draft.target;
    let others = |name: &&String| *name != target && !is_per_token(name);
    let names: Vec<&str> = rule
        .reads
        .iter()
        .filter(others)
        .map(String::as_str)
        .collect();
    match (rule.set, &*names) {
        (RuleSet::User, _) | (_, []) => String::new(),
        (RuleSet::External, [name]) => format!(" It is sent in place of {name}."),
        (RuleSet::External, names) => {
            format!(" It is sent in place of {}.", short(&names.join(", ")))
        }
    }
}

fn name(target: &str) -> &str {
    if target.is_empty() {
        "The target"
    } else {
        target
    }
}

fn value(rule: &MappingRuleDraft) -> String {
    if let Some(expression) = given(rule.expression.as_ref()) {
        return format!("the result of {}", short(expression));
    }
    match (given(rule.source.as_ref()), rule.transforms.first()) {
        (None, Some(Transform::Constant { value })) => format!("always {}", quote(value)),
        (None, Some(Transform::Template { text })) => {
            format!("the text {} with the claims filled in", quote(text))
        }
        (Some(source), _) => match rule.read_from {
            Some(place) => format!("{source} from the {}", place_name(place)),
            None => source.to_owned(),
        },
        (None, _) => "not filled from anything yet".to_owned(),
    }
}

/// The steps that [`value`] did not tell.
fn following(rule: &MappingRuleDraft) -> &[Transform] {
    let begins = matches!(
        rule.transforms.first(),
        Some(Transform::Constant { .. } | Transform::Template { .. })
    );
    let has_source = given(rule.source.as_ref()).is_some();
    match rule.transforms.split_first() {
        Some((_, rest)) if begins && !has_source => rest,
        _ if given(rule.expression.as_ref()).is_some() => &[],
        _ => &rule.transforms,
    }
}

fn of_step(transform: &Transform) -> String {
    match transform {
        Transform::Constant { value } => format!("replaced by {}", quote(value)),
        Transform::Template { text } => format!("replaced by the text {}", quote(text)),
        Transform::Concat { claims, separator } => {
            format!("joined with {} by {}", claims.join(", "), quote(separator))
        }
        Transform::DefaultIfEmpty { value } => format!("or {} when there is none", quote(value)),
        Transform::Lower => "in lower case".to_owned(),
        Transform::Upper => "in upper case".to_owned(),
        Transform::Trim => "without spaces at the ends".to_owned(),
        Transform::Substring { start, length } => match length {
            Some(length) => format!("{length} characters after the first {start}"),
            None => format!("without the first {start} characters"),
        },
        Transform::Before { separator } => format!("the part before {}", quote(separator)),
        Transform::After { separator } => format!("the part after {}", quote(separator)),
        Transform::Between { start, end } => {
            format!("the part between {} and {}", quote(start), quote(end))
        }
        Transform::Replace { find, with } => {
            format!("with {} in place of {}", quote(with), quote(find))
        }
        Transform::RegexExtract { pattern } => format!("the part that {} finds", quote(pattern)),
        Transform::RegexReplace { pattern, with } => {
            format!(
                "with {} in place of what {} finds",
                quote(with),
                quote(pattern)
            )
        }
        Transform::Split { separator } => format!("split at {}", quote(separator)),
        Transform::Join { separator } => format!("joined by {}", quote(separator)),
        Transform::EmailLocalPart => "the part before the @".to_owned(),
        Transform::EmailDomain => "the part after the @".to_owned(),
        Transform::First => "the first value".to_owned(),
        Transform::Last => "the last value".to_owned(),
        Transform::At { index } => format!("the value at position {index}, counted from 0"),
        Transform::AllValues => "with lists inside spread out".to_owned(),
        Transform::KeepPrefix { prefix } => format!("only values beginning with {}", quote(prefix)),
        Transform::KeepSuffix { suffix } => format!("only values ending with {}", quote(suffix)),
        Transform::KeepMatching { pattern } => format!("only values matching {}", quote(pattern)),
        Transform::KeepListed { values } => {
            let values: Vec<String> = values.iter().map(|value| quote(value)).collect();
            format!("only {}", short(&values.join(", ")))
        }
        Transform::AddPrefix { text } => format!("with {} before", quote(text)),
        Transform::AddSuffix { text } => format!("with {} behind", quote(text)),
        Transform::Unique => "each value once".to_owned(),
        Transform::Count => "the number of values".to_owned(),
        Transform::Contains {
            value,
            then,
            otherwise,
        } => {
            let otherwise = otherwise
                .as_ref()
                .map_or("nothing".to_owned(), |o| quote(o));
            format!(
                "{} if one value is {}, else {otherwise}",
                quote(then),
                quote(value)
            )
        }
        Transform::IfEquals {
            value,
            then,
            otherwise,
        } => {
            let otherwise = otherwise
                .as_ref()
                .map_or("unchanged".to_owned(), |o| quote(o));
            format!(
                "{} if it is {}, else {otherwise}",
                quote(then),
                quote(value)
            )
        }
        Transform::Lookup { table, otherwise } => {
            let rows: Vec<String> = table.iter().map(row).collect();
            let otherwise = otherwise
                .as_ref()
                .map_or("nothing".to_owned(), |o| quote(o));
            format!(
                "translated ({}), anything else to {otherwise}",
                short(&rows.join(", "))
            )
        }
        Transform::ToText => "as text".to_owned(),
        Transform::ToNumber => "as a number".to_owned(),
        Transform::ToBoolean => "as true or false".to_owned(),
        Transform::TimestampToDate => "as a date in UTC".to_owned(),
        Transform::ParseJson { member } => match member {
            Some(member) => format!("the member {} of its JSON", quote(member)),
            None => "read as JSON".to_owned(),
        },
        Transform::UrlDecode => "with % escapes decoded".to_owned(),
        Transform::Base64Decode => "decoded from Base64".to_owned(),
        Transform::Sha256 => "as a pseudonym (SHA-256)".to_owned(),
    }
}

fn row(row: &LookupRow) -> String {
    format!("{} to {}", quote(&row.from), quote(&row.to))
}

pub(super) fn quote(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", short(text))
}

pub(super) fn short(text: &str) -> String {
    if text.chars().nth(SHOWN).is_none() {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(SHOWN).collect();
    out.push('\u{2026}');
    out
}
