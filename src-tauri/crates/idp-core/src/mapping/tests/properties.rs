//! Properties over random rules and claims. `PROPTEST_CASES` says how many cases: 256 by
//! itself, 10,000 in `make nightly`. What is random and what must hold for it stand together,
//! so the file is longer than others.

use super::super::canonical::{steps_of, text_of};
use super::super::rule::Rule;
use super::super::steps::Steps;
use super::*;
use crate::claims::{Attribute, attribute_table, claims_by_source};
use crate::expression::{Expression, values_of};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-cA-C@,. -]{0,6}",
        1 => Just("true".to_owned()),
        1 => Just("1732358400".to_owned()),
        1 => Just("ärger@exämple.de".to_owned()),
        1 => Just("{\"a\": [1, \"x\"], \"b\": null}".to_owned()),
        1 => Just("%40%zz".to_owned()),
        1 => Just("a%20b".to_owned()),
        1 => Just("aGVsbG8=".to_owned()),
        1 => ".{0,4}",
    ]
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-c@,. -]{1,2}", 1 => ".{1,2}", 1 => Just("\\\"\n".to_owned())]
}

fn pattern() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "^b",
        "(a)b?",
        "[a-c]+",
        "@.*$",
        "x*",
        "(?i)A(c)?",
    ])
    .prop_map(str::to_owned)
}

pub(super) fn transform() -> impl Strategy<Value = Transform> {
    let option = || prop::option::of(some_text());
    let row = || (words(), words()).prop_map(|(from, to)| LookupRow { from, to });
    let template = || {
        (some_text(), prop::bool::ANY).prop_map(|(text, claim)| {
            let text = text.replace(['{', '}'], "");
            Transform::Template {
                text: if claim {
                    format!("{text}{{email}}")
                } else {
                    format!("{{groups}}{text}")
                },
            }
        })
    };
    prop_oneof![
        words().prop_map(|value| Transform::Constant { value }),
        template(),
        (
            prop::collection::vec(prop::sample::select(vec!["email", "groups", "no"]), 1..3),
            words()
        )
            .prop_map(|(claims, separator)| Transform::Concat {
                claims: claims.into_iter().map(str::to_owned).collect(),
                separator
            }),
        some_text().prop_map(|value| Transform::DefaultIfEmpty { value }),
        (0_u32..6, prop::option::of(0_u32..6))
            .prop_map(|(start, length)| Transform::Substring { start, length }),
        some_text().prop_map(|separator| Transform::Before { separator }),
        some_text().prop_map(|separator| Transform::After { separator }),
        (some_text(), some_text()).prop_map(|(start, end)| Transform::Between { start, end }),
        (some_text(), words()).prop_map(|(find, with)| Transform::Replace { find, with }),
        pattern().prop_map(|pattern| Transform::RegexExtract { pattern }),
        (
            pattern(),
            prop::sample::select(vec!["", "x", "<\\0>", "\\\\", "\\9"])
        )
            .prop_map(|(pattern, with)| Transform::RegexReplace {
                pattern,
                with: with.to_owned()
            }),
        some_text().prop_map(|separator| Transform::Split { separator }),
        words().prop_map(|separator| Transform::Join { separator }),
        (0_u32..4).prop_map(|index| Transform::At { index }),
        some_text().prop_map(|prefix| Transform::KeepPrefix { prefix }),
        some_text().prop_map(|suffix| Transform::KeepSuffix { suffix }),
        pattern().prop_map(|pattern| Transform::KeepMatching { pattern }),
        prop::collection::vec(words(), 0..4).prop_map(|values| Transform::KeepListed { values }),
        some_text().prop_map(|text| Transform::AddPrefix { text }),
        some_text().prop_map(|text| Transform::AddSuffix { text }),
        (words(), words(), option()).prop_map(|(value, then, otherwise)| Transform::Contains {
            value,
            then,
            otherwise
        }),
        (words(), words(), option()).prop_map(|(value, then, otherwise)| Transform::IfEquals {
            value,
            then,
            otherwise
        }),
        (prop::collection::vec(row(), 0..4), option())
            .prop_map(|(table, otherwise)| Transform::Lookup { table, otherwise }),
        prop::option::of(prop::sample::select(vec!["a", "b", "no"])).prop_map(|member| {
            Transform::ParseJson {
                member: member.map(str::to_owned),
            }
        }),
        prop::sample::select(vec![
            Transform::Lower,
            Transform::Upper,
            Transform::Trim,
            Transform::EmailLocalPart,
            Transform::EmailDomain,
            Transform::First,
            Transform::Last,
            Transform::AllValues,
            Transform::Unique,
            Transform::Count,
            Transform::ToText,
            Transform::ToNumber,
            Transform::ToBoolean,
            Transform::TimestampToDate,
            Transform::UrlDecode,
            Transform::Base64Decode,
            Transform::Sha256,
        ]),
    ]
}

