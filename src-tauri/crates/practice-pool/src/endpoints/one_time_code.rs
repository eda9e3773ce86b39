//! `/mfa`: the code of a software token.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::Detour;
use super::sign_in::SignIn;
use crate::issued::SignInStep;
use crate::observed::Observed;
use crate::pages;
use crate::pool::Pool;
use crate::totp;

const PATH: &str = "/mfa";

pub(super) async fn show(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    sign_in.pending_user(SignInStep::Mfa)?;
    Ok(sign_in.show(PATH, None, pages::one_time_code))
}

pub(super) async fn submit(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    let form = sign_in.read_form(&headers, &body)?;
    let user = sign_in.pending_user(SignInStep::Mfa)?;
    let code = form.get("code").unwrap_or_default();
    let accepted = user
        .totp_secret
        .as_deref()
        .is_some_and(|secret| totp::is_current(secret, code, sign_in.pool.now()));
    sign_in.pool.observations.note(Observed::Mfa {
        username: user.name.clone(),
        accepted,
    });
    Ok(if accepted {
        sign_in.complete(user)
    } else {
        let message = "Invalid code received for user.";
        sign_in.show(PATH, Some(message), pages::one_time_code)
    })
}
