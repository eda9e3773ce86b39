use super::value::List;
use super::*;
use crate::claims::{ClaimSource, Claims};
use serde::Deserialize;
use serde_json::{Value, json};

fn claims(value: Value) -> Claims {
    value.as_object().cloned().unwrap()
}

/// Evaluates a text, and shows the result as `tests/peers/expressions.py` does.
fn evaluated(text: &str, received: &Claims) -> Result<String, Fault> {
    let sources = [(ClaimSource::IdToken, received)];
    let variables = Variables {
        sources: &sources,
        user: Map::Merged(&[]),
        provider: Map::Merged(&[]),
    };
    let expression = Expression::parse(text)?;
    let value = expression.evaluate(&variables)?;
    Ok(shown(&value))
}

fn shown(value: &Val<'_>) -> String {
    match value {
        Val::Null => "null".to_owned(),
        Val::Bool(value) => format!("bool {value}"),
        Val::Int(number) => format!("int {number}"),
        Val::Uint(number) => format!("uint {number}"),
        Val::Double(number) if number.is_infinite() || number.is_nan() => {
            format!("double {number}").to_lowercase()
        }
        Val::Double(number) => format!("double {number:?}"),
        Val::Text(text) => format!("string {}", Value::from(&**text)),
        Val::Bytes(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("bytes {digits}")
        }
        Val::List(list) => format!("[{}]", all_shown(list).join(", ")),
        Val::Map(map) => {
            let row = |key: &Val<'_>| {
                let name = key.to_json().unwrap_or_default();
                format!("{name}: {}", shown(&map.get(key).unwrap()))
            };
            let mut rows: Vec<String> = map.keys().iter().map(row).collect();
            rows.sort();
            format!("{{{}}}", rows.join(", "))
        }
        Val::Time(at) => format!("timestamp {}", functions::time::time_text(*at).unwrap()),
        Val::Duration(span) => format!("duration {}", span.whole_microseconds()),
        Val::Optional(inner) => {
            let inner: Vec<_> = inner.iter().map(|inner| shown(inner)).collect();
            format!("optional [{}]", inner.join(", "))
        }
        Val::Type(name) => format!("type {name}"),
    }
}

fn all_shown(list: &List<'_>) -> Vec<String> {
    list.iter().map(|item| shown(&item)).collect()
}

#[derive(Deserialize)]
struct Document {
    claims: Claims,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    expression: String,
    google: String,
    ours: Option<String>,
    reason: Option<String>,
}

