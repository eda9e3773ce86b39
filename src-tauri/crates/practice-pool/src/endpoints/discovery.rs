//! The discovery document and the signing keys, both under the issuer.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::description::PoolDescription;
use crate::observed::Observed;
use crate::pool::Pool;

/// The fields that live pools were seen to publish: PKCE is not among them.
pub(super) async fn configuration(
    State(pool): State<Arc<Pool>>,
    Path(user_pool_id): Path<String>,
) -> Response {
    let settings = pool.settings.current();
    if settings.user_pool_id != user_pool_id {
        return unknown_pool(&user_pool_id);
    }
    pool.observations.note(Observed::Discovery);
    let described = PoolDescription::new(&pool.base, &settings);
    Json(document(&described)).into_response()
}

fn document(described: &PoolDescription) -> Value {
    json!({
        "authorization_endpoint": described.authorization_endpoint,
        "end_session_endpoint": described.logout_endpoint,
        "id_token_signing_alg_values_supported": ["RS256"],
        "issuer": described.issuer,
        "jwks_uri": described.jwks_uri,
        "response_types_supported": ["code", "token"],
        "scopes_supported": ["openid", "email", "phone", "profile"],
        "subject_types_supported": ["public"],
        "token_endpoint": described.token_endpoint,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "userinfo_endpoint": described.userinfo_endpoint,
    })
}

pub(super) async fn jwks(
    State(pool): State<Arc<Pool>>,
    Path(user_pool_id): Path<String>,
) -> Response {
    if pool.settings.current().user_pool_id != user_pool_id {
        return unknown_pool(&user_pool_id);
    }
    pool.observations.note(Observed::Jwks);
    Json(pool.keys.jwks()).into_response()
}

fn unknown_pool(user_pool_id: &str) -> Response {
    let message = format!("User pool {user_pool_id} does not exist.");
    (StatusCode::NOT_FOUND, Json(json!({ "message": message }))).into_response()
}
