//! Functions of texts. Positions count Unicode code points.

use super::super::budget::{Budget, check_size};
use super::super::fault::Fault;
use super::super::value::{Text, Val};
use super::{out_of_range, wrong};

type Result<'a> = std::result::Result<Val<'a>, Fault>;

/// `0` for the first character, and so on; the end counts as well.
fn byte_at(text: &str, index: usize) -> Option<usize> {
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(at, _)| at).chain(ends).nth(index)
}

/// A part of a text: borrowed as long as the text is.
fn part<'a>(text: &Text<'a>, start: usize, end: usize) -> Val<'a> {
    match text {
        Text::Borrowed(whole) => {
            Val::Text(Text::Borrowed(whole.get(start..end).unwrap_or_default()))
        }
        Text::Owned(whole) => Val::text(whole.get(start..end).unwrap_or_default()),
    }
}

pub(super) fn contains<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text), Val::Text(find)] => {
            budget.take_bytes(text.len())?;
            Ok(Val::Bool(text.contains(&**find)))
        }
        _ => Err(wrong("contains", arguments)),
    }
}

pub(super) fn starts_with<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text), Val::Text(find)] => {
            budget.take_bytes(find.len())?;
            Ok(Val::Bool(text.starts_with(&**find)))
        }
        _ => Err(wrong("startsWith", arguments)),
    }
}

pub(super) fn ends_with<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text), Val::Text(find)] => {
            budget.take_bytes(find.len())?;
            Ok(Val::Bool(text.ends_with(&**find)))
        }
        _ => Err(wrong("endsWith", arguments)),
    }
}

pub(super) fn matches<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text), Val::Text(find)] => {
            let found = budget.pattern(find)?.is_match(text, budget)?;
            Ok(Val::Bool(found))
        }
        _ => Err(wrong("matches", arguments)),
    }
}

pub(super) fn char_at<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Text(text), Val::Int(index)] = arguments else {
        return Err(wrong("charAt", arguments));
    };
    budget.take_bytes(text.len())?;
    let start = usize::try_from(*index)
        .ok()
        .and_then(|index| byte_at(text, index));
    let Some(start) = start else {
        return Err(out_of_range("charAt", *index, text.chars().count()));
    };
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    Ok(part(text, start, start + length))
}

pub(super) fn index_of<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, find, from) = match arguments {
        [Val::Text(text), Val::Text(find)] => (text, find, 0),
        [Val::Text(text), Val::Text(find), Val::Int(from)] => (text, find, *from),
        _ => return Err(wrong("indexOf", arguments)),
    };
    budget.take_bytes(text.len())?;
    let start = usize::try_from(from)
        .ok()
        .and_then(|from| byte_at(text, from));
    let Some(start) = start else {
        return Err(out_of_range("indexOf", from, text.chars().count()));
    };
    let found = text[start..].find(&**find).map(|at| start + at);
    Ok(Val::Int(position(text, found)))
}

pub(super) fn last_index_of<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, find, until) = match arguments {
        [Val::Text(text), Val::Text(find)] => (text, find, None),
        [Val::Text(text), Val::Text(find), Val::Int(until)] => (text, find, Some(*until)),
        _ => return Err(wrong("lastIndexOf", arguments)),
    };
    budget.take_bytes(text.len())?;
    let end = match until {
        None => text.len(),
        Some(until) => {
            let last = usize::try_from(until)
                .ok()
                .and_then(|until| byte_at(text, until));
            let Some(last) = last else {
                return Err(out_of_range("lastIndexOf", until, text.chars().count()));
            };
            // The match may begin there, so its end may lie beyond.
            (last + find.len()).min(text.len())
        }
    };
    // No match ends within a character.
    let found = text[..text.floor_char_boundary(end)].rfind(&**find);
    Ok(Val::Int(position(text, found)))
}

fn position(text: &str, found: Option<usize>) -> i64 {
    let Some(at) = found else { return -1 };
    let before = text.get(..at).unwrap_or_default();
    i64::try_from(before.chars().count()).unwrap_or(i64::MAX)
}

pub(super) fn lower<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            Ok(Val::text(text.to_ascii_lowercase()))
        }
        _ => Err(wrong("lowerAscii", arguments)),
    }
}

pub(super) fn upper<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            Ok(Val::text(text.to_ascii_uppercase()))
        }
        _ => Err(wrong("upperAscii", arguments)),
    }
}

pub(super) fn trim<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            Ok(match text {
                Text::Borrowed(text) => Val::Text(Text::Borrowed(text.trim())),
                Text::Owned(text) => Val::text(text.trim()),
            })
        }
        _ => Err(wrong("trim", arguments)),
    }
}

