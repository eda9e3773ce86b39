use super::*;
use crate::claims::{attribute_table, claims_by_source};
use crate::mapping::{Connection, Received, map_attributes};
use crate::provider::MappingRuleDraft;
use serde_json::{Value, json};

mod properties;

/// What a provider sends as ID token, mapped by rules as a test run is.
fn signed_in(provider: &str, claims: Value, rules: Value) -> SignedIn {
    received(provider, &[(ClaimSource::IdToken, claims)], rules)
}

fn received(provider: &str, sources: &[(ClaimSource, Value)], rules: Value) -> SignedIn {
    let rules = AttributesDraft {
        user: serde_json::from_value(rules).unwrap(),
        ..AttributesDraft::default()
    };
    let claims: Vec<_> = sources
        .iter()
        .map(|(source, claims)| (*source, claims.as_object().unwrap()))
        .collect();
    let rows = attribute_table(&claims);
    let owned = claims_by_source(&rows);
    let borrowed: Vec<_> = owned
        .iter()
        .map(|(source, claims)| (*source, claims))
        .collect();
    let connection = Connection::default();
    let mut view = map_attributes(
        &rules,
        &Received {
            sources: &borrowed,
            connection: &connection,
        },
    );
    view.received = rows;
    let id = ProviderId(provider.to_lowercase());
    SignedIn::new(&id, provider, &rules, &view, None)
}

fn rules() -> Value {
    json!([
        { "target": "email", "source": "email", "required": true, "onEveryLogin": true },
        { "target": "username", "source": "name" },
        { "target": "department", "source": "dept", "onEveryLogin": true, "clearWhenMissing": true },
        { "target": "phone", "source": "phone", "onEveryLogin": true },
    ])
}

fn alice() -> Value {
    json!({ "sub": "s1", "email": "alice@acme.com", "email_verified": true, "name": "alice", "dept": "it" })
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// What a store would find.
fn known(users: &[LocalUser], signed_in: &SignedIn) -> Known {
    let having = |field: &str| -> Vec<LocalUser> {
        let wanted = signed_in.text(field).map(key_of).unwrap_or_default();
        let same =
            |user: &&LocalUser| !wanted.is_empty() && profile_key(&user.profile, field) == wanted;
        users.iter().filter(same).cloned().collect()
    };
    let linked = users.iter().find(|user| {
        user.links.iter().any(|link| {
            link.provider_id == signed_in.provider_id
                && Some(&link.subject) == signed_in.subject.as_ref()
        })
    });
    Known {
        linked: linked.cloned(),
        with_email: having(EMAIL),
        with_username: having(USERNAME),
    }
}

/// Decides, and does it.
fn sign_in(users: &mut Vec<LocalUser>, signed_in: &SignedIn) -> UserDecision {
    let decision = decide(signed_in, &known(users, signed_in));
    if decision.outcome == UserOutcome::Rejected {
        return decision;
    }
    let id = decision.user_id.clone();
    let place = users.iter().position(|user| Some(&user.id) == id.as_ref());
    let place = place.unwrap_or_else(|| {
        users.push(LocalUser {
            id: UserId(format!("u{}", users.len())),
            profile: Profile::new(),
            email_verified: false,
            links: Vec::new(),
        });
        users.len() - 1
    });
    users[place].profile = decision.profile.clone();
    users[place].email_verified = decision.email_verified;
    if decision.new_link {
        users[place].links.push(UserLink {
            provider_id: signed_in.provider_id.clone(),
            provider: signed_in.provider.clone(),
            subject: signed_in.subject.clone().unwrap(),
        });
    }
    decision
}

fn codes(decision: &UserDecision) -> Vec<RejectionCode> {
    decision.rejections.iter().map(|one| one.code).collect()
}

fn fate<'d>(decision: &'d UserDecision, name: &str) -> (FieldFate, &'d str) {
    let row = decision
        .fields
        .iter()
        .find(|row| row.field.name == name)
        .unwrap();
    (row.fate, &row.why)
}

#[test]
fn a_person_is_created_once_and_stays_one_user_with_a_new_address() {
    let mut users = Vec::new();
    let first = sign_in(&mut users, &signed_in("Acme", alice(), rules()));
    assert_eq!(
        (first.outcome, first.matched_by),
        (UserOutcome::Created, MatchedBy::Nobody)
    );
    assert_eq!(first.username.as_deref(), Some("alice"));
    let again = sign_in(&mut users, &signed_in("Acme", alice(), rules()));
    assert_eq!(
        (again.outcome, again.matched_by),
        (UserOutcome::Unchanged, MatchedBy::Subject)
    );
    let moved = with(alice(), "email", json!("a.doe@acme.com"));
    let moved = sign_in(&mut users, &signed_in("Acme", moved, rules()));
    assert_eq!(moved.outcome, UserOutcome::Updated);
    let one = |text: &str| Some(MappedValue::One(text.to_owned()));
    let change = FieldChange {
        name: EMAIL.to_owned(),
        old: one("alice@acme.com"),
        new: one("a.doe@acme.com"),
    };
    assert_eq!(moved.changes(), [change]);
    assert_eq!(users.len(), 1);
}

