//! Comparisons in a condition that can never hold, because of the types of their sides.

use crate::expression::{Expression, Kind, Literal, Node, Operator, Val, Variables};

/// The first comparison of a truth value with a text, in words and with what to write instead;
/// nothing when there is none. CEL converts nothing by itself: `"true" == true` is false.
///
/// It quotes names and no values, since it is also said where it is stored.
pub(super) fn never_equal(condition: &str, variables: &Variables<'_>) -> Option<String> {
    let expression = Expression::parse(condition).ok()?;
    let mut said = None;
    expression
        .root()
        .each_comparison(&mut |sign, [left, right]| {
            let of = |side: &Node, with: &Node| in_words(condition, sign, side, with, variables);
            if said.is_none() {
                said = of(left, right).or_else(|| of(right, left));
            }
        });
    said
}

fn in_words(
    condition: &str,
    sign: Operator,
    side: &Node,
    with: &Node,
    variables: &Variables<'_>,
) -> Option<String> {
    let Kind::Literal(literal) = &with.kind else {
        return None;
    };
    let text = side.span.of(condition);
    // A side that names the variable of a loop says nothing by itself, and is no expression.
    let expression = Expression::parse(text).ok()?;
    if !quotes_names_only(expression.root()) {
        return None;
    }
    let (problem, truth) = match (literal, expression.evaluate(variables).ok()?) {
        (Literal::Bool(truth), Val::Text(_)) => {
            (format!("A text never equals {truth}"), truth.to_string())
        }
        (Literal::Text(truth), Val::Bool(_)) if matches!(&**truth, "true" | "false") => (
            "A truth value never equals a text".to_owned(),
            truth.to_string(),
        ),
        _ => return None,
    };
    let sign = if sign == Operator::Equal { "==" } else { "!=" };
    Some(format!(
        "{problem}. Write string({text}) {sign} \"{truth}\", which is right for both."
    ))
}

/// Whether a claim is all that it reads, and no text in it is anything but the name of one.
fn quotes_names_only(node: &Node) -> bool {
    let mut names = Vec::new();
    node.claims_read(&mut names);
    let mut only_names = !names.is_empty();
    node.each_text(&mut |text| only_names &= names.iter().any(|name| name == text));
    only_names
}
