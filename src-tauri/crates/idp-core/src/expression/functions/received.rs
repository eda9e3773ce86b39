//! Functions for received attributes. They are ours: other engines do not know them.

use super::super::budget::{Budget, check_size};
use super::super::fault::Fault;
use super::super::value::{Text, Val};
use super::convert::number_of;
use super::wrong;
use crate::claims::exact_numbers;
use crate::mapping::{ExpressionCode, Template};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest, Sha256};

type Result<'a> = std::result::Result<Val<'a>, Fault>;

/// With padding or without, as tokens have it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The values that something stands for: the elements of a list, one value, or none for
/// what is not there, null or empty text.
pub(crate) fn values_of<'a>(value: &Val<'a>) -> Vec<Val<'a>> {
    let is_there = |value: &Val<'_>| match value {
        Val::Null | Val::Optional(None) => false,
        Val::Text(text) => !text.is_empty(),
        _ => true,
    };
    match value {
        Val::Optional(Some(inner)) => values_of(inner),
        Val::List(list) => list.iter().filter(is_there).collect(),
        other if is_there(other) => vec![other.clone()],
        _ => Vec::new(),
    }
}

/// The same as texts: a text as it is, anything else as JSON.
///
/// # Errors
/// For what JSON does not know.
pub(crate) fn texts_of<'a>(value: &Val<'a>) -> std::result::Result<Vec<Val<'a>>, Fault> {
    let mut texts = values_of(value);
    for text in &mut texts {
        if !matches!(text, Val::Text(_)) {
            *text = Val::text(claim_text(text)?);
        }
    }
    Ok(texts)
}

/// The text of a value, as it is mapped.
///
/// # Errors
/// For what JSON does not know.
pub(in crate::expression) fn claim_text(value: &Val<'_>) -> std::result::Result<String, Fault> {
    match value.to_json() {
        Some(serde_json::Value::String(text)) => Ok(text),
        Some(json) => Ok(json.to_string()),
        None => Err(wrong("texts", std::slice::from_ref(value))),
    }
}

pub(super) fn values<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [value] = arguments else {
        return Err(wrong("values", arguments));
    };
    budget.take_value(value)?;
    Ok(values_of(value).into())
}

pub(super) fn texts<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [value] = arguments else {
        return Err(wrong("texts", arguments));
    };
    budget.take_value(value)?;
    Ok(texts_of(value)?.into())
}

/// The values, or this text when there is none but empty texts.
pub(crate) fn if_empty<'a>(values: Vec<Val<'a>>, text: &Text<'a>) -> Vec<Val<'a>> {
    let empty = values
        .iter()
        .all(|value| matches!(value, Val::Text(text) if text.is_empty()));
    if empty {
        vec![Val::Text(text.clone())]
    } else {
        values
    }
}

pub(super) fn if_empty_function<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [value @ Val::List(list), Val::Text(text)] = arguments else {
        return Err(wrong("ifEmpty", arguments));
    };
    budget.take_value(value)?;
    Ok(if_empty(list.iter().collect(), text).into())
}

pub(super) fn template<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Text(text), claims @ Val::Map(_)] = arguments else {
        return Err(wrong("template", arguments));
    };
    budget.take_bytes(text.len() * 8)?;
    let Val::Map(claims) = claims else {
        return Err(wrong("template", arguments));
    };
    let filled = Template::parse(text)?.filled(claims)?;
    let items: Vec<Val<'a>> = filled.map(Val::text).into_iter().collect();
    Ok(items.into())
}

pub(super) fn number<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    match arguments {
        [value] => number_of(value),
        _ => Err(wrong("number", arguments)),
    }
}

fn parsed<'a>(text: &str) -> Result<'a> {
    let value: serde_json::Value = serde_json::from_str(&exact_numbers(text)).map_err(|error| {
        let message = format!("This text is no JSON ({error}). Look at the value received.");
        Fault::new(ExpressionCode::NotConvertible, message)
    })?;
    Ok(Val::from_json(value))
}

pub(super) fn json_parse<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len() * 16)?;
            parsed(text)
        }
        _ => Err(wrong("json.parse", arguments)),
    }
}

/// The values in a text of JSON, or in one of its members.
///
/// # Errors
/// When it is no JSON, or has no members.
pub(crate) fn json_values<'a>(
    text: &str,
    member: Option<&str>,
) -> std::result::Result<Vec<Val<'a>>, Fault> {
    let value = parsed(text)?;
    let Some(member) = member else {
        return Ok(values_of(&value));
    };
    match &value {
        Val::Map(map) => {
            let found = map.get(&Val::Text(Text::Borrowed(member)));
            Ok(found.map(|value| values_of(&value)).unwrap_or_default())
        }
        _ => Err(no_members(&value)),
    }
}

/// The fault of looking for a member where there are none.
pub(crate) fn no_members(value: &Val<'_>) -> Fault {
    let message = format!(
        "A value of type {} has no members to look up. Use the value itself.",
        value.type_name()
    );
    Fault::new(ExpressionCode::WrongType, message)
}

/// Text with its `%40` decoded.
///
/// # Errors
/// When an escape is incomplete, or the result is no UTF-8.
pub(crate) fn from_url(text: &str) -> std::result::Result<String, Fault> {
    let bad = || {
        let message = "This text has a % without two hexadecimal digits, or is no UTF-8 once decoded. Look at the value received.";
        Fault::new(ExpressionCode::NotConvertible, message)
    };
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let mut digit = || {
            let digit = bytes.next().map(char::from);
            digit.and_then(|digit| digit.to_digit(16)).ok_or_else(bad)
        };
        let decoded = digit()? * 16 + digit()?;
        out.extend(u8::try_from(decoded).ok());
    }
    String::from_utf8(out).map_err(|_| bad())
}

pub(super) fn url_decode<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            from_url(text).map(Val::text)
        }
        _ => Err(wrong("url.decode", arguments)),
    }
}

fn decoded(text: &str) -> std::result::Result<Vec<u8>, Fault> {
    BASE64.decode(text).map_err(|_| {
        let message = "This text is no Base64. Look at the value received.";
        Fault::new(ExpressionCode::NotConvertible, message)
    })
}

/// The text in Base64.
///
/// # Errors
/// When it is none, or holds no text.
pub(crate) fn from_base64(text: &str) -> std::result::Result<String, Fault> {
    String::from_utf8(decoded(text)?).map_err(|_| {
        let message = "The bytes in this Base64 are no text in UTF-8. Keep it as it is.";
        Fault::new(ExpressionCode::NotConvertible, message)
    })
}

pub(super) fn base64_decode<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            Ok(Val::Bytes(decoded(text)?.into()))
        }
        _ => Err(wrong("base64.decode", arguments)),
    }
}

pub(super) fn base64_encode<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Bytes(bytes)] => {
            budget.take_bytes(bytes.len())?;
            check_size(bytes.len() * 2)?;
            Ok(Val::text(BASE64.encode(bytes)))
        }
        _ => Err(wrong("base64.encode", arguments)),
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn to_sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    digest
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

pub(super) fn sha256<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len() * 16)?;
            Ok(Val::text(to_sha256(text)))
        }
        _ => Err(wrong("hash.sha256", arguments)),
    }
}
