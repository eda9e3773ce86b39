//! The time claims.

use super::*;
use serde_json::Value;

fn time_claim(name: &str, value: impl Into<Value>) -> Verification {
    verify(&good().claim(name, value).token())
}

#[test]
fn an_expiry_as_a_float_is_accepted() {
    accepted(&time_claim("exp", 1_795_345_200.5));
    rejected_by(&time_claim("exp", 1_795_341_000.5), Id::NotExpired);
}

#[test]
fn h44_an_expiry_within_the_tolerance_is_accepted_and_told() {
    let verification = time_claim("exp", NOW - 1);
    accepted(&verification);
    assert_eq!(
        found(&verification, Id::NotExpired),
        "2026-11-22T09:59:59Z, 1 s ago; accepted because clocks differ"
    );
    accepted(&time_claim("exp", NOW - 60));
    let verification = time_claim("exp", NOW);
    accepted(&verification);
    assert_eq!(
        found(&verification, Id::NotExpired),
        "2026-11-22T10:00:00Z, now"
    );
}

#[test]
fn h44_an_expired_token_is_rejected_with_time_and_difference() {
    let check = rejected_by(&time_claim("exp", NOW - 61), Id::NotExpired);
    assert_eq!(check.found.unwrap(), "2026-11-22T09:58:59Z, 61 s ago");
    assert_eq!(check.expected.unwrap(), "after 2026-11-22T10:00:00Z");
    let check = rejected_by(&time_claim("exp", NOW - 420), Id::NotExpired);
    assert_eq!(check.found.unwrap(), "2026-11-22T09:53:00Z, 7 min ago");
}

#[test]
fn the_tolerance_is_an_argument() {
    let expect = Expectations {
        leeway_s: 0,
        ..expectations()
    };
    rejected_by(
        &verify_as(&good().claim("exp", NOW - 1).token(), &expect),
        Id::NotExpired,
    );
    accepted(&verify_as(&good().claim("nbf", NOW).token(), &expect));
    rejected_by(
        &verify_as(&good().claim("nbf", NOW + 1).token(), &expect),
        Id::NotBeforeReached,
    );
}

#[test]
fn h44_a_missing_or_odd_expiry_is_rejected_with_a_human_message() {
    let check = rejected_by(&verify(&good().without("exp").token()), Id::NotExpired);
    assert_eq!(check.found.unwrap(), "missing");
    assert!(check.expected.is_some());
    for (value, shown) in [
        (
            json!("1795345200"),
            "1795345200: not a time in seconds since 1970",
        ),
        (
            json!(1e17),
            "1e+17 (a number): not a time in seconds since 1970",
        ),
        (
            json!(null),
            "null (no value): not a time in seconds since 1970",
        ),
    ] {
        let check = rejected_by(&time_claim("exp", value), Id::NotExpired);
        assert_eq!(check.found.unwrap(), shown);
    }
}

#[test]
fn h44_a_token_that_is_not_valid_yet_is_rejected() {
    let check = rejected_by(&time_claim("nbf", NOW + 3600), Id::NotBeforeReached);
    assert_eq!(check.found.unwrap(), "2026-11-22T11:00:00Z, in 60 min");
    assert_eq!(check.expected.unwrap(), "not after 2026-11-22T10:00:00Z");
    rejected_by(&time_claim("nbf", NOW + 61), Id::NotBeforeReached);
    let check = rejected_by(&time_claim("nbf", "now"), Id::NotBeforeReached);
    assert!(check.found.unwrap().starts_with("now: not a time"));
}

#[test]
fn a_start_of_validity_within_the_tolerance_is_accepted() {
    accepted(&time_claim("nbf", NOW + 60));
    let verification = time_claim("nbf", NOW - 5);
    accepted(&verification);
    assert_eq!(
        found(&verification, Id::NotBeforeReached),
        "2026-11-22T09:59:55Z, 5 s ago"
    );
    assert!(!has(&verify(&good().token()), Id::NotBeforeReached));
}

#[test]
fn h44_a_token_issued_in_the_future_or_long_ago_is_rejected() {
    let year = 365 * 86_400;
    for iat in [NOW + 61, NOW + year, NOW - 601, NOW - 10 * year] {
        let check = rejected_by(&time_claim("iat", iat), Id::IssuedAtRecent);
        assert_eq!(check.expected.unwrap(), "not older than 10 min");
    }
    let check = rejected_by(&time_claim("iat", NOW + year), Id::IssuedAtRecent);
    assert_eq!(check.found.unwrap(), "2027-11-22T10:00:00Z, in 365 days");
    for iat in [NOW + 60, NOW, NOW - 600] {
        accepted(&time_claim("iat", iat));
    }
}

#[test]
fn h44_a_missing_time_of_issue_is_rejected() {
    let check = rejected_by(&verify(&good().without("iat").token()), Id::IssuedAtRecent);
    assert_eq!(check.found.unwrap(), "missing");
    rejected_by(&time_claim("iat", "1795341600"), Id::IssuedAtRecent);
}

#[test]
fn a_requested_max_age_needs_a_recent_sign_in() {
    let expect = Expectations {
        max_age: Some(300),
        ..expectations()
    };
    for time in [NOW + 60, NOW, NOW - 360] {
        accepted(&verify_as(
            &good().claim("auth_time", time).token(),
            &expect,
        ));
    }
    for time in [NOW + 61, NOW - 361] {
        let verification = verify_as(&good().claim("auth_time", time).token(), &expect);
        let check = rejected_by(&verification, Id::AuthenticationTimeRecent);
        assert_eq!(check.expected.unwrap(), "not older than 5 min");
    }
    let verification = verify_as(&good().token(), &expect);
    let check = rejected_by(&verification, Id::AuthenticationTimeRecent);
    assert_eq!(check.found.unwrap(), "missing");
}

#[test]
fn without_a_max_age_the_sign_in_may_be_old() {
    let verification = time_claim("auth_time", NOW - 86_400);
    accepted(&verification);
    assert!(!has(&verification, Id::AuthenticationTimeRecent));
}

#[test]
fn extreme_clocks_do_not_overflow() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        let expect = Expectations {
            now,
            max_age: Some(u32::MAX),
            leeway_s: u32::MAX,
            ..expectations()
        };
        let token = good().claim("auth_time", 0).claim("nbf", 0).token();
        assert_eq!(verify_as(&token, &expect).checks.len(), 17);
    }
}