fn claim() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        6 => words().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<i32>().prop_map(|n| Value::from(f64::from(n) / 4.0)),
        1 => Just(Value::Null),
        1 => Just(json!({ "a": 1, "b": ["x"] })),
    ];
    prop_oneof![
        2 => scalar.clone(),
        1 => any::<f64>().prop_map(Value::from),
        1 => prop::collection::vec(scalar, 0..4).prop_map(Value::from),
    ]
}

fn random_claims() -> impl Strategy<Value = Claims> {
    let name = prop::sample::select(vec!["email", "groups", "cognito:groups", "custom:x", "exp"]);
    prop::collection::vec((name.prop_map(str::to_owned), claim()), 0..5)
        .prop_map(|entries| entries.into_iter().collect())
}

fn source() -> impl Strategy<Value = Option<String>> {
    let names = vec!["email", "groups", "cognito:groups", "no"];
    prop::option::weighted(0.9, prop::sample::select(names).prop_map(str::to_owned))
}

fn read_from() -> impl Strategy<Value = Option<ClaimSource>> {
    prop::option::weighted(
        0.3,
        prop::sample::select(vec![
            ClaimSource::IdToken,
            ClaimSource::Userinfo,
            ClaimSource::AccessToken,
            ClaimSource::UserPool,
        ]),
    )
}

pub(super) fn random_rule() -> impl Strategy<Value = MappingRuleDraft> {
    let condition = prop::sample::select(vec![
        "has(claims.email)",
        "\"a\" in values(claims[?\"groups\"])",
        "provider.name == \"Acme\"",
        "claims.no == 1",
        "user.size() > 0",
        "1",
    ]);
    let expression = prop::sample::select(vec![
        "claims.email",
        "claims[\"cognito:groups\"].filter(g, g.startsWith(\"a\"))",
        "values(claims[?\"groups\"]).map(g, string(g))",
        "[1, 2.5, true, null, \"\"]",
        "user[?\"t0\"]",
        "claims.map(name, name)",
        "claims.email +",
    ]);
    (
        "t[0-5]",
        source(),
        read_from(),
        prop::collection::vec(transform(), 0..4),
        prop::option::weighted(0.2, expression.prop_map(str::to_owned)),
        prop::option::weighted(0.2, condition.prop_map(str::to_owned)),
        any::<[bool; 3]>(),
        prop::option::weighted(0.3, words()),
    )
        .prop_map(
            |(target, source, read_from, transforms, expression, condition, flags, default)| {
                let [required, multi_valued, on_every_login] = flags;
                MappingRuleDraft {
                    target,
                    source,
                    read_from,
                    transforms,
                    expression,
                    condition,
                    required,
                    multi_valued,
                    on_every_login,
                    default,
                    ..MappingRuleDraft::default()
                }
            },
        )
}

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

/// Claims beyond what anybody has, near the limits.
fn large_claims() -> [Value; 9] {
    let list = |n: usize, piece: &str| (0..n).map(|at| format!("{piece}{at}")).collect::<Value>();
    [
        list(3_000, "a-b@"),
        list(20_000, "App-"),
        list(60_000, "x"),
        list(150_000, ""),
        json!("a@b-".repeat(10_000)),
        json!("a".repeat(500_000)),
        json!("a-".repeat(260_000)),
        json!(vec!["ab".repeat(2_000); 300]),
        json!(vec![json!({ "a": vec!["b"; 50] }); 1_000]),
    ]
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
