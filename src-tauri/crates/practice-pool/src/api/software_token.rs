//! `AssociateSoftwareToken` and `VerifySoftwareToken`: by the session of an MFA_SETUP
//! challenge, or by the access token of a signed-in user.

use serde_json::json;

use super::challenge::{self, Challenge, Step};
use super::exception::Exception;
use super::request::Request;
use super::{Answer, respond, user};
use crate::settings::User;
use crate::totp;

/// A signed-in user who sets up a token has this long to type its first code.
const ASSOCIATION_SECONDS: i64 = 3_600;

pub(super) fn associate(request: &Request<'_>) -> Answer {
    let secret = totp::new_secret().ok_or_else(Exception::internal)?;
    let Some(session) = request.text("Session") else {
        let user = user::of_access_token(request)?;
        let now = request.pool.now();
        request.pool.issued().associations.insert(
            now,
            user.sub.clone(),
            now.saturating_add(ASSOCIATION_SECONDS),
            secret.clone(),
        );
        return Ok(json!({ "SecretCode": secret }));
    };
    let challenge = challenge::find(request, session)?;
    if !matches!(challenge.step, Step::MfaSetup | Step::MfaAssociated(_)) {
        return Err(challenge::invalid());
    }
    let step = Step::MfaAssociated(secret.clone());
    let session = go_on(request, session, &challenge, step)?;
    Ok(json!({ "SecretCode": secret, "Session": session }))
}

/// Ends the session and opens the next one of the same sign-in.
fn go_on(
    request: &Request<'_>,
    session: &str,
    challenge: &Challenge,
    step: Step,
) -> Result<String, Exception> {
    let client = request
        .settings
        .client(challenge.client_id())
        .ok_or_else(challenge::invalid)?;
    challenge::finish(request, session)?;
    challenge::open(request, client, &challenge.username, step)
}

pub(super) async fn verify(request: &Request<'_>) -> Answer {
    let code = request.required("UserCode")?;
    let Some(session) = request.text("Session") else {
        let user = user::of_access_token(request)?;
        let now = request.pool.now();
        let secret = request
            .pool
            .issued()
            .associations
            .get(now, &user.sub)
            .cloned();
        store(request, user, secret.as_deref(), code).await?;
        return Ok(json!({ "Status": "SUCCESS" }));
    };
    let challenge = challenge::find(request, session)?;
    let Step::MfaAssociated(secret) = &challenge.step else {
        return Err(no_token());
    };
    let user = request.user(&challenge.username)?;
    store(request, user, Some(secret), code).await?;
    let session = go_on(request, session, &challenge, Step::MfaReady)?;
    Ok(json!({ "Status": "SUCCESS", "Session": session }))
}

async fn store(
    request: &Request<'_>,
    user: &User,
    secret: Option<&str>,
    code: &str,
) -> Result<(), Exception> {
    let secret = secret.ok_or_else(no_token)?;
    if !totp::is_current(secret, code, request.pool.now()) {
        return Err(Exception::new(
            "EnableSoftwareTokenMFAException",
            "Code mismatch",
        ));
    }
    request
        .pool
        .change_user(user, |stored| stored.totp_secret = Some(secret.to_owned()))
        .await
        .map_err(respond::not_stored)
}

fn no_token() -> Exception {
    Exception::new(
        "SoftwareTokenMFANotFoundException",
        "Software token MFA is not set up for the user.",
    )
}
