//! Calls of a signed-in user: `GetUser` and `GlobalSignOut`.

use serde_json::json;

use super::exception::Exception;
use super::request::Request;
use super::{Answer, steps, tokens};
use crate::access_token::{self, Rejected};
use crate::settings::{MfaConfiguration, User};

/// The user of `AccessToken`.
pub(super) fn of_access_token<'a>(request: &'a Request<'_>) -> Result<&'a User, Exception> {
    let token = request.required("AccessToken")?;
    let authorized = access_token::read(request.pool, token).map_err(|rejected| {
        Exception::not_authorized(match rejected {
            Rejected::Invalid => "Invalid Access Token",
            Rejected::Expired => "Access Token has expired",
            Rejected::Revoked => "Access Token has been revoked",
        })
    })?;
    if !authorized.has_scope(tokens::SCOPE) {
        return Err(Exception::not_authorized(
            "Access Token does not have required scopes",
        ));
    }
    let user = request.user(&authorized.username)?;
    steps::refuse_inactive(user)?;
    Ok(user)
}

/// Strings only, `sub` among them; groups are nowhere.
pub(super) fn get_user(request: &Request<'_>) -> Answer {
    let user = of_access_token(request)?;
    let sub = [("sub", user.sub.as_str())].into_iter();
    let others = user
        .attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let attributes: Vec<_> = sub
        .chain(others)
        .map(|(name, value)| json!({ "Name": name, "Value": value }))
        .collect();
    let mut answer = json!({ "Username": user.name, "UserAttributes": attributes });
    let factors = second_factors(request, user);
    if let [only] = factors[..] {
        answer["PreferredMfaSetting"] = json!(only);
    }
    if !factors.is_empty() {
        answer["UserMFASettingList"] = json!(factors);
    }
    Ok(answer)
}

fn second_factors(request: &Request<'_>, user: &User) -> Vec<&'static str> {
    if request.settings.mfa_configuration == MfaConfiguration::Off {
        return Vec::new();
    }
    let messages = user.message_mfa.iter();
    let token = user.totp_secret.as_ref().map(|_| "SOFTWARE_TOKEN_MFA");
    messages
        .map(|factor| steps::message_name(*factor))
        .chain(token)
        .collect()
}

pub(super) fn global_sign_out(request: &Request<'_>) -> Answer {
    let user = of_access_token(request)?;
    let now = request.pool.now();
    request.pool.issued().revoke_all(now, &user.name);
    Ok(json!({}))
}
