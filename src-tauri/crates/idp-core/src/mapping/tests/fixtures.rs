//! Fixtures: what differs from the accepted result, and pseudonyms that rules do not notice.

use super::*;
use crate::claims::{Attribute, ClaimType, attribute_table, claims_by_source};

fn view(rules: &AttributesDraft, rows: &[Attribute]) -> MappingView {
    let sources = claims_by_source(rows);
    let sources: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    let received = Received {
        sources: &sources,
        connection: &Connection::default(),
    };
    map_attributes(rules, &received)
}

fn rows(received: Value) -> Vec<Attribute> {
    attribute_table(&[(ClaimSource::IdToken, &claims(received))])
}

fn draft(rules: Value) -> AttributesDraft {
    serde_json::from_value(rules).unwrap()
}

fn fixture(rules: &AttributesDraft, attributes: Vec<Attribute>) -> Fixture {
    Fixture {
        fixture_id: "1".into(),
        provider_id: crate::provider::ProviderId("p".into()),
        name: "alice".into(),
        pseudonymised: false,
        expected: view(rules, &attributes).mapped,
        attributes,
        created_at: String::new(),
    }
}

#[test]
fn a_problem_that_is_new_is_a_difference_also_where_the_value_is_the_same() {
    let received = rows(json!({ "n": "x", "email": "a@x", "sub": "s" }));
    let accepted = draft(json!({
        "sendOnlyConfigured": true,
        "user": [{ "target": "email", "source": "email" }, { "target": "username", "source": "sub" }],
        "external": [{ "target": "level", "source": "no" }, { "target": "level", "source": "n" }],
    }));
    let kept = fixture(&accepted, received.clone());
    let now = |rules: Value| {
        let found = differences(&kept, &view(&draft(rules), &received));
        let short = |row: &FixtureDifference| {
            (
                row.target.clone(),
                row.before == row.after,
                row.problem.is_some(),
            )
        };
        found.iter().map(short).collect::<Vec<_>>()
    };
    let as_accepted = serde_json::to_value(&accepted).unwrap();
    assert_eq!(now(as_accepted.clone()), []);
    // A rule that errs now beside one that still gives the value.
    let mut errs = as_accepted.clone();
    errs["external"][0] = json!({ "target": "level", "expression": "int(claims.n)" });
    assert_eq!(now(errs), [("level".to_owned(), true, true)]);
    // A target that never had a value and is required now.
    let mut required = as_accepted.clone();
    let phone = json!({ "target": "phone", "source": "phone", "required": true });
    required["user"].as_array_mut().unwrap().push(phone);
    assert_eq!(now(required), [("phone".to_owned(), true, true)]);
    let mut missing = as_accepted;
    missing["user"][0]["source"] = json!("mail");
    assert_eq!(now(missing), [("email".to_owned(), false, true)]);
    // What went wrong when it was accepted is no difference.
    let wrong = draft(json!({ "user": [{ "target": "email", "source": "mail" }] }));
    let kept = fixture(&wrong, received.clone());
    assert_eq!(differences(&kept, &view(&wrong, &received)), []);
}

#[test]
fn a_problem_is_told_at_the_set_of_its_rule_and_with_its_reason() {
    let received = rows(json!({ "n": "x", "m": "y" }));
    let rules = |expression: &str, source: &str| {
        draft(json!({
            "sendOnlyConfigured": true,
            "user": [{ "target": "level", "expression": expression }],
            "external": [{ "target": "level", "source": source }],
        }))
    };
    let kept = fixture(&rules("claims.n", "n"), received.clone());
    let found = differences(&kept, &view(&rules("int(claims.n)", "m"), &received));
    let problem = |set| {
        let of_set = found.iter().find(|row| row.set == set);
        of_set.unwrap().problem.as_deref()
    };
    let told = problem(RuleSet::User).unwrap();
    assert!(told.starts_with("level: "), "{told}");
    assert!(!told.contains("preview"), "{told}");
    assert_eq!(problem(RuleSet::External), None);
}

