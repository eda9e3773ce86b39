//! Transformations as CEL text: what each one means, and how it is recognised again.

use super::{LookupRow, Transform};
use crate::claims::ClaimSource;
use crate::expression::quoted;
use std::collections::BTreeSet;
use std::fmt::Write;

mod reading;

pub(super) use reading::steps_of;

/// The variable that holds the claims of a place to read.
pub(super) fn variable(read_from: Option<ClaimSource>) -> &'static str {
    match read_from {
        None => "claims",
        Some(ClaimSource::IdToken) => "idToken",
        Some(ClaimSource::Userinfo) => "userinfo",
        Some(ClaimSource::AccessToken) => "accessToken",
        Some(ClaimSource::UserPool) => "userPool",
    }
}

/// Whether a transformation works on texts; values of other types become texts before it.
pub(super) fn needs_text(transform: &Transform) -> bool {
    match transform {
        Transform::Constant { .. }
        | Transform::Template { .. }
        | Transform::DefaultIfEmpty { .. }
        | Transform::First
        | Transform::Last
        | Transform::At { .. }
        | Transform::AllValues
        | Transform::Unique
        | Transform::Count
        | Transform::ToText
        | Transform::ToNumber
        | Transform::ToBoolean
        | Transform::TimestampToDate => false,
        Transform::Concat { .. }
        | Transform::Lower
        | Transform::Upper
        | Transform::Trim
        | Transform::Substring { .. }
        | Transform::Before { .. }
        | Transform::After { .. }
        | Transform::Between { .. }
        | Transform::Replace { .. }
        | Transform::RegexExtract { .. }
        | Transform::RegexReplace { .. }
        | Transform::Split { .. }
        | Transform::Join { .. }
        | Transform::EmailLocalPart
        | Transform::EmailDomain
        | Transform::KeepPrefix { .. }
        | Transform::KeepSuffix { .. }
        | Transform::KeepMatching { .. }
        | Transform::KeepListed { .. }
        | Transform::AddPrefix { .. }
        | Transform::AddSuffix { .. }
        | Transform::Contains { .. }
        | Transform::IfEquals { .. }
        | Transform::Lookup { .. }
        | Transform::ParseJson { .. }
        | Transform::UrlDecode
        | Transform::Base64Decode
        | Transform::Sha256 => true,
    }
}

/// Whether only texts come out, when only texts went in or not.
pub(super) fn gives_text(transform: &Transform, texts: bool) -> bool {
    match transform {
        Transform::DefaultIfEmpty { .. }
        | Transform::First
        | Transform::Last
        | Transform::At { .. }
        | Transform::Unique => texts,
        Transform::AllValues
        | Transform::Count
        | Transform::ToNumber
        | Transform::ToBoolean
        | Transform::ParseJson { .. } => false,
        Transform::Constant { .. }
        | Transform::Template { .. }
        | Transform::ToText
        | Transform::TimestampToDate => true,
        Transform::Concat { .. }
        | Transform::Lower
        | Transform::Upper
        | Transform::Trim
        | Transform::Substring { .. }
        | Transform::Before { .. }
        | Transform::After { .. }
        | Transform::Between { .. }
        | Transform::Replace { .. }
        | Transform::RegexExtract { .. }
        | Transform::RegexReplace { .. }
        | Transform::Split { .. }
        | Transform::Join { .. }
        | Transform::EmailLocalPart
        | Transform::EmailDomain
        | Transform::KeepPrefix { .. }
        | Transform::KeepSuffix { .. }
        | Transform::KeepMatching { .. }
        | Transform::KeepListed { .. }
        | Transform::AddPrefix { .. }
        | Transform::AddSuffix { .. }
        | Transform::Contains { .. }
        | Transform::IfEquals { .. }
        | Transform::Lookup { .. }
        | Transform::UrlDecode
        | Transform::Base64Decode
        | Transform::Sha256 => true,
    }
}

/// Where a rule really begins: a fixed text or a template forgets what was before it.
pub(super) fn beginning(transforms: &[Transform]) -> usize {
    let begins = |transform: &Transform| {
        matches!(
            transform,
            Transform::Constant { .. } | Transform::Template { .. }
        )
    };
    transforms.iter().rposition(begins).unwrap_or(0)
}

/// The CEL text of a source with transformations. Its value is a list.
pub(super) fn text_of(
    source: Option<&str>,
    read_from: Option<ClaimSource>,
    transforms: &[Transform],
) -> String {
    let variable = variable(read_from);
    let transforms = transforms.get(beginning(transforms)..).unwrap_or_default();
    let place = source.map_or("[]".to_owned(), |source| {
        format!("{variable}[?{}]", quoted(source))
    });
    // Nothing is a list of texts.
    let starts_as_text = |first: &Transform| needs_text(first) || *first == Transform::ToText;
    let mut texts = source.is_none() || transforms.first().is_some_and(starts_as_text);
    let begin = if texts { "texts" } else { "values" };
    let mut text = match source {
        Some(_) => format!("{begin}({place})"),
        None => "[]".to_owned(),
    };
    for (index, transform) in transforms.iter().enumerate() {
        // The beginning says it already.
        if index == 0 && *transform == Transform::ToText {
            continue;
        }
        if needs_text(transform) && !texts {
            text = format!("texts({text})");
        }
        text = step(&text, transform, variable);
        texts = gives_text(transform, texts);
    }
    text
}

