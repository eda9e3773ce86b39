//! The keychain of each system, named outright: nothing here falls back to a store in
//! memory.

use super::SERVICE;
use crate::secrets::{KeychainProblem, SecretStoreError};

#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
mod secret_service;

#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
pub(super) use secret_service::Keychain;

/// `keyring` chooses: Keychain Services, Credential Manager, or an error elsewhere.
#[cfg(not(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
)))]
#[derive(Default)]
pub(super) struct Keychain;

#[cfg(not(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
)))]
impl Keychain {
    pub(super) fn with_entry<T>(
        &mut self,
        user: &str,
        work: impl Fn(&keyring::Entry) -> keyring::Result<T>,
    ) -> keyring::Result<T> {
        work(&keyring::Entry::new(SERVICE, user)?)
    }
}

/// What a refused access means. The text is that of the store's library, which has no
/// other mark for a keyring that does not exist.
pub(super) fn no_access(text: &str) -> SecretStoreError {
    if text.contains("result not returned") {
        SecretStoreError::Unavailable {
            problem: KeychainProblem::NoDefaultKeyring,
            detail: text.to_owned(),
        }
    } else {
        SecretStoreError::Locked
    }
}

/// What a failure of the system means, by the names of D-Bus errors and of the system
/// (<https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-messages>).
pub(super) fn failure(text: String) -> SecretStoreError {
    let says = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let problem = if says(&["ServiceUnknown", "NameHasNoOwner", "not provided by any"]) {
        KeychainProblem::NoService
    } else if says(&["AccessDenied", "dismissed"]) {
        KeychainProblem::Refused
    } else if says(&[
        "No such file",
        "Connection refused",
        "ddress",
        "NotFound",
        "autolaunch",
    ]) {
        KeychainProblem::NoSession
    } else {
        KeychainProblem::Broken
    };
    SecretStoreError::Unavailable {
        problem,
        detail: text,
    }
}
