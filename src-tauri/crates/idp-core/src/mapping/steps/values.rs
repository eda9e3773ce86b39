//! What steps do to values, and what they need.

use super::Values;
use crate::expression::{
    Budget, Fault, List, Text, Val, boolean_of, check_size, int_of, texts_of, time_at, time_text,
};
use crate::mapping::Transform;

/// The text without which a transformation makes no sense.
pub(super) fn needed(transform: &Transform) -> Option<&str> {
    match transform {
        Transform::Before { separator }
        | Transform::After { separator }
        | Transform::Split { separator } => Some(separator),
        Transform::Between { start, end } if !start.is_empty() => Some(end),
        Transform::Between { start, .. } => Some(start),
        Transform::Replace { find, .. } => Some(find),
        Transform::RegexExtract { pattern }
        | Transform::RegexReplace { pattern, .. }
        | Transform::KeepMatching { pattern } => Some(pattern),
        Transform::KeepPrefix { prefix } => Some(prefix),
        Transform::KeepSuffix { suffix } => Some(suffix),
        Transform::AddPrefix { text } | Transform::AddSuffix { text } => Some(text),
        _ => None,
    }
}

pub(super) fn as_texts(mut values: Values<'_>) -> Result<Values<'_>, Fault> {
    let plain = values
        .iter()
        .all(|value| matches!(value, Val::Text(text) if !text.is_empty()));
    if !plain {
        values = texts_of(&values.into())?;
    }
    Ok(values)
}

pub(super) fn joined<'a>(
    values: &[Val<'a>],
    separator: &str,
    budget: &mut Budget,
) -> Result<Values<'a>, Fault> {
    let mut out = String::new();
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        if let Val::Text(text) = value {
            out.push_str(text);
        }
        check_size(out.len())?;
    }
    budget.take_bytes(out.len())?;
    Ok(vec![Val::text(out)])
}

pub(super) fn elements(value: Val<'_>) -> Values<'_> {
    match value {
        Val::List(List::Owned(items)) => items.to_vec(),
        Val::List(list @ List::Json(_)) => list.iter().collect(),
        other => vec![other],
    }
}

pub(super) fn boolean<'a>(value: &Val<'a>) -> Result<Val<'a>, Fault> {
    boolean_of(value)
}

pub(super) fn date<'a>(value: &Val<'a>) -> Result<Val<'a>, Fault> {
    let at = time_at(int_of(value)?)?;
    let text = time_text(at).unwrap_or_default();
    Ok(Val::text(text.get(..10).unwrap_or_default()))
}

/// A part of a text, borrowed as long as the text is.
pub(super) fn cut<'a>(text: &Text<'a>, part: impl Fn(&str) -> Option<&str>) -> Val<'a> {
    cut_if(text, part).unwrap_or_else(|| Val::Text(text.clone()))
}

pub(super) fn cut_if<'a>(text: &Text<'a>, part: impl Fn(&str) -> Option<&str>) -> Option<Val<'a>> {
    match text {
        Text::Borrowed(text) => part(text).map(|part| {
            let offset = part.as_ptr() as usize - text.as_ptr() as usize;
            let part = text.get(offset..offset + part.len()).unwrap_or_default();
            Val::Text(Text::Borrowed(part))
        }),
        Text::Owned(text) => part(text).map(Val::text),
    }
}

pub(super) fn keep<'a>(condition: bool, text: Text<'a>) -> Option<Val<'a>> {
    condition.then_some(Val::Text(text))
}
