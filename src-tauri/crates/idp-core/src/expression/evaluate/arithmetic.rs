//! Operators on values.

use super::super::budget::check_size;
use super::super::fault::Fault;
use super::super::node::Operator;
use super::super::value::{Text, Val};
use crate::mapping::ExpressionCode;

type Result<'a> = std::result::Result<Val<'a>, Fault>;

fn overflow() -> Fault {
    let message = "The result is beyond 64 bits. Calculate with double().";
    Fault::new(ExpressionCode::OutOfRange, message)
}

fn by_zero() -> Fault {
    let message = "This divides by zero. Look at the divisor first.";
    Fault::new(ExpressionCode::OutOfRange, message)
}

/// The fault of an operator between types that it does not know.
pub(super) fn no_operation(sign: &str, left: &Val<'_>, right: &Val<'_>) -> Fault {
    let message = format!(
        "{sign} does not work between {} and {}. Convert one of them, with string(), int() or double().",
        left.type_name(),
        right.type_name()
    );
    Fault::new(ExpressionCode::WrongType, message)
}

pub(super) fn negated<'a>(value: &Val<'a>) -> Result<'a> {
    match value {
        Val::Int(number) => number.checked_neg().map(Val::Int).ok_or_else(overflow),
        Val::Double(number) => Ok(Val::Double(-number)),
        other => {
            let message = format!(
                "- does not work on {}. Convert it with int().",
                other.type_name()
            );
            Err(Fault::new(ExpressionCode::WrongType, message))
        }
    }
}

pub(super) fn apply<'a>(operator: Operator, left: &Val<'a>, right: &Val<'a>) -> Result<'a> {
    match (left, right) {
        (Val::Int(a), Val::Int(b)) => int(operator, *a, *b),
        (Val::Uint(a), Val::Uint(b)) => uint(operator, *a, *b),
        (Val::Double(a), Val::Double(b)) => match operator {
            Operator::Add => Ok(Val::Double(a + b)),
            Operator::Subtract => Ok(Val::Double(a - b)),
            Operator::Multiply => Ok(Val::Double(a * b)),
            Operator::Divide => Ok(Val::Double(a / b)),
            _ => Err(no_operation(sign(operator), left, right)),
        },
        (Val::Text(a), Val::Text(b)) if operator == Operator::Add => {
            check_size(a.len() + b.len())?;
            Ok(Val::Text(Text::Owned([&**a, &**b].concat().into())))
        }
        (Val::Bytes(a), Val::Bytes(b)) if operator == Operator::Add => {
            check_size(a.len() + b.len())?;
            Ok(Val::Bytes([&**a, &**b].concat().into()))
        }
        (Val::List(a), Val::List(b)) if operator == Operator::Add => {
            check_size((a.len() + b.len()) * Val::PART)?;
            Ok(a.iter().chain(b.iter()).collect::<Vec<_>>().into())
        }
        _ => times(operator, left, right),
    }
}

fn times<'a>(operator: Operator, left: &Val<'a>, right: &Val<'a>) -> Result<'a> {
    let value = match (operator, left, right) {
        (Operator::Add, Val::Time(at), Val::Duration(span))
        | (Operator::Add, Val::Duration(span), Val::Time(at)) => {
            at.checked_add(*span).map(Val::Time)
        }
        (Operator::Subtract, Val::Time(at), Val::Duration(span)) => {
            at.checked_sub(*span).map(Val::Time)
        }
        (Operator::Subtract, Val::Time(a), Val::Time(b)) => Some(Val::Duration(*a - *b)),
        (Operator::Add, Val::Duration(a), Val::Duration(b)) => a.checked_add(*b).map(Val::Duration),
        (Operator::Subtract, Val::Duration(a), Val::Duration(b)) => {
            a.checked_sub(*b).map(Val::Duration)
        }
        _ => return Err(no_operation(sign(operator), left, right)),
    };
    value.ok_or_else(overflow)
}

fn int<'a>(operator: Operator, a: i64, b: i64) -> Result<'a> {
    let divides = matches!(operator, Operator::Divide | Operator::Remainder);
    if divides && b == 0 {
        return Err(by_zero());
    }
    let value = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    value.map(Val::Int).ok_or_else(overflow)
}

fn uint<'a>(operator: Operator, a: u64, b: u64) -> Result<'a> {
    let divides = matches!(operator, Operator::Divide | Operator::Remainder);
    if divides && b == 0 {
        return Err(by_zero());
    }
    let value = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    value.map(Val::Uint).ok_or_else(overflow)
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Remainder => "%",
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::In => "in",
    }
}

/// The place in a list that a number means; nothing for one that no list has.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number was found to be whole and not negative"
)]
pub(super) fn list_position(key: &Val<'_>) -> std::result::Result<Option<usize>, Fault> {
    match key {
        Val::Int(index) => Ok(usize::try_from(*index).ok()),
        Val::Uint(index) => Ok(usize::try_from(*index).ok()),
        Val::Double(index) if index.fract() == 0.0 && *index >= 0.0 && *index < 1e15 => {
            Ok(Some(*index as usize))
        }
        other => {
            let message = format!(
                "A list has numbered elements, and this is of type {}. Write [0] for the first.",
                other.type_name()
            );
            Err(Fault::new(ExpressionCode::WrongType, message))
        }
    }
}

pub(super) fn not_there(of: &Val<'_>, key: &Val<'_>) -> Fault {
    let message = match (of, key) {
        (Val::Map(_), Val::Text(name)) => {
            let name: String = name.chars().take(80).collect();
            format!(
                "{name} was not received. Write [?\"{name}\"] for a value that may be missing, or give the rule a condition."
            )
        }
        (Val::List(list), _) => format!(
            "The list has {} elements, and none at this position. Write [?0] for an element that may be missing.",
            list.len()
        ),
        _ => "There is nothing under this key. Write [?key] for a value that may be missing."
            .to_owned(),
    };
    Fault::new(ExpressionCode::NotThere, message)
}
