//! `/oauth2/userInfo` (AWS Developer Guide, userinfo endpoint).

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::answer::{share, shared_json};
use crate::claims;
use crate::issued::Authorized;
use crate::observed::Observed;
use crate::pool::Pool;

/// The errors are in the header; the body stays empty.
#[derive(Clone, Copy)]
enum Refusal {
    InvalidRequest,
    InvalidToken,
}

pub(super) async fn userinfo(State(pool): State<Arc<Pool>>, headers: HeaderMap) -> Response {
    let answer = look_up(&pool, &headers);
    pool.observations.note(Observed::Userinfo {
        username: answer.as_ref().ok().map(|(username, _)| username.clone()),
        outcome: match &answer {
            Ok(_) => "ok".into(),
            Err(refusal) => refusal.error().into(),
        },
    });
    match answer {
        Ok((_, attributes)) => shared_json(StatusCode::OK, Value::Object(attributes)),
        Err(refusal) => refusal.response(),
    }
}

impl Refusal {
    fn error(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidToken => "invalid_token",
        }
    }

    fn response(self) -> Response {
        let (status, description) = match self {
            Self::InvalidRequest => (
                StatusCode::BAD_REQUEST,
                "Bad OAuth2 request at UserInfo Endpoint",
            ),
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                "Access token is expired, disabled, or deleted, or the user has globally \
                 signed out.",
            ),
        };
        let header = format!(
            "error=\"{}\", error_description=\"{description}\"",
            self.error()
        );
        share((status, [(WWW_AUTHENTICATE, header)]).into_response())
    }
}

fn look_up(pool: &Pool, headers: &HeaderMap) -> Result<(String, Map<String, Value>), Refusal> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|header| header.to_str().ok())
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or(Refusal::InvalidRequest)?;
    let settings = pool.settings.current();
    let authorized = read_access_token(pool, token).ok_or(Refusal::InvalidToken)?;
    let user = settings
        .user(&authorized.username)
        .filter(|user| user.is_active())
        .ok_or(Refusal::InvalidToken)?;
    Ok((user.name.clone(), claims::userinfo(user, &authorized)))
}

/// What a live access token of this pool with `openid` allows.
fn read_access_token(pool: &Pool, token: &str) -> Option<Authorized> {
    let claims = pool.keys.access_token.verify(token)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let now = pool.now();
    let authorized = Authorized {
        client_id: text("client_id")?,
        username: text("username")?,
        scopes: text("scope")?.split(' ').map(str::to_owned).collect(),
        auth_time: claims.get("auth_time")?.as_i64()?,
        origin_jti: text("origin_jti")?,
        event_id: text("event_id")?,
    };
    let live = now < claims.get("exp")?.as_i64()? && text("iss")? == pool.issuer();
    let issued = pool.issued();
    let revoked = issued.revoked_origins.get(now, &authorized.origin_jti);
    (live && revoked.is_none() && authorized.has_scope("openid")).then_some(authorized)
}
