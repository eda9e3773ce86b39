//! `SECRET_HASH`: Base64(HMAC-SHA256(client secret, user name + client ID)).

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::exception::Exception;
use crate::settings::Client;

/// Which user name the hash is made of.
#[derive(Clone, Copy)]
pub(super) enum HashOf<'a> {
    /// What was typed, in the first step.
    Typed(&'a str),
    /// What the pool calls the user, in every step after it.
    Internal(&'a str),
}

pub(super) fn check(
    client: &Client,
    username: HashOf<'_>,
    received: Option<&str>,
) -> Result<(), Exception> {
    let id = &client.id;
    let (secret, received) = match (&client.secret, received) {
        (None, None) => return Ok(()),
        (None, Some(_)) => {
            return Err(Exception::invalid_parameter(format!(
                "App client {id} is not configured for secret but secret hash was received"
            )));
        }
        (Some(_), None) => {
            return Err(Exception::not_authorized(format!(
                "Client {id} is configured with secret but SECRET_HASH was not received"
            )));
        }
        (Some(secret), Some(received)) => (secret, received),
    };
    let (HashOf::Typed(name) | HashOf::Internal(name)) = username;
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let message = format!("{name}{id}");
    let is_right = STANDARD
        .decode(received)
        .is_ok_and(|hash| hmac::verify(&key, message.as_bytes(), &hash).is_ok());
    if is_right {
        return Ok(());
    }
    Err(Exception::not_authorized(match username {
        HashOf::Typed(_) => format!("Unable to verify secret hash for client {id}"),
        HashOf::Internal(_) => format!("SecretHash does not match for the client: {id}"),
    }))
}
