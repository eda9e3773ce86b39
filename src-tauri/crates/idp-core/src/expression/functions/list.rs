//! Functions of lists, maps and optional values.

use super::super::budget::{Budget, check_size};
use super::super::fault::Fault;
use super::super::value::{List, Text, Val, compare_numbers, equal};
use super::{out_of_range, wrong};
use crate::mapping::ExpressionCode;
use std::cmp::Ordering;
use std::collections::HashSet;

type Result<'a> = std::result::Result<Val<'a>, Fault>;

pub(super) fn size<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let size = match arguments {
        [Val::Text(text)] => {
            budget.take_bytes(text.len())?;
            text.chars().count()
        }
        [Val::Bytes(bytes)] => bytes.len(),
        [Val::List(list)] => list.len(),
        [Val::Map(map)] => {
            budget.take(map.keys_cost())?;
            map.len()
        }
        _ => return Err(wrong("size", arguments)),
    };
    Ok(Val::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}

pub(super) fn join<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (list, separator) = match arguments {
        [Val::List(list)] => (list, ""),
        [Val::List(list), Val::Text(separator)] => (list, &**separator),
        _ => return Err(wrong("join", arguments)),
    };
    budget.take(list.len() as u64)?;
    let mut out = String::new();
    for (index, item) in list.iter().enumerate() {
        let Val::Text(text) = &item else {
            return Err(wrong("join", &[Val::List(list.clone()), item]));
        };
        if index > 0 {
            out.push_str(separator);
        }
        out.push_str(text);
        check_size(out.len())?;
    }
    budget.take_bytes(out.len())?;
    Ok(Val::text(out))
}

pub(super) fn reverse<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    match arguments {
        [value @ Val::List(list)] => {
            budget.take_value(value)?;
            Ok(list.iter().rev().collect::<Vec<_>>().into())
        }
        [value @ Val::Text(text)] => {
            budget.take_value(value)?;
            Ok(Val::text(text.chars().rev().collect::<String>()))
        }
        _ => Err(wrong("reverse", arguments)),
    }
}

pub(super) fn flatten<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let (list, depth) = match arguments {
        [Val::List(list)] => (list, 1),
        [Val::List(list), Val::Int(depth)] if *depth >= 0 => (list, *depth),
        _ => return Err(wrong("flatten", arguments)),
    };
    let mut out = Vec::new();
    flatten_into(list, depth, &mut out, budget)?;
    Ok(out.into())
}

fn flatten_into<'a>(
    list: &List<'a>,
    depth: i64,
    out: &mut Vec<Val<'a>>,
    budget: &mut Budget,
) -> std::result::Result<(), Fault> {
    for item in list.iter() {
        budget.take(1)?;
        match &item {
            Val::List(inner) if depth > 0 => flatten_into(inner, depth - 1, out, budget)?,
            _ => out.push(item),
        }
    }
    Ok(())
}

pub(super) fn distinct<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::List(list)] = arguments else {
        return Err(wrong("distinct", arguments));
    };
    Ok(each_once(list.iter(), budget)?.into())
}

/// The values without those that came before. Texts are looked up; other values are compared
/// with all of their kind.
pub(crate) fn each_once<'a>(
    values: impl Iterator<Item = Val<'a>>,
    budget: &mut Budget,
) -> std::result::Result<Vec<Val<'a>>, Fault> {
    let mut texts: HashSet<Text<'a>> = HashSet::new();
    let mut others: Vec<Val<'a>> = Vec::new();
    let mut out = Vec::new();
    for value in values {
        let extent = 1 + value.extent(u64::MAX);
        let new = match &value {
            Val::Text(text) => {
                budget.take(extent)?;
                texts.insert(text.clone())
            }
            other => {
                budget.take(1 + extent * others.len() as u64 / 16)?;
                let new = !others.iter().any(|kept| equal(kept, other));
                others.extend(new.then(|| other.clone()));
                new
            }
        };
        out.extend(new.then_some(value));
    }
    Ok(out)
}

pub(super) fn slice<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::List(list), Val::Int(start), Val::Int(end)] = arguments else {
        return Err(wrong("slice", arguments));
    };
    let place = |index: i64| {
        let found = usize::try_from(index)
            .ok()
            .filter(|index| *index <= list.len());
        found.ok_or_else(|| out_of_range("slice", index, list.len()))
    };
    let (from, to) = (place(*start)?, place(*end)?);
    if to < from {
        return Err(out_of_range("slice", *start, list.len()));
    }
    budget.take((to - from) as u64)?;
    Ok(list
        .iter()
        .skip(from)
        .take(to - from)
        .collect::<Vec<_>>()
        .into())
}

pub(super) fn sort<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [value @ Val::List(list)] = arguments else {
        return Err(wrong("sort", arguments));
    };
    // Each element is compared with as many as the list can be halved.
    let rounds = u64::from(list.len().checked_ilog2().unwrap_or_default());
    budget.take(value.extent(u64::MAX).saturating_mul(1 + rounds / 4))?;
    let mut items: Vec<Val<'a>> = list.iter().collect();
    let alike = items.windows(2).all(|pair| match pair {
        [a, b] => order(a, b).is_some(),
        _ => true,
    });
    if !alike {
        let message = "sort() takes a list of numbers, or of texts, but not of both. Convert its elements first.";
        return Err(Fault::new(ExpressionCode::WrongType, message));
    }
    items.sort_by(|a, b| order(a, b).unwrap_or(Ordering::Equal));
    Ok(items.into())
}

