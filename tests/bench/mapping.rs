//! Mapping rules against the same written by hand in Rust, and the preview of a large set.
//!
//! Arguments: how many evaluations of 20 rules (a million by itself). Prints nanoseconds per
//! evaluation, ratios and the preview's milliseconds as JSON.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for figures: it ends where something is wrong, and prints"
)]

use idp_core::claims::{ClaimSource, Claims};
use idp_core::mapping::{Connection, Mapped, MappedValue, Received, Ruleset, map_attributes};
use idp_core::provider::AttributesDraft;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rounds of the comparison, in the order A B C C B A.
const ROUNDS: u32 = 4;

fn main() {
    let evaluations: u32 = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    let claims = claims();
    let ready_made = Ruleset::new(&rules(READY_MADE));
    let free = Ruleset::new(&rules(FREE));
    let sources = [(ClaimSource::IdToken, &claims)];
    let connection = Connection::default();
    let received = Received {
        sources: &sources,
        connection: &connection,
    };
    let expected = by_hand(&claims);
    assert_eq!(ready_made.map(&received), expected, "ready-made rules");
    assert_eq!(free.map(&received), expected, "free expressions");

    let each = evaluations / (2 * ROUNDS);
    let ready_made = || drop(black_box(ready_made.map(black_box(&received))));
    let free = || drop(black_box(free.map(black_box(&received))));
    let hand = || drop(black_box(by_hand(black_box(&claims))));
    let mut spent = [Duration::ZERO; 3];
    for _ in 0..ROUNDS {
        spent[0] += time(each, &ready_made);
        spent[1] += time(each, &free);
        spent[2] += time(each, &hand);
        spent[2] += time(each, &hand);
        spent[1] += time(each, &free);
        spent[0] += time(each, &ready_made);
    }
    let per = spent.map(|spent| spent.as_secs_f64() * 1e9 / f64::from(each * 2 * ROUNDS));
    println!(
        "{}",
        json!({
            "evaluations": evaluations,
            "readyMadeNanoseconds": per[0].round(),
            "freeNanoseconds": per[1].round(),
            "handWrittenNanoseconds": per[2].round(),
            "readyMadeRatio": per[0] / per[2],
            "freeRatio": per[1] / per[2],
            "previewMilliseconds": preview_milliseconds(),
        })
    );
}

fn time(times: u32, run: &dyn Fn()) -> Duration {
    let begun = Instant::now();
    for _ in 0..times {
        run();
    }
    begun.elapsed()
}

fn claims() -> Claims {
    let claims = json!({
        "sub": "a1b2c3d4-0000-4000-8000-000000000002",
        "email": "Jane.Doe@Example.com",
        "email_verified": "true",
        "cognito:username": "jane",
        "cognito:groups": ["App-Admins", "App-Readers", "other"],
        "given_name": " Jane ",
        "family_name": "Doe",
        "phone_number": "+41 44 123 45 67",
        "locale": "de-CH",
        "custom:dept": "R&D/Platform",
        "custom:level": "7",
        "custom:cost": "CH:4711:x",
        "zoneinfo": "Europe/Zurich",
        "profile": "https://example.com/u/jane",
    });
    claims.as_object().cloned().expect("an object")
}

