//! Tokens: a sign-in's end, refreshing and revoking.

use serde_json::{Value, json};

use super::Answer;
use super::exception::Exception;
use super::request::{Request, Texts};
use super::secret_hash::{self, HashOf};
use crate::claims::Issuance;
use crate::issued::{Authorized, identifier, opaque_token};
use crate::settings::{AuthFlow, Client, User};

/// The only scope of a token that was not asked for with scopes.
pub(super) const SCOPE: &str = "aws.cognito.signin.user.admin";

/// Ends a sign-in with new tokens.
pub(super) fn sign_in(request: &Request<'_>, client: &Client, user: &User) -> Answer {
    let authorized = Authorized {
        client_id: client.id.clone(),
        username: user.name.clone(),
        scopes: vec![SCOPE.to_owned()],
        auth_time: request.pool.now(),
        origin_jti: identifier(),
        event_id: identifier(),
    };
    let mut result = issue(request, client, user, &authorized)?;
    result["RefreshToken"] = json!(new_refresh_token(request, client, authorized)?);
    Ok(authenticated(&result))
}

fn authenticated(result: &Value) -> Value {
    json!({ "AuthenticationResult": result, "ChallengeParameters": {} })
}

fn new_refresh_token(
    request: &Request<'_>,
    client: &Client,
    authorized: Authorized,
) -> Result<String, Exception> {
    let token = opaque_token().ok_or_else(Exception::internal)?;
    let now = request.pool.now();
    let until = now.saturating_add(client.token_lifetimes.refresh_token);
    request
        .pool
        .issued()
        .refresh_tokens
        .insert(now, token.clone(), until, authorized);
    Ok(token)
}

fn issue(
    request: &Request<'_>,
    client: &Client,
    user: &User,
    authorized: &Authorized,
) -> Result<Value, Exception> {
    let pool = request.pool;
    let issuance = Issuance {
        issuer: &pool.issuer(),
        now: pool.now(),
        authorized,
        user,
    };
    let lifetimes = client.token_lifetimes;
    let access = issuance.access_token(lifetimes.access_token);
    // Without at_hash: only the token endpoint's ID tokens have one.
    let id = issuance.id_token(lifetimes.id_token, None, None);
    let signed = pool.keys.access_token.sign(&access);
    let (access_token, id_token) = signed
        .and_then(|access| Ok((access, pool.keys.id_token.sign(&id)?)))
        .map_err(|error| {
            tracing::error!(%error, "tokens could not be issued");
            Exception::internal()
        })?;
    Ok(json!({
        "AccessToken": access_token,
        "ExpiresIn": lifetimes.access_token,
        "IdToken": id_token,
        "TokenType": "Bearer",
    }))
}

/// `REFRESH_TOKEN_AUTH`.
pub(super) fn refresh(request: &Request<'_>, client: &Client, parameters: &Texts) -> Answer {
    let token = parameters.required("REFRESH_TOKEN")?;
    let authorized = find(request, client, token)?;
    let hash = parameters.get("SECRET_HASH");
    secret_hash::check(client, HashOf::Internal(&authorized.username), hash)?;
    let user = active_user(request, &authorized)?;
    Ok(authenticated(&issue(request, client, user, &authorized)?))
}

pub(super) fn get_tokens_from_refresh_token(request: &Request<'_>) -> Answer {
    let token = request.required("RefreshToken")?;
    let client = request.client()?;
    check_secret(request, client).map_err(Exception::not_authorized)?;
    if !(client.refresh_token_rotation || client.allows(AuthFlow::RefreshToken)) {
        return Err(Exception::invalid_parameter(
            "REFRESH_TOKEN_AUTH flow not enabled for this client",
        ));
    }
    let now = request.pool.now();
    if request
        .pool
        .issued()
        .rotated_tokens
        .get(now, token)
        .is_some()
    {
        return Err(Exception::new(
            "RefreshTokenReuseException",
            "Refresh token has been invalidated by rotation",
        ));
    }
    let authorized = find(request, client, token)?;
    let user = active_user(request, &authorized)?;
    let mut result = issue(request, client, user, &authorized)?;
    if client.refresh_token_rotation {
        let until = now.saturating_add(client.token_lifetimes.refresh_token);
        let mut issued = request.pool.issued();
        // Of two at once, one is too late.
        let taken = issued.refresh_tokens.take(now, token);
        issued
            .rotated_tokens
            .insert(now, token.to_owned(), until, ());
        drop(issued);
        taken.ok_or_else(invalid_refresh_token)?;
        result["RefreshToken"] = json!(new_refresh_token(request, client, authorized)?);
    }
    Ok(json!({ "AuthenticationResult": result }))
}

fn find(request: &Request<'_>, client: &Client, token: &str) -> Result<Authorized, Exception> {
    let now = request.pool.now();
    let issued = request.pool.issued();
    issued
        .refresh_tokens
        .get(now, token)
        .filter(|authorized| authorized.client_id == client.id)
        .cloned()
        .ok_or_else(invalid_refresh_token)
}

fn invalid_refresh_token() -> Exception {
    Exception::not_authorized("Invalid Refresh Token")
}

fn active_user<'a>(
    request: &'a Request<'_>,
    authorized: &Authorized,
) -> Result<&'a User, Exception> {
    let user = request
        .settings
        .user(&authorized.username)
        .ok_or_else(invalid_refresh_token)?;
    super::steps::refuse_inactive(user)?;
    Ok(user)
}

/// What is wrong with `ClientSecret`, which two operations take instead of a hash.
fn check_secret(request: &Request<'_>, client: &Client) -> Result<(), String> {
    let id = &client.id;
    match (client.secret.as_deref(), request.text("ClientSecret")) {
        (secret, given) if secret == given => Ok(()),
        (Some(_), None) => Err(format!(
            "Client {id} is configured with secret but client secret was not received"
        )),
        (Some(_) | None, _) => Err(format!("Unable to verify secret for client {id}")),
    }
}

pub(super) fn revoke_token(request: &Request<'_>) -> Answer {
    let token = request.required("Token")?;
    let client = request.client()?;
    check_secret(request, client)
        .map_err(|message| Exception::new("UnauthorizedException", message))?;
    let keys = &request.pool.keys;
    if keys.access_token.verify(token).is_some() || keys.id_token.verify(token).is_some() {
        return Err(Exception::new(
            "UnsupportedTokenTypeException",
            "The given token is not supported.",
        ));
    }
    let now = request.pool.now();
    let mut issued = request.pool.issued();
    let own = issued
        .refresh_tokens
        .get(now, token)
        .is_some_and(|authorized| authorized.client_id == client.id);
    if own {
        issued.revoke(now, token);
    }
    Ok(json!({}))
}