#[test]
fn rules_apply_at_the_first_sign_in_or_at_every_one_and_empty_what_they_say() {
    let mut users = Vec::new();
    let all = with(alice(), "phone", json!("+1"));
    sign_in(&mut users, &signed_in("Acme", all, rules()));
    let later = json!({ "sub": "s1", "email": "alice@acme.com", "name": "Alicia" });
    let decision = sign_in(&mut users, &signed_in("Acme", later, rules()));
    assert_eq!(
        fate(&decision, "username"),
        (
            FieldFate::Kept,
            "Its rule applies at the first sign-in only."
        )
    );
    assert_eq!(fate(&decision, "department").0, FieldFate::Cleared);
    assert_eq!(
        fate(&decision, "phone"),
        (
            FieldFate::Kept,
            "Its rule gives no value, so the earlier one stays."
        )
    );
    assert!(!users[0].profile.contains_key("department"));
    let without = json!([
        { "target": "email", "source": "email", "onEveryLogin": true },
        { "target": "username", "source": "name" },
        { "target": "phone", "expression": "claims.phone.size() > 'x'", "onEveryLogin": true, "clearWhenMissing": true },
    ]);
    let failing = signed_in("Acme", alice(), without);
    let decision = sign_in(&mut users, &failing);
    assert_eq!(
        fate(&decision, "phone"),
        (
            FieldFate::Kept,
            "Its rule could not be evaluated, so it stays as it is."
        )
    );
    assert_eq!(decision.outcome, UserOutcome::Unchanged);
}

#[test]
fn another_provider_is_linked_by_a_verified_address_only() {
    for (verified, outcome) in [
        (json!(true), UserOutcome::Updated),
        (json!("true"), UserOutcome::Updated),
        (json!(false), UserOutcome::Rejected),
        (json!("false"), UserOutcome::Rejected),
        (json!(1), UserOutcome::Rejected),
        (Value::Null, UserOutcome::Rejected),
    ] {
        let mut users = Vec::new();
        sign_in(&mut users, &signed_in("Acme", alice(), rules()));
        let other = json!({ "sub": "x9", "email": "Alice@ACME.com", "email_verified": verified, "name": "alice" });
        let decision = sign_in(&mut users, &signed_in("Beta", other, rules()));
        assert_eq!(decision.outcome, outcome, "{verified}");
        assert_eq!(users.len(), 1);
        if outcome == UserOutcome::Updated {
            assert_eq!(
                (decision.matched_by, decision.new_link),
                (MatchedBy::Email, true)
            );
            assert_eq!(users[0].links.len(), 2);
        } else {
            assert_eq!(codes(&decision)[0], RejectionCode::EmailNotVerified);
            assert_eq!(users[0].links.len(), 1);
        }
    }
}

#[test]
fn a_user_whose_address_nobody_vouched_for_is_not_given_to_the_person_it_belongs_to() {
    let entered = with(alice(), "email_verified", json!(false));
    let mut users = Vec::new();
    sign_in(&mut users, &signed_in("Acme", entered, rules()));
    let owner =
        json!({ "sub": "x9", "email": "alice@acme.com", "email_verified": true, "name": "ann" });
    let owner = signed_in("Beta", owner, rules());
    let refused = sign_in(&mut users, &owner);
    assert_eq!(codes(&refused), [RejectionCode::EmailNeverVerified]);
    assert_eq!(users[0].links.len(), 1);

    let proven = sign_in(&mut users, &signed_in("Acme", alice(), rules()));
    assert_eq!(proven.outcome, UserOutcome::Updated);
    assert!(proven.because.contains("for the first time"));
    assert!(proven.changes().is_empty());
    assert_eq!(sign_in(&mut users, &owner).matched_by, MatchedBy::Email);
    assert_eq!(users[0].links.len(), 2);

    // Another address is not proven by what was said of the one before.
    let moved = with(alice(), "email", json!("a@acme.com"));
    let moved = with(moved, "email_verified", json!(false));
    sign_in(&mut users, &signed_in("Acme", moved, rules()));
    assert!(!users[0].email_verified);
}