/// Twenty rules of ready-made transformations.
const READY_MADE: &str = r#"[
 { "target": "r01", "source": "sub" },
 { "target": "r02", "source": "email", "transforms": [{ "kind": "lower" }] },
 { "target": "r03", "source": "email", "transforms": [{ "kind": "email_domain" }, { "kind": "lower" }] },
 { "target": "r04", "source": "email", "transforms": [{ "kind": "email_local_part" }] },
 { "target": "r05", "source": "email_verified", "transforms": [{ "kind": "to_boolean" }] },
 { "target": "r06", "source": "cognito:username", "transforms": [{ "kind": "add_prefix", "text": "idp-" }] },
 { "target": "r07", "source": "cognito:groups", "multiValued": true },
 { "target": "r08", "source": "cognito:groups", "multiValued": true, "transforms": [{ "kind": "keep_prefix", "prefix": "App-" }, { "kind": "lower" }] },
 { "target": "r09", "source": "cognito:groups", "transforms": [{ "kind": "join", "separator": "," }] },
 { "target": "r10", "source": "cognito:groups", "transforms": [{ "kind": "contains", "value": "App-Admins", "then": "admin", "otherwise": "user" }] },
 { "target": "r11", "source": "cognito:groups", "transforms": [{ "kind": "count" }] },
 { "target": "r12", "source": "given_name", "transforms": [{ "kind": "trim" }, { "kind": "upper" }] },
 { "target": "r13", "transforms": [{ "kind": "template", "text": "{family_name}, {cognito:username}" }] },
 { "target": "r14", "source": "phone_number", "transforms": [{ "kind": "replace", "find": " ", "with": "" }] },
 { "target": "r15", "source": "locale", "transforms": [{ "kind": "before", "separator": "-" }] },
 { "target": "r16", "source": "custom:dept", "transforms": [{ "kind": "after", "separator": "/" }] },
 { "target": "r17", "source": "custom:cost", "transforms": [{ "kind": "split", "separator": ":" }, { "kind": "at", "index": 1 }] },
 { "target": "r18", "source": "locale", "transforms": [{ "kind": "lookup", "table": [{ "from": "de-CH", "to": "German" }, { "from": "fr-CH", "to": "French" }], "otherwise": "English" }] },
 { "target": "r19", "source": "nickname", "default": "none" },
 { "target": "r20", "source": "custom:level", "transforms": [{ "kind": "to_number" }] }
]"#;

/// The same as free expressions.
const FREE: &str = r#"[
 { "target": "r01", "expression": "claims.sub" },
 { "target": "r02", "expression": "claims.email.lowerAscii()" },
 { "target": "r03", "expression": "claims.email.substring(claims.email.lastIndexOf(\"@\") + 1).lowerAscii()" },
 { "target": "r04", "expression": "claims.email.split(\"@\")[0]" },
 { "target": "r05", "expression": "bool(claims.email_verified)" },
 { "target": "r06", "expression": "\"idp-\" + claims[\"cognito:username\"]" },
 { "target": "r07", "multiValued": true, "expression": "claims[\"cognito:groups\"]" },
 { "target": "r08", "multiValued": true, "expression": "claims[\"cognito:groups\"].filter(g, g.startsWith(\"App-\")).map(g, g.lowerAscii())" },
 { "target": "r09", "expression": "claims[\"cognito:groups\"].join(\",\")" },
 { "target": "r10", "expression": "\"App-Admins\" in claims[\"cognito:groups\"] ? \"admin\" : \"user\"" },
 { "target": "r11", "expression": "claims[\"cognito:groups\"].size()" },
 { "target": "r12", "expression": "claims.given_name.trim().upperAscii()" },
 { "target": "r13", "expression": "claims.family_name + \", \" + claims[\"cognito:username\"]" },
 { "target": "r14", "expression": "claims.phone_number.replace(\" \", \"\")" },
 { "target": "r15", "expression": "claims.locale.split(\"-\")[0]" },
 { "target": "r16", "expression": "claims[\"custom:dept\"].split(\"/\", 2)[1]" },
 { "target": "r17", "expression": "claims[\"custom:cost\"].split(\":\")[1]" },
 { "target": "r18", "expression": "{\"de-CH\": \"German\", \"fr-CH\": \"French\"}[?claims.locale].orValue(\"English\")" },
 { "target": "r19", "expression": "claims.?nickname", "default": "none" },
 { "target": "r20", "expression": "int(claims[\"custom:level\"])" }
]"#;

fn rules(external: &str) -> AttributesDraft {
    AttributesDraft {
        send_only_configured: true,
        external: serde_json::from_str(external).expect("rules"),
        ..AttributesDraft::default()
    }
}

