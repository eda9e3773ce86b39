//! The identity pool: `GetId`, `GetCredentialsForIdentity`, `GetOpenIdToken`.

use aws_lc_rs::digest;
use serde_json::{Map, Value, json};

use super::Answer;
use super::exception::Exception;
use super::request::Request;
use crate::issued::{IssuedCredentials, identifier};

/// As AWS: credentials for an hour, an OpenID token of the classic flow for ten minutes.
const CREDENTIALS_SECONDS: i64 = 3_600;
const OPEN_ID_TOKEN_SECONDS: i64 = 600;
/// How long ended credentials are told from such that never were.
const REMEMBERED_SECONDS: i64 = 3_600;

/// Who asks: `None` is a guest.
struct Login {
    identity_id: Option<String>,
    provider: Option<String>,
}

pub(super) fn get_id(request: &Request<'_>) -> Answer {
    let asked = request.required("IdentityPoolId")?;
    if asked != request.settings.identity_pool_id {
        return Err(Exception::new(
            "ResourceNotFoundException",
            format!("IdentityPool '{asked}' not found."),
        ));
    }
    let login = log_in(request)?;
    let identity_id = login
        .identity_id
        .unwrap_or_else(|| identity_id(request, &identifier()));
    Ok(json!({ "IdentityId": identity_id }))
}

pub(super) fn get_credentials(request: &Request<'_>) -> Answer {
    let (identity_id, _) = check_identity(request)?;
    let Some(role_arn) = request
        .settings
        .identity_pool
        .authenticated_role_arn
        .clone()
    else {
        return Err(Exception::new(
            "InvalidIdentityPoolConfigurationException",
            "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
        ));
    };
    let now = request.pool.now();
    let expires = now.saturating_add(CREDENTIALS_SECONDS);
    let unique = identifier().replace('-', "").to_uppercase();
    let access_key = format!("ASIAPRACTICE{}", &unique[..8]);
    let session_token = format!("practice-pool-session-token-{unique}");
    request.pool.issued().credentials.insert(
        now,
        access_key.clone(),
        expires.saturating_add(REMEMBERED_SECONDS),
        IssuedCredentials {
            session_token: session_token.clone(),
            role_arn,
            expires,
        },
    );
    Ok(json!({
        "IdentityId": identity_id,
        "Credentials": {
            "AccessKeyId": access_key,
            "SecretKey": format!("practice-pool-secret-key-{unique}"),
            "SessionToken": session_token,
            "Expiration": expires,
        },
    }))
}

pub(super) fn get_open_id_token(request: &Request<'_>) -> Answer {
    let (identity_id, login) = check_identity(request)?;
    if !request.settings.identity_pool.allow_classic_flow {
        return Err(Exception::invalid_parameter(
            "Basic (classic) flow is not enabled, please use enhanced flow.",
        ));
    }
    let now = request.pool.now();
    let amr = match login.provider {
        Some(provider) => json!(["authenticated", provider]),
        None => json!(["unauthenticated"]),
    };
    let claims = Map::from_iter([
        ("sub".to_owned(), json!(identity_id)),
        ("aud".to_owned(), json!(request.settings.identity_pool_id)),
        ("amr".to_owned(), amr),
        ("iss".to_owned(), json!(request.pool.base)),
        ("iat".to_owned(), json!(now)),
        (
            "exp".to_owned(),
            json!(now.saturating_add(OPEN_ID_TOKEN_SECONDS)),
        ),
    ]);
    let token = request
        .pool
        .keys
        .access_token
        .sign(&claims)
        .map_err(|error| {
            tracing::error!(%error, "an OpenID token could not be signed");
            Exception::internal()
        })?;
    Ok(json!({ "IdentityId": identity_id, "Token": token }))
}

/// The identity asked for, once it belongs to the login.
fn check_identity(request: &Request<'_>) -> Result<(String, Login), Exception> {
    let asked = request.required("IdentityId")?;
    let ours = format!("{}:", identity_prefix(request));
    if !asked.starts_with(&ours) {
        return Err(Exception::new(
            "ResourceNotFoundException",
            format!("Identity '{asked}' not found."),
        ));
    }
    let login = log_in(request)?;
    let is_own = match &login.identity_id {
        Some(own) => own == asked,
        None => request
            .settings
            .users
            .iter()
            .all(|user| identity_id(request, &identity_number(&user.sub)) != asked),
    };
    if !is_own {
        return Err(Exception::not_authorized(
            "Logins don't match. Please include at least one valid login for this identity or \
             identity pool.",
        ));
    }
    Ok((asked.to_owned(), login))
}

