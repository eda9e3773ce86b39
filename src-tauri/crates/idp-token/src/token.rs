//! A compact JWS taken apart (RFC 7515 section 7.1), before anything in it is believed.

use crate::base64url;
use crate::instant::{NumericDate, rfc3339};
use crate::json::{self, JsonObject};
use idp_core::claims::{Claims, exact_numbers};
use idp_core::run::{DecodedToken, NameValue, TokenKind};
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// Largest token that is read, in bytes.
const MAX_TOKEN: usize = 1024 * 1024;

/// Time claims that are also shown in words.
const TIME_CLAIMS: [&str; 4] = ["exp", "iat", "nbf", "auth_time"];

/// A part of a compact JWS (RFC 7515 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPart {
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
}

impl fmt::Display for TokenPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        })
    }
}

/// Why a text is not a token that can be read (RFC 7519 section 7.2). No variant holds a
/// piece of the token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseTokenError {
    /// Above 1 MiB.
    #[error("{bytes} bytes long, more than 1 MiB")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Five parts: a JWE (RFC 7516).
    #[error("five parts: an encrypted token (JWE)")]
    Encrypted,
    /// Neither JWS nor JWE; an opaque token has one part.
    #[error("not the three parts of a signed JWT, but {parts}")]
    NotThreeParts {
        /// How many there are.
        parts: usize,
    },
    /// `=` where RFC 7515 section 2 has none.
    #[error("the {part} is base64 with padding")]
    Padded {
        /// Where.
        part: TokenPart,
    },
    /// Not base64url.
    #[error("the {part} is not base64url")]
    NotBase64url {
        /// Where.
        part: TokenPart,
    },
    /// Not a JSON object in UTF-8, or nested deeper than 64 levels.
    #[error("the {part} is not a readable JSON object: {reason}")]
    NotJson {
        /// Where.
        part: TokenPart,
        /// What is wrong, with line and column.
        reason: String,
    },
}

/// A token taken apart and not verified. The signature is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedToken {
    /// The JOSE header.
    pub header: Claims,
    /// The claims as numbers of 64 bits have them, for checks; of a repeated one the last.
    pub claims: Claims,
    /// The claims as they were received, where a number that is not read exactly is a string.
    pub exact_claims: Claims,
    /// Names that stood more than once in the header or among the claims.
    pub repeated_members: Vec<String>,
    /// Names that stood more than once in an object inside header or claims.
    pub repeated_inside: Vec<String>,
    header_text: String,
    payload_text: String,
}

impl ParsedToken {
    /// What is shown of the token.
    #[must_use]
    pub fn decoded(&self, kind: TokenKind) -> DecodedToken {
        DecodedToken {
            kind,
            header: json::indented(&self.header_text),
            payload: json::indented(&self.payload_text),
            times: times(&self.claims),
        }
    }
}

/// Takes an ID token apart without verifying it.
///
/// # Errors
/// When it is not a compact JWS with two JSON objects.
pub fn parse_id_token(token: &str) -> Result<ParsedToken, ParseTokenError> {
    if token.len() > MAX_TOKEN {
        return Err(ParseTokenError::TooLarge { bytes: token.len() });
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        return Err(match parts.len() {
            5 => ParseTokenError::Encrypted,
            parts => ParseTokenError::NotThreeParts { parts },
        });
    };
    let (header, header_text) = object(TokenPart::Header, header)?;
    let (payload, payload_text) = object(TokenPart::Payload, payload)?;
    let exact = exact_object(&payload_text);
    bytes(TokenPart::Signature, signature)?;
    Ok(ParsedToken {
        header: header.members,
        exact_claims: exact.unwrap_or_else(|| payload.members.clone()),
        claims: payload.members,
        repeated_members: [header.repeated, payload.repeated].concat(),
        repeated_inside: [header.repeated_inside, payload.repeated_inside].concat(),
        header_text,
        payload_text,
    })
}

/// Takes a token apart that need not be a JWT, such as an access token; nothing is
/// verified. An opaque token gives nothing.
#[must_use]
pub fn decode_token(kind: TokenKind, token: &str) -> Option<(DecodedToken, Claims)> {
    let parsed = parse_id_token(token).ok()?;
    Some((parsed.decoded(kind), parsed.exact_claims))
}

fn object(part: TokenPart, text: &str) -> Result<(JsonObject, String), ParseTokenError> {
    let problem = |reason| ParseTokenError::NotJson { part, reason };
    let json = String::from_utf8(bytes(part, text)?)
        .map_err(|error| problem(error.utf8_error().to_string()))?;
    // A number beyond every double is unreadable as a number only.
    let object = json::parse_object(&json).or_else(|reason| match exact_numbers(&json) {
        Cow::Borrowed(_) => Err(reason),
        Cow::Owned(exact) => json::parse_object(&exact).map_err(|_| reason),
    });
    Ok((object.map_err(problem)?, json))
}

/// The members with exact numbers, where they differ.
fn exact_object(json: &str) -> Option<Claims> {
    match exact_numbers(json) {
        Cow::Borrowed(_) => None,
        Cow::Owned(exact) => Some(json::parse_object(&exact).ok()?.members),
    }
}

fn bytes(part: TokenPart, text: &str) -> Result<Vec<u8>, ParseTokenError> {
    if text.contains('=') {
        return Err(ParseTokenError::Padded { part });
    }
    base64url::decode(text).ok_or(ParseTokenError::NotBase64url { part })
}

fn times(claims: &Claims) -> Vec<NameValue> {
    TIME_CLAIMS
        .into_iter()
        .filter_map(|name| match NumericDate::of(claims, name) {
            NumericDate::At(seconds) => Some(NameValue::new(name, rfc3339(seconds))),
            NumericDate::Missing | NumericDate::Unusable(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
