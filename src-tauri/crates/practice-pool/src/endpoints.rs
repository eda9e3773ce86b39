//! The HTTP face of the pool.

mod answer;
mod authorize;
mod client_authentication;
mod cookies;
mod discovery;
mod login;
mod logout;
mod new_password;
mod one_time_code;
mod revoke;
mod sign_in;
mod token;
mod userinfo;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{Html, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::api;
use crate::description::PoolDescription;
use crate::messages::SentMessage;
use crate::observed::Observed;
use crate::pages;
use crate::pool::Pool;

const BODY_BYTES: usize = 64 * 1024;

pub(crate) fn router(pool: Arc<Pool>) -> Router {
    Router::new()
        .route("/", get(front).post(api::call))
        .route("/error", get(error))
        .route("/requests", get(requests))
        .route("/messages", get(messages))
        .route("/oauth2/authorize", get(authorize::authorize))
        .route("/oauth2/token", post(token::token))
        .route(
            "/oauth2/userInfo",
            get(userinfo::userinfo).post(userinfo::userinfo),
        )
        .route("/oauth2/revoke", post(revoke::revoke))
        .route("/login", get(login::show).post(login::submit))
        .route(
            "/changePassword",
            get(new_password::show).post(new_password::submit),
        )
        .route("/mfa", get(one_time_code::show).post(one_time_code::submit))
        .route("/logout", get(logout::logout))
        .route(
            "/{user_pool_id}/.well-known/openid-configuration",
            get(discovery::configuration),
        )
        .route(
            "/{user_pool_id}/.well-known/jwks.json",
            get(discovery::jwks),
        )
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&pool),
            answer::add_headers,
        ))
        .with_state(pool)
}

async fn front(State(pool): State<Arc<Pool>>) -> Html<String> {
    let settings = pool.settings.current();
    Html(pages::front(&PoolDescription::new(&pool.base, &settings)))
}

/// What came in, for whoever wants to know what a relying party really did.
async fn requests(State(pool): State<Arc<Pool>>) -> Json<Vec<Observed>> {
    Json(pool.observations.all())
}

/// The codes that Cognito would have sent to a phone or mailbox.
async fn messages(State(pool): State<Arc<Pool>>) -> Json<Vec<SentMessage>> {
    Json(pool.messages.all())
}

async fn error() -> Response {
    answer::page(StatusCode::BAD_REQUEST, pages::error())
}
