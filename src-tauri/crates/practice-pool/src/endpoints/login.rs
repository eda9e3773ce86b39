//! `/login`: user name and password.

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
use crate::settings::{Settings, User, UserState};

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
    let matching = user.filter(|user| user.has_password(password));
    let next = matching
        .ok_or("Incorrect username or password.")
        .and_then(|user| next_step(&sign_in.settings, user));
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

/// What the right password leads to, in the words of the user pools API where it is refused.
fn next_step<'a>(
    settings: &Settings,
    user: &'a User,
) -> Result<(&'a User, Option<SignInStep>), &'static str> {
    match user.state {
        UserState::Confirmed => Ok((user, settings.software_token(user).map(|_| SignInStep::Mfa))),
        UserState::ForceChangePassword => Ok((user, Some(SignInStep::NewPassword))),
        UserState::Unconfirmed => Err("User is not confirmed."),
        UserState::Disabled => Err("User is disabled."),
        UserState::ResetRequired => Err("Password reset required for the user"),
        UserState::TemporaryPasswordExpired => {
            Err("Temporary password has expired and must be reset by an administrator.")
        }
    }
}
