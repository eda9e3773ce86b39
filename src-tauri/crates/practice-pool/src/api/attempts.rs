//! Wrong passwords in a row, and the lockout after too many (AWS Developer Guide,
//! authentication, lockout behaviour).

use super::exception::Exception;
use super::request::Request;
use crate::issued::FailedAttempts;
use crate::settings::User;

/// A day without a sign-in forgets wrong passwords, so that the record stays small.
const REMEMBERED_SECONDS: i64 = 86_400;
const LONGEST_LOCK_SECONDS: i64 = 900;

/// Refuses a user who is locked, whatever the password.
pub(super) fn refuse_locked(request: &Request<'_>, user: &User) -> Result<(), Exception> {
    let now = request.pool.now();
    let issued = request.pool.issued();
    let locked = issued
        .failed_attempts
        .get(now, &user.sub)
        .is_some_and(|attempts| now < attempts.locked_until);
    // Who takes the limit away lets everybody in again.
    if locked && request.settings.failed_attempts_limit.is_some() {
        return Err(Exception::not_authorized("Password attempts exceeded"));
    }
    Ok(())
}

/// Counts a wrong password, or forgets the wrong ones before a right one.
pub(super) fn note(request: &Request<'_>, user: &User, matched: bool) {
    let now = request.pool.now();
    let mut issued = request.pool.issued();
    let before = issued.failed_attempts.take(now, &user.sub);
    if matched {
        return;
    }
    let count = before
        .map_or(0, |attempts| attempts.count)
        .saturating_add(1);
    let locked_until = match request.settings.failed_attempts_limit {
        Some(limit) if count >= limit => now.saturating_add(lock_seconds(count - limit)),
        Some(_) | None => now,
    };
    issued.failed_attempts.insert(
        now,
        user.sub.clone(),
        now.saturating_add(REMEMBERED_SECONDS),
        FailedAttempts {
            count,
            locked_until,
        },
    );
}

/// One second, doubled with every further wrong password, up to about 15 minutes.
fn lock_seconds(beyond: i64) -> i64 {
    (1_i64 << beyond.clamp(0, 10)).min(LONGEST_LOCK_SECONDS)
}
