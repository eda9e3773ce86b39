//! What the parts of an expression need of a value.

use super::arithmetic::{list_position, not_there};
use crate::expression::fault::Fault;
use crate::expression::functions::no_members;
use crate::expression::value::Val;
use crate::mapping::ExpressionCode;

pub(super) fn is_number(value: &Val<'_>) -> bool {
    matches!(value, Val::Int(_) | Val::Uint(_) | Val::Double(_))
}

/// A member or element. What comes out of an optional value is optional as well.
pub(super) fn member<'a>(of: &Val<'a>, key: &Val<'_>, optional: bool) -> Result<Val<'a>, Fault> {
    let found = match of {
        Val::Optional(None) => return Ok(Val::Optional(None)),
        Val::Optional(Some(inner)) => return member(inner, key, true),
        Val::Map(map) => map.get(key),
        Val::List(list) => list_position(key)?.and_then(|index| list.get(index)),
        other => return Err(no_members(other)),
    };
    match (found, optional) {
        (Some(value), false) => Ok(value),
        (Some(value), true) => Ok(Val::some(value)),
        (None, true) => Ok(Val::Optional(None)),
        (None, false) => Err(not_there(of, key)),
    }
}

pub(super) fn not_bool(operator: &str, value: &Val<'_>) -> Fault {
    let message = format!(
        "{operator} needs true or false, and this is of type {}. Compare it with something, for instance with ==.",
        value.type_name()
    );
    Fault::new(ExpressionCode::WrongType, message)
}

pub(super) fn not_optional(value: &Val<'_>) -> Fault {
    let message = format!(
        "Here an optional value is needed, and this is of type {}. Write claims[?\"name\"], or optional.of(…).",
        value.type_name()
    );
    Fault::new(ExpressionCode::WrongType, message)
}

pub(super) fn no_elements(value: &Val<'_>) -> Fault {
    let message = format!(
        "A value of type {} has no elements to go through. Write values(…) to make a list of it.",
        value.type_name()
    );
    Fault::new(ExpressionCode::WrongType, message)
}
