//! Equality and order of values.

use super::Val;

/// CEL's equality: numbers by value whatever their type, everything else by type and
/// content; values of different types are not equal.
pub(crate) fn equal(a: &Val<'_>, b: &Val<'_>) -> bool {
    match (a, b) {
        (Val::Null, Val::Null) => true,
        (Val::Bool(a), Val::Bool(b)) => a == b,
        (Val::Text(a), Val::Text(b)) => **a == **b,
        (Val::Bytes(a), Val::Bytes(b)) => a == b,
        (Val::List(a), Val::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(&a, &b))
        }
        (Val::Map(a), Val::Map(b)) => a.has_entries_of(b),
        (Val::Time(a), Val::Time(b)) => a == b,
        (Val::Duration(a), Val::Duration(b)) => a == b,
        (Val::Type(a), Val::Type(b)) => a == b,
        (Val::Optional(a), Val::Optional(b)) => match (a, b) {
            (Some(a), Some(b)) => equal(a, b),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        },
        _ => compare_numbers(a, b) == Some(std::cmp::Ordering::Equal),
    }
}

/// The order of two numbers of any types; nothing when one is no number, or NaN.
pub(crate) fn compare_numbers(a: &Val<'_>, b: &Val<'_>) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Val::Double(a), Val::Double(b)) => a.partial_cmp(b),
        (Val::Double(a), _) => compare_double(*a, whole(b)?),
        (_, Val::Double(b)) => compare_double(*b, whole(a)?).map(std::cmp::Ordering::reverse),
        _ => Some(whole(a)?.cmp(&whole(b)?)),
    }
}

fn whole(value: &Val<'_>) -> Option<i128> {
    match value {
        Val::Int(value) => Some(i128::from(*value)),
        Val::Uint(value) => Some(i128::from(*value)),
        Val::Null
        | Val::Bool(_)
        | Val::Double(_)
        | Val::Text(_)
        | Val::Bytes(_)
        | Val::List(_)
        | Val::Map(_)
        | Val::Time(_)
        | Val::Duration(_)
        | Val::Optional(_)
        | Val::Type(_) => None,
    }
}

/// Exact, where a conversion of the whole number to a double would round.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the double is within the range of 64-bit integers here"
)]
fn compare_double(double: f64, whole: i128) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering::{Greater, Less};
    if double.is_nan() {
        return None;
    }
    // Both bounds are exact in a double, and lie beyond every 64-bit integer.
    if double >= 18_446_744_073_709_551_616.0 {
        return Some(Greater);
    }
    if double < -9_223_372_036_854_775_808.0 {
        return Some(Less);
    }
    let floor = double.floor();
    let order = (floor as i128).cmp(&whole);
    let fraction = double > floor;
    Some(if order.is_eq() && fraction {
        Greater
    } else {
        order
    })
}
