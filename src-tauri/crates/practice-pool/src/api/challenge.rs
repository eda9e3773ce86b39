//! Challenges that wait for their answer.

use super::exception::Exception;
use super::request::Request;
use crate::issued::opaque_token;
use crate::settings::{Client, DeadEndChallenge};

/// How long an ended session is told from one that never was.
const REMEMBERED_SECONDS: i64 = 3_600;
/// A code in a message can be used this long, however long its session lives.
const CODE_SECONDS: i64 = 180;
/// Whoever proves a password by SRP answers at once.
const VERIFIER_SECONDS: i64 = 60;

/// What a user was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Challenge {
    client_id: String,
    /// As the pool has it, not as it was typed.
    pub(super) username: String,
    until: i64,
    pub(super) step: Step,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    /// The key that the right password gives (SRP).
    Verifier([u8; 16]),
    NewPassword,
    SmsMfa(Code),
    /// The same name whether it is the first factor or the second.
    EmailOtp(Code),
    SmsOtp(Code),
    SoftwareToken,
    SelectMfa,
    MfaSetup,
    /// The secret that was handed out.
    MfaAssociated(String),
    /// The software token was verified and is stored.
    MfaReady,
    SelectChallenge,
    Password,
    PasswordSrp,
    WebAuthn,
    DeadEnd(DeadEndChallenge),
}

/// A code that was sent.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) digits: String,
    pub(super) until: i64,
}

impl Code {
    pub(super) fn new(digits: String, now: i64) -> Self {
        Self {
            digits,
            until: now.saturating_add(CODE_SECONDS),
        }
    }
}

impl Step {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Verifier(_) => "PASSWORD_VERIFIER",
            Self::NewPassword => "NEW_PASSWORD_REQUIRED",
            Self::SmsMfa(_) => "SMS_MFA",
            Self::EmailOtp(_) => "EMAIL_OTP",
            Self::SmsOtp(_) => "SMS_OTP",
            Self::SoftwareToken => "SOFTWARE_TOKEN_MFA",
            Self::SelectMfa => "SELECT_MFA_TYPE",
            Self::MfaSetup | Self::MfaAssociated(_) | Self::MfaReady => "MFA_SETUP",
            Self::SelectChallenge => "SELECT_CHALLENGE",
            Self::Password => "PASSWORD",
            Self::PasswordSrp => "PASSWORD_SRP",
            Self::WebAuthn => "WEB_AUTHN",
            Self::DeadEnd(challenge) => challenge.name(),
        }
    }
}

/// Keeps a challenge and returns its session.
pub(super) fn open(
    request: &Request<'_>,
    client: &Client,
    username: &str,
    step: Step,
) -> Result<String, Exception> {
    let session = opaque_token().ok_or_else(Exception::internal)?;
    keep(request, client, username, step, session.clone());
    Ok(session)
}

/// Keeps a challenge under a key of its own.
pub(super) fn keep(
    request: &Request<'_>,
    client: &Client,
    username: &str,
    step: Step,
    key: String,
) {
    let now = request.pool.now();
    let seconds = if matches!(step, Step::Verifier(_)) {
        VERIFIER_SECONDS
    } else {
        client.auth_session_validity * 60
    };
    let until = now.saturating_add(seconds);
    let challenge = Challenge {
        client_id: client.id.clone(),
        username: username.to_owned(),
        until,
        step,
    };
    let forgotten = until.saturating_add(REMEMBERED_SECONDS);
    request
        .pool
        .issued()
        .challenges
        .insert(now, key, forgotten, challenge);
}

/// The challenge of this session, which stays open.
pub(super) fn find(request: &Request<'_>, session: &str) -> Result<Challenge, Exception> {
    let now = request.pool.now();
    let issued = request.pool.issued();
    if issued.used_sessions.get(now, session).is_some() {
        return Err(Exception::not_authorized(
            "Invalid session for the user, session can only be used once.",
        ));
    }
    let found = issued.challenges.get(now, session).ok_or_else(invalid)?;
    if found.until <= now {
        return Err(Exception::not_authorized(
            "Invalid session for the user, session is expired.",
        ));
    }
    Ok(found.clone())
}

/// Ends a session. Of two that answer at once, one is too late.
pub(super) fn finish(request: &Request<'_>, session: &str) -> Result<(), Exception> {
    let now = request.pool.now();
    let mut issued = request.pool.issued();
    issued.challenges.take(now, session).ok_or_else(invalid)?;
    let until = now.saturating_add(REMEMBERED_SECONDS);
    issued
        .used_sessions
        .insert(now, session.to_owned(), until, ());
    Ok(())
}

pub(super) fn invalid() -> Exception {
    Exception::not_authorized("Invalid session for the user.")
}

impl Challenge {
    pub(super) fn is_of(&self, client: &Client) -> bool {
        self.client_id == client.id
    }

    /// The client it was opened for.
    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }
}
