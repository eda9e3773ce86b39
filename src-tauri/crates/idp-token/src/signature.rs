//! The four checks from `alg` to the signature (RFC 7515 section 5.2).

use crate::algorithm::Algorithm;
use crate::jwks::{Jwks, Key};
use idp_core::checks::{Check, CheckId, Verdict};
use idp_core::claims::{Claims, claim_text};
use serde_json::Value;

/// Most keys that are tried when the key ID does not name one.
const MAX_TRIED: usize = 8;

/// Header members that point to a key or hold one. A key is believed because the
/// provider's JWKS has it, not because the token says so (RFC 8725 section 3.10).
const KEY_POINTERS: [&str; 4] = ["jwk", "jku", "x5u", "x5c"];

/// What the signature part of a verification found.
pub(crate) struct SignatureFindings {
    /// The four checks, in the order of the table.
    pub(crate) checks: [Check; 4],
    /// The algorithm, when it is allowed.
    pub(crate) algorithm: Option<Algorithm>,
    /// Whether the JWKS has no key of this ID.
    pub(crate) needs_key_refetch: bool,
}

/// Checks algorithm, key and signature.
pub(crate) fn check_signature(
    token: &str,
    header: &Claims,
    jwks: Option<&Jwks>,
) -> SignatureFindings {
    let (allowed, algorithm) = algorithm_allowed(header);
    let Some(algorithm) = algorithm else {
        return SignatureFindings {
            checks: [
                allowed,
                Check::not_checked(CheckId::SigningKeyFound),
                Check::not_checked(CheckId::SigningKeyStrong),
                Check::not_checked(CheckId::SignatureValid),
            ],
            algorithm,
            needs_key_refetch: false,
        };
    };
    let search = KeySearch {
        header,
        algorithm,
        jwks,
    };
    let [found, strong, valid] = search.checks(token);
    SignatureFindings {
        checks: [allowed, found, strong, valid],
        algorithm: Some(algorithm),
        needs_key_refetch: search.lacks_kid(),
    }
}

/// `crit` and `b64` change what the signature means, so they count as an algorithm that
/// is not understood (RFC 7515 section 4.1.11, RFC 7797 section 3).
fn algorithm_allowed(header: &Claims) -> (Check, Option<Algorithm>) {
    let refused = |found: String| {
        let check = Check::failed(CheckId::AlgorithmAllowed);
        (check.found(found).expected(Algorithm::names()), None)
    };
    if let Some(crit) = header.get("crit") {
        return refused(format!("crit: {}", claim_text(crit)));
    }
    if let Some(b64) = header
        .get("b64")
        .filter(|value| **value != Value::Bool(true))
    {
        return refused(format!("b64: {}", claim_text(b64)));
    }
    match header.get("alg") {
        None => refused("no alg".to_owned()),
        Some(Value::String(name)) => match Algorithm::named(name) {
            Some(known) => {
                let check = Check::passed(CheckId::AlgorithmAllowed).found(name);
                (check, Some(known))
            }
            None => refused(format!("{name}{}", why_refused(name))),
        },
        Some(other) => refused(format!("{other} is not a text")),
    }
}

fn why_refused(name: &str) -> &'static str {
    match name {
        "none" => ": the token is not signed",
        "HS256" | "HS384" | "HS512" => ": a shared secret instead of a key pair",
        "ES512" | "ES256K" | "Ed25519" | "Ed448" => ": not supported here",
        _ => ": unknown",
    }
}

struct KeySearch<'a> {
    header: &'a Claims,
    algorithm: Algorithm,
    jwks: Option<&'a Jwks>,
}

/// A key with its place in the JWKS, from 1.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    place: usize,
    key: &'a Key,
}

