//! Whether the token is a signed JWT meant as an ID token.

use super::Subject;
use idp_core::checks::{Check, CheckId, Verdict};
use idp_core::claims::claim_text;
use serde_json::Value;

/// Members a check relies on. Repeated, two readers could see two values of them, so the
/// token is refused (RFC 8725 section 2.4).
const RELIED_ON: [&str; 19] = [
    "alg",
    "kid",
    "typ",
    "cty",
    "crit",
    "b64",
    "enc",
    "iss",
    "aud",
    "azp",
    "exp",
    "nbf",
    "iat",
    "nonce",
    "acr",
    "auth_time",
    "sub",
    "at_hash",
    "token_use",
];

/// `typ`, `cty` and repeated members; the structure has been read before.
pub(super) fn id_token_format(subject: &Subject<'_>) -> Option<Check> {
    let id = CheckId::IdTokenFormat;
    let check = if let Some(problem) = foreign_type(subject).or_else(|| relied_on_twice(subject)) {
        Check::failed(id)
            .found(problem)
            .expected("typ JWT or none, no cty, no member twice")
    } else if let Some(note) = anything_twice(subject) {
        Check {
            verdict: Verdict::Warning,
            ..Check::passed(id).found(note)
        }
    } else {
        Check::passed(id)
    };
    Some(check)
}

/// `enc` belongs to a JWE (RFC 7516 section 4.1.2).
pub(super) fn id_token_not_encrypted(subject: &Subject<'_>) -> Option<Check> {
    let check = match subject.header.get("enc") {
        None => Check::passed(CheckId::IdTokenNotEncrypted),
        Some(enc) => {
            Check::failed(CheckId::IdTokenNotEncrypted).found(format!("enc: {}", claim_text(enc)))
        }
    };
    Some(check)
}

/// Tokens of other kinds name themselves `…+jwt` (RFC 8725 section 3.11), and a payload
/// that is a JWT again has a `cty` (RFC 7519 section 5.2).
fn foreign_type(subject: &Subject<'_>) -> Option<String> {
    if let Some(typ) = subject.header.get("typ")
        && !is_plain_type(typ)
    {
        return Some(format!("typ: {}", claim_text(typ)));
    }
    let cty = subject.header.get("cty")?;
    Some(format!("cty: {}", claim_text(cty)))
}

/// Other plain types are in use and say nothing.
fn is_plain_type(typ: &Value) -> bool {
    let Some(text) = typ.as_str() else {
        return false;
    };
    let text = text.to_ascii_lowercase();
    let media_type = text.strip_prefix("application/").unwrap_or(&text);
    !media_type.ends_with("+jwt") && !matches!(media_type, "jwe" | "jose+json")
}

fn relied_on_twice(subject: &Subject<'_>) -> Option<String> {
    let repeated = &subject.token.repeated_members;
    let name = repeated
        .iter()
        .find(|name| RELIED_ON.contains(&name.as_str()))?;
    Some(format!("{name} stands in it twice"))
}

fn anything_twice(subject: &Subject<'_>) -> Option<String> {
    let token = subject.token;
    let mut repeated = token.repeated_members.iter().chain(&token.repeated_inside);
    let name = repeated.next()?;
    Some(format!("{name} stands in it twice; the last one counts"))
}
