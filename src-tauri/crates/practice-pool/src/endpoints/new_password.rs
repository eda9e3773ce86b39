//! `/changePassword`: a user with a temporary password chooses another one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Detour, failed};
use super::sign_in::SignIn;
use crate::issued::SignInStep;
use crate::observed::Observed;
use crate::pages;
use crate::parameters::Parameters;
use crate::pool::Pool;
use crate::settings::password_problem;

const PATH: &str = "/changePassword";

pub(super) async fn show(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    sign_in.pending_user(SignInStep::NewPassword)?;
    Ok(sign_in.show(PATH, None, pages::new_password))
}

pub(super) async fn submit(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Detour> {
    let sign_in = SignIn::open(pool, query, &headers)?;
    let form = sign_in.read_form(&headers, &body)?;
    let user = sign_in.pending_user(SignInStep::NewPassword)?;
    let chosen = choose_password(&form);
    sign_in.pool.observations.note(Observed::NewPassword {
        username: user.name.clone(),
        accepted: chosen.is_ok(),
    });
    let password = match chosen {
        Ok(password) => password,
        Err(message) => return Ok(sign_in.show(PATH, Some(message), pages::new_password)),
    };
    if let Err(error) = sign_in.pool.store_new_password(user, password).await {
        tracing::error!(%error, "the new password of a practice user was not stored");
        return Ok(failed());
    }
    Ok(if sign_in.settings.software_token(user).is_some() {
        sign_in.continue_with(user, SignInStep::Mfa)
    } else {
        sign_in.complete(user)
    })
}

fn choose_password(form: &Parameters) -> Result<&str, &'static str> {
    let password = form.get("new_password").unwrap_or_default();
    if form.get("confirm_password").unwrap_or_default() != password {
        return Err("Passwords do not match.");
    }
    password_problem(password).map_or(Ok(password), Err)
}