#[test]
fn rules_that_cannot_be_evaluated_are_told_whatever_is_received() {
    let rules = draft(json!({
        "user": [{ "target": "a", "expression": "claims." }, { "target": "b", "source": "b" }],
        "external": [{ "target": "c", "source": "c", "condition": "1 +" }],
    }));
    let found = unusable_rules(&rules);
    let targets: Vec<_> = found.iter().map(|rule| (rule.set, &*rule.target)).collect();
    assert_eq!(targets, [(RuleSet::User, "a"), (RuleSet::External, "c")]);
}

/// Rules that look at the shape of values, and what they give for both.
fn both(rules: &AttributesDraft, received: Value) -> (Vec<Attribute>, Mapped, Vec<String>) {
    let attributes = rows(received);
    let map = |rows: &[Attribute]| view(rules, rows);
    let (replaced, changed) = pseudonymised(&attributes, rules, map);
    let mapped = view(rules, &replaced).mapped;
    (replaced, mapped, changed)
}

#[test]
fn pseudonyms_keep_what_rules_look_at() {
    let rules = draft(json!({ "sendOnlyConfigured": true, "external": [
        { "target": "local", "source": "email", "transforms": [{ "kind": "email_local_part" }] },
        { "target": "staff", "source": "email", "transforms": [{ "kind": "keep_suffix", "suffix": "@acme.ch" }] },
        { "target": "roles", "source": "groups", "multiValued": true, "transforms": [
            { "kind": "keep_prefix", "prefix": "App-" }, { "kind": "after", "separator": "-" } ] },
        { "target": "admin", "source": "groups", "transforms": [
            { "kind": "contains", "value": "App-Admins", "then": "yes", "otherwise": "no" }] },
        { "target": "code", "expression": "regex.extract(claims.cost, \"^CH:([0-9]{4}):\").orValue(\"?\")" },
        { "target": "long", "expression": "size(claims.name) > 6 ? \"long\" : \"short\"" },
        { "target": "dept", "source": "json", "transforms": [{ "kind": "parse_json", "member": "dept" }] },
        { "target": "upper", "expression": "claims.name.matches(\"^[A-Z][a-z]+ [A-Z]\") ? \"yes\" : \"no\"" },
        { "target": "big", "expression": "claims.age > 9 ? \"grown\" : \"child\"" },
        { "target": "same", "expression": "claims.email.startsWith(claims.given.lowerAscii()) ? \"yes\" : \"no\"" },
    ] }));
    let received = json!({
        "email": "jane.doe@acme.ch", "given": "Jane", "name": "Jané Doe", "age": 42, "flag": true,
        "groups": ["App-Admins", "App-Readers", "Secret-Team"], "cost": "CH:4711:x", "none": null,
        "json": "{\"dept\": \"R&D Zürich\", \"n\": [1, \"\\u00e9t\\u00e9\"]}", "url": "https://acme.ch/u/jane%20doe",
        "exp": 1_732_358_400, "score": 12.5, "sub": "a1b2c3d4-0000-4000-8000-000000000002",
    });
    let (replaced, mapped, changed) = both(&rules, received.clone());
    assert_eq!(changed, Vec::<String>::new());
    let text = serde_json::to_string(&replaced).unwrap().to_lowercase();
    for word in [
        "jane", "doe", "jané", "zürich", "secret", "team", "readers", "4711", "a1b2c3d4", "u00e9",
        "été",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    for (target, expected) in [
        ("admin", "yes"),
        ("long", "long"),
        ("upper", "no"),
        ("big", "grown"),
        ("same", "yes"),
    ] {
        assert_eq!(mapped.external[target], one(expected), "{target}");
    }
    let MappedValue::Many(roles) = &mapped.external["roles"] else {
        panic!()
    };
    assert_eq!((roles.len(), &*roles[0]), (2, "Admins"));
    let MappedValue::One(staff) = &mapped.external["staff"] else {
        panic!()
    };
    assert!(
        staff.ends_with("@acme.ch") && staff.len() == "jane.doe@acme.ch".len(),
        "{staff}"
    );
    let of = |name: &str| replaced.iter().find(|row| row.name == name).unwrap();
    assert_eq!(
        (&*of("flag").value, &*of("none").value, &*of("exp").value),
        ("true", "null", "1732358400")
    );
    assert_eq!(of("age").claim_type, ClaimType::Number);
    assert_eq!((of("age").value.len(), of("score").value.len()), (2, 4));
    assert!(of("url").value.starts_with("https://acme.ch/u/"));
    let differing = json!({ "external": [{ "target": "staff", "source": "email",
        "transforms": [{ "kind": "keep_suffix", "suffix": "@other.ch" }] }] });
    // A change of rules is seen on pseudonyms as well.
    let kept = fixture(&rules, replaced.clone());
    let found = differences(&kept, &view(&draft(differing), &replaced));
    assert!(found.iter().any(|row| row.target == "staff"));
}

#[test]
fn a_result_that_pseudonyms_change_is_told() {
    let rules = draft(json!({ "sendOnlyConfigured": true, "external": [
        { "target": "decoded", "source": "packed", "transforms": [{ "kind": "base64_decode" }] },
        { "target": "vowel", "expression": "claims.name.matches(\"^[b-c]\") ? \"yes\" : \"no\"" },
        { "target": "name", "source": "name" },
    ] }));
    let (_, _, changed) = both(
        &rules,
        json!({ "packed": "SGVsbG8gV29ybGQ=", "name": "bob" }),
    );
    assert_eq!(changed, ["decoded", "vowel"]);
}

#[test]
fn no_word_of_a_personal_attribute_stays_however_common_or_short_it_is() {
    // The rule names the company, which is called like its owner.
    let rules = draft(json!({ "sendOnlyConfigured": true, "external": [
        { "target": "staff", "source": "email", "transforms": [{ "kind": "keep_suffix", "suffix": "@miller.example" }] },
        { "target": "team", "source": "team" },
    ] }));
    let received = json!({
        "family_name": "Miller", "given_name": "J", "custom:lastName": "Example", "nickname": "Test",
        "name": "J Miller-Example", "phone_number": "+41 555 0100", "middle_name": "李明",
        "preferred_username": "true", "email": "j.miller@miller.example",
        "address": { "formatted": "Org 12, www" },
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname": "No",
        "team": "Miller", "site": "https://www.miller.example/j", "email_verified": true,
    });
    let (replaced, mapped, changed) = both(&rules, received);
    assert_eq!(changed, Vec::<String>::new());
    let of = |name: &str| &*replaced.iter().find(|row| row.name == name).unwrap().value;
    for (name, words) in [
        ("family_name", &["miller"][..]),
        ("given_name", &["j"]),
        ("custom:lastName", &["example"]),
        ("nickname", &["test"]),
        ("name", &["j", "miller", "example"]),
        ("phone_number", &["41", "555", "0100"]),
        ("middle_name", &["李", "明"]),
        ("preferred_username", &["true"]),
        ("address", &["org", "12", "www"]),
        (
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
            &["no"],
        ),
    ] {
        let value = of(name).to_lowercase();
        let own = value.split(|c: char| !c.is_alphanumeric());
        let stayed: Vec<&str> = own.filter(|word| words.contains(word)).collect();
        assert!(stayed.is_empty(), "{stayed:?} in {name}: {value}");
        assert!(!value.contains(['李', '明']), "{value}");
    }
    // Equal values stay equal, and the domain says what it is.
    let (given, family, last) = (of("given_name"), of("family_name"), of("custom:lastName"));
    assert_eq!(of("name"), format!("{given} {family}-{last}"));
    assert_eq!(of("team"), family);
    let lower = |text: &str| text.to_lowercase();
    assert_eq!(
        of("email"),
        format!("{}.{}@miller.example", lower(given), lower(family))
    );
    assert_eq!(mapped.external["staff"], one(of("email")));
    assert_eq!(
        of("site"),
        format!("https://www.miller.example/{}", lower(given))
    );
    assert_eq!(of("email_verified"), "true");
}