/// The order of two values of one kind.
pub(crate) fn order(a: &Val<'_>, b: &Val<'_>) -> Option<Ordering> {
    match (a, b) {
        (Val::Text(a), Val::Text(b)) => Some((**a).cmp(&**b)),
        (Val::Bool(a), Val::Bool(b)) => Some(a.cmp(b)),
        (Val::Bytes(a), Val::Bytes(b)) => Some(a.cmp(b)),
        (Val::Time(a), Val::Time(b)) => Some(a.cmp(b)),
        (Val::Duration(a), Val::Duration(b)) => Some(a.cmp(b)),
        _ => compare_numbers(a, b),
    }
}

pub(super) fn first<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::List(list)] => Ok(list.get(0).map_or(Val::Optional(None), Val::some)),
        _ => Err(wrong("first", arguments)),
    }
}

pub(super) fn last<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::List(list)] => {
            let item = list.len().checked_sub(1).and_then(|index| list.get(index));
            Ok(item.map_or(Val::Optional(None), Val::some))
        }
        _ => Err(wrong("last", arguments)),
    }
}

pub(super) fn range<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    let [Val::Int(end)] = arguments else {
        return Err(wrong("lists.range", arguments));
    };
    let length = usize::try_from(*end).unwrap_or(0);
    check_size(length.saturating_mul(Val::PART))?;
    budget.take(length as u64)?;
    Ok((0..*end).map(Val::Int).collect::<Vec<_>>().into())
}

pub(super) fn least<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    extreme("math.least", arguments, Ordering::Less, budget)
}

pub(super) fn greatest<'a>(arguments: &[Val<'a>], budget: &mut Budget) -> Result<'a> {
    extreme("math.greatest", arguments, Ordering::Greater, budget)
}

fn extreme<'a>(
    name: &str,
    arguments: &[Val<'a>],
    wanted: Ordering,
    budget: &mut Budget,
) -> Result<'a> {
    let items: Vec<Val<'a>> = match arguments {
        [value @ Val::List(list)] => {
            budget.take_value(value)?;
            list.iter().collect()
        }
        _ => arguments.to_vec(),
    };
    let mut items = items.into_iter();
    let mut best = items.next().ok_or_else(|| wrong(name, arguments))?;
    compare_numbers(&best, &best).ok_or_else(|| wrong(name, arguments))?;
    for item in items {
        let order = compare_numbers(&item, &best).ok_or_else(|| wrong(name, arguments))?;
        if order == wanted {
            best = item;
        }
    }
    Ok(best)
}

pub(super) fn optional_of<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [value] => Ok(Val::some(value.clone())),
        _ => Err(wrong("optional.of", arguments)),
    }
}

pub(super) fn optional_none<'a>(_: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    Ok(Val::Optional(None))
}

pub(super) fn optional_of_non_zero<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    let zero = match arguments {
        [Val::Null | Val::Bool(false) | Val::Int(0) | Val::Uint(0)] => true,
        [Val::Double(number)] => *number == 0.0,
        [Val::Text(text)] => text.is_empty(),
        [Val::Bytes(bytes)] => bytes.is_empty(),
        [Val::List(list)] => list.len() == 0,
        [Val::Map(map)] => map.len() == 0,
        [Val::Duration(span)] => span.is_zero(),
        _ => false,
    };
    match arguments {
        [value] if !zero => Ok(Val::some(value.clone())),
        _ => Ok(Val::Optional(None)),
    }
}

pub(super) fn has_value<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Optional(inner)] => Ok(Val::Bool(inner.is_some())),
        _ => Err(wrong("hasValue", arguments)),
    }
}

pub(super) fn value<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Optional(Some(inner))] => Ok((**inner).clone()),
        [Val::Optional(None)] => {
            let message =
                "The optional value is not there. Use .orValue(…) to say what counts then.";
            Err(Fault::new(ExpressionCode::NotThere, message))
        }
        _ => Err(wrong("value", arguments)),
    }
}

/// The value of `orValue` and `or` once their first argument has one: what would stand in for
/// it is not looked at then.
pub(crate) fn given_already<'a>(name: &str, arguments: &[Val<'a>]) -> Option<Val<'a>> {
    match (name, arguments) {
        ("orValue", [Val::Optional(Some(inner))]) => Some((**inner).clone()),
        ("or", [found @ Val::Optional(Some(_))]) => Some(found.clone()),
        _ => None,
    }
}

pub(super) fn or_value<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [Val::Optional(Some(inner)), _] => Ok((**inner).clone()),
        [Val::Optional(None), other] => Ok(other.clone()),
        _ => Err(wrong("orValue", arguments)),
    }
}

pub(super) fn or<'a>(arguments: &[Val<'a>], _: &mut Budget) -> Result<'a> {
    match arguments {
        [first @ Val::Optional(Some(_)), Val::Optional(_)] => Ok(first.clone()),
        [Val::Optional(None), other @ Val::Optional(_)] => Ok(other.clone()),
        _ => Err(wrong("or", arguments)),
    }
}