/// The same twenty in plain Rust, as somebody would write them who knows the claims.
fn by_hand(claims: &Claims) -> Mapped {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let groups = || {
        let groups = claims.get("cognito:groups").and_then(Value::as_array);
        groups.into_iter().flatten().filter_map(Value::as_str)
    };
    let mut out: BTreeMap<String, MappedValue> = BTreeMap::new();
    let mut one = |target: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.insert(target.to_owned(), MappedValue::One(value));
        }
    };
    let email = text("email").and_then(|email| email.rsplit_once('@'));
    one("r01", text("sub").map(str::to_owned));
    one("r02", text("email").map(str::to_ascii_lowercase));
    one("r03", email.map(|(_, domain)| domain.to_ascii_lowercase()));
    one("r04", email.map(|(local, _)| local.to_owned()));
    let verified = text("email_verified").and_then(|text| text.parse::<bool>().ok());
    one("r05", verified.map(|verified| verified.to_string()));
    one(
        "r06",
        text("cognito:username").map(|name| format!("idp-{name}")),
    );
    one("r09", Some(groups().collect::<Vec<_>>().join(",")));
    let admin = groups().any(|group| group == "App-Admins");
    one("r10", Some(if admin { "admin" } else { "user" }.to_owned()));
    one("r11", Some(groups().count().to_string()));
    one(
        "r12",
        text("given_name").map(|name| name.trim().to_ascii_uppercase()),
    );
    let name = text("family_name").zip(text("cognito:username"));
    one(
        "r13",
        name.map(|(family, user)| format!("{family}, {user}")),
    );
    one(
        "r14",
        text("phone_number").map(|phone| phone.replace(' ', "")),
    );
    one(
        "r15",
        text("locale")
            .and_then(|locale| locale.split('-').next())
            .map(str::to_owned),
    );
    let department = text("custom:dept").and_then(|dept| dept.split_once('/'));
    one("r16", department.map(|(_, after)| after.to_owned()));
    one(
        "r17",
        text("custom:cost")
            .and_then(|cost| cost.split(':').nth(1))
            .map(str::to_owned),
    );
    let language = text("locale").map(|locale| match locale {
        "de-CH" => "German",
        "fr-CH" => "French",
        _ => "English",
    });
    one("r18", language.map(str::to_owned));
    one("r19", Some(text("nickname").unwrap_or("none").to_owned()));
    let level = text("custom:level").and_then(|level| level.parse::<i64>().ok());
    one("r20", level.map(|level| level.to_string()));
    out.insert(
        "r07".to_owned(),
        MappedValue::Many(groups().map(str::to_owned).collect()),
    );
    let app = groups().filter(|group| group.starts_with("App-"));
    let app = app.map(str::to_ascii_lowercase).collect();
    out.insert("r08".to_owned(), MappedValue::Many(app));
    Mapped {
        external: out,
        ..Mapped::default()
    }
}

/// 200 claims in each of two sources and 50 rules of both kinds, parsed anew each time as a
/// preview does: the median of 101.
fn preview_milliseconds() -> f64 {
    let claims: Claims = (0..200)
        .map(|n| {
            (
                format!("custom:claim{n}"),
                Value::from(format!("Value {n}@example.com")),
            )
        })
        .collect();
    let rule = |n: u32| {
        let name = format!("custom:claim{}", n * 3);
        let mut rule = json!({ "target": format!("t{n}"), "condition": "size(claims) > 3" });
        rule["source"] = json!(name);
        rule["transforms"] = json!([{ "kind": "email_domain" }, { "kind": "upper" }]);
        if n.is_multiple_of(2) {
            let expression =
                format!("claims[\"{name}\"].split(\"@\").map(p, p.upperAscii()).join(\"-\")");
            rule = json!({ "target": format!("t{n}"), "expression": expression });
        }
        rule
    };
    let rules: AttributesDraft = serde_json::from_value(json!({
        "user": (0..25).map(rule).collect::<Vec<_>>(),
        "external": (25..50).map(rule).collect::<Vec<_>>(),
    }))
    .expect("rules");
    let sources = [
        (ClaimSource::IdToken, &claims),
        (ClaimSource::Userinfo, &claims),
    ];
    let connection = Connection::default();
    let received = Received {
        sources: &sources,
        connection: &connection,
    };
    let mut milliseconds: Vec<f64> = (0..101)
        .map(|_| {
            let begun = Instant::now();
            black_box(map_attributes(&rules, black_box(&received)));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    milliseconds.sort_by(f64::total_cmp);
    milliseconds.get(50).copied().unwrap_or_default()
}
