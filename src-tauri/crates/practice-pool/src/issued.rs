//! What the pool handed out and still has to recognise: sessions, codes, refresh tokens.
//! All of it ends with the process.

use std::collections::HashMap;

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::api::Challenge;

/// The one-hour session cookie of managed login, which an administrator cannot change.
pub(crate) const SESSION_SECONDS: i64 = 3_600;
/// AWS Developer Guide, authorize endpoint: a code can be redeemed for five minutes.
pub(crate) const CODE_SECONDS: i64 = 300;
/// Managed login abandons a sign-in that takes longer.
pub(crate) const SIGN_IN_SECONDS: i64 = 300;
/// An access token lives this long at most, so a revocation need not be remembered longer.
const LONGEST_ACCESS_TOKEN_SECONDS: i64 = 86_400;
/// No kind of entry grows beyond this; the one that would end first goes.
const CAPACITY: usize = 10_000;

#[derive(Default)]
pub(crate) struct Issued {
    pub(crate) sessions: Expiring<Session>,
    pub(crate) pending_sign_ins: Expiring<PendingSignIn>,
    pub(crate) codes: Expiring<IssuedCode>,
    pub(crate) refresh_tokens: Expiring<Authorized>,
    /// `origin_jti` of each revoked refresh token, while its access tokens could live.
    pub(crate) revoked_origins: Expiring<()>,
    /// Challenges of the user pools API, by session or secret block.
    pub(crate) challenges: Expiring<Challenge>,
    /// Sessions that were answered, to tell them from those that never were.
    pub(crate) used_sessions: Expiring<()>,
    /// Software tokens that a signed-in user is setting up, by `sub`.
    pub(crate) associations: Expiring<String>,
    /// Refresh tokens that another one took the place of.
    pub(crate) rotated_tokens: Expiring<()>,
    /// Wrong passwords in a row, by `sub`.
    pub(crate) failed_attempts: Expiring<FailedAttempts>,
    /// AWS credentials of the identity pool, by access key ID.
    pub(crate) credentials: Expiring<IssuedCredentials>,
}

impl Issued {
    /// Ends the refresh token and every token that came with it.
    pub(crate) fn revoke(&mut self, now: i64, refresh_token: &str) {
        if let Some(ended) = self.refresh_tokens.take(now, refresh_token) {
            let until = now.saturating_add(LONGEST_ACCESS_TOKEN_SECONDS);
            self.revoked_origins
                .insert(now, ended.origin_jti, until, ());
        }
    }

    /// Ends every refresh token of the user.
    pub(crate) fn revoke_all(&mut self, now: i64, username: &str) {
        let own = |authorized: &Authorized| authorized.username == username;
        for token in self.refresh_tokens.keys_where(own) {
            self.revoke(now, &token);
        }
    }
}

/// AWS credentials that were handed out, and the role they stand for.
#[derive(Debug, Clone)]
pub(crate) struct IssuedCredentials {
    pub(crate) session_token: String,
    pub(crate) role_arn: String,
    pub(crate) expires: i64,
}

/// Wrong passwords in a row, and until when no password is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FailedAttempts {
    pub(crate) count: i64,
    pub(crate) locked_until: i64,
}

/// A person who signed in, behind the session cookie.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) username: String,
    pub(crate) auth_time: i64,
}

/// A person who gave the right password and is asked for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PendingSignIn {
    pub(crate) username: String,
    pub(crate) client_id: String,
    pub(crate) step: SignInStep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInStep {
    NewPassword,
    Mfa,
}

/// An authorization code and what it is bound to.
#[derive(Debug, Clone)]
pub(crate) struct IssuedCode {
    pub(crate) redirect_uri: String,
    pub(crate) code_challenge: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) authorized: Authorized,
}

/// What a user allowed a client to do; travels from the code into each token.
#[derive(Debug, Clone)]
pub(crate) struct Authorized {
    pub(crate) client_id: String,
    pub(crate) username: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) auth_time: i64,
    pub(crate) origin_jti: String,
    pub(crate) event_id: String,
}

impl Authorized {
    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// Entries that are gone at their time.
pub(crate) struct Expiring<T> {
    entries: HashMap<String, (i64, T)>,
}

impl<T> Default for Expiring<T> {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
        }
    }
}

impl<T> Expiring<T> {
    /// The entry lives while the clock is below `until`.
    pub(crate) fn insert(&mut self, now: i64, key: String, until: i64, entry: T) {
        if self.entries.len() >= CAPACITY {
            self.make_room(now);
        }
        self.entries.insert(key, (until, entry));
    }

    pub(crate) fn get(&self, now: i64, key: &str) -> Option<&T> {
        self.entries
            .get(key)
            .filter(|(until, _)| now < *until)
            .map(|(_, entry)| entry)
    }

    pub(crate) fn take(&mut self, now: i64, key: &str) -> Option<T> {
        self.entries
            .remove(key)
            .filter(|(until, _)| now < *until)
            .map(|(_, entry)| entry)
    }

    fn keys_where(&self, holds: impl Fn(&T) -> bool) -> Vec<String> {
        let kept = self.entries.iter().filter(|(_, (_, entry))| holds(entry));
        kept.map(|(key, _)| key.clone()).collect()
    }

    fn make_room(&mut self, now: i64) {
        self.entries.retain(|_, (until, _)| now < *until);
        if self.entries.len() < CAPACITY {
            return;
        }
        let next = self.entries.iter().min_by_key(|(_, (until, _))| *until);
        if let Some(key) = next.map(|(key, _)| key.clone()) {
            self.entries.remove(&key);
        }
    }
}

pub(crate) fn identifier() -> String {
    Uuid::new_v4().to_string()
}

/// A refresh token or a session: opaque, as in Cognito. `None` when the system has no randomness to give.
pub(crate) fn opaque_token() -> Option<String> {
    let mut bytes = [0; 96];
    rand::fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests;
