//! What holds for all sign-ins, one after the other.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Few people, addresses and names, so that they meet.
fn claims() -> impl Strategy<Value = Value> {
    let pick = |all: &'static [&'static str]| prop::sample::select(all);
    (
        pick(&["s1", "s2", "s3"]),
        prop::option::weighted(0.9, pick(&["a@x.co", "A@X.co", "b@x.co", "c@x.co"])),
        prop::option::weighted(0.9, pick(&["ann", "ANN", "bob", "cid"])),
        prop::option::of(pick(&["it", "hr"])),
        prop::sample::select(vec![
            json!(true),
            json!("true"),
            json!(false),
            json!("no"),
            Value::Null,
        ]),
    )
        .prop_map(|(sub, email, name, dept, verified)| {
            let mut claims = json!({ "sub": sub, "email_verified": verified });
            for (key, value) in [("email", email), ("name", name), ("dept", dept)] {
                if let Some(value) = value {
                    claims[key] = json!(value);
                }
            }
            claims
        })
}

fn some_rules() -> impl Strategy<Value = Value> {
    (any::<[bool; 5]>()).prop_map(|[email, name, dept, clear, no_dept]| {
        let mut all = vec![
            json!({ "target": "email", "source": "email", "onEveryLogin": email }),
            json!({ "target": "username", "source": "name", "onEveryLogin": name }),
        ];
        if !no_dept {
            all.push(json!({ "target": "dept", "source": "dept", "onEveryLogin": dept, "clearWhenMissing": clear }));
        }
        Value::Array(all)
    })
}

fn sign_ins() -> impl Strategy<Value = Vec<SignedIn>> {
    let one = (
        prop::sample::select(vec!["Acme", "Beta"]),
        claims(),
        some_rules(),
    )
        .prop_map(|(provider, claims, rules)| signed_in(provider, claims, rules));
    proptest::collection::vec(one, 1..12)
}

fn unique(keys: impl Iterator<Item = String>) -> bool {
    let mut seen = BTreeSet::new();
    keys.into_iter()
        .all(|key| !key.is_empty() && seen.insert(key))
}

proptest! {
    #[test]
    fn each_account_belongs_to_one_user_and_each_address_and_name_too(all in sign_ins()) {
        let mut users = Vec::new();
        for one in &all {
            sign_in(&mut users, one);
            prop_assert!(unique(users.iter().map(|user| profile_key(&user.profile, EMAIL))));
            prop_assert!(unique(users.iter().map(|user| profile_key(&user.profile, USERNAME))));
            let links = users.iter().flat_map(|user| &user.links);
            let accounts = links.map(|link| format!("{} {}", link.provider_id, link.subject));
            let once = unique(accounts);
            prop_assert!(once);
        }
    }

    #[test]
    fn the_same_sign_in_twice_changes_nothing_the_second_time(all in sign_ins()) {
        let mut users = Vec::new();
        for one in &all {
            let first = sign_in(&mut users, one);
            let before = users.clone();
            let second = sign_in(&mut users, one);
            prop_assert_eq!(&users, &before);
            match first.outcome {
                UserOutcome::Rejected => prop_assert_eq!(second, first),
                UserOutcome::Created | UserOutcome::Updated | UserOutcome::Unchanged => {
                    prop_assert_eq!(second.outcome, UserOutcome::Unchanged);
                    prop_assert_eq!(second.matched_by, MatchedBy::Subject);
                }
            }
        }
    }

    #[test]
    fn a_dry_run_says_what_a_real_one_then_does(all in sign_ins()) {
        let mut users = Vec::new();
        for one in &all {
            let before = users.clone();
            let said = decide(one, &known(&users, one));
            prop_assert_eq!(&users, &before);
            prop_assert_eq!(&sign_in(&mut users, one), &said);
            let (created, same) = (users.len() - before.len(), users == before);
            prop_assert_eq!(created == 1, said.outcome == UserOutcome::Created);
            prop_assert_eq!(same, matches!(said.outcome, UserOutcome::Rejected | UserOutcome::Unchanged));
        }
    }

    #[test]
    fn the_same_subject_stays_the_same_user_whatever_its_address(all in sign_ins()) {
        let mut users = Vec::new();
        let mut owners = std::collections::BTreeMap::new();
        for one in &all {
            let decision = sign_in(&mut users, one);
            if decision.outcome == UserOutcome::Rejected {
                continue;
            }
            let account = (one.provider.clone(), one.subject.clone());
            let owner = users.iter().find(|user| user.links.iter().any(|link| {
                link.provider_id == one.provider_id && Some(&link.subject) == one.subject.as_ref()
            }));
            let owner = owner.unwrap().id.clone();
            prop_assert_eq!(owners.entry(account).or_insert_with(|| owner.clone()), &owner);
        }
    }

    #[test]
    fn without_a_verified_address_nobody_gets_the_user_of_another(all in sign_ins()) {
        let mut users: Vec<LocalUser> = Vec::new();
        for one in &all {
            let before = users.clone();
            let decision = sign_in(&mut users, one);
            if decision.matched_by == MatchedBy::Email {
                let user = before.iter().find(|user| Some(&user.id) == decision.user_id.as_ref());
                prop_assert!(one.email_verified && user.unwrap().email_verified);
            }
        }
    }
}
