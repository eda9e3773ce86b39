//! What binds the token to this sign-in.

use super::{Subject, shown};
use crate::base64url;
use crate::verification::Expectations;
use idp_core::checks::{Check, CheckId};
use serde_json::Value;
use std::hint::black_box;

/// So much of a nonce is shown.
const SHOWN_OF_NONCE: usize = 6;

/// The nonce that was sent, compared in constant time. A sign-in through an API sends none.
pub(super) fn nonce_matches(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::NonceMatches;
    let sent = subject.expect.nonce?;
    let nonce = subject.claims.get("nonce");
    let received = nonce.and_then(Value::as_str);
    if !sent.is_empty() && received.is_some_and(|text| is_equal(text.as_bytes(), sent.as_bytes())) {
        return Some(Check::passed(id));
    }
    let text = received.map_or_else(|| shown(nonce), beginning);
    Some(Check::failed(id).found(text).expected(beginning(sent)))
}

/// Only when `acr_values` were requested.
pub(super) fn authentication_context_accepted(subject: &Subject<'_>) -> Option<Check> {
    let requested = requested_contexts(subject.expect)?;
    let acr = subject.claims.get("acr");
    let holds = acr
        .and_then(Value::as_str)
        .is_some_and(|acr| requested.split_whitespace().any(|one| one == acr));
    let check = Check::of(CheckId::AuthenticationContextAccepted, holds);
    Some(check.found(shown(acr)).expected(requested))
}

/// The requested authentication contexts, if there is one.
pub(super) fn requested_contexts<'a>(expect: &Expectations<'a>) -> Option<&'a str> {
    expect.acr_values.filter(|text| !text.trim().is_empty())
}

/// Only when `at_hash` is there: the code flow does not need it (OpenID Connect Core
/// 3.1.3.6).
pub(super) fn access_token_hash_matches(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::AccessTokenHashMatches;
    let at_hash = subject.claims.get("at_hash")?;
    let (Some(algorithm), Some(access_token)) = (subject.algorithm, subject.expect.access_token)
    else {
        return Some(Check::not_checked(id));
    };
    let expected = base64url::encode(&algorithm.left_half_of_hash(access_token));
    let holds = at_hash.as_str() == Some(expected.as_str());
    let check = Check::of(id, holds);
    Some(check.found(shown(Some(at_hash))).expected(expected))
}

/// Takes the same time wherever the first difference is.
fn is_equal(left: &[u8], right: &[u8]) -> bool {
    let difference = left
        .iter()
        .zip(right)
        .fold(0, |seen, (a, b)| black_box(seen | (a ^ b)));
    left.len() == right.len() && difference == 0
}

fn beginning(text: &str) -> String {
    let mut start: String = text.chars().take(SHOWN_OF_NONCE).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}
