//! What is written into tokens and userinfo (AWS Developer Guide, using the ID token, using
//! the access token, userinfo endpoint).

use serde_json::{Map, Value, json};

use crate::issued::{Authorized, identifier};
use crate::settings::User;

/// Facts of one pair of tokens.
pub(crate) struct Issuance<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) now: i64,
    pub(crate) authorized: &'a Authorized,
    pub(crate) user: &'a User,
}

impl Issuance<'_> {
    /// No `aud`: only a request with `resource` would put one there.
    pub(crate) fn access_token(&self, lifetime: i64) -> Map<String, Value> {
        let mut claims = self.shared("access", lifetime);
        claims.insert("client_id".into(), json!(self.authorized.client_id));
        claims.insert("scope".into(), json!(self.authorized.scopes.join(" ")));
        claims.insert("username".into(), json!(self.user.name));
        claims
    }

    pub(crate) fn id_token(
        &self,
        lifetime: i64,
        nonce: Option<&str>,
        at_hash: Option<String>,
    ) -> Map<String, Value> {
        let mut claims = self.shared("id", lifetime);
        claims.insert("aud".into(), json!(self.authorized.client_id));
        claims.insert("cognito:username".into(), json!(self.user.name));
        if let Some(at_hash) = at_hash {
            claims.insert("at_hash".into(), json!(at_hash));
        }
        if let Some(nonce) = nonce {
            claims.insert("nonce".into(), json!(nonce));
        }
        for (name, value) in released_attributes(self.user, self.authorized) {
            claims.insert(name.to_owned(), id_token_value(name, value));
        }
        claims
    }

    fn shared(&self, token_use: &str, lifetime: i64) -> Map<String, Value> {
        let claims = json!({
            "sub": self.user.sub,
            "iss": self.issuer,
            "token_use": token_use,
            "auth_time": self.authorized.auth_time,
            "iat": self.now,
            "exp": self.now.saturating_add(lifetime),
            "jti": identifier(),
            "origin_jti": self.authorized.origin_jti,
            "event_id": self.authorized.event_id,
        });
        let mut claims = match claims {
            Value::Object(claims) => claims,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Map::new(),
        };
        if !self.user.groups.is_empty() {
            claims.insert("cognito:groups".into(), json!(self.user.groups));
        }
        claims
    }
}

/// Every value a string, no groups, and `username` without its prefix.
pub(crate) fn userinfo(user: &User, authorized: &Authorized) -> Map<String, Value> {
    let mut claims = Map::new();
    claims.insert("sub".into(), json!(user.sub));
    for (name, value) in released_attributes(user, authorized) {
        claims.insert(name.to_owned(), json!(value));
    }
    claims.insert("username".into(), json!(user.name));
    claims
}

/// `openid` alone releases every attribute; another standard scope narrows to what it names.
fn released_attributes<'a>(
    user: &'a User,
    authorized: &Authorized,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let [email, phone, profile] = ["email", "phone", "profile"].map(|s| authorized.has_scope(s));
    let everything = !(email || phone || profile);
    user.attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(move |(name, _)| {
            everything
                || match *name {
                    "email" | "email_verified" => email,
                    "phone_number" | "phone_number_verified" => phone,
                    _ => profile,
                }
        })
}

/// Types of OpenID Connect Core section 5.1; custom attributes stay strings whatever they hold.
fn id_token_value(name: &str, value: &str) -> Value {
    match name {
        "email_verified" | "phone_number_verified" => json!(value == "true"),
        "updated_at" => value
            .parse::<i64>()
            .map_or_else(|_| json!(value), Value::from),
        "address" => json!({ "formatted": value }),
        _ => json!(value),
    }
}

#[cfg(test)]
mod tests;
