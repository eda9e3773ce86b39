//! `/oauth2/revoke` (AWS Developer Guide, revoke endpoint; RFC 7009).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::answer::share;
use super::client_authentication::{Claimed, WireError, read_form};
use crate::observed::Observed;
use crate::parameters::Parameters;
use crate::pool::Pool;

pub(super) async fn revoke(
    State(pool): State<Arc<Pool>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (form, well_formed) = read_form(&headers, &body);
    let claimed = Claimed::read(&headers, &form);
    let answer = well_formed
        .map_err(|error| (StatusCode::BAD_REQUEST, error))
        .and_then(|()| end_refresh_token(&pool, &claimed, &form));
    pool.observations.note(Observed::Revoke {
        client_id: claimed.client_id.clone(),
        client_authentication: claimed.method,
        outcome: match &answer {
            Ok(()) => "ok".into(),
            Err((_, error)) => error.error.into(),
        },
    });
    match answer {
        Ok(()) => share(StatusCode::OK.into_response()),
        Err((status, error)) => error.response(status),
    }
}

/// Ends the refresh token and every access token that came with it.
fn end_refresh_token(
    pool: &Pool,
    claimed: &Claimed,
    form: &Parameters,
) -> Result<(), (StatusCode, WireError)> {
    let settings = pool.settings.current();
    let client = claimed.verify(&settings).map_err(|error| match error {
        WireError::INVALID_REQUEST => (StatusCode::BAD_REQUEST, error),
        _ => (StatusCode::UNAUTHORIZED, WireError::INVALID_CLIENT),
    })?;
    let token = form
        .get("token")
        .ok_or((StatusCode::BAD_REQUEST, WireError::INVALID_REQUEST))?;
    let keys = &pool.keys;
    if keys.access_token.verify(token).is_some() || keys.id_token.verify(token).is_some() {
        return Err((StatusCode::BAD_REQUEST, WireError::UNSUPPORTED_TOKEN_TYPE));
    }
    let now = pool.now();
    let mut issued = pool.issued();
    let own = issued
        .refresh_tokens
        .get(now, token)
        .is_some_and(|authorized| authorized.client_id == client.id);
    if own {
        issued.revoke(now, token);
    }
    Ok(())
}
