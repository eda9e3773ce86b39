//! `/oauth2/authorize` (AWS Developer Guide, authorize endpoint). Always answers 302.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::found;
use super::cookies;
use crate::authorization::{AuthorizationRequest, Prompt};
use crate::issued::{Authorized, CODE_SECONDS, IssuedCode, Session, identifier};
use crate::observed::Observed;
use crate::parameters::Parameters;
use crate::pool::Pool;
use crate::settings::{Settings, User};

pub(super) async fn authorize(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    let (location, outcome) = decide(&pool, &parameters, &headers);
    pool.observations.note(Observed::Authorization {
        client_id: parameters.text("client_id"),
        outcome: outcome.to_owned(),
    });
    found(&location)
}

fn decide(pool: &Pool, parameters: &Parameters, headers: &HeaderMap) -> (String, &'static str) {
    let settings = pool.settings.current();
    let request = match AuthorizationRequest::check(&settings, parameters) {
        Ok(request) => request,
        Err(refusal) => return (refusal.location, refusal.error),
    };
    let login = || (format!("/login?{}", parameters.encode()), "login");
    match (
        live_session(pool, &settings, &request, headers),
        request.prompt,
    ) {
        (_, Some(Prompt::Login)) => login(),
        (Some(session), Some(Prompt::None) | None) => {
            let code = issue_code(pool, &request, &session);
            (request.callback_with_code(&code), "code")
        }
        (None, Some(Prompt::None)) => (request.callback_login_required(), "login_required"),
        (None, None) => login(),
    }
}

/// The session behind the cookie, while its user may still sign in and it is young enough.
fn live_session(
    pool: &Pool,
    settings: &Settings,
    request: &AuthorizationRequest,
    headers: &HeaderMap,
) -> Option<Session> {
    let now = pool.now();
    let key = cookies::read(headers, cookies::SESSION)?;
    let session = pool.issued().sessions.get(now, key).cloned()?;
    let active = settings
        .user(&session.username)
        .is_some_and(User::is_active);
    let too_old = request
        .max_age
        .is_some_and(|seconds| now.saturating_sub(session.auth_time) > seconds);
    (active && !too_old).then_some(session)
}

/// A new code for this request and person: one use, five minutes.
pub(super) fn issue_code(pool: &Pool, request: &AuthorizationRequest, session: &Session) -> String {
    let now = pool.now();
    let code = identifier();
    let issued = IssuedCode {
        redirect_uri: request.redirect_uri.clone(),
        code_challenge: request.code_challenge.clone(),
        nonce: request.nonce.clone(),
        authorized: Authorized {
            client_id: request.client_id.clone(),
            username: session.username.clone(),
            scopes: request.scopes.clone(),
            auth_time: session.auth_time,
            origin_jti: identifier(),
            event_id: identifier(),
        },
    };
    let until = now.saturating_add(CODE_SECONDS);
    pool.issued().codes.insert(now, code.clone(), until, issued);
    code
}
