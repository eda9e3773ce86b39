//! The time claims, with a tolerance for clocks that differ.

use super::{Subject, shown};
use crate::instant::{NumericDate, duration, relative, rfc3339};
use idp_core::checks::{Check, CheckId};

/// `exp` is needed (OpenID Connect Core 2).
pub(super) fn not_expired(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::NotExpired;
    let now = subject.expect.now;
    let expected = format!("after {}", rfc3339(now));
    let exp = match needed_time(subject, id, "exp") {
        Ok(exp) => exp,
        Err(check) => return Some(check.expected(expected)),
    };
    let holds = exp.saturating_add(leeway(subject)) >= now;
    let check = Check::of(id, holds);
    let mut told = relative(exp, now);
    if holds && exp < now {
        told.push_str("; accepted because clocks differ");
    }
    Some(check.found(told).expected(expected))
}

/// Only when `nbf` is there.
pub(super) fn not_before_reached(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::NotBeforeReached;
    subject.claims.get("nbf")?;
    let now = subject.expect.now;
    let expected = format!("not after {}", rfc3339(now));
    let check = match needed_time(subject, id, "nbf") {
        Ok(nbf) => Check::of(id, nbf <= latest(subject)).found(relative(nbf, now)),
        Err(check) => check,
    };
    Some(check.expected(expected))
}

/// `iat` is needed (OpenID Connect Core 2), and an old token is not of this sign-in.
pub(super) fn issued_at_recent(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::IssuedAtRecent;
    let oldest = i64::from(subject.expect.max_iat_age_s);
    let check = match needed_time(subject, id, "iat") {
        Ok(iat) => recent(subject, id, iat, oldest),
        Err(check) => check,
    };
    Some(check.expected(format!("not older than {}", duration(oldest))))
}

/// Only when `max_age` was requested; then `auth_time` is needed.
pub(super) fn authentication_time_recent(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::AuthenticationTimeRecent;
    let max_age = i64::from(subject.expect.max_age?);
    let check = match needed_time(subject, id, "auth_time") {
        Ok(time) => recent(subject, id, time, max_age.saturating_add(leeway(subject))),
        Err(check) => check,
    };
    Some(check.expected(format!("not older than {}", duration(max_age))))
}

fn recent(subject: &Subject<'_>, id: CheckId, time: i64, oldest: i64) -> Check {
    let now = subject.expect.now;
    let holds = time <= latest(subject) && now.saturating_sub(time) <= oldest;
    Check::of(id, holds).found(relative(time, now))
}

fn needed_time(subject: &Subject<'_>, id: CheckId, name: &str) -> Result<i64, Check> {
    match NumericDate::of(subject.claims, name) {
        NumericDate::At(seconds) => Ok(seconds),
        NumericDate::Missing => Err(Check::failed(id).found("missing")),
        NumericDate::Unusable(value) => {
            let problem = format!("{}: not a time in seconds since 1970", shown(Some(value)));
            Err(Check::failed(id).found(problem))
        }
    }
}

/// The latest time that may count as reached.
fn latest(subject: &Subject<'_>) -> i64 {
    subject.expect.now.saturating_add(leeway(subject))
}

fn leeway(subject: &Subject<'_>) -> i64 {
    i64::from(subject.expect.leeway_s)
}