impl KeySearch<'_> {
    fn kid(&self) -> Option<&str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    fn lacks_kid(&self) -> bool {
        let (Some(kid), Some(jwks)) = (self.kid(), self.jwks) else {
            return false;
        };
        !jwks.knows(kid)
    }

    fn checks(&self, token: &str) -> [Check; 3] {
        let candidates = match self.candidates() {
            Ok(candidates) => candidates,
            Err(found) => {
                return [
                    self.no_key(&found),
                    unchecked_strength(),
                    unchecked_signature(),
                ];
            }
        };
        let strong: Vec<_> = candidates
            .iter()
            .filter(|candidate| candidate.key.material.weakness().is_none())
            .take(MAX_TRIED)
            .collect();
        let Some(first) = strong.first() else {
            let found = self.key_found(&candidates, None);
            return [found, weak(&candidates), unchecked_signature()];
        };
        let fitting = strong
            .iter()
            .find(|candidate| signature_fits(token, candidate.key, self.algorithm));
        let described = fitting.unwrap_or(first).key.material.describe();
        [
            self.key_found(&candidates, fitting.copied()),
            Check::passed(CheckId::SigningKeyStrong).found(described),
            signature_check(fitting.is_some(), strong.len()),
        ]
    }

    /// The keys that may have signed, or why there is none.
    fn candidates(&self) -> Result<Vec<Candidate<'_>>, String> {
        let jwks = self.jwks.ok_or("the JWKS was not read")?;
        let kid = match self.header.get("kid") {
            None => None,
            Some(Value::String(kid)) => Some(kid),
            Some(other) => return Err(format!("kid {other} is not a text")),
        };
        let named: Vec<_> = (1..)
            .zip(&jwks.keys)
            .map(|(place, key)| Candidate { place, key })
            .filter(|it| kid.is_none() || it.key.kid.as_ref() == kid)
            .collect();
        let (fit, unfit): (Vec<_>, Vec<_>) = named
            .into_iter()
            .partition(|it| it.key.unfit_for(self.algorithm).is_none());
        if fit.is_empty() {
            let first = unfit.first().map(|it| it.key);
            return Err(self.why_none(jwks, first));
        }
        Ok(fit)
    }

    fn why_none(&self, jwks: &Jwks, unfit: Option<&Key>) -> String {
        let unfit = unfit.and_then(|key| key.unfit_for(self.algorithm));
        let ignored = jwks
            .ignored
            .iter()
            .find(|key| self.kid().is_none() || key.kid.as_deref() == self.kid());
        match (self.kid(), unfit, ignored) {
            (Some(kid), Some(why), _) => format!("key {kid} does not fit: {why}"),
            (Some(kid), None, Some(key)) => format!("key {kid} is not used: {}", key.reason),
            (Some(kid), None, None) => format!("no key {kid} among {}", count(jwks.len())),
            (None, Some(why), _) => {
                format!("none of {} fits; of the first, {why}", count(jwks.len()))
            }
            (None, None, Some(key)) => format!("no usable key: {}", key.reason),
            (None, None, None) => "no key at all".to_owned(),
        }
    }

    fn no_key(&self, found: &str) -> Check {
        let expected = match self.kid() {
            Some(kid) => format!("a key {kid} for {}", self.algorithm.name),
            None => format!("a key for {}", self.algorithm.name),
        };
        Check::failed(CheckId::SigningKeyFound)
            .found(found)
            .expected(expected)
    }

    /// A key was found; what an administrator should know besides makes it a warning.
    fn key_found(&self, candidates: &[Candidate<'_>], fitting: Option<&Candidate<'_>>) -> Check {
        let several = candidates.len() > 1;
        let mut notes = Vec::new();
        if several && self.kid().is_some() {
            notes.push(format!("{} share this key ID", count(candidates.len())));
        }
        if self.jwks.is_some_and(|jwks| jwks.publishes_private_key) {
            notes.push("the provider publishes a private key".to_owned());
        }
        let verdict = if notes.is_empty() {
            Verdict::Passed
        } else {
            Verdict::Warning
        };
        let mut found = vec![key_text(candidates, fitting)];
        found.extend(notes);
        if let Some(pointer) = KEY_POINTERS
            .iter()
            .find(|it| self.header.contains_key(**it))
        {
            found.push(format!("{pointer} in the header is ignored"));
        }
        Check {
            verdict,
            ..Check::passed(CheckId::SigningKeyFound).found(found.join("; "))
        }
    }
}

fn key_text(candidates: &[Candidate<'_>], fitting: Option<&Candidate<'_>>) -> String {
    let several = candidates.len() > 1;
    let chosen = if several { fitting } else { candidates.first() };
    let Some(chosen) = chosen else {
        return format!("{} in question", count(candidates.len()));
    };
    let name = match &chosen.key.kid {
        Some(kid) => format!("key {kid}"),
        None => "a key without ID".to_owned(),
    };
    if several {
        let of = candidates.len();
        format!(
            "{name}, number {} in the JWKS, fitted of {of}",
            chosen.place
        )
    } else {
        name
    }
}

fn weak(candidates: &[Candidate<'_>]) -> Check {
    let weakness = candidates
        .iter()
        .find_map(|candidate| candidate.key.material.weakness());
    Check::failed(CheckId::SigningKeyStrong)
        .found(weakness.unwrap_or_default())
        .expected(
            "RSA of at least 2048 bit, EC P-256, EC P-384 or Ed25519; exponents odd and above 1",
        )
}

fn signature_check(fits: bool, tried: usize) -> Check {
    let check = Check::of(CheckId::SignatureValid, fits);
    if fits {
        check
    } else {
        check.found(format!("does not fit {}", count(tried)))
    }
}

fn signature_fits(token: &str, key: &Key, algorithm: Algorithm) -> bool {
    let Some((message, signature)) = token.rsplit_once('.') else {
        return false;
    };
    key.material.decoding_key().is_some_and(|key| {
        jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key, algorithm.backend)
            .unwrap_or(false)
    })
}

fn count(keys: usize) -> String {
    match keys {
        1 => "1 key".to_owned(),
        several => format!("{several} keys"),
    }
}

fn unchecked_strength() -> Check {
    Check::not_checked(CheckId::SigningKeyStrong)
}

fn unchecked_signature() -> Check {
    Check::not_checked(CheckId::SignatureValid)
}

#[cfg(test)]
mod tests;
