//! The values of expressions. Claims are borrowed as they were received.

use crate::claims::{ClaimSource, ClaimType, Claims};
use serde_json::Value;
use std::ops::Deref;
use std::rc::Rc;
use time::{Duration, OffsetDateTime};

mod map;
mod order;

pub(crate) use map::Map;
pub(crate) use order::{compare_numbers, equal};

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Val<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(Text<'a>),
    Bytes(Rc<[u8]>),
    List(List<'a>),
    Map(Map<'a>),
    Time(OffsetDateTime),
    Duration(Duration),
    Optional(Option<Rc<Val<'a>>>),
    Type(&'static str),
}

/// A text, received or made.
#[derive(Clone, Debug)]
pub(crate) enum Text<'a> {
    Borrowed(&'a str),
    Owned(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}

impl std::hash::Hash for Text<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Owned(text.into())
    }
}

/// A list, received or made.
#[derive(Clone, Debug)]
pub(crate) enum List<'a> {
    Json(&'a [Value]),
    Owned(Rc<[Val<'a>]>),
}

impl<'a> List<'a> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Json(items) => items.len(),
            Self::Owned(items) => items.len(),
        }
    }

    pub(crate) fn get(&self, index: usize) -> Option<Val<'a>> {
        match self {
            Self::Json(items) => items.get(index).map(Val::from),
            Self::Owned(items) => items.get(index).cloned(),
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = Val<'a>> + ExactSizeIterator + '_ {
        (0..self.len()).map(|index| self.get(index).unwrap_or(Val::Null))
    }
}

impl<'a> From<Vec<Val<'a>>> for Val<'a> {
    fn from(items: Vec<Val<'a>>) -> Self {
        Self::List(List::Owned(items.into()))
    }
}

/// The claim in the usual order: the first value that is not empty, else the first at all.
pub(crate) fn find<'a>(
    sources: &[(ClaimSource, &'a Claims)],
    name: &str,
) -> Option<(ClaimSource, &'a Value)> {
    let mut empty = None;
    for (source, claims) in sources {
        match claims.get(name) {
            Some(value) if !is_empty(value) => return Some((*source, value)),
            Some(value) => empty = empty.or(Some((*source, value))),
            None => {}
        }
    }
    empty
}

/// Null, no text and no elements are no value.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

impl<'a> From<&'a Value> for Val<'a> {
    /// Whole numbers are `int` as long as they fit, as JSON knows no `uint`.
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(int), _) => Self::Int(int),
                (None, Some(uint)) => Self::Uint(uint),
                (None, None) => Self::Double(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Self::Text(Text::Borrowed(text)),
            Value::Array(items) => Self::List(List::Json(items)),
            Value::Object(members) => Self::Map(Map::Json(members)),
        }
    }
}

