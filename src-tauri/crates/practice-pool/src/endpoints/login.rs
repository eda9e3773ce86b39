//! `/login`: user name and password.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
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
use crate::settings::{User, UserState};

const PATH: &str = "/login";

pub(super) async fn show(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    Ok(sign_in.show(PATH, None, |form| pages::sign_in(form, "")))
}

pub(super) async fn submit(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    let form = sign_in.read_form(&headers, &body)?;
    let username = form.get("username").unwrap_or_default();
    let password = form.get("password").unwrap_or_default();
    let user = sign_in.settings.user(username);
    let matching = user.filter(|user| password_matches(user, password));
    let next = matching
        .ok_or("Incorrect username or password.")
        .and_then(next_step);
    sign_in.pool.observations.note(Observed::SignIn {
        client_id: sign_in.request.client_id.clone(),
        username: username.to_owned(),
        password_matched: matching.is_some(),
        accepted: next.is_ok(),
    });
    Ok(match next {
        Ok((user, Some(step))) => sign_in.continue_with(user, step),
        Ok((user, None)) => sign_in.complete(user),
        Err(message) => sign_in.show(PATH, Some(message), |form| pages::sign_in(form, username)),
    })
}

fn password_matches(user: &User, password: &str) -> bool {
    verify_slices_are_equal(user.password.as_bytes(), password.as_bytes()).is_ok()
}

/// What the right password leads to, in the words of the user pools API where it is refused.
fn next_step(user: &User) -> Result<(&User, Option<SignInStep>), &'static str> {
    match user.state {
        UserState::Confirmed => Ok((user, user.totp_secret.as_ref().map(|_| SignInStep::Mfa))),
        UserState::ForceChangePassword => Ok((user, Some(SignInStep::NewPassword))),
        UserState::Unconfirmed => Err("User is not confirmed."),
        UserState::Disabled => Err("User is disabled."),
        UserState::ResetRequired => Err("Password reset required for the user"),
    }
}
