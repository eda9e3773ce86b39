//! What a rule says of itself, and what it makes of texts and values that mean no good.

use super::*;

#[test]
fn the_claims_that_a_rules_texts_name_are_told() {
    let reads = |rule: MappingRuleDraft| {
        let rules = AttributesDraft {
            user: vec![rule],
            ..AttributesDraft::default()
        };
        let received = Received {
            sources: &[],
            connection: &Connection::default(),
        };
        map_attributes(&rules, &received).results[0].reads.clone()
    };
    let mut steps = rule("name", "given_name");
    steps.transforms = vec![
        Transform::Concat {
            claims: vec!["family_name".into(), "custom:x.y".into()],
            separator: " ".into(),
        },
        Transform::Template {
            text: "{nickname} {{no}}".into(),
        },
    ];
    steps.condition = Some("idToken.email_verified == true && has(claims.sub)".into());
    let read = reads(steps);
    for name in ["email_verified", "sub", "nickname"] {
        assert!(read.iter().any(|one| one == name), "{name} in {read:?}");
    }
    assert!(!read.iter().any(|one| one == "no"), "{read:?}");
    let expression = |text: &str| {
        let mut rule = rule("name", "");
        rule.expression = Some(text.into());
        reads(rule)
    };
    assert_eq!(
        expression(
            "userinfo[?\"cognito:groups\"].orValue([]).map(g, g + claims.address.street + user.email)"
        ),
        ["cognito:groups", "address"]
    );
    assert_eq!(
        expression("[\"a\"].map(n, claims[n])"),
        Vec::<String>::new()
    );
    assert_eq!(expression("claims."), Vec::<String>::new());
}

/// What one EXTERNAL rule makes of what was received.
fn of_external(rule: MappingRuleDraft, sources: &[(ClaimSource, &Claims)]) -> MappingView {
    let rules = AttributesDraft {
        external: vec![rule],
        ..AttributesDraft::default()
    };
    let received = Received {
        sources,
        connection: &Connection::default(),
    };
    map_attributes(&rules, &received)
}

