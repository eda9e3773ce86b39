//! Shapes of answers, and the headers each of them has.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, DATE, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::issued::identifier;
use crate::pages;
use crate::pool::Pool;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-cognito-request-id");

/// No `form-action`: Chromium would hold it against the redirect to the callback too.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// A redirect with 302, as every one of Cognito's.
pub(super) fn found(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::FOUND, [(LOCATION, location)]).into_response(),
        Err(_) => page(StatusCode::BAD_REQUEST, pages::error()),
    }
}

pub(super) fn page(status: StatusCode, page: String) -> Response {
    (status, Html(page)).into_response()
}

/// What is left to say when the pool itself fails; the cause is in the log.
pub(super) fn failed() -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    page(status, pages::something_went_wrong())
}

/// Where a browser ends up instead of the page it asked for.
#[derive(Debug)]
pub(super) enum Detour {
    /// A location.
    Elsewhere(String),
    /// A page that says why.
    Page(StatusCode, String),
}

impl IntoResponse for Detour {
    fn into_response(self) -> Response {
        match self {
            Self::Elsewhere(location) => found(&location),
            Self::Page(status, markup) => page(status, markup),
        }
    }
}

/// JSON that scripts of any origin may read (AWS Developer Guide, token endpoint).
pub(super) fn shared_json(status: StatusCode, body: impl Serialize) -> Response {
    share((status, Json(body)).into_response())
}

pub(super) fn share(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// Headers of every answer: Cognito's, and those that keep pages to themselves.
pub(super) async fn add_headers(
    State(pool): State<Arc<Pool>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    insert_text(headers, REQUEST_ID, &identifier());
    if let Some(date) = http_date(pool.now()) {
        insert_text(headers, DATE, &date);
    }
    response
}

fn insert_text(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// RFC 9110 section 5.6.7; from the pool's clock, so that a skewed clock shows.
fn http_date(now: i64) -> Option<String> {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    OffsetDateTime::from_unix_timestamp(now)
        .ok()?
        .format(&format)
        .ok()
}
