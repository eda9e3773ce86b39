//! Reading an access token of this pool.

use serde_json::Value;

use crate::issued::Authorized;
use crate::pool::Pool;

/// Why an access token is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejected {
    /// Not an access token of this pool.
    Invalid,
    Expired,
    /// Its refresh token was revoked, or its user signed out everywhere.
    Revoked,
}

/// What a live access token of this pool allows.
pub(crate) fn read(pool: &Pool, token: &str) -> Result<Authorized, Rejected> {
    let (authorized, expires) = claims(pool, token).ok_or(Rejected::Invalid)?;
    let now = pool.now();
    if expires <= now {
        return Err(Rejected::Expired);
    }
    let issued = pool.issued();
    match issued.revoked_origins.get(now, &authorized.origin_jti) {
        Some(()) => Err(Rejected::Revoked),
        None => Ok(authorized),
    }
}

fn claims(pool: &Pool, token: &str) -> Option<(Authorized, i64)> {
    let claims = pool.keys.access_token.verify(token)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let authorized = Authorized {
        client_id: text("client_id")?,
        username: text("username")?,
        scopes: text("scope")?.split(' ').map(str::to_owned).collect(),
        auth_time: claims.get("auth_time")?.as_i64()?,
        origin_jti: text("origin_jti")?,
        event_id: text("event_id")?,
    };
    let ours = text("iss")? == pool.issuer();
    ours.then_some((authorized, claims.get("exp")?.as_i64()?))
}
