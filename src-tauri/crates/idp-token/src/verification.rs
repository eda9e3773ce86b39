//! Every check of OpenID Connect Core 3.1.3.7 on one ID token, each reported by itself.

mod binding;
mod format;
mod parties;
mod times;

use crate::algorithm::Algorithm;
use crate::jwks::Jwks;
use crate::signature::check_signature;
use crate::token::{ParseTokenError, ParsedToken, parse_id_token};
use idp_core::checks::{Check, CheckId, Requirement, Verdict};
use idp_core::claims::{ClaimType, Claims, claim_text, claim_type};
use idp_core::run::{DecodedToken, TokenKind};
use serde_json::Value;

/// What this sign-in asked for and knows. Without `Debug`: it holds the access token.
#[derive(Clone, Copy)]
pub struct Expectations<'a> {
    /// The configured issuer, compared exactly.
    pub issuer: &'a str,
    /// The client ID.
    pub client_id: &'a str,
    /// The nonce that was sent, where the request takes one; an empty one never matches.
    pub nonce: Option<&'a str>,
    /// Further audiences the administrator trusts.
    pub trusted_audiences: &'a [String],
    /// `max_age` of the request, in seconds.
    pub max_age: Option<u32>,
    /// `acr_values` of the request, separated by spaces.
    pub acr_values: Option<&'a str>,
    /// The access token that came with the ID token, for `at_hash`.
    pub access_token: Option<&'a str>,
    /// The time, in seconds since 1970.
    pub now: i64,
    /// By how many seconds two clocks may differ.
    pub leeway_s: u32,
    /// The greatest age of a token of this sign-in, in seconds.
    pub max_iat_age_s: u32,
    /// Whether the provider is Cognito, which writes `token_use`.
    pub cognito: bool,
}

/// The result of [`verify_id_token`].
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// The checks, in the order of the table. What could not be checked is there too.
    pub checks: Vec<Check>,
    /// The token as shown, when it can be read; believed or not.
    pub token: Option<DecodedToken>,
    /// The claims, when they can be read; believed or not.
    pub claims: Option<Claims>,
    /// Whether the JWKS has no key of this ID, as after a rotation: read it once more.
    pub needs_key_refetch: bool,
    /// Whether every check that must pass did; only then the claims may be believed.
    pub trusted: bool,
}

/// Makes every check on an ID token (OpenID Connect Core 3.1.3.7). Without a JWKS the
/// signing key counts as not found.
#[must_use]
pub fn verify_id_token(
    token: &str,
    jwks: Option<&Jwks>,
    expect: &Expectations<'_>,
) -> Verification {
    let parsed = match parse_id_token(token) {
        Ok(parsed) => parsed,
        Err(error) => return unreadable(&error, expect),
    };
    let signature = check_signature(token, &parsed.header, jwks);
    let subject = Subject {
        header: &parsed.header,
        claims: &parsed.claims,
        token: &parsed,
        algorithm: signature.algorithm,
        expect,
    };
    let checks: Vec<Check> = checks_of(BEFORE_SIGNATURE, &subject)
        .chain(signature.checks)
        .chain(checks_of(AFTER_SIGNATURE, &subject))
        .collect();
    Verification {
        trusted: checks.iter().all(is_harmless),
        checks,
        token: Some(parsed.decoded(TokenKind::IdToken)),
        needs_key_refetch: signature.needs_key_refetch,
        claims: Some(parsed.exact_claims),
    }
}

/// What the checks look at.
struct Subject<'a> {
    token: &'a ParsedToken,
    header: &'a Claims,
    claims: &'a Claims,
    /// The algorithm, when it is allowed.
    algorithm: Option<Algorithm>,
    expect: &'a Expectations<'a>,
}

/// A check; nothing when it does not apply to this token.
type CheckFn = fn(&Subject<'_>) -> Option<Check>;

const BEFORE_SIGNATURE: &[CheckFn] = &[
    format::id_token_format,
    format::id_token_not_encrypted,
    parties::issuer_matches,
    parties::audience_contains_client,
    parties::audience_trusted,
    parties::authorized_party_present,
    parties::authorized_party_matches,
];

const AFTER_SIGNATURE: &[CheckFn] = &[
    times::not_expired,
    times::not_before_reached,
    times::issued_at_recent,
    binding::nonce_matches,
    binding::authentication_context_accepted,
    times::authentication_time_recent,
    parties::subject_valid,
    binding::access_token_hash_matches,
    parties::token_use_is_id,
];

fn checks_of<'a>(
    functions: &'static [CheckFn],
    subject: &'a Subject<'_>,
) -> impl Iterator<Item = Check> + 'a {
    functions.iter().filter_map(move |check| check(subject))
}

/// Everything that would have been checked, without a readable token.
fn unreadable(error: &ParseTokenError, expect: &Expectations<'_>) -> Verification {
    let format = Check::failed(CheckId::IdTokenFormat)
        .found(error.to_string())
        .expected("header.payload.signature, two JSON objects and the signature in base64url");
    let encrypted = match error {
        ParseTokenError::Encrypted => {
            Check::failed(CheckId::IdTokenNotEncrypted).found("a JWE (RFC 7516)")
        }
        ParseTokenError::TooLarge { .. }
        | ParseTokenError::NotThreeParts { .. }
        | ParseTokenError::Padded { .. }
        | ParseTokenError::NotBase64url { .. }
        | ParseTokenError::NotJson { .. } => Check::not_checked(CheckId::IdTokenNotEncrypted),
    };
    let rest = CheckId::ALL
        .iter()
        .filter(|id| applies_to_any_token(**id, expect))
        .map(|id| Check::not_checked(*id));
    Verification {
        checks: [format, encrypted].into_iter().chain(rest).collect(),
        token: None,
        claims: None,
        needs_key_refetch: false,
        trusted: false,
    }
}

/// Whether a check is made whatever the token holds.
fn applies_to_any_token(id: CheckId, expect: &Expectations<'_>) -> bool {
    let requested = [
        (
            CheckId::AuthenticationContextAccepted,
            binding::requested_contexts(expect).is_some(),
        ),
        (CheckId::AuthenticationTimeRecent, expect.max_age.is_some()),
        (CheckId::TokenUseIsId, expect.cognito),
    ];
    ALWAYS.contains(&id) || requested.contains(&(id, true))
}

const ALWAYS: &[CheckId] = &[
    CheckId::IssuerMatches,
    CheckId::AudienceContainsClient,
    CheckId::AudienceTrusted,
    CheckId::AuthorizedPartyPresent,
    CheckId::AlgorithmAllowed,
    CheckId::SigningKeyFound,
    CheckId::SigningKeyStrong,
    CheckId::SignatureValid,
    CheckId::NotExpired,
    CheckId::IssuedAtRecent,
    CheckId::NonceMatches,
    CheckId::SubjectValid,
];

/// A warning is something to tell, not a reason for disbelief.
fn is_harmless(check: &Check) -> bool {
    match check.requirement {
        Requirement::Must => matches!(check.verdict, Verdict::Passed | Verdict::Warning),
        Requirement::Should => true,
    }
}

/// A value as found, for people.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => "missing".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "an empty text".to_owned(),
        Some(value @ Value::String(_)) => claim_text(value),
        Some(value) => format!("{} ({})", claim_text(value), kind(value)),
    }
}

fn kind(value: &Value) -> &'static str {
    match claim_type(value) {
        ClaimType::String => "a text",
        ClaimType::Number => "a number",
        ClaimType::Boolean => "a boolean",
        ClaimType::Array => "a list",
        ClaimType::Object => "an object",
        ClaimType::Null => "no value",
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
