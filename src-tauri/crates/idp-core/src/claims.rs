//! Received attributes: what came back, from where, and of which type.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

mod exact;

pub use exact::exact_numbers;
pub(crate) use exact::same as is_same_number;

/// The JSON type of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClaimType {
    /// A JSON string; or the digits of a number that is not read exactly (see
    /// [`exact_numbers`]).
    String,
    /// A JSON number that was read exactly. Its text has its value, not its notation: 1.10 is
    /// 1.1.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A JSON array; its text is JSON.
    Array,
    /// A JSON object; its text is JSON.
    Object,
    /// JSON `null`.
    Null,
}

/// Where an attribute was read.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum ClaimSource {
    /// The verified ID token.
    IdToken,
    /// The userinfo endpoint.
    Userinfo,
    /// The payload of the access token.
    AccessToken,
    /// `GetUser` of the user pool API.
    UserPool,
}

/// One attribute as received. `value` is the text of the claim: the string itself,
/// or JSON for any other type. Numbers in it are exact, however large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// The claim name, taken literally (`cognito:groups`, `custom:department`).
    pub name: String,
    /// The claim's text.
    pub value: String,
    /// The claim's JSON type.
    #[serde(rename = "type")]
    pub claim_type: ClaimType,
    /// Where it was read.
    pub source: ClaimSource,
    /// Other sources that hold the same name with another value or type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs_from: Vec<ClaimSource>,
}

/// A set of claims of one source, in the order received.
pub type Claims = serde_json::Map<String, Value>;

/// The type of a JSON value.
#[must_use]
pub fn claim_type(value: &Value) -> ClaimType {
    match value {
        Value::Null => ClaimType::Null,
        Value::Bool(_) => ClaimType::Boolean,
        Value::Number(_) => ClaimType::Number,
        Value::String(_) => ClaimType::String,
        Value::Array(_) => ClaimType::Array,
        Value::Object(_) => ClaimType::Object,
    }
}

/// The text of a JSON value: a string as it is, anything else as JSON.
#[must_use]
pub fn claim_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

/// The JSON value of a received attribute; the text of each has its type beside it.
#[must_use]
pub fn claim_value(row: &Attribute) -> Value {
    match row.claim_type {
        ClaimType::String => Value::String(row.value.clone()),
        ClaimType::Number => number(&row.value),
        ClaimType::Boolean | ClaimType::Array | ClaimType::Object | ClaimType::Null => {
            serde_json::from_str(&exact_numbers(&row.value))
                .unwrap_or_else(|_| Value::String(row.value.clone()))
        }
    }
}

/// The number that was written: fractions too, which serde_json may read a last digit off.
fn number(text: &str) -> Value {
    let whole = text.parse::<i64>().map(Value::from);
    let whole = whole.or_else(|_| text.parse::<u64>().map(Value::from));
    let fraction = |_| text.parse::<f64>().map_err(|_| text).map(Value::from);
    match whole.or_else(fraction) {
        Ok(number @ Value::Number(_)) if exact::same(text, &number.to_string()) => number,
        Ok(_) | Err(_) => Value::String(text.to_owned()),
    }
}

/// The claims of each source as they were received.
#[must_use]
pub fn claims_by_source(rows: &[Attribute]) -> Vec<(ClaimSource, Claims)> {
    let mut sources: Vec<(ClaimSource, Claims)> = Vec::new();
    for row in rows {
        let value = claim_value(row);
        let position = sources.iter().position(|(source, _)| *source == row.source);
        match position.and_then(|index| sources.get_mut(index)) {
            Some((_, claims)) => {
                claims.insert(row.name.clone(), value);
            }
            None => {
                let claims = std::iter::once((row.name.clone(), value)).collect();
                sources.push((row.source, claims));
            }
        }
    }
    sources
}

/// The attribute table of several sources: the person's claims first and the token's own
/// after them, each by name, then source, with the conflicts between sources marked. Claims that differ by nature from one token
/// to the next (`exp`, `jti`, …) are not conflicts.
#[must_use]
pub fn attribute_table(sources: &[(ClaimSource, &Claims)]) -> Vec<Attribute> {
    let mut by_name: BTreeMap<&str, Vec<(ClaimSource, &Value)>> = BTreeMap::new();
    for (source, claims) in sources {
        for (name, value) in *claims {
            by_name.entry(name).or_default().push((*source, value));
        }
    }
    let mut rows = Vec::new();
    for (name, mut values) in by_name {
        values.sort_by_key(|(source, _)| *source);
        for (source, value) in &values {
            let differs_from = values
                .iter()
                .filter(|(other, found)| other != source && found != value && !is_per_token(name))
                .map(|(other, _)| *other)
                .collect();
            rows.push(Attribute {
                name: name.to_owned(),
                value: claim_text(value),
                claim_type: claim_type(value),
                source: *source,
                differs_from,
            });
        }
    }
    rows.sort_by_key(|row| is_per_token(&row.name));
    rows
}

/// Whether a claim belongs to a token and not to the person it was issued for.
pub(crate) fn is_per_token(name: &str) -> bool {
    matches!(
        name,
        "iss"
            | "aud"
            | "exp"
            | "iat"
            | "nbf"
            | "jti"
            | "token_use"
            | "at_hash"
            | "nonce"
            | "scope"
            | "client_id"
            | "event_id"
            | "origin_jti"
            | "auth_time"
    )
}

/// Whether an attribute says who somebody is and how to reach them: the claims of OpenID
/// Connect Core 5.1 that do, and what Cognito, SAML and directories call the same.
pub(crate) fn is_personal(name: &str) -> bool {
    let own = name.rsplit([':', '/']).next().unwrap_or(name);
    let letters = own.chars().filter(|c| c.is_alphanumeric());
    let own: String = letters.flat_map(char::to_lowercase).collect();
    matches!(
        &*own,
        "sub"
            | "name"
            | "givenname"
            | "familyname"
            | "middlename"
            | "nickname"
            | "firstname"
            | "lastname"
            | "surname"
            | "fullname"
            | "displayname"
            | "username"
            | "preferredusername"
            | "uniquename"
            | "userprincipalname"
            | "upn"
            | "login"
            | "email"
            | "emailaddress"
            | "mail"
            | "phone"
            | "phonenumber"
            | "mobile"
            | "address"
            | "streetaddress"
            | "birthdate"
    )
}

#[cfg(test)]
mod tests;
