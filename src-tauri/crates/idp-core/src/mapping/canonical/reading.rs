//! From CEL text back to transformations, where it is one that they give.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not exactly one of our steps is none"
)]

use super::text_of;
use crate::claims::ClaimSource;
use crate::expression::{Expression, Kind, Literal, Loop, Node, Operator, Variable};
use crate::mapping::{LookupRow, RuleSteps, Transform};

mod loops;

use loops::{of_filter, of_map, of_map_if};

/// The source and transformations that an expression comes from. What is found is only
/// believed when it gives the same expression again.
pub(in crate::mapping) fn steps_of(root: &Node) -> Option<RuleSteps> {
    let mut found = RuleSteps::default();
    read(root, &mut found)?;
    found.transforms.reverse();
    found.transforms = without_implied(found.source.is_none(), found.transforms);
    let source = found.source.as_deref();
    let text = text_of(source, found.read_from, &found.transforms);
    let again = Expression::parse(&text).ok()?;
    (again.root() == root).then_some(found)
}

/// A conversion to text is no step of its own where the next one needs texts and has none.
fn without_implied(mut texts: bool, transforms: Vec<Transform>) -> Vec<Transform> {
    let mut kept = Vec::with_capacity(transforms.len());
    let mut rest = transforms.into_iter().peekable();
    while let Some(transform) = rest.next() {
        let implied =
            transform == Transform::ToText && !texts && rest.peek().is_some_and(super::needs_text);
        texts = super::gives_text(&transform, texts);
        if !implied {
            kept.push(transform);
        }
    }
    kept
}

/// Goes from the outermost step inwards; the steps are collected in that order.
fn read(node: &Node, found: &mut RuleSteps) -> Option<()> {
    if begin(node, found).is_some() {
        return Some(());
    }
    let (inner, transform) = match &node.kind {
        Kind::Call { .. } => of_call(node)?,
        Kind::Loop { kind, over, body } => of_loop(*kind, over, body)?,
        Kind::List(elements) => match elements.as_slice() {
            [(element, optional)] => of_list(element, *optional, found)?,
            _ => return None,
        },
        Kind::Conditional(parts) => of_choice(parts)?,
        _ => return None,
    };
    found.transforms.push(transform);
    read(inner, found)
}

/// `values(claims[?"name"])`, `template(…)` or a constant: where a rule begins.
fn begin(node: &Node, found: &mut RuleSteps) -> Option<()> {
    if let Kind::List(elements) = &node.kind {
        return match elements.as_slice() {
            [] => Some(()),
            [(element, false)] => {
                let value = element.as_text()?.to_owned();
                found.transforms.push(Transform::Constant { value });
                Some(())
            }
            _ => None,
        };
    }
    let (name, arguments) = call(node)?;
    match (name, arguments) {
        ("template", [text, place]) => {
            found.read_from = read_from(place)?;
            let text = text.as_text()?.to_owned();
            found.transforms.push(Transform::Template { text });
            Some(())
        }
        ("values" | "texts", [place]) => {
            let (read_from, source) = claim(place)?;
            let explicit =
                name == "texts" && !found.transforms.last().is_some_and(super::needs_text);
            if explicit {
                found.transforms.push(Transform::ToText);
            }
            found.read_from = read_from;
            found.source = Some(source.to_owned());
            Some(())
        }
        _ => None,
    }
}

fn claim(place: &Node) -> Option<(Option<ClaimSource>, &str)> {
    match &place.kind {
        Kind::Index {
            of,
            index,
            optional: true,
        } => Some((read_from(of)?, index.as_text()?)),
        _ => None,
    }
}

#[expect(
    clippy::option_option,
    reason = "no such variable, and the usual order, are two answers"
)]
fn read_from(place: &Node) -> Option<Option<ClaimSource>> {
    let Kind::Variable(variable) = place.kind else {
        return None;
    };
    match variable {
        Variable::Claims => Some(None),
        Variable::IdToken => Some(Some(ClaimSource::IdToken)),
        Variable::Userinfo => Some(Some(ClaimSource::Userinfo)),
        Variable::AccessToken => Some(Some(ClaimSource::AccessToken)),
        Variable::UserPool => Some(Some(ClaimSource::UserPool)),
        Variable::User | Variable::Provider => None,
    }
}

fn call(node: &Node) -> Option<(&'static str, &[Node])> {
    match &node.kind {
        Kind::Call {
            function,
            arguments,
        } => Some((function.name, arguments)),
        _ => None,
    }
}

fn is_local(node: &Node) -> bool {
    matches!(node.kind, Kind::Local(_))
}

fn number(node: &Node) -> Option<u32> {
    match &node.kind {
        Kind::Literal(Literal::Int(number)) => u32::try_from(*number).ok(),
        _ => None,
    }
}

