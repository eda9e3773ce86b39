//! How a client proves itself (RFC 6749 section 2.3), and Cognito's words when it does not.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::answer::shared_json;
use crate::observed::ClientAuthentication;
use crate::parameters::Parameters;
use crate::settings::{Client, Settings};

/// The body of a refusal at the token and revocation endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WireError {
    pub(super) error: &'static str,
    description: Option<&'static str>,
}

impl WireError {
    pub(super) const INVALID_REQUEST: Self = Self::new("invalid_request", None);
    pub(super) const INVALID_CLIENT: Self = Self::new("invalid_client", None);
    const INVALID_SECRET: Self = Self::new("invalid_client", Some("invalid_client_secret"));
    pub(super) const INVALID_GRANT: Self = Self::new("invalid_grant", None);
    pub(super) const INVALID_REDIRECT: Self =
        Self::new("unauthorized_client", Some("invalid_redirect"));
    pub(super) const UNAUTHORIZED_CLIENT: Self = Self::new("unauthorized_client", None);
    pub(super) const UNSUPPORTED_GRANT_TYPE: Self = Self::new("unsupported_grant_type", None);
    pub(super) const UNSUPPORTED_TOKEN_TYPE: Self = Self::new("unsupported_token_type", None);

    const fn new(error: &'static str, description: Option<&'static str>) -> Self {
        Self { error, description }
    }

    pub(super) fn response(self, status: StatusCode) -> Response {
        let mut body = Map::new();
        body.insert("error".into(), json!(self.error));
        if let Some(description) = self.description {
            body.insert("error_description".into(), json!(description));
        }
        shared_json(status, Value::Object(body))
    }
}

/// The client as the request names it; not yet believed.
pub(super) struct Claimed {
    pub(super) method: ClientAuthentication,
    pub(super) client_id: String,
    secret: Option<String>,
    problem: Option<WireError>,
}

impl Claimed {
    pub(super) fn read(headers: &HeaderMap, form: &Parameters) -> Self {
        let client_id = form.text("client_id");
        let secret = form.owned("client_secret");
        let Some(header) = headers.get(AUTHORIZATION) else {
            return Self {
                method: match secret {
                    Some(_) => ClientAuthentication::ClientSecretPost,
                    None => ClientAuthentication::None,
                },
                problem: client_id.is_empty().then_some(WireError::INVALID_REQUEST),
                client_id,
                secret,
            };
        };
        let basic = header.to_str().ok().and_then(read_basic);
        let (basic_id, basic_secret) = basic.clone().unwrap_or_default();
        let contradicts = !client_id.is_empty() && client_id != basic_id;
        let problem = match basic {
            None => Some(WireError::INVALID_CLIENT),
            // RFC 6749 section 2.3: one method in each request.
            Some(_) if secret.is_some() || contradicts => Some(WireError::INVALID_REQUEST),
            Some(_) => None,
        };
        Self {
            method: ClientAuthentication::ClientSecretBasic,
            client_id: basic_id,
            secret: Some(basic_secret),
            problem,
        }
    }

    pub(super) fn verify<'a>(&self, settings: &'a Settings) -> Result<&'a Client, WireError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let client = settings
            .client(&self.client_id)
            .ok_or(WireError::INVALID_CLIENT)?;
        let proven = match (&client.secret, &self.secret) {
            (None, None) => true,
            (Some(known), Some(sent)) => {
                verify_slices_are_equal(known.as_bytes(), sent.as_bytes()).is_ok()
            }
            (None, Some(_)) | (Some(_), None) => false,
        };
        proven.then_some(client).ok_or(WireError::INVALID_SECRET)
    }
}

/// The id and the secret go in as they are, not form-encoded first (AWS Developer Guide,
/// token endpoint: `Base64Encode(client_id:client_secret)`).
fn read_basic(header: &str) -> Option<(String, String)> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(credentials.trim()).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The fields as far as they can be read, and whether the request may go on: both endpoints
/// take a form body and nothing else, each parameter once.
pub(super) fn read_form(headers: &HeaderMap, body: &[u8]) -> (Parameters, Result<(), WireError>) {
    let is_form = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| {
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
    let form = if is_form {
        Parameters::parse(body)
    } else {
        Parameters::default()
    };
    let well_formed = is_form && !form.has_repeated();
    (
        form,
        well_formed.then_some(()).ok_or(WireError::INVALID_REQUEST),
    )
}
