//! Who issued the token, for whom, and about whom.

use super::{Subject, shown};
use idp_core::checks::{Check, CheckId};
use idp_core::claims::{Claims, claim_text};
use serde_json::Value;
use std::collections::BTreeSet;

/// Longest subject, in characters (OpenID Connect Core 2).
const MAX_SUBJECT: usize = 255;

/// Compared character by character: a slash or a capital more is another issuer.
pub(super) fn issuer_matches(subject: &Subject<'_>) -> Option<Check> {
    let issuer = subject.claims.get("iss");
    let expected = subject.expect.issuer;
    let holds = !expected.is_empty() && issuer.and_then(Value::as_str) == Some(expected);
    let check = Check::of(CheckId::IssuerMatches, holds);
    Some(check.found(shown(issuer)).expected(expected))
}

/// A text or a list of texts.
pub(super) fn audience_contains_client(subject: &Subject<'_>) -> Option<Check> {
    let client = subject.expect.client_id;
    let holds = audience(subject.claims)
        .is_some_and(|parties| !client.is_empty() && parties.contains(client));
    let check = Check::of(CheckId::AudienceContainsClient, holds);
    let aud = subject.claims.get("aud");
    Some(check.found(shown(aud)).expected(client))
}

/// Nobody else, unless the administrator lists them.
pub(super) fn audience_trusted(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::AudienceTrusted;
    let Some(parties) = audience(subject.claims) else {
        return Some(Check::not_checked(id));
    };
    let trusted = subject.expect.trusted_audiences;
    let strangers: Vec<&str> = parties
        .into_iter()
        .filter(|party| *party != subject.expect.client_id)
        .filter(|party| !trusted.iter().any(|known| known == party))
        .collect();
    if strangers.is_empty() {
        return Some(Check::passed(id));
    }
    let expected = [&[subject.expect.client_id.to_owned()], trusted].concat();
    let check = Check::failed(id).found(strangers.join(", "));
    Some(check.expected(expected.join(", ")))
}

/// Asked only of several audiences.
pub(super) fn authorized_party_present(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::AuthorizedPartyPresent;
    let Some(parties) = audience(subject.claims) else {
        return Some(Check::not_checked(id));
    };
    if parties.len() < 2 || subject.claims.contains_key("azp") {
        return Some(Check::passed(id));
    }
    let check = Check::failed(id).found(format!("{} audiences and no azp", parties.len()));
    Some(check.expected(subject.expect.client_id))
}

/// Whenever `azp` is there, also with a single audience.
pub(super) fn authorized_party_matches(subject: &Subject<'_>) -> Option<Check> {
    let azp = subject.claims.get("azp")?;
    let client = subject.expect.client_id;
    let holds = azp.as_str() == Some(client);
    let check = Check::of(CheckId::AuthorizedPartyMatches, holds);
    Some(check.found(shown(Some(azp))).expected(client))
}

/// A text of 1 to 255 characters.
pub(super) fn subject_valid(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::SubjectValid;
    let sub = subject.claims.get("sub");
    let length = sub.and_then(Value::as_str).map(|text| text.chars().count());
    let check = match length {
        Some(1..=MAX_SUBJECT) => return Some(Check::passed(id).found(shown(sub))),
        Some(length) => Check::failed(id).found(format!("{length} characters")),
        None => Check::failed(id).found(shown(sub)),
    };
    Some(check.expected("a text of 1 to 255 characters"))
}

/// Cognito signs access tokens with keys of the same JWKS.
pub(super) fn token_use_is_id(subject: &Subject<'_>) -> Option<Check> {
    if !subject.expect.cognito {
        return None;
    }
    let token_use = subject.claims.get("token_use");
    let holds = token_use.and_then(Value::as_str) == Some("id");
    let check = Check::of(CheckId::TokenUseIsId, holds);
    Some(
        check
            .found(token_use.map_or("missing".to_owned(), claim_text))
            .expected("id"),
    )
}

/// The different audiences; nothing when `aud` is neither a text nor a list of texts.
fn audience(claims: &Claims) -> Option<BTreeSet<&str>> {
    match claims.get("aud")? {
        Value::String(one) => Some(BTreeSet::from([one.as_str()])),
        Value::Array(several) => several.iter().map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}
