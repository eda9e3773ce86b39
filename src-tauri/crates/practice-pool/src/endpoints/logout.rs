//! `/logout` (AWS Developer Guide, logout endpoint). OpenID Connect's `id_token_hint` and
//! `post_logout_redirect_uri` are not honoured there, nor here.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::found;
use super::cookies;
use crate::authorization::error_location;
use crate::observed::Observed;
use crate::parameters::Parameters;
use crate::pool::Pool;

pub(super) async fn logout(
    State(pool): State<Arc<Pool>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    let destination = decide(&pool, &parameters);
    pool.observations.note(Observed::Logout {
        client_id: parameters.text("client_id"),
        outcome: match &destination {
            Ok(Destination::SignOutUrl(_)) => "signed_out".into(),
            Ok(Destination::Authorize(_)) => "authorize".into(),
            Err(error) => (*error).into(),
        },
    });
    let location = match destination {
        Ok(Destination::SignOutUrl(location) | Destination::Authorize(location)) => location,
        Err(error) => return found(&error_location(error, None)),
    };
    if let Some(key) = cookies::read(&headers, cookies::SESSION) {
        pool.issued().sessions.take(pool.now(), key);
    }
    let mut response = found(&location);
    cookies::clear(&mut response, cookies::SESSION);
    response
}

enum Destination {
    SignOutUrl(String),
    Authorize(String),
}

fn decide(pool: &Pool, parameters: &Parameters) -> Result<Destination, &'static str> {
    let client_id = parameters
        .get("client_id")
        .ok_or("Required String parameter 'client_id' is not present")?;
    let settings = pool.settings.current();
    let client = settings.client(client_id).ok_or("invalid_request")?;
    if let Some(uri) = parameters.get("logout_uri") {
        if client.sign_out_urls.iter().any(|known| known == uri) {
            return Ok(Destination::SignOutUrl(uri.to_owned()));
        }
    } else if parameters.get("redirect_uri").is_some() && parameters.get("response_type").is_some()
    {
        let query = parameters.encode();
        return Ok(Destination::Authorize(format!("/oauth2/authorize?{query}")));
    }
    // Misleading, and what live domains say about an unregistered sign-out URL too.
    Err("Required String parameter 'redirect_uri' is not present")
}
