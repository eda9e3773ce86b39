//! `/oauth2/userInfo` (AWS Developer Guide, userinfo endpoint).

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::answer::{share, shared_json};
use crate::access_token;
use crate::claims;
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
    let authorized = access_token::read(pool, token)
        .ok()
        .filter(|authorized| authorized.has_scope("openid"))
        .ok_or(Refusal::InvalidToken)?;
    let user = settings
        .user(&authorized.username)
        .filter(|user| user.is_active())
        .ok_or(Refusal::InvalidToken)?;
    Ok((user.name.clone(), claims::userinfo(user, &authorized)))
}