fn text(node: &Node) -> Option<String> {
    node.as_text().map(str::to_owned)
}

fn of_call(node: &Node) -> Option<(&Node, Transform)> {
    match call(node)? {
        ("distinct", [list]) => Some((list, Transform::Unique)),
        ("texts", [list]) => Some((list, Transform::ToText)),
        ("ifEmpty", [list, value]) => {
            let value = text(value)?;
            Some((list, Transform::DefaultIfEmpty { value }))
        }
        ("flatten", [list]) => Some(of_flatten(list).unwrap_or((list, Transform::AllValues))),
        _ => None,
    }
}

/// Steps that make several values of one.
fn of_flatten(node: &Node) -> Option<(&Node, Transform)> {
    let Kind::Loop {
        kind: Loop::Map,
        over,
        body,
    } = &node.kind
    else {
        return None;
    };
    let [body] = body.as_slice() else { return None };
    if let Kind::List(elements) = &body.kind {
        let [(element, true)] = elements.as_slice() else {
            return None;
        };
        if let Some(("regex.extract", [_, pattern])) = call(element) {
            let pattern = text(pattern)?;
            return Some((over, Transform::RegexExtract { pattern }));
        }
        let Kind::Index { of, .. } = &element.kind else {
            return None;
        };
        let table = table(of)?;
        let otherwise = None;
        return Some((over, Transform::Lookup { table, otherwise }));
    }
    match call(body)? {
        ("split", [_, separator]) => {
            let separator = text(separator)?;
            Some((over, Transform::Split { separator }))
        }
        ("values", [value]) => match &value.kind {
            Kind::Index { index, .. } => {
                let member = Some(text(index)?);
                Some((over, Transform::ParseJson { member }))
            }
            _ => Some((over, Transform::ParseJson { member: None })),
        },
        _ => None,
    }
}

fn table(node: &Node) -> Option<Vec<LookupRow>> {
    let Kind::Map(entries) = &node.kind else {
        return None;
    };
    entries
        .iter()
        .map(|(from, to, _)| {
            Some(LookupRow {
                from: text(from)?,
                to: text(to)?,
            })
        })
        .collect()
}

fn of_loop<'n>(kind: Loop, over: &'n Node, body: &[Node]) -> Option<(&'n Node, Transform)> {
    match (kind, body) {
        (Loop::Map, [body]) => Some((over, of_map(body)?)),
        (Loop::MapIf, [condition, body]) => of_map_if(over, condition, body),
        (Loop::Filter, [body]) => Some((over, of_filter(body)?)),
        _ => None,
    }
}

/// Steps that make a list of one.
fn of_list<'n>(
    element: &'n Node,
    optional: bool,
    found: &mut RuleSteps,
) -> Option<(&'n Node, Transform)> {
    if let Kind::Index { of, index, .. } = &element.kind {
        let index = number(index)?;
        return optional.then_some((of, Transform::At { index }));
    }
    match call(element)? {
        ("first", [list]) if optional => Some((list, Transform::First)),
        ("last", [list]) if optional => Some((list, Transform::Last)),
        ("size", [list]) => Some((list, Transform::Count)),
        ("join", [list, separator]) => {
            let separator = text(separator)?;
            match concatenated(list, found) {
                Some((list, claims)) => Some((list, Transform::Concat { claims, separator })),
                None => Some((list, Transform::Join { separator })),
            }
        }
        _ => None,
    }
}

/// `list + texts(claims[?"a"]) + texts(claims[?"b"])`.
fn concatenated<'n>(node: &'n Node, found: &mut RuleSteps) -> Option<(&'n Node, Vec<String>)> {
    let mut claims = Vec::new();
    let mut rest = node;
    while let Kind::Binary {
        operator: Operator::Add,
        sides,
    } = &rest.kind
    {
        let [left, right] = &**sides;
        let ("texts", [place]) = call(right)? else {
            return None;
        };
        let (read_from, name) = claim(place)?;
        found.read_from = read_from;
        claims.push(name.to_owned());
        rest = left;
    }
    claims.reverse();
    (!claims.is_empty()).then_some((rest, claims))
}

/// `"x" in list ? ["a"] : ["b"]`.
fn of_choice(parts: &[Node; 3]) -> Option<(&Node, Transform)> {
    let [condition, then, otherwise] = parts;
    let Kind::Binary { sides, .. } = &condition.kind else {
        return None;
    };
    let [value, list] = &**sides;
    let only = |node: &Node| match &node.kind {
        Kind::List(elements) => match elements.as_slice() {
            [(element, false)] => text(element),
            _ => None,
        },
        _ => None,
    };
    let transform = Transform::Contains {
        value: text(value)?,
        then: only(then)?,
        otherwise: only(otherwise),
    };
    Some((list, transform))
}