#[test]
fn a_rule_without_a_target_is_called_this_rule() {
    let said = |change: fn(&mut MappingRuleDraft)| {
        let mut rule = rule("", "gone");
        change(&mut rule);
        of_external(rule, &[])
    };
    let why = |change| said(change).results[0].why.clone();
    let start = |text: String| {
        text.split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(start(why(|_| {})), "This rule has no");
    assert_eq!(
        start(why(|rule| rule.required = true)),
        "This rule is required,"
    );
    let skipped = why(|rule| {
        rule.required = true;
        rule.condition = Some("false".into());
    });
    assert_eq!(start(skipped), "This rule is required,");
    let failed = said(|rule| {
        rule.source = None;
        rule.expression = Some("claims.".into());
    });
    let message = &failed.mapped.problems[0].message;
    assert!(message.starts_with("This rule: "), "{message}");
}

#[test]
fn a_list_for_one_value_and_a_condition_that_is_not_met_say_what_was_there() {
    let id_token = claims(json!({ "groups": ["a", "", "b", "c"], "email_verified": true }));
    let userinfo = claims(json!({ "email_verified": "true" }));
    let sources = [
        (ClaimSource::IdToken, &id_token),
        (ClaimSource::Userinfo, &userinfo),
    ];
    let why = |rule: MappingRuleDraft| of_external(rule, &sources);
    let one = why(rule("group", "groups"));
    assert_eq!(
        one.results[0].why,
        "groups was read from the ID token. Of 3 values the first is taken; mark the target as a list to take all."
    );
    let mut many = rule("group", "groups");
    many.multi_valued = true;
    assert_eq!(
        why(many).results[0].why,
        "groups was read from the ID token."
    );
    let mut condition = rule("group", "groups");
    condition.condition = Some("userinfo.email_verified == true".into());
    let view = why(condition);
    assert_eq!(
        view.results[0].why,
        "The condition of the rule is not met: email_verified is true in the ID token, email_verified is the text “true” in the userinfo answer. A text never equals true. Write string(userinfo.email_verified) == \"true\", which is right for both."
    );
    // What is stored holds no value: reports that replace values leave sentences alone.
    let stored = serde_json::to_string(&view.mapped.problems).unwrap();
    assert!(!stored.contains("email_verified"), "{stored}");
}

#[test]
fn a_condition_that_compares_a_text_with_true_says_how_to_write_it() {
    let id_token = claims(json!({ "email_verified": true, "custom:terms": "true", "age": 5 }));
    let userinfo = claims(json!({ "email_verified": "true" }));
    let sources = [
        (ClaimSource::IdToken, &id_token),
        (ClaimSource::Userinfo, &userinfo),
    ];
    let view = |condition: &str, required: bool| {
        let mut rule = rule("email", "email_verified");
        rule.required = required;
        rule.condition = Some(condition.to_owned());
        of_external(rule, &sources)
    };
    let right = |around: &str, wrong: &str, instead: &str| {
        let why = view(&around.replace('_', wrong), false)
            .results
            .remove(0)
            .why;
        let said = format!("Write {instead}, which is right for both.");
        assert!(
            why.contains(" never equals ") && why.ends_with(&said),
            "{wrong}: {why}"
        );
        let view = view(&around.replace('_', instead), false);
        assert_eq!(view.results[0].status, RuleStatus::Ok, "{instead}");
    };
    right(
        "_",
        "userinfo.email_verified == true",
        "string(userinfo.email_verified) == \"true\"",
    );
    right(
        "_ && has(claims.age)",
        "true == userinfo[\"email_verified\"]",
        "string(userinfo[\"email_verified\"]) == \"true\"",
    );
    right(
        "has(claims.sub) || !(_)",
        "claims[\"custom:terms\"] != true",
        "string(claims[\"custom:terms\"]) != \"true\"",
    );
    right(
        "_",
        "idToken.email_verified == \"true\"",
        "string(idToken.email_verified) == \"true\"",
    );
    right(
        "_",
        "claims[?\"custom:terms\"].orValue(false) == true",
        "string(claims[?\"custom:terms\"].orValue(false)) == \"true\"",
    );
    // What could be equal, what is no claim and what would tell a constant stays as it was.
    for condition in [
        "claims.email_verified == false",
        "claims.age == 6",
        "\"x\" == true",
        "[\"true\"].exists(v, v == true)",
        "claims[?\"no\"].orValue(\"Jane\") == true",
    ] {
        let why = view(condition, false).results.remove(0).why;
        assert!(!why.contains("never equals"), "{condition}: {why}");
    }
    let required = view("userinfo.email_verified == true", true);
    let instead = "A text never equals true. Write string(userinfo.email_verified) == \"true\", which is right for both.";
    assert_eq!(
        required.results[0].why,
        format!(
            "email is required, but the condition of its rule is not met: email_verified is true in the ID token, email_verified is the text “true” in the userinfo answer. {instead}"
        )
    );
    // What the command line prints and a run stores: the same without the values.
    assert_eq!(
        required.mapped.problems[0].message,
        format!("email is required, but the condition of its rule is not met. {instead}")
    );
}

#[test]
fn what_looks_endless_or_odd_is_an_error_or_a_value_and_never_a_hang() {
    let run = |expression: &str, received: Value| {
        let mut rule = rule("t", "");
        rule.expression = Some(expression.to_owned());
        let rules = AttributesDraft {
            external: vec![rule],
            send_only_configured: true,
            ..AttributesDraft::default()
        };
        let id_token = claims(received);
        let received = Received {
            sources: &[(ClaimSource::IdToken, &id_token)],
            connection: &Connection::default(),
        };
        map_attributes(&rules, &received)
    };
    // Few parts, each standing in ten places of the next.
    let tenfold = |name: &str| format!("[{}]", [name; 10].join(","));
    let mut shared = "x11 == x11".to_owned();
    for level in (1..12).rev() {
        let list = tenfold(&format!("x{}", level - 1));
        shared = format!("cel.bind(x{level}, {list}, {shared})");
    }
    shared = format!("cel.bind(x0, {}, {shared})", tenfold("0"));
    let view = run(&shared, json!({}));
    assert_eq!(
        view.results[0].error.as_ref().unwrap().code,
        ExpressionCode::TooCostly
    );

    let late = json!({ "t": "9999-12-31T23:59:59-01:00" });
    let view = run("string(timestamp(claims.t))", late);
    assert_eq!(view.results[0].status, RuleStatus::Error);

    // What stands in for a value is looked at only where there is none.
    let email = json!({ "email": "a@x" });
    let view = run("claims[?\"email\"].orValue(claims.mail)", email.clone());
    assert_eq!(view.mapped.external["t"], one("a@x"));
    let view = run("claims[?\"no\"].or(claims[?\"email\"]).value()", email);
    assert_eq!(view.mapped.external["t"], one("a@x"));

    // The value that a message quotes is not in what is stored.
    let view = run("int(claims.phone)", json!({ "phone": "Jane +41" }));
    assert!(
        view.results[0].why.contains("Jane"),
        "{}",
        view.results[0].why
    );
    let stored = serde_json::to_string(&view.mapped.problems).unwrap();
    assert!(!stored.contains("Jane"), "{stored}");
}

#[test]
fn a_template_does_not_make_a_gigabyte() {
    let mut rule = rule("t", "a");
    let text = "{a}".repeat(1000);
    rule.transforms = vec![Transform::Template { text }];
    let rules = AttributesDraft {
        external: vec![rule],
        ..AttributesDraft::default()
    };
    let id_token = claims(json!({ "a": "x".repeat(100_000) }));
    let received = Received {
        sources: &[(ClaimSource::IdToken, &id_token)],
        connection: &Connection::default(),
    };
    let view = map_attributes(&rules, &received);
    let error = view.results[0].error.as_ref().unwrap();
    assert_eq!(error.code, ExpressionCode::TooLarge);
}

#[test]
fn the_text_beside_a_rule_is_cel_also_with_comments_and_conditions_inside() {
    let texts = [
        "claims.a == \"x\" ? \"y\" : \"z\"",
        "claims.a // the address",
        "claims.a == \"x\" ? \"y\" : \"z\" // or",
    ];
    for text in texts {
        for (condition, default) in [(true, false), (false, true), (true, true)] {
            let mut rule = rule("t", "");
            rule.expression = Some(text.to_owned());
            rule.condition = condition.then(|| "has(claims.a) // only then".to_owned());
            rule.default = default.then(|| "d".to_owned());
            let shown = crate::mapping::text::rule_text(&rule);
            assert!(read_rule_text(&shown).error.is_none(), "{shown}");
        }
    }
}

#[test]
fn what_a_rule_makes_a_value_of_is_not_sent_under_its_own_name_as_well() {
    let received = json!({
        "email": "a@x.org", "given_name": "A", "family_name": "B", "groups": ["g"], "nickname": "n",
        "department": "d", "locale": "de",
    });
    let id_token = claims(received);
    let mapped = |rule: Value, send_only_configured: bool| {
        let rules: AttributesDraft = serde_json::from_value(json!({
            "sendOnlyConfigured": send_only_configured, "external": [rule],
        }))
        .unwrap();
        let received = Received {
            sources: &[(ClaimSource::IdToken, &id_token)],
            connection: &Connection::default(),
        };
        map_attributes(&rules, &received)
    };
    for (rule, gone, sentence) in [
        (
            json!({ "target": "Mail", "source": "email" }),
            vec!["email"],
            " It is sent in place of email.",
        ),
        (
            json!({ "target": "Mail", "expression": "claims.email.lowerAscii()" }),
            vec!["email"],
            " It is sent in place of email.",
        ),
        (
            json!({ "target": "Name", "source": "given_name", "transforms": [
                { "kind": "concat", "claims": ["family_name"], "separator": " " },
            ] }),
            vec!["given_name", "family_name"],
            " It is sent in place of given_name, family_name.",
        ),
        (
            json!({ "target": "Name", "transforms": [{ "kind": "template", "text": "{nickname}" }] }),
            vec!["nickname"],
            " It is sent in place of nickname.",
        ),
        // What only the condition looks at goes on under its own name.
        (
            json!({ "target": "department", "source": "department", "condition": "has(claims.locale)" }),
            vec![],
            "has(claims.locale).",
        ),
    ] {
        let view = mapped(rule.clone(), false);
        for name in id_token.keys() {
            let sent = view.mapped.external.contains_key(name);
            assert_eq!(sent, !gone.contains(&name.as_str()), "{rule}: {name}");
        }
        let said = &view.results[0].sentence;
        assert!(said.ends_with(sentence), "{said}");
        let only = mapped(rule, true);
        assert!(!only.results[0].sentence.contains("in place of"));
        assert!(
            gone.iter()
                .all(|name| !only.dropped.iter().any(|dropped| dropped == name))
        );
    }
}