/// Google's results are in the file; `tests/peers` looks whether they still are.
#[test]
fn expressions_give_what_googles_implementation_gives_or_the_reason_is_listed() {
    let text = include_str!("../../../../../tests/peers/expressions.json");
    let document: Document = serde_json::from_str(text).unwrap();
    assert!(document.rows.len() >= 300);
    let mut wrong = Vec::new();
    for row in &document.rows {
        let found = evaluated(&row.expression, &document.claims);
        let found = found.unwrap_or_else(|_| "error".to_owned());
        let expected = row.ours.as_ref().unwrap_or(&row.google);
        if found != *expected {
            wrong.push(format!("{} is {found}, not {expected}", row.expression));
        }
        assert_eq!(
            row.ours.is_some(),
            row.reason.is_some(),
            "{}",
            row.expression
        );
        assert!(row.ours.as_ref() != Some(&row.google), "{}", row.expression);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fault(text: &str) -> RuleError {
    let received = claims(json!({ "email": "jané@x", "n": 1, "groups": ["a", "b"] }));
    let fault = evaluated(text, &received).unwrap_err();
    fault.in_text(RulePart::Expression, text)
}

#[test]
fn errors_have_a_place_in_unicode_code_points_also_those_that_show_while_it_runs() {
    for (text, code, offset, length) in [
        ("", ExpressionCode::Empty, 0, 0),
        ("claims.email +", ExpressionCode::Syntax, 14, 0),
        ("claims.email ) ", ExpressionCode::Syntax, 13, 1),
        ("\"é👩\" + email", ExpressionCode::UnknownVariable, 7, 5),
        ("\"é👩\" + claims.no", ExpressionCode::NotThere, 7, 9),
        ("\"é👩\".lower()", ExpressionCode::UnknownFunction, 5, 5),
        (
            "claims.email.matches(\"(\")",
            ExpressionCode::BadPattern,
            21,
            3,
        ),
        (
            "claims.email.matches(\"(\" + \"\")",
            ExpressionCode::BadPattern,
            0,
            30,
        ),
        ("1 + (claims.n + \"é\")", ExpressionCode::WrongType, 4, 16),
        ("1 / 0", ExpressionCode::OutOfRange, 0, 5),
        ("[1, 2].map(v, v / 0)", ExpressionCode::OutOfRange, 14, 5),
        ("int(\"x\")", ExpressionCode::NotConvertible, 0, 8),
        (
            "claims.email \u{201c}a\u{201d}",
            ExpressionCode::Syntax,
            13,
            1,
        ),
        ("\"a", ExpressionCode::Syntax, 0, 2),
        ("99999999999999999999", ExpressionCode::OutOfRange, 0, 20),
    ] {
        let error = fault(text);
        let found = (error.code, error.offset, error.length);
        assert_eq!(found, (code, offset, length), "{text}: {}", error.message);
        assert!(error.message.ends_with('.'), "{}", error.message);
    }
}

/// On a stack as small as that of a thread of the console.
fn on_a_small_stack(check: impl FnOnce() + Send + 'static) {
    let small = std::thread::Builder::new().stack_size(1024 * 1024);
    small.spawn(check).unwrap().join().unwrap();
}

#[test]
fn what_is_nested_too_deep_or_too_long_is_refused_before_it_runs() {
    on_a_small_stack(|| {
        let long = |piece: &str, times: usize| piece.repeat(times);
        for (text, code) in [
            (long("(", 3999), ExpressionCode::TooDeep),
            (long("[", 3999), ExpressionCode::TooDeep),
            (long("{1:", 1300), ExpressionCode::TooDeep),
            (long("!", 3990) + "true", ExpressionCode::TooDeep),
            (long("-", 3990) + "(1)", ExpressionCode::TooDeep),
            (
                "claims".to_owned() + &long(".a", 1900),
                ExpressionCode::TooDeep,
            ),
            (
                "claims".to_owned() + &long("[0]", 1300),
                ExpressionCode::TooDeep,
            ),
            ("1".to_owned() + &long("+1", 1900), ExpressionCode::TooDeep),
            (
                "true".to_owned() + &long("&&true", 600),
                ExpressionCode::TooDeep,
            ),
            (long("true?1:", 500) + "2", ExpressionCode::TooDeep),
            (long("[1].map(v,", 300), ExpressionCode::TooDeep),
            (long("a", 4001), ExpressionCode::TooLong),
            (long("é", 4001), ExpressionCode::TooLong),
        ] {
            let start: String = text.chars().take(20).collect();
            assert_eq!(fault(&text).code, code, "{start}");
        }
    });
}

#[test]
fn three_loops_inside_of_each_other_are_refused_and_two_are_not() {
    let two = "claims.groups.map(a, claims.groups.map(b, a + b))";
    assert!(evaluated(two, &claims(json!({ "groups": ["x"] }))).is_ok());
    let three = "claims.groups.map(a, claims.groups.map(b, claims.groups.map(c, a + b + c)))";
    assert_eq!(fault(three).code, ExpressionCode::TooCostly);
    // Lists whose length is known count with that.
    let known = "[1, 2].map(a, [1, 2].map(b, [1, 2].map(c, a + b + c)))";
    assert!(evaluated(known, &Claims::new()).is_ok());
}

#[test]
fn an_evaluation_ends_soon_whatever_was_received() {
    let many: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    let wide: Claims = many.iter().map(|n| (n.clone(), json!([n]))).collect();
    let received = claims(json!({
        "json": serde_json::to_string(&wide).unwrap(),
        "groups": many,
        "wide": wide,
        "text": "a".repeat(1_000_000),
    }));
    // What once cost too much and is quick today.
    for text in [
        "json.parse(claims.json) == json.parse(claims.json)",
        "cel.bind(m, json.parse(claims.json), size(claims.groups.map(g, m[g])))",
        "size(claims.groups.distinct())",
    ] {
        let begun = std::time::Instant::now();
        evaluated(text, &received).unwrap();
        assert!(begun.elapsed().as_secs() < 5, "{text}");
    }
    for text in [
        "claims.groups.map(a, claims.groups.filter(b, a == b))",
        "claims.groups.all(a, claims.groups.exists(b, a == b + \"\"))",
        "claims.groups.exists(a, claims.groups.exists(b, a + b == \"x\"))",
        "claims.text.replace(\"\", claims.text)",
        "claims.groups.map(g, claims.text + g)",
        "claims.text.split(\"\").map(c, claims.text.matches(\"(a*)*b\"))",
        "[claims.text, claims.text].map(a, a + a)",
        "claims.groups.map(g, claims.text.replace(\"a\", \"bb\"))",
        "lists.range(9000000000)",
        "cel.bind(a, claims.groups + claims.groups, cel.bind(b, a + a, cel.bind(c, b + b, c + c)))",
        "\"%.100f\".format([1.0]) + claims.text.format([]) + claims.text",
        "claims.groups.map(g, size(claims.wide))",
        "claims.groups.filter(g, claims.wide == claims.wide)",
        "claims.groups.filter(g, claims.groups in [claims.groups])",
        "claims.groups.filter(g, claims.text < claims.text)",
        "claims.groups.filter(g, claims.text.endsWith(claims.text))",
        "claims.groups.exists(g, double(claims.text) > 1.0)",
        "claims.groups.filter(g, claims[?claims.text].hasValue())",
        "claims.groups.filter(g, claims.wide.exists(name, false))",
        "claims.groups.filter(g, claims.groups.sort() == [])",
        "claims.groups.exists(g, regex.replace(claims.text, \"a(?:.*b)?\", \"\") == g)",
        "claims.groups.exists(g, g.matches(\"[\" + g + \"\\\\pL]{100}\"))",
        // What is used up is no error that another side could make good.
        "claims.groups.exists(a, claims.groups.exists(b, a + b == \"x\")) || true",
        "claims.groups.exists(a, claims.groups.exists(b, a + b == \"x\")) && false",
    ] {
        let begun = std::time::Instant::now();
        let code = evaluated(text, &received).err().map(|fault| fault.code);
        let bounded = [
            Some(ExpressionCode::TooCostly),
            Some(ExpressionCode::TooLarge),
        ];
        assert!(bounded.contains(&code), "{text}: {code:?}");
        // Far more than it takes, also without optimisation on a busy machine.
        assert!(begun.elapsed().as_secs() < 20, "{text}");
    }
}

#[test]
fn a_result_that_is_too_large_is_no_error_that_another_side_makes_good() {
    let received = claims(json!({ "text": "a".repeat(2000) }));
    let large = "claims.text.replace(\"a\", claims.text).size() > 0";
    for text in [
        format!("{large} || true"),
        format!("{large} && false"),
        format!("[true, false].exists(v, v ? {large} : true)"),
        format!("[true, false].all(v, v ? {large} : false)"),
    ] {
        let code = evaluated(&text, &received).err().map(|fault| fault.code);
        assert_eq!(code, Some(ExpressionCode::TooLarge), "{text}");
    }
}

#[test]
fn a_text_is_a_number_only_when_it_stays_the_same_number() {
    let received = claims(json!({}));
    for (text, expected) in [
        ("18446744073709551615", "uint 18446744073709551615"),
        ("-9223372036854775808", "int -9223372036854775808"),
        ("+1.50", "double 1.5"),
        (".5", "double 0.5"),
        ("1e300", "double 1e300"),
        (" 7 ", "int 7"),
    ] {
        let expression = format!("number(\"{text}\")");
        assert_eq!(evaluated(&expression, &received).unwrap(), expected);
    }
    for text in [
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "0.12345678901234567890",
    ] {
        let expression = format!("number(\"{text}\")");
        let fault = evaluated(&expression, &received).err().unwrap();
        assert_eq!(fault.code, ExpressionCode::OutOfRange, "{text}");
        assert!(fault.message.contains(text), "{}", fault.message);
    }
}

#[test]
fn hostile_claims_are_values_like_any_other() {
    let received = claims(json!({
        "__proto__": "p", "a\u{0}b": "nul", "\u{202e}rtl": "bidi", "": "no name",
        "html": "<script>alert(1)</script>", "big": 18_446_744_073_709_551_615_u64,
        "exact": 9_007_199_254_740_993_i64, "text": "true", "yes": true,
    }));
    for (text, expected) in [
        ("claims.__proto__", "string \"p\""),
        ("claims[\"a\\u0000b\"]", "string \"nul\""),
        ("claims[\"\u{202e}rtl\"]", "string \"bidi\""),
        ("claims[\"\"]", "string \"no name\""),
        ("claims.html", "string \"<script>alert(1)</script>\""),
        ("string(claims.big)", "string \"18446744073709551615\""),
        ("texts(claims.exact)", "[string \"9007199254740993\"]"),
        ("claims.exact + 0 == 9007199254740993", "bool true"),
        ("claims.text == claims.yes", "bool false"),
        ("values(claims.yes) == values(claims.text)", "bool false"),
        ("claims.constructor == 1 || true", "bool true"),
    ] {
        assert_eq!(evaluated(text, &received).unwrap(), expected, "{text}");
    }
}
