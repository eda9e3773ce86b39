//! JSON objects from strangers: bounded depth, repeated members noticed, text kept.

use idp_core::claims::Claims;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};
use std::cell::RefCell;
use std::fmt;

/// Deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;

/// An object with the names that stood in it more than once.
#[derive(Debug, PartialEq)]
pub(crate) struct JsonObject {
    /// The members; of a repeated one the last (RFC 7519 section 4).
    pub(crate) members: Claims,
    /// Names repeated in the object itself.
    pub(crate) repeated: Vec<String>,
    /// Names repeated in an object inside it.
    pub(crate) repeated_inside: Vec<String>,
}

/// Reads one object. The error says what is wrong and where.
pub(crate) fn parse_object(text: &str) -> Result<JsonObject, String> {
    let repeated = RefCell::new(Vec::new());
    let nested = Nested {
        depth: 1,
        repeated: &repeated,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = nested
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| error.to_string())?;
    let Value::Object(members) = value else {
        return Err("not a JSON object".to_owned());
    };
    let (own, inside): (Vec<_>, Vec<_>) = repeated
        .into_inner()
        .into_iter()
        .partition(|(depth, _)| *depth == 1);
    Ok(JsonObject {
        members,
        repeated: own.into_iter().map(|(_, name)| name).collect(),
        repeated_inside: inside.into_iter().map(|(_, name)| name).collect(),
    })
}

/// A value at a depth; the outermost is at 1.
#[derive(Clone, Copy)]
struct Nested<'a> {
    depth: usize,
    repeated: &'a RefCell<Vec<(usize, String)>>,
}

impl Nested<'_> {
    fn enter<E: Error>(self) -> Result<Self, E> {
        if self.depth > MAX_DEPTH {
            return Err(E::custom(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Nested<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.enter()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.enter()?;
        let mut object = Claims::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(inner)?;
            if object.insert(name.clone(), value).is_some() {
                self.repeated.borrow_mut().push((self.depth, name));
            }
        }
        Ok(Value::Object(object))
    }
}

/// Deeper levels share this indentation, so that a hostile document cannot grow by much.
const MAX_INDENT: usize = 8;

/// Indents a valid JSON text. Numbers, repeated members and escapes stay as they were
/// sent; characters that could disguise a text are escaped.
pub(crate) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0usize;
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => copy_string(&mut chars, &mut out),
            '{' | '[' => {
                out.push(c);
                while chars.next_if(|next| is_space(*next)).is_some() {}
                if let Some(close) = chars.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    break_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if is_space(space) => {}
            other => out.push(other),
        }
    }
    out
}

/// Copies up to the closing quotation mark; the opening one has been read.
fn copy_string(chars: &mut impl Iterator<Item = char>, out: &mut String) {
    out.push('"');
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '"' => {
                out.push(c);
                return;
            }
            c if is_disguise(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
}

/// White space between tokens (RFC 8259 section 2).
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Control, direction-changing and zero-width characters.
fn is_disguise(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(MAX_INDENT) {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests;
