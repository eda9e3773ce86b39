//! Claims given as text.

use super::{MapError, SampleClaims};
use idp_core::claims::{Attribute, ClaimSource, Claims, attribute_table, exact_numbers};
use serde_json::Value;

/// A JSON object of claims, or the report of a run with its attributes by source.
pub(super) fn read_claims(text: &str) -> Result<Vec<Attribute>, MapError> {
    let claims = object(text)?;
    // A report has both; a person's claims may have an attribute called "attributes".
    if claims.contains_key("outcome")
        && let Some(rows @ Value::Array(_)) = claims.get("attributes")
    {
        return serde_json::from_value(rows.clone()).map_err(refused);
    }
    Ok(attribute_table(&[(ClaimSource::IdToken, &claims)]))
}

/// Claims by source; a source without text has none.
pub(super) fn read_sample(sample: &[SampleClaims]) -> Result<Vec<Attribute>, MapError> {
    let mut sources: Vec<(ClaimSource, Claims)> = Vec::new();
    for part in sample {
        if !part.text.trim().is_empty() {
            sources.push((part.source, object(&part.text)?));
        }
    }
    let borrowed: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    Ok(attribute_table(&borrowed))
}

fn object(text: &str) -> Result<Claims, MapError> {
    serde_json::from_str(&exact_numbers(text)).map_err(refused)
}

/// What the JSON parser says, by its beginnings, in words of people who write no parsers.
const FAULTS: [(&str, &str); 16] = [
    (
        "EOF while parsing an object",
        "The text ends before the object is closed",
    ),
    (
        "EOF while parsing a list",
        "The text ends before the list is closed",
    ),
    (
        "EOF while parsing a string",
        "The text ends before a quotation mark is closed",
    ),
    (
        "EOF while parsing a value",
        "The text ends where a value is expected",
    ),
    (
        "expected `,` or `}`",
        "A comma or a closing brace is missing",
    ),
    (
        "expected `,` or `]`",
        "A comma or a closing bracket is missing",
    ),
    ("expected `:`", "A colon is missing after a name"),
    (
        "key must be a string",
        "A name is not in double quotation marks",
    ),
    ("trailing comma", "There is a comma after the last value"),
    (
        "trailing characters",
        "Something stands after the end of the object",
    ),
    (
        "expected value",
        "A value is missing, or a text is not in double quotation marks",
    ),
    (
        "expected ident",
        "A value is neither a text in double quotation marks nor a number, true, false or null",
    ),
    ("invalid number", "A number is not written as JSON has it"),
    (
        "invalid type",
        "This is JSON, but no object of names and values",
    ),
    (
        "control character",
        "A text in quotation marks is broken over two lines, or holds another control character",
    ),
    (
        "invalid escape",
        "A backslash is followed by something that JSON does not know",
    ),
];

#[expect(
    clippy::needless_pass_by_value,
    reason = "the argument of map_err is a value"
)]
fn refused(error: serde_json::Error) -> MapError {
    let said = error.to_string();
    let known = FAULTS
        .iter()
        .find(|(beginning, _)| said.starts_with(beginning));
    // A report that was read and is none has no lines any more.
    let placed = known.filter(|_| error.line() > 0);
    MapError::NotClaims(match placed {
        Some((_, words)) => format!("{words} (line {})", error.line()),
        None => format!("These are not attributes: {said}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        match read_claims(text) {
            Err(MapError::NotClaims(fault)) => fault,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_with_a_text_is_said_in_words_with_its_line() {
        for (text, said) in [
            (
                "{\n \"a\": 1\n",
                "The text ends before the object is closed (line 3)",
            ),
            (
                "{ \"a\": [\n1",
                "The text ends before the list is closed (line 2)",
            ),
            (
                "{ \"a\": \"b",
                "The text ends before a quotation mark is closed (line 1)",
            ),
            (
                "{ \"a\":",
                "The text ends where a value is expected (line 1)",
            ),
            (
                "{ \"a\": 1 \"b\": 2 }",
                "A comma or a closing brace is missing (line 1)",
            ),
            (
                "{ \"a\": [1 2] }",
                "A comma or a closing bracket is missing (line 1)",
            ),
            ("{ \"a\" 1 }", "A colon is missing after a name (line 1)"),
            (
                "{ a: 1 }",
                "A name is not in double quotation marks (line 1)",
            ),
            (
                "{ \"a\": 1, }",
                "There is a comma after the last value (line 1)",
            ),
            (
                "{}\n{}",
                "Something stands after the end of the object (line 2)",
            ),
            (
                "{ \"a\": b }",
                "A value is missing, or a text is not in double quotation marks (line 1)",
            ),
            (
                "{ \"a\": nul }",
                "A value is neither a text in double quotation marks nor a number, true, false or null (line 1)",
            ),
            (
                "{ \"a\": -x }",
                "A number is not written as JSON has it (line 1)",
            ),
            (
                "[1]",
                "This is JSON, but no object of names and values (line 1)",
            ),
            (
                "{ \"a\":\n\"b\nc\" }",
                "A text in quotation marks is broken over two lines, or holds another control character (line 3)",
            ),
            (
                "{ \"a\": \"\\x\" }",
                "A backslash is followed by something that JSON does not know (line 1)",
            ),
        ] {
            assert_eq!(fault(text), said, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_said_as_it_came() {
        let deep = format!("{{ \"a\": {}", "[".repeat(200));
        assert!(
            fault(&deep).starts_with("These are not attributes: recursion limit exceeded"),
            "{}",
            fault(&deep)
        );
        let report = r#"{ "outcome": "passed", "attributes": [1] }"#;
        assert!(fault(report).starts_with("These are not attributes: invalid type"));
    }
}
