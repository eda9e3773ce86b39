//! Conversions between types.

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::value::Val;
use super::time::{duration_text, time_text};
use super::wrong;
use crate::claims::is_same_number;
use crate::mapping::ExpressionCode;

type Result<'a> = std::result::Result<Val<'a>, Fault>;

fn not_a(what: &str, text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    let message =
        format!("\"{shown}\" is not {what}. Look at the value first, for instance with matches().");
    Fault::new(ExpressionCode::NotConvertible, message)
}

fn not_exact(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    let message =
        format!("{shown} has more digits than a number can hold exactly. Keep it as text.");
    Fault::new(ExpressionCode::OutOfRange, message)
}

fn beyond(what: &str) -> Fault {
    let message = format!("The number does not fit into {what}. Use double(), or keep it as text.");
    Fault::new(ExpressionCode::OutOfRange, message)
}

pub(super) fn type_of<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [value] => Ok(Val::Type(value.type_name())),
        _ => Err(wrong("type", arguments)),
    }
}

pub(super) fn same<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [value] => Ok(value.clone()),
        _ => Err(wrong("dyn", arguments)),
    }
}

pub(super) fn int<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    match arguments {
        [value] => int_of(value).map(Val::Int),
        _ => Err(wrong("int", arguments)),
    }
}

/// The whole number that a value is converted to.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range was checked before"
)]
pub(crate) fn int_of(value: &Val<'_>) -> std::result::Result<i64, Fault> {
    let arguments = std::slice::from_ref(value);
    Ok(match arguments {
        [Val::Int(number)] => *number,
        [Val::Uint(number)] => i64::try_from(*number).map_err(|_| beyond("an int"))?,
        // Both bounds are powers of two, and so exact.
        [Val::Double(number)]
            if *number > -9_223_372_036_854_775_808.0 && *number < 9_223_372_036_854_775_808.0 =>
        {
            *number as i64
        }
        [Val::Double(_)] => return Err(beyond("an int")),
        [Val::Text(text)] => text.parse().map_err(|_| not_a("a whole number", text))?,
        [Val::Time(at)] => at.unix_timestamp(),
        _ => return Err(wrong("int", arguments)),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range was checked before"
)]
pub(super) fn uint<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    let number = match arguments {
        [Val::Uint(number)] => *number,
        [Val::Int(number)] => u64::try_from(*number).map_err(|_| beyond("a uint"))?,
        [Val::Double(number)] if *number >= 0.0 && *number < 18_446_744_073_709_551_616.0 => {
            *number as u64
        }
        [Val::Double(_)] => return Err(beyond("a uint")),
        [Val::Text(text)] => text
            .parse()
            .map_err(|_| not_a("a whole number from 0", text))?,
        _ => return Err(wrong("uint", arguments)),
    };
    Ok(Val::Uint(number))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "that is what the conversion means"
)]
pub(super) fn double<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    let number = match arguments {
        [Val::Double(number)] => *number,
        [Val::Int(number)] => *number as f64,
        [Val::Uint(number)] => *number as f64,
        [Val::Text(text)] => text.parse().map_err(|_| not_a("a number", text))?,
        _ => return Err(wrong("double", arguments)),
    };
    Ok(Val::Double(number))
}

pub(super) fn string<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let text = match arguments {
        [value @ Val::Text(_)] => return Ok(value.clone()),
        [Val::Bool(value)] => value.to_string(),
        [Val::Int(number)] => number.to_string(),
        [Val::Uint(number)] => number.to_string(),
        [Val::Double(number)] => double_text(*number),
        [Val::Time(at)] => time_text(*at).ok_or_else(|| beyond("a time"))?,
        [Val::Duration(span)] => duration_text(*span),
        [Val::Bytes(bytes)] => {
            budget.take_bytes(bytes.len())?;
            String::from_utf8(bytes.to_vec()).map_err(|_| {
                let message = "These bytes are no text in UTF-8. Write them with base64.encode().";
                Fault::new(ExpressionCode::NotConvertible, message)
            })?
        }
        _ => return Err(wrong("string", arguments)),
    };
    Ok(Val::text(text))
}

/// As C's `%g` with as many digits as are needed.
pub(in super::super) fn double_text(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let size = number.abs();
    if size == 0.0 || (1e-4..1e6).contains(&size) {
        return format!("{number}");
    }
    // Rust writes 1e-7 where C writes 1e-07.
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(rest) => ('-', rest),
                None => ('+', exponent),
            };
            format!("{digits}e{sign}{exponent:0>2}")
        }
        None => text,
    }
}

pub(super) fn bool<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    budget.take_text(arguments)?;
    match arguments {
        [value] => boolean_of(value),
        _ => Err(wrong("bool", arguments)),
    }
}

/// The boolean that a value is converted to.
pub(crate) fn boolean_of<'a>(value: &Val<'a>) -> Result<'a> {
    let arguments = std::slice::from_ref(value);
    match arguments {
        [value @ Val::Bool(_)] => Ok(value.clone()),
        [Val::Text(text)] => match &**text {
            "true" | "True" | "TRUE" | "t" | "1" => Ok(Val::Bool(true)),
            "false" | "False" | "FALSE" | "f" | "0" => Ok(Val::Bool(false)),
            _ => Err(not_a("true or false", text)),
        },
        _ => Err(wrong("bool", arguments)),
    }
}

pub(super) fn bytes<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [value @ Val::Bytes(_)] => Ok(value.clone()),
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            Ok(Val::Bytes(text.as_bytes().into()))
        }
        _ => Err(wrong("bytes", arguments)),
    }
}

/// The number that a text is, as JSON would read it, and exact: one that would become another
/// number is refused.
pub(crate) fn number_of<'a>(value: &Val<'a>) -> Result<'a> {
    match value {
        Val::Int(_) | Val::Uint(_) | Val::Double(_) => Ok(value.clone()),
        Val::Text(text) => {
            let trimmed = text.trim();
            let plain = trimmed
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
            let whole = trimmed.parse().map(Val::Int);
            let whole = whole.or_else(|_| trimmed.parse().map(Val::Uint));
            if let Ok(number) = whole {
                return Ok(number);
            }
            match trimmed.parse::<f64>() {
                Ok(number) if plain && number.is_finite() => {
                    let unsigned = trimmed.strip_prefix('+').unwrap_or(trimmed);
                    if is_same_number(unsigned, &number.to_string()) {
                        Ok(Val::Double(number))
                    } else {
                        Err(not_exact(trimmed))
                    }
                }
                Ok(_) | Err(_) => Err(not_a("a number", text)),
            }
        }
        Val::Null
        | Val::Bool(_)
        | Val::Bytes(_)
        | Val::List(_)
        | Val::Map(_)
        | Val::Time(_)
        | Val::Duration(_)
        | Val::Optional(_)
        | Val::Type(_) => Err(wrong("number", std::slice::from_ref(value))),
    }
}