fn step(list: &str, transform: &Transform, variable: &str) -> String {
    let q = |text: &str| quoted(text);
    let map = |body: String| format!("{list}.map(v, {body})");
    match transform {
        Transform::Constant { value } => format!("[{}]", q(value)),
        Transform::Template { text } => format!("template({}, {variable})", q(text)),
        Transform::Concat { claims, separator } => {
            let mut all = list.to_owned();
            for claim in claims {
                let _ = write!(all, " + texts({variable}[?{}])", q(claim));
            }
            format!("[({all}).join({})]", q(separator))
        }
        Transform::DefaultIfEmpty { value } => format!("{list}.ifEmpty({})", q(value)),
        Transform::Lower => map("v.lowerAscii()".to_owned()),
        Transform::Upper => map("v.upperAscii()".to_owned()),
        Transform::Trim => map("v.trim()".to_owned()),
        Transform::Substring { start, length } => match length {
            None => map(format!("v.substring(math.least({start}, size(v)))")),
            Some(length) => {
                let end = u64::from(*start) + u64::from(*length);
                map(format!(
                    "v.substring(math.least({start}, size(v)), math.least({end}, size(v)))"
                ))
            }
        },
        Transform::Before { separator } => map(format!("v.split({}, 2)[0]", q(separator))),
        Transform::After { separator } => after(list, separator),
        Transform::Between { start, end } => {
            let begun = after(list, start);
            format!(
                "{begun}.map(v, v.contains({0}), v.split({0}, 2)[0])",
                q(end)
            )
        }
        Transform::Replace { find, with } => map(format!("v.replace({}, {})", q(find), q(with))),
        Transform::RegexExtract { pattern } => {
            format!(
                "{list}.map(v, [?regex.extract(v, {})]).flatten()",
                q(pattern)
            )
        }
        Transform::RegexReplace { pattern, with } => {
            map(format!("regex.replace(v, {}, {})", q(pattern), q(with)))
        }
        Transform::Split { separator } => {
            format!("{list}.map(v, v.split({})).flatten()", q(separator))
        }
        Transform::Join { separator } => format!("[{list}.join({})]", q(separator)),
        Transform::EmailLocalPart => {
            format!("{list}.map(v, v.contains(\"@\"), v.substring(0, v.lastIndexOf(\"@\")))")
        }
        Transform::EmailDomain => {
            format!("{list}.map(v, v.contains(\"@\"), v.substring(v.lastIndexOf(\"@\") + 1))")
        }
        Transform::First => format!("[?{list}.first()]"),
        Transform::Last => format!("[?{list}.last()]"),
        Transform::At { index } => format!("[?{list}[?{index}]]"),
        Transform::AllValues => format!("{list}.flatten()"),
        Transform::KeepPrefix { prefix } => {
            format!("{list}.filter(v, v.startsWith({}))", q(prefix))
        }
        Transform::KeepSuffix { suffix } => format!("{list}.filter(v, v.endsWith({}))", q(suffix)),
        Transform::KeepMatching { pattern } => {
            format!("{list}.filter(v, v.matches({}))", q(pattern))
        }
        Transform::KeepListed { values } => {
            let values: Vec<String> = values.iter().map(|value| q(value)).collect();
            format!("{list}.filter(v, v in [{}])", values.join(", "))
        }
        Transform::AddPrefix { text } => map(format!("{} + v", q(text))),
        Transform::AddSuffix { text } => map(format!("v + {}", q(text))),
        Transform::Unique => format!("{list}.distinct()"),
        Transform::Count => format!("[size({list})]"),
        Transform::Contains {
            value,
            then,
            otherwise,
        } => {
            let otherwise = otherwise
                .as_ref()
                .map_or("[]".to_owned(), |o| format!("[{}]", q(o)));
            format!("({} in {list} ? [{}] : {otherwise})", q(value), q(then))
        }
        Transform::IfEquals {
            value,
            then,
            otherwise,
        } => {
            let otherwise = otherwise.as_ref().map_or("v".to_owned(), |o| q(o));
            map(format!("v == {} ? {} : {otherwise}", q(value), q(then)))
        }
        Transform::Lookup { table, otherwise } => match otherwise {
            Some(otherwise) => map(format!("{}[?v].orValue({})", rows(table), q(otherwise))),
            None => format!("{list}.map(v, [?{}[?v]]).flatten()", rows(table)),
        },
        Transform::ToText => format!("texts({list})"),
        Transform::ToNumber => map("number(v)".to_owned()),
        Transform::ToBoolean => map("bool(v)".to_owned()),
        Transform::TimestampToDate => map("string(timestamp(int(v))).substring(0, 10)".to_owned()),
        Transform::ParseJson { member } => {
            let member = member
                .as_ref()
                .map_or(String::new(), |m| format!("[?{}]", q(m)));
            format!("{list}.map(v, values(json.parse(v){member})).flatten()")
        }
        Transform::UrlDecode => map("url.decode(v)".to_owned()),
        Transform::Base64Decode => map("string(base64.decode(v))".to_owned()),
        Transform::Sha256 => map("hash.sha256(v)".to_owned()),
    }
}

fn after(list: &str, separator: &str) -> String {
    let separator = quoted(separator);
    format!("{list}.map(v, v.contains({separator}), v.split({separator}, 2)[1])")
}

/// A table as a map; of rows for the same value the first.
fn rows(table: &[LookupRow]) -> String {
    let mut seen = BTreeSet::new();
    let rows: Vec<String> = table
        .iter()
        .filter(|row| seen.insert(&row.from))
        .map(|row| format!("{}: {}", quoted(&row.from), quoted(&row.to)))
        .collect();
    format!("{{{}}}", rows.join(", "))
}
