//! A record of what came in, so that a test can say what a relying party really did.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

/// The record keeps this many events; the oldest go first.
const CAPACITY: usize = 10_000;

/// How a client proved itself at the token or revocation endpoint (RFC 6749 section 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// The `Authorization: Basic` header.
    ClientSecretBasic,
    /// `client_secret` in the form body.
    ClientSecretPost,
    /// No secret.
    None,
}

/// One request the pool answered. Holds no password, secret, code or token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "event",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Observed {
    /// The discovery document was read.
    Discovery,
    /// The signing keys were read.
    Jwks,
    /// `/oauth2/authorize`; the outcome is `code`, `login`, or the error that was answered.
    Authorization {
        /// As sent, whether it exists or not.
        client_id: String,
        /// `code`, `login`, or the error.
        outcome: String,
    },
    /// The sign-in form was sent.
    SignIn {
        /// The app client the person was signing in to.
        client_id: String,
        /// As typed.
        username: String,
        /// Whether the password was the user's.
        password_matched: bool,
        /// Whether the pool went on: to a code, a new password or a one-time code.
        accepted: bool,
    },
    /// The new-password form was sent.
    NewPassword {
        /// The user who has to change the password.
        username: String,
        /// Whether the new password fits the policy and was stored.
        accepted: bool,
    },
    /// The one-time code form was sent.
    Mfa {
        /// The user with a software token.
        username: String,
        /// Whether the code was right.
        accepted: bool,
    },
    /// `/oauth2/token`.
    Token {
        /// `grant_type` as sent, empty when missing.
        grant_type: String,
        /// As sent, empty when missing.
        client_id: String,
        /// How the client authenticated.
        client_authentication: ClientAuthentication,
        /// `ok`, or the error that was answered.
        outcome: String,
    },
    /// `/oauth2/userInfo`.
    Userinfo {
        /// The user the access token belongs to, when it was accepted.
        username: Option<String>,
        /// `ok`, or the error that was answered.
        outcome: String,
    },
    /// `/oauth2/revoke`.
    Revoke {
        /// As sent, empty when missing.
        client_id: String,
        /// How the client authenticated.
        client_authentication: ClientAuthentication,
        /// `ok`, or the error that was answered.
        outcome: String,
    },
    /// A call of the user pools API or the identity pool, or about its credentials.
    Api {
        /// Such as `InitiateAuth`.
        operation: String,
        /// As sent, empty when the operation has none.
        client_id: String,
        /// `ok`, the challenge that was asked, or the exception.
        outcome: String,
    },
    /// `/logout`.
    Logout {
        /// As sent, empty when missing.
        client_id: String,
        /// `signed_out`, `authorize`, or the error that was answered.
        outcome: String,
    },
}

#[derive(Debug, Default)]
pub(crate) struct Observations(Mutex<VecDeque<Observed>>);

impl Observations {
    pub(crate) fn note(&self, event: Observed) {
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if events.len() == CAPACITY {
            events.pop_front();
        }
        events.push_back(event);
    }

    pub(crate) fn all(&self) -> Vec<Observed> {
        let events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        events.iter().cloned().collect()
    }
}
