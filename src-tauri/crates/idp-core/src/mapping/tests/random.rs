//! What is random in the properties: rules, their transformations, and claims.

use super::*;
use proptest::prelude::*;

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

pub(super) fn random_claims() -> impl Strategy<Value = Claims> {
    let name = prop::sample::select(vec!["email", "groups", "cognito:groups", "custom:x", "exp"]);
    prop::collection::vec((name.prop_map(str::to_owned), claim()), 0..5)
        .prop_map(|entries| entries.into_iter().collect())
}

pub(super) fn source() -> impl Strategy<Value = Option<String>> {
    let names = vec!["email", "groups", "cognito:groups", "no"];
    prop::option::weighted(0.9, prop::sample::select(names).prop_map(str::to_owned))
}

pub(super) fn read_from() -> impl Strategy<Value = Option<ClaimSource>> {
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

/// Claims beyond what anybody has, near the limits.
pub(super) fn large_claims() -> [Value; 9] {
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
