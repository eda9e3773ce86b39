//! Steps that look at one value after the other.

use super::{call, is_local, number, table, text};
use crate::expression::{Kind, Loop, Node};
use crate::mapping::Transform;

pub(super) fn of_map(body: &Node) -> Option<Transform> {
    match &body.kind {
        Kind::Binary { sides, .. } => {
            let [left, right] = &**sides;
            if is_local(right) {
                Some(Transform::AddPrefix { text: text(left)? })
            } else {
                Some(Transform::AddSuffix { text: text(right)? })
            }
        }
        Kind::Index { of, .. } => match call(of)? {
            ("split", [_, separator, _]) => {
                let separator = text(separator)?;
                Some(Transform::Before { separator })
            }
            _ => None,
        },
        Kind::Conditional(parts) => {
            let [condition, then, otherwise] = &**parts;
            let Kind::Binary { sides, .. } = &condition.kind else {
                return None;
            };
            Some(Transform::IfEquals {
                value: text(&sides[1])?,
                then: text(then)?,
                otherwise: text(otherwise),
            })
        }
        Kind::Call { .. } => of_map_call(body),
        _ => None,
    }
}

fn of_map_call(body: &Node) -> Option<Transform> {
    match call(body)? {
        ("lowerAscii", _) => Some(Transform::Lower),
        ("upperAscii", _) => Some(Transform::Upper),
        ("trim", _) => Some(Transform::Trim),
        ("number", _) => Some(Transform::ToNumber),
        ("bool", _) => Some(Transform::ToBoolean),
        ("url.decode", _) => Some(Transform::UrlDecode),
        ("hash.sha256", _) => Some(Transform::Sha256),
        ("string", _) => Some(Transform::Base64Decode),
        ("replace", [_, find, with]) => Some(Transform::Replace {
            find: text(find)?,
            with: text(with)?,
        }),
        ("regex.replace", [_, pattern, with]) => Some(Transform::RegexReplace {
            pattern: text(pattern)?,
            with: text(with)?,
        }),
        ("orValue", [value, otherwise]) => match &value.kind {
            Kind::Index { of, .. } => Some(Transform::Lookup {
                table: table(of)?,
                otherwise: Some(text(otherwise)?),
            }),
            _ => None,
        },
        ("substring", [value, start, rest @ ..]) => {
            if call(value).is_some() {
                return Some(Transform::TimestampToDate);
            }
            let bound = |node: &Node| match call(node)? {
                ("math.least", [bound, _]) => number(bound),
                _ => None,
            };
            let start = bound(start)?;
            let length = match rest {
                [end] => Some(bound(end)?.checked_sub(start)?),
                _ => None,
            };
            Some(Transform::Substring { start, length })
        }
        _ => None,
    }
}

pub(super) fn of_map_if<'n>(
    over: &'n Node,
    condition: &Node,
    body: &Node,
) -> Option<(&'n Node, Transform)> {
    let ("contains", [_, separator]) = call(condition)? else {
        return None;
    };
    let separator = text(separator)?;
    let Kind::Index { index, .. } = &body.kind else {
        let ("substring", arguments) = call(body)? else {
            return None;
        };
        let transform = if arguments.len() == 3 {
            Transform::EmailLocalPart
        } else {
            Transform::EmailDomain
        };
        return Some((over, transform));
    };
    if number(index)? == 1 {
        return Some((over, Transform::After { separator }));
    }
    // The second half of a step: the first must be the one before.
    let Kind::Loop {
        kind: Loop::MapIf,
        over,
        body,
    } = &over.kind
    else {
        return None;
    };
    let [condition, body] = body.as_slice() else {
        return None;
    };
    match of_map_if(over, condition, body)? {
        (over, Transform::After { separator: start }) => {
            let end = separator;
            Some((over, Transform::Between { start, end }))
        }
        _ => None,
    }
}

pub(super) fn of_filter(body: &Node) -> Option<Transform> {
    if let Kind::Binary { sides, .. } = &body.kind {
        let Kind::List(elements) = &sides[1].kind else {
            return None;
        };
        let values = elements
            .iter()
            .map(|(element, _)| text(element))
            .collect::<Option<_>>()?;
        return Some(Transform::KeepListed { values });
    }
    match call(body)? {
        ("startsWith", [_, prefix]) => Some(Transform::KeepPrefix {
            prefix: text(prefix)?,
        }),
        ("endsWith", [_, suffix]) => Some(Transform::KeepSuffix {
            suffix: text(suffix)?,
        }),
        ("matches", [_, pattern]) => Some(Transform::KeepMatching {
            pattern: text(pattern)?,
        }),
        _ => None,
    }
}