#[test]
fn the_provider_must_vouch_for_the_very_address_that_is_mapped() {
    let other_claim = json!([
        { "target": "email", "source": "custom:mail" },
        { "target": "username", "source": "name" },
    ]);
    let mut users = Vec::new();
    sign_in(&mut users, &signed_in("Acme", alice(), rules()));
    let entered = json!({ "sub": "x", "email": "eve@evil.com", "email_verified": true, "custom:mail": "alice@acme.com", "name": "eve" });
    let decision = sign_in(&mut users, &signed_in("Beta", entered, other_claim));
    assert_eq!(codes(&decision), [RejectionCode::EmailNotVerified]);
    let id =
        json!({ "sub": "x", "email": "alice@acme.com", "email_verified": true, "name": "eve" });
    let denied = json!({ "sub": "x", "email": "alice@acme.com", "email_verified": "false" });
    let sources = [(ClaimSource::IdToken, id), (ClaimSource::Userinfo, denied)];
    assert!(!received("Beta", &sources, rules()).email_verified);
    let only_access = [(ClaimSource::AccessToken, alice())];
    let unverified = received("Beta", &only_access, rules());
    assert_eq!(
        (unverified.email_verified, unverified.subject),
        (false, None)
    );
}

#[test]
fn conflicts_name_the_other_user() {
    let mut users = Vec::new();
    sign_in(&mut users, &signed_in("Acme", alice(), rules()));
    let bob =
        json!({ "sub": "s2", "email": "bob@acme.com", "email_verified": true, "name": "bob" });
    sign_in(&mut users, &signed_in("Acme", bob.clone(), rules()));
    let taken = with(bob.clone(), "email", json!("alice@acme.com"));
    let taken = sign_in(&mut users, &signed_in("Acme", taken, rules()));
    assert_eq!(codes(&taken), [RejectionCode::EmailTaken]);
    assert!(taken.rejections[0].message.contains("alice"));
    let name = json!({ "sub": "s3", "email": "new@acme.com", "name": "ALICE" });
    let name = sign_in(&mut users, &signed_in("Acme", name, rules()));
    assert_eq!(codes(&name), [RejectionCode::UsernameTaken]);
    // Deleted at the provider and created anew: the address is verified, the subject another.
    let anew = with(alice(), "sub", json!("s9"));
    let anew = sign_in(&mut users, &signed_in("Acme", anew, rules()));
    assert_eq!(codes(&anew)[0], RejectionCode::OtherSubject);
    assert!(!codes(&anew).contains(&RejectionCode::EmailTaken));
    let mut twice = users.clone();
    twice[1].profile = users[0].profile.clone();
    let decision = decide(
        &signed_in("Beta", alice(), rules()),
        &known(&twice, &signed_in("Beta", alice(), rules())),
    );
    assert_eq!(codes(&decision)[0], RejectionCode::SeveralWithEmail);
    assert_eq!(users.len(), 2);
}

#[test]
fn without_subject_address_or_name_nobody_is_created() {
    use RejectionCode as R;
    for (claims, rules, code) in [
        (
            json!({ "email": "a@b.co", "name": "a" }),
            rules(),
            R::SubjectMissing,
        ),
        (
            json!({ "sub": 7, "email": "a@b.co", "name": "a" }),
            rules(),
            R::SubjectMissing,
        ),
        (
            json!({ "sub": "s", "name": "a" }),
            rules(),
            R::RequiredMissing,
        ),
        (
            json!({ "sub": "s", "email": "a@b.co", "name": "  " }),
            rules(),
            R::RequiredMissing,
        ),
        (
            alice(),
            json!([{ "target": "email", "source": "email" }]),
            R::RequiredMissing,
        ),
        (alice(), json!([]), R::RequiredMissing),
    ] {
        let decision = sign_in(&mut Vec::new(), &signed_in("Acme", claims.clone(), rules));
        assert_eq!(decision.outcome, UserOutcome::Rejected, "{claims}");
        assert!(
            codes(&decision).contains(&code),
            "{claims}: {:?}",
            decision.rejections
        );
    }
    let mut failed = signed_in("Acme", alice(), rules());
    failed.refused = refusals(
        Some("The signature is wrong."),
        true,
        &failed.values,
        &MappingView::default(),
    );
    assert_eq!(
        codes(&decide(&failed, &Known::default())),
        [R::SignInFailed]
    );
}

#[test]
fn a_rule_of_the_provider_file_says_when_it_applies() {
    let rule: MappingRuleDraft = serde_json::from_value(rules()[1].clone()).unwrap();
    assert!(!rule.on_every_login);
    let values = signed_in("Acme", alice(), rules()).values;
    let every: Vec<_> = values
        .iter()
        .map(|one| (one.every_login, one.clear_when_missing))
        .collect();
    assert_eq!(
        every,
        [(true, false), (false, false), (true, true), (true, false)]
    );
}
