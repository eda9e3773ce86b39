use super::super::parser::LOOPS;
use super::{TABLE, texts_of};
use crate::claims::{ClaimSource, Claims};
use crate::expression::{Expression, Map, Val, Variables};
use crate::mapping::{EXAMPLE_CLAIMS, FUNCTIONS, FunctionEntry};
use std::collections::BTreeSet;

/// The forms of an entry, one for each way to write it.
fn forms(entry: &FunctionEntry) -> Vec<&str> {
    entry.form.split(" or ").collect()
}

#[test]
fn every_function_is_listed_as_it_is_written_and_every_listed_one_exists() {
    let is_listed = |name: &str, method: bool| {
        let written = format!(".{name}(");
        FUNCTIONS.iter().flat_map(forms).any(|form| match method {
            true => form.contains(&written),
            false => form.starts_with(&written[1..]),
        })
    };
    for function in TABLE {
        assert!(is_listed(function.name, function.method), "{function:?}");
    }
    for (name, _) in LOOPS {
        assert!(is_listed(name, true), "{name}");
    }
    for name in ["has", "cel.bind"] {
        assert!(is_listed(name, false), "{name}");
    }
    let known = TABLE.iter().map(|function| function.name);
    let known = known.chain(LOOPS.iter().map(|(name, _)| *name));
    let known: BTreeSet<&str> = known.chain(["has", "cel.bind"]).collect();
    let mut listed = BTreeSet::new();
    for entry in FUNCTIONS {
        assert!(known.contains(entry.name), "{}", entry.name);
        assert!(listed.insert(entry.name), "{} is there twice", entry.name);
    }
    assert!(FUNCTIONS.is_sorted_by_key(|entry| entry.group));
}

#[test]
fn every_example_of_a_function_has_it_and_gives_what_is_said() {
    let claims: Claims = serde_json::from_str(EXAMPLE_CLAIMS).unwrap();
    let sources = [(ClaimSource::IdToken, &claims)];
    let variables = Variables {
        sources: &sources,
        user: Map::Merged(&[]),
        provider: Map::Merged(&[]),
    };
    for entry in FUNCTIONS {
        let call = format!("{}(", entry.name);
        assert!(entry.example.contains(&call), "{}", entry.example);
        let expression = Expression::parse(entry.example).unwrap();
        let value = expression.evaluate(&variables).unwrap();
        let texts = texts_of(&value).unwrap();
        let texts: Vec<String> = texts
            .iter()
            .map(|text| match text {
                Val::Text(text) => text.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts.join(", "), entry.gives, "{}", entry.example);
    }
}