/// A text with another one for each occurrence, as often as is said.
pub(crate) fn replace_all(
    text: &str,
    find: &str,
    with: &str,
    times: usize,
) -> std::result::Result<String, Fault> {
    let count = if with.len() > find.len() {
        text.matches(find).take(times).count()
    } else {
        0
    };
    check_size(text.len().saturating_add(count.saturating_mul(with.len())))?;
    Ok(text.replacen(find, with, times))
}

pub(super) fn replace<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, find, with, times) = match arguments {
        [Val::Text(text), Val::Text(find), Val::Text(with)] => (text, find, with, -1),
        [
            Val::Text(text),
            Val::Text(find),
            Val::Text(with),
            Val::Int(times),
        ] => (text, find, with, *times),
        _ => return Err(wrong("replace", arguments)),
    };
    budget.take_bytes(text.len())?;
    let times = usize::try_from(times).unwrap_or(usize::MAX);
    replace_all(text, find, with, times).map(Val::text)
}

pub(super) fn split<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, separator, most) = match arguments {
        [Val::Text(text), Val::Text(separator)] => (text, separator, -1),
        [Val::Text(text), Val::Text(separator), Val::Int(most)] => (text, separator, *most),
        _ => return Err(wrong("split", arguments)),
    };
    budget.take_bytes(text.len() * 8)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if separator.is_empty() {
        return characters(text, most);
    }
    check_size(text.matches(&**separator).take(most).count() * Val::PART)?;
    let parts: Vec<Val<'a>> = match text {
        Text::Borrowed(text) => text
            .splitn(most, &**separator)
            .map(|part| Val::Text(Text::Borrowed(part)))
            .collect(),
        Text::Owned(text) => text.splitn(most, &**separator).map(Val::text).collect(),
    };
    Ok(parts.into())
}

fn characters<'a>(text: &str, most: usize) -> Result<'a> {
    check_size(text.len() * Val::PART)?;
    if text.is_empty() && most > 0 {
        return Ok(vec![Val::text("")].into());
    }
    let mut rest = text;
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        if parts.len() >= most {
            break;
        }
        let length = if parts.len() + 1 == most {
            rest.len()
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at(length);
        parts.push(Val::text(part));
        rest = after;
    }
    Ok(parts.into())
}

/// Some characters of a text; beyond its end there are none.
pub(crate) fn clamped_part(text: &str, start: usize, length: Option<usize>) -> &str {
    let from = byte_at(text, start).unwrap_or(text.len());
    let rest = text.get(from..).unwrap_or_default();
    let to = length
        .and_then(|length| byte_at(rest, length))
        .unwrap_or(rest.len());
    rest.get(..to).unwrap_or_default()
}

pub(super) fn substring<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, start, end) = match arguments {
        [Val::Text(text), Val::Int(start)] => (text, *start, None),
        [Val::Text(text), Val::Int(start), Val::Int(end)] => (text, *start, Some(*end)),
        _ => return Err(wrong("substring", arguments)),
    };
    budget.take_bytes(text.len())?;
    let place = |index: i64| {
        let found = usize::try_from(index)
            .ok()
            .and_then(|index| byte_at(text, index));
        found.ok_or_else(|| out_of_range("substring", index, text.chars().count()))
    };
    let from = place(start)?;
    let to = end.map_or(Ok(text.len()), place)?;
    if to < from {
        return Err(out_of_range("substring", start, text.chars().count()));
    }
    Ok(part(text, from, to))
}

pub(super) fn quote<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Text(text)] = arguments else {
        return Err(wrong("strings.quote", arguments));
    };
    budget.take_bytes(text.len())?;
    Ok(Val::text(crate::expression::quoted(text)))
}

pub(super) fn regex_extract<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Text(text), Val::Text(find)] = arguments else {
        return Err(wrong("regex.extract", arguments));
    };
    let pattern = budget.pattern(find)?;
    let found = pattern.extract(text, budget)?;
    Ok(found.map_or(Val::Optional(None), |found| Val::some(Val::text(found))))
}

pub(super) fn regex_extract_all<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Text(text), Val::Text(find)] = arguments else {
        return Err(wrong("regex.extractAll", arguments));
    };
    let mut found = Vec::new();
    budget.pattern(find)?.extract_all(text, budget, |part| {
        found.push(Val::text(part));
        check_size(found.len() * Val::PART)
    })?;
    Ok(found.into())
}

pub(super) fn regex_replace<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (text, find, with, times) = match arguments {
        [Val::Text(text), Val::Text(find), Val::Text(with)] => (text, find, with, -1),
        [
            Val::Text(text),
            Val::Text(find),
            Val::Text(with),
            Val::Int(times),
        ] => (text, find, with, *times),
        _ => return Err(wrong("regex.replace", arguments)),
    };
    let times = usize::try_from(times).unwrap_or(usize::MAX);
    let pattern = budget.pattern(find)?;
    pattern.replace(text, with, times, budget).map(Val::text)
}
