//! `/oauth2/token` (AWS Developer Guide, token endpoint).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::answer::{failed, shared_json};
use super::client_authentication::{Claimed, WireError, read_form};
use crate::claims::Issuance;
use crate::issued::{Authorized, IssuedCode, opaque_token};
use crate::observed::Observed;
use crate::parameters::Parameters;
use crate::pool::Pool;
use crate::settings::{Client, Grant, Settings, User};
use crate::signing::{KeyError, access_token_hash, code_challenge};

pub(super) async fn token(
    State(pool): State<Arc<Pool>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (form, well_formed) = read_form(&headers, &body);
    let claimed = Claimed::read(&headers, &form);
    let answer = well_formed
        .map_err(Failure::from)
        .and_then(|()| grant(&pool, &claimed, &form));
    pool.observations.note(Observed::Token {
        grant_type: form.text("grant_type"),
        client_id: claimed.client_id.clone(),
        client_authentication: claimed.method,
        outcome: match &answer {
            Ok(_) => "ok".into(),
            Err(Failure::Refused(error)) => error.error.into(),
            Err(Failure::Broken(_)) => "server_error".into(),
        },
    });
    match answer {
        Ok(tokens) => shared_json(StatusCode::OK, Value::Object(tokens)),
        Err(Failure::Refused(error)) => error.response(StatusCode::BAD_REQUEST),
        Err(Failure::Broken(error)) => {
            tracing::error!(%error, "tokens could not be issued");
            failed()
        }
    }
}

enum Failure {
    Refused(WireError),
    Broken(KeyError),
}

impl From<WireError> for Failure {
    fn from(error: WireError) -> Self {
        Self::Refused(error)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::Broken(error)
    }
}

fn grant(pool: &Pool, claimed: &Claimed, form: &Parameters) -> Result<Map<String, Value>, Failure> {
    let grant_type = form.get("grant_type").ok_or(WireError::INVALID_REQUEST)?;
    let settings = pool.settings.current();
    match grant_type {
        "authorization_code" => {
            let client = claimed.verify(&settings)?;
            redeem_code(pool, &settings, client, form)
        }
        "refresh_token" => {
            let client = claimed.verify(&settings)?;
            refresh(pool, &settings, client, form)
        }
        // Every client here signs people in, and Cognito refuses such a client so.
        "client_credentials" => {
            claimed.verify(&settings)?;
            Err(WireError::INVALID_GRANT.into())
        }
        _ => Err(WireError::UNSUPPORTED_GRANT_TYPE.into()),
    }
}

fn redeem_code(
    pool: &Pool,
    settings: &Settings,
    client: &Client,
    form: &Parameters,
) -> Result<Map<String, Value>, Failure> {
    if !client.may_use(Grant::AuthorizationCode) {
        return Err(WireError::UNAUTHORIZED_CLIENT.into());
    }
    let (Some(code), Some(redirect_uri)) = (form.get("code"), form.get("redirect_uri")) else {
        return Err(WireError::INVALID_REQUEST.into());
    };
    let now = pool.now();
    let code = pool
        .issued()
        .codes
        .take(now, code)
        .filter(|code| code.authorized.client_id == client.id)
        .ok_or(WireError::INVALID_GRANT)?;
    if code.redirect_uri != redirect_uri {
        return Err(WireError::INVALID_REDIRECT.into());
    }
    if !verifier_matches(&code, form.get("code_verifier")) {
        return Err(WireError::INVALID_GRANT.into());
    }
    let authorized = &code.authorized;
    let mut tokens = issue_tokens(pool, settings, client, authorized, code.nonce.as_deref())?;
    let refresh = opaque_token().ok_or(KeyError::Sign)?;
    let until = now.saturating_add(client.token_lifetimes.refresh_token);
    pool.issued()
        .refresh_tokens
        .insert(now, refresh.clone(), until, authorized.clone());
    tokens.insert("refresh_token".into(), json!(refresh));
    Ok(tokens)
}

/// RFC 7636 section 4.6; a verifier without a challenge is refused (RFC 9700 section 4.8.2).
fn verifier_matches(code: &IssuedCode, verifier: Option<&str>) -> bool {
    code.code_challenge == verifier.map(code_challenge)
}

/// No new refresh token: rotation is off, as it is by default.
fn refresh(
    pool: &Pool,
    settings: &Settings,
    client: &Client,
    form: &Parameters,
) -> Result<Map<String, Value>, Failure> {
    if !client.may_use(Grant::RefreshToken) {
        return Err(WireError::UNAUTHORIZED_CLIENT.into());
    }
    let token = form
        .get("refresh_token")
        .ok_or(WireError::INVALID_REQUEST)?;
    let authorized = pool
        .issued()
        .refresh_tokens
        .get(pool.now(), token)
        .filter(|authorized| authorized.client_id == client.id)
        .cloned()
        .ok_or(WireError::INVALID_GRANT)?;
    issue_tokens(pool, settings, client, &authorized, None)
}

fn issue_tokens(
    pool: &Pool,
    settings: &Settings,
    client: &Client,
    authorized: &Authorized,
    nonce: Option<&str>,
) -> Result<Map<String, Value>, Failure> {
    let user = settings
        .user(&authorized.username)
        .filter(|user| User::is_active(user))
        .ok_or(WireError::INVALID_GRANT)?;
    let issuance = Issuance {
        issuer: &pool.issuer(),
        now: pool.now(),
        authorized,
        user,
    };
    let lifetimes = client.token_lifetimes;
    let access_token = pool
        .keys
        .access_token
        .sign(&issuance.access_token(lifetimes.access_token))?;
    let mut tokens = Map::new();
    if authorized.has_scope("openid") {
        let at_hash = access_token_hash(&access_token);
        let claims = issuance.id_token(lifetimes.id_token, nonce, Some(at_hash));
        tokens.insert("id_token".into(), json!(pool.keys.id_token.sign(&claims)?));
    }
    tokens.insert("access_token".into(), json!(access_token));
    tokens.insert("expires_in".into(), json!(lifetimes.access_token));
    tokens.insert("token_type".into(), json!("Bearer"));
    Ok(tokens)
}
