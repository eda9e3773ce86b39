//! Properties over random rules and claims. `PROPTEST_CASES` says how many cases: 256 by
//! itself, 10,000 in `make nightly`.

use super::super::canonical::{steps_of, text_of};
use super::super::rule::Rule;
use super::super::steps::Steps;
use super::random::{large_claims, random_claims, random_rule, read_from, source, transform};
use super::*;
use crate::claims::{Attribute, attribute_table, claims_by_source};
use crate::expression::{Expression, values_of};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn in_json(values: &[Val<'_>]) -> Vec<Option<Value>> {
    values.iter().map(Val::to_json).collect()
}

/// Both give the same values, or refuse for the same reason.
fn check_both(
    transforms: &[Transform],
    source: Option<&str>,
    read_from: Option<ClaimSource>,
    sources: &[(ClaimSource, &Claims)],
) {
    let variables = Variables {
        sources,
        user: Map::Merged(&[]),
        provider: Map::Merged(&[]),
    };
    let text = text_of(source, read_from, transforms);
    let expression = Expression::parse(&text);
    let steps = Steps::new(source, read_from, transforms);
    let (Ok(expression), Ok(steps)) = (&expression, &steps) else {
        // Both find a pattern that is none before anything runs.
        assert!(
            expression.is_err() == steps.is_err(),
            "{text}: {expression:?} {steps:?}"
        );
        return;
    };
    match (steps.apply(&variables), expression.evaluate(&variables)) {
        (Ok(native), Ok(by_text)) => {
            let Val::List(list) = &by_text else {
                panic!("{text} gave no list: {by_text:?}");
            };
            let by_text: Vec<_> = list.iter().collect();
            assert!(in_json(&native) == in_json(&by_text), "{text}");
        }
        (Err((_, native)), Err(by_text)) => assert_eq!(native.code, by_text.code, "{text}"),
        (native, by_text) => panic!("{text}: {:?} and {:?}", native.err(), by_text.err()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]
    #[test]
    fn large_claims_give_the_same_or_are_refused_the_same_by_both(
        transforms in prop::collection::vec(transform(), 0..4),
        large in 0_usize..9,
    ) {
        let id_token = claims(json!({ "email": large_claims()[large], "a": "x" }));
        check_both(&transforms, Some("email"), None, &[(ClaimSource::IdToken, &id_token)]);
    }
}

#[test]
fn few_values_that_become_many_count_as_many() {
    let id_token = claims(json!({ "email": large_claims()[7] }));
    let split = Transform::Split {
        separator: "a".to_owned(),
    };
    check_both(
        &[split],
        Some("email"),
        None,
        &[(ClaimSource::IdToken, &id_token)],
    );
}

proptest! {
    #[test]
    fn a_transformation_gives_what_its_cel_text_gives(
        transforms in prop::collection::vec(transform(), 0..4),
        source in source(),
        read_from in read_from(),
        id_token in random_claims(),
        userinfo in random_claims(),
    ) {
        let sources = [(ClaimSource::IdToken, &id_token), (ClaimSource::Userinfo, &userinfo)];
        check_both(&transforms, source.as_deref(), read_from, &sources);
    }

    #[test]
    fn cel_text_of_transformations_is_read_as_the_same_text_again(
        transforms in prop::collection::vec(transform(), 0..5),
        source in source(),
        read_from in read_from(),
    ) {
        let text = text_of(source.as_deref(), read_from, &transforms);
        if let Ok(expression) = Expression::parse(&text) {
            let found = steps_of(expression.root());
            prop_assert!(found.is_some(), "{text} was not recognised");
            let found = found.unwrap();
            let again = text_of(found.source.as_deref(), found.read_from, &found.transforms);
            prop_assert_eq!(again, text);
        }
    }

    #[test]
    fn a_rule_gives_what_the_cel_text_shown_beside_it_gives(
        rule in random_rule(),
        id_token in random_claims(),
    ) {
        let sources = [(ClaimSource::IdToken, &id_token)];
        let connection = Connection { name: "Acme".to_owned(), ..Connection::default() };
        let received = Received { sources: &sources, connection: &connection };
        let shown = MappingRuleDraft {
            expression: Some(super::super::text::rule_text(&rule)),
            target: rule.target.clone(),
            multi_valued: rule.multi_valued,
            ..MappingRuleDraft::default()
        };
        let of = |rule: MappingRuleDraft| {
            let rules = AttributesDraft {
                send_only_configured: true,
                external: vec![rule],
                ..AttributesDraft::default()
            };
            map_attributes(&rules, &received).mapped.external
        };
        prop_assert_eq!(of(rule), of(shown));
    }

    #[test]
    fn mapping_alone_and_mapping_explained_agree_and_never_panic(
        user in prop::collection::vec(random_rule(), 0..4),
        external in prop::collection::vec(random_rule(), 0..4),
        send_only_configured in any::<bool>(),
        id_token in random_claims(),
        userinfo in random_claims(),
    ) {
        let rules = AttributesDraft { send_only_configured, user, external };
        let sources = [(ClaimSource::Userinfo, &userinfo), (ClaimSource::IdToken, &id_token)];
        let received = Received { sources: &sources, connection: &Connection::default() };
        let view = map_attributes(&rules, &received);
        // Of rules for one target the last with a value wins.
        for (set, mapped) in [(RuleSet::User, &view.mapped.user), (RuleSet::External, &view.mapped.external)] {
            let shown = view.results.iter().filter(|result| result.set == set);
            let targets: BTreeSet<&str> = shown.clone().map(|result| &*result.target).collect();
            let shown: BTreeMap<&str, &MappedValue> =
                shown.filter_map(|result| Some((&*result.target, result.value.as_ref()?))).collect();
            for target in &targets {
                prop_assert_eq!(mapped.get(*target), shown.get(target).copied(), "{}", target);
            }
            let more = mapped.keys().find(|name| !targets.contains(name.as_str()));
            prop_assert!(set == RuleSet::External && !send_only_configured || more.is_none(), "{:?}", more);
        }
        prop_assert_eq!(view.results.len(), rules.user.len() + rules.external.len());
        for result in &view.results {
            prop_assert_eq!(result.value.is_some(), result.status == RuleStatus::Ok);
            prop_assert_eq!(result.error.is_some(), result.status == RuleStatus::Error);
        }
    }

    #[test]
    fn attributes_that_were_stored_map_as_they_did_when_they_were_received(
        user in prop::collection::vec(random_rule(), 0..4),
        external in prop::collection::vec(random_rule(), 0..4),
        id_token in random_claims(),
        userinfo in random_claims(),
    ) {
        let rules = AttributesDraft { send_only_configured: false, user, external };
        let sources = [(ClaimSource::Userinfo, &userinfo), (ClaimSource::IdToken, &id_token)];
        let connection = Connection::default();
        let received = Received { sources: &sources, connection: &connection };
        let stored = serde_json::to_string(&attribute_table(&sources)).unwrap();
        let stored: Vec<Attribute> = serde_json::from_str(&stored).unwrap();
        let stored = claims_by_source(&stored);
        let stored: Vec<_> = stored.iter().map(|(source, claims)| (*source, claims)).collect();
        let again = Received { sources: &stored, connection: &connection };
        prop_assert_eq!(
            map_attributes(&rules, &received).mapped,
            map_attributes(&rules, &again).mapped
        );
    }

    #[test]
    fn the_text_of_a_whole_rule_is_taken_apart_into_the_same_rule(rule in random_rule()) {
        let rule = MappingRuleDraft { expression: None, ..rule };
        let text = super::super::text::rule_text(&rule);
        if let Some(found) = read_rule_text(&text).steps {
            let again = MappingRuleDraft {
                source: found.source,
                read_from: found.read_from,
                transforms: found.transforms,
                condition: found.condition,
                default: found.default,
                ..MappingRuleDraft::default()
            };
            prop_assert_eq!(super::super::text::rule_text(&again), text);
        } else {
            prop_assert!(!rule_errors(&rule).is_empty(), "{} was not recognised", text);
        }
    }

    #[test]
    fn any_text_is_an_expression_or_an_error_with_a_place_in_it(text in ".{0,60}") {
        check_any_text(&text);
    }

    #[test]
    fn any_words_of_cel_are_an_expression_or_an_error_with_a_place_in_it(
        words in prop::collection::vec(prop::sample::select(vec![
            "claims", "[", "]", "(", ")", "{", "}", ".", ",", "?", ":", "!", "-", "+", "*", "==",
            "&&", "||", "in", "\"a\"", "'", "1", "2u", "1.5", "map", "filter", "v", "size", "has",
            "[?", ".?", "email", "true", "null", "b\"\\xff\"", "cel.bind(v, 1, ", "values(",
            ".map(v, ", ".split(\"\")", ".join(\"x\")", "lists.range(1000)", ".replace(\"\", ",
        ]), 0..30),
    ) {
        check_any_text(&words.concat());
    }

    #[test]
    fn any_json_is_a_mapping_file_or_refused(text in "\\PC{0,80}", rule in random_rule()) {
        let _ = serde_json::from_str::<AttributesDraft>(&text);
        // What is written is read as the same.
        let json = serde_json::to_string(&rule).unwrap();
        prop_assert_eq!(serde_json::from_str::<MappingRuleDraft>(&json).unwrap(), rule);
    }
}

fn check_any_text(text: &str) {
    let received = claims(json!({ "email": "a@x", "groups": ["a", "b", 3], "deep": [[[[1]]]] }));
    let sources = [(ClaimSource::IdToken, &received)];
    let variables = Variables {
        sources: &sources,
        user: Map::Merged(&[]),
        provider: Map::Merged(&[]),
    };
    let whole = u32::try_from(text.chars().count()).unwrap();
    if let Some(error) = read_rule_text(text).error {
        assert!(
            error.offset + error.length <= whole.max(1),
            "{text:?}: {error:?}"
        );
        assert!(!error.message.is_empty());
        return;
    }
    let expression = Expression::parse(text).unwrap();
    match expression.evaluate(&variables) {
        Ok(value) => drop(values_of(&value)),
        Err(fault) => {
            let error = fault.in_text(RulePart::Expression, text);
            assert!(error.offset + error.length <= whole, "{text:?}: {error:?}");
        }
    }
    let rule = MappingRuleDraft {
        expression: Some(text.to_owned()),
        ..MappingRuleDraft::default()
    };
    let _ = Rule::new(RuleSet::User, &rule).apply(&variables);
}