impl<'a> Val<'a> {
    /// Bytes that a part of a list counts: as little as it takes in the text that was
    /// received, so that no list that was received is too long.
    pub(crate) const PART: usize = 8;

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into().into())
    }

    pub(crate) fn some(value: Val<'a>) -> Self {
        Self::Optional(Some(Rc::new(value)))
    }

    /// From JSON that was made on the way.
    pub(crate) fn from_json(value: Value) -> Self {
        match value {
            Value::String(text) => Self::text(text),
            Value::Array(items) => items
                .into_iter()
                .map(Self::from_json)
                .collect::<Vec<_>>()
                .into(),
            Value::Object(members) => {
                let entries = members
                    .into_iter()
                    .map(|(name, value)| (Self::text(name), Self::from_json(value)));
                Self::Map(entries.collect())
            }
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(int), _) => Self::Int(int),
                (None, Some(uint)) => Self::Uint(uint),
                (None, None) => Self::Double(number.as_f64().unwrap_or(f64::NAN)),
            },
        }
    }

    /// The name of the type, as CEL says it.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null_type",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Uint(_) => "uint",
            Self::Double(_) => "double",
            Self::Text(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Time(_) => "google.protobuf.Timestamp",
            Self::Duration(_) => "google.protobuf.Duration",
            Self::Optional(_) => "optional_type",
            Self::Type(_) => "type",
        }
    }

    /// The JSON type to show.
    pub(crate) fn claim_type(&self) -> ClaimType {
        match self {
            Self::Null => ClaimType::Null,
            Self::Bool(_) => ClaimType::Boolean,
            Self::Int(_) | Self::Uint(_) | Self::Double(_) => ClaimType::Number,
            Self::Text(_) | Self::Bytes(_) | Self::Time(_) | Self::Duration(_) | Self::Type(_) => {
                ClaimType::String
            }
            Self::List(_) => ClaimType::Array,
            Self::Map(_) => ClaimType::Object,
            Self::Optional(inner) => inner
                .as_ref()
                .map_or(ClaimType::Null, |value| value.claim_type()),
        }
    }

    /// About how much memory it holds, for the bound on results.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Text(Text::Owned(text)) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::List(List::Owned(items)) => items.len() * Self::PART,
            Self::Map(map @ Map::Owned(_)) => map.len() * 2 * Self::PART,
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Uint(_)
            | Self::Double(_)
            | Self::Text(Text::Borrowed(_))
            | Self::List(List::Json(_))
            | Self::Map(Map::Json(_) | Map::Merged(_))
            | Self::Time(_)
            | Self::Duration(_)
            | Self::Optional(_)
            | Self::Type(_) => 0,
        }
    }

    /// How much there is to look at: the parts of lists and maps, and texts by their length.
    /// More than `most` is not counted: parts that stand in several places are few to keep
    /// and can be very many to look at.
    pub(crate) fn extent(&self, most: u64) -> u64 {
        let mut left = most;
        match self.take_from(&mut left) {
            Some(()) => most - left,
            None => most.saturating_add(1),
        }
    }

    fn take_from(&self, left: &mut u64) -> Option<()> {
        let mut take = |units: u64| {
            *left = left.checked_sub(units)?;
            Some(())
        };
        match self {
            Self::Text(text) => take(text.len() as u64 / 64),
            Self::Bytes(bytes) => take(bytes.len() as u64 / 64),
            Self::List(List::Json(items)) => {
                items.iter().try_for_each(|item| take(json_extent(item)))
            }
            Self::List(List::Owned(items)) => items.iter().try_for_each(|item| {
                *left = left.checked_sub(1)?;
                item.take_from(left)
            }),
            Self::Map(Map::Json(members)) => members
                .values()
                .try_for_each(|value| take(json_extent(value))),
            Self::Map(Map::Merged(sources)) => {
                let mut members = sources.iter().flat_map(|(_, claims)| claims.values());
                members.try_for_each(|value| take(json_extent(value)))
            }
            Self::Map(Map::Owned(entries)) => entries.list.iter().try_for_each(|(_, value)| {
                *left = left.checked_sub(1)?;
                value.take_from(left)
            }),
            Self::Optional(inner) => inner
                .as_ref()
                .map_or(Some(()), |inner| inner.take_from(left)),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Uint(_)
            | Self::Double(_)
            | Self::Time(_)
            | Self::Duration(_)
            | Self::Type(_) => Some(()),
        }
    }

    /// The value as JSON; nothing for what JSON does not know.
    pub(crate) fn to_json(&self) -> Option<Value> {
        match self {
            Self::Null => Some(Value::Null),
            Self::Bool(value) => Some(Value::Bool(*value)),
            Self::Int(value) => Some((*value).into()),
            Self::Uint(value) => Some((*value).into()),
            Self::Double(value) => serde_json::Number::from_f64(*value).map(Value::Number),
            Self::Text(text) => Some(Value::String(text.to_string())),
            Self::List(items) => items.iter().map(|item| item.to_json()).collect(),
            Self::Map(map) => map
                .keys()
                .iter()
                .map(|key| Some((key_text(key)?, map.get(key)?.to_json()?)))
                .collect::<Option<Claims>>()
                .map(Value::Object),
            Self::Time(at) => super::functions::time::time_text(*at).map(Value::String),
            Self::Duration(span) => {
                Some(Value::String(super::functions::time::duration_text(*span)))
            }
            Self::Optional(inner) => inner.as_ref().map_or(Some(Value::Null), |v| v.to_json()),
            Self::Bytes(_) | Self::Type(_) => None,
        }
    }
}

fn json_extent(value: &Value) -> u64 {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len() as u64 / 64,
        Value::Array(items) => 1 + items.iter().map(json_extent).sum::<u64>(),
        Value::Object(members) => 1 + members.values().map(json_extent).sum::<u64>(),
    }
}

fn key_text(key: &Val<'_>) -> Option<String> {
    match key.to_json()? {
        Value::String(text) => Some(text),
        other @ (Value::Bool(_) | Value::Number(_)) => Some(other.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
