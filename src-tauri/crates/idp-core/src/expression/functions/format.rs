//! `format()` of CEL's strings extension.

use super::super::budget::{Budget, check_size};
use super::super::fault::Fault;
use super::super::value::{List, Val};
use super::convert::double_text;
use super::wrong;
use crate::mapping::ExpressionCode;

fn fault(message: impl Into<String>) -> Fault {
    Fault::new(ExpressionCode::NotConvertible, message)
}

pub(super) fn format<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<Val<'a>, Fault> {
    let [Val::Text(text), Val::List(values)] = arguments else {
        return Err(wrong("format", arguments));
    };
    budget.take_bytes(text.len())?;
    let mut out = String::new();
    let mut next = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        if characters.next_if_eq(&'%').is_some() {
            out.push('%');
            continue;
        }
        let mut precision = None;
        if characters.next_if_eq(&'.').is_some() {
            let mut digits = String::new();
            while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            precision = digits
                .parse::<usize>()
                .ok()
                .filter(|precision| *precision <= 100);
            if precision.is_none() {
                return Err(fault(
                    "format() takes a precision from 0 to 100, as in %.2f.",
                ));
            }
        }
        let kind = characters.next().unwrap_or(' ');
        let value = values.get(next).ok_or_else(|| {
            fault("format() has fewer values than the text asks for. Add one to the list.")
        })?;
        next += 1;
        out.push_str(&one(kind, precision, &value, budget)?);
        check_size(out.len())?;
    }
    Ok(Val::text(out))
}

fn one(
    kind: char,
    precision: Option<usize>,
    value: &Val<'_>,
    budget: &mut Budget,
) -> Result<String, Fault> {
    let places = precision.unwrap_or(6);
    match (kind, value) {
        ('s', value) => shown(value, budget),
        ('d', Val::Int(number)) => Ok(number.to_string()),
        ('d', Val::Uint(number)) => Ok(number.to_string()),
        ('f', value) => Ok(format!("{:.places$}", as_double(value)?)),
        ('e', value) => Ok(exponent(as_double(value)?, places)),
        ('b', Val::Int(number)) => Ok(signed(*number, &format!("{:b}", number.unsigned_abs()))),
        ('b', Val::Uint(number)) => Ok(format!("{number:b}")),
        ('b', Val::Bool(value)) => Ok(u8::from(*value).to_string()),
        ('o', Val::Int(number)) => Ok(signed(*number, &format!("{:o}", number.unsigned_abs()))),
        ('o', Val::Uint(number)) => Ok(format!("{number:o}")),
        ('x' | 'X', value) => {
            let text = hexadecimal(value)?;
            Ok(if kind == 'X' {
                text.to_uppercase()
            } else {
                text
            })
        }
        ('d' | 'b' | 'o', value) => Err(wrong("format", std::slice::from_ref(value))),
        _ => Err(fault(format!(
            "format() knows no %{kind}. Use %s, %d, %f, %e, %x, %o or %b."
        ))),
    }
}

fn signed(number: i64, digits: &str) -> String {
    if number < 0 {
        format!("-{digits}")
    } else {
        digits.to_owned()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a number with places after the point is asked for"
)]
fn as_double(value: &Val<'_>) -> Result<f64, Fault> {
    match value {
        Val::Double(number) => Ok(*number),
        Val::Int(number) => Ok(*number as f64),
        Val::Uint(number) => Ok(*number as f64),
        _ => Err(wrong("format", std::slice::from_ref(value))),
    }
}

fn exponent(number: f64, places: usize) -> String {
    let text = format!("{number:.places$e}");
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

fn hexadecimal(value: &Val<'_>) -> Result<String, Fault> {
    let digits = |bytes: &[u8]| {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect::<String>()
    };
    match value {
        Val::Int(number) => Ok(signed(*number, &format!("{:x}", number.unsigned_abs()))),
        Val::Uint(number) => Ok(format!("{number:x}")),
        Val::Text(text) => Ok(digits(text.as_bytes())),
        Val::Bytes(bytes) => Ok(digits(bytes)),
        _ => Err(wrong("format", std::slice::from_ref(value))),
    }
}

fn shown(value: &Val<'_>, budget: &mut Budget) -> Result<String, Fault> {
    budget.take_value(value)?;
    let text = match value {
        Val::Null => "null".to_owned(),
        Val::Type(name) => (*name).to_owned(),
        Val::Double(number) => double_text(*number),
        Val::List(list) => format!("[{}]", all_shown(list, budget)?.join(", ")),
        Val::Map(map) => {
            let mut entries = Vec::new();
            for key in map.keys() {
                let value = map.get(&key).unwrap_or(Val::Null);
                entries.push(format!(
                    "{}: {}",
                    shown(&key, budget)?,
                    shown(&value, budget)?
                ));
            }
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        Val::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Val::Optional(_) => return Err(wrong("format", std::slice::from_ref(value))),
        Val::Bool(_)
        | Val::Int(_)
        | Val::Uint(_)
        | Val::Text(_)
        | Val::Time(_)
        | Val::Duration(_) => super::received::claim_text(value)?,
    };
    check_size(text.len())?;
    Ok(text)
}

fn all_shown(list: &List<'_>, budget: &mut Budget) -> Result<Vec<String>, Fault> {
    list.iter().map(|item| shown(&item, budget)).collect()
}