fn log_in(request: &Request<'_>) -> Result<Login, Exception> {
    let logins = request.texts("Logins")?;
    let Some((provider, token)) = logins.under("").next() else {
        return guest(request);
    };
    let (aws, own) = provider_names(request);
    let claims = id_token_claims(request, token)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    if provider != aws && provider != own {
        let names_this_pool = provider.ends_with(&request.settings.user_pool_id);
        return Err(Exception::not_authorized(if names_this_pool {
            "Invalid login token. Issuer doesn't match providerName"
        } else {
            "Token is not from a supported provider of this identity pool."
        }));
    }
    let is_supported = request
        .settings
        .client(text("aud"))
        .is_some_and(|client| client.in_identity_pool);
    if !is_supported {
        return Err(Exception::not_authorized(
            "Token is not from a supported provider of this identity pool.",
        ));
    }
    check_still_signed_in(request, text("origin_jti"), text("cognito:username"))?;
    Ok(Login {
        identity_id: Some(identity_id(request, &identity_number(text("sub")))),
        provider: Some(provider.to_owned()),
    })
}

fn guest(request: &Request<'_>) -> Result<Login, Exception> {
    if request
        .settings
        .identity_pool
        .allow_unauthenticated_identities
    {
        return Ok(Login {
            identity_id: None,
            provider: None,
        });
    }
    Err(Exception::not_authorized(
        "Unauthenticated access is not supported for this identity pool.",
    ))
}

/// The name as AWS forms it, and the one that follows this pool's own issuer.
fn provider_names(request: &Request<'_>) -> (String, String) {
    let id = &request.settings.user_pool_id;
    let aws = format!(
        "cognito-idp.{}.amazonaws.com/{id}",
        request.settings.region()
    );
    let issuer = request.pool.issuer();
    let own = issuer.trim_start_matches("http://").to_owned();
    (aws, own)
}

fn id_token_claims(request: &Request<'_>, token: &str) -> Result<Map<String, Value>, Exception> {
    let pool = request.pool;
    let claims = pool.keys.id_token.verify(token).ok_or_else(|| {
        Exception::not_authorized("Invalid login token. Not a valid OpenId Connect identity token.")
    })?;
    if claims.get("iss").and_then(Value::as_str) != Some(pool.issuer().as_str()) {
        return Err(Exception::not_authorized(
            "Invalid login token. Issuer doesn't match providerName",
        ));
    }
    let now = pool.now();
    let expires = claims.get("exp").and_then(Value::as_i64).unwrap_or(0);
    if expires <= now {
        return Err(Exception::not_authorized(format!(
            "Invalid login token. Token expired: {now} >= {expires}"
        )));
    }
    Ok(claims)
}

/// ServerSideTokenCheck: who signed out or was switched off gets nothing.
fn check_still_signed_in(
    request: &Request<'_>,
    origin_jti: &str,
    username: &str,
) -> Result<(), Exception> {
    if !request.settings.identity_pool.server_side_token_check {
        return Ok(());
    }
    let now = request.pool.now();
    let signed_out = request
        .pool
        .issued()
        .revoked_origins
        .get(now, origin_jti)
        .is_some();
    let is_active = request
        .settings
        .user(username)
        .is_some_and(crate::settings::User::is_active);
    if signed_out || !is_active {
        return Err(Exception::not_authorized(
            "Invalid login token. Token is revoked or its user is disabled.",
        ));
    }
    Ok(())
}

fn identity_prefix<'a>(request: &'a Request<'_>) -> &'a str {
    let id = &request.settings.identity_pool_id;
    id.split_once(':').map_or("", |(prefix, _)| prefix)
}

fn identity_id(request: &Request<'_>, number: &str) -> String {
    format!("{}:{number}", identity_prefix(request))
}

/// The same identity for the same subject, in the form of a UUID.
fn identity_number(sub: &str) -> String {
    let hash = digest::digest(&digest::SHA256, sub.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .to_string()
}
