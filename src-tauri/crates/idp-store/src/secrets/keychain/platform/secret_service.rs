//! The Secret Service over D-Bus (<https://specifications.freedesktop.org/secret-service/>).

use super::SERVICE;
use keyring_core::api::CredentialStoreApi;
use std::sync::Arc;
use zbus_secret_service_keyring_store::Store;

/// A connection to the secret service, made at the first need and made anew after a failure:
/// the session in it ends when the service is restarted.
#[derive(Default)]
pub(in super::super) struct Keychain {
    store: Option<Arc<Store>>,
}

impl Keychain {
    pub(in super::super) fn with_entry<T>(
        &mut self,
        user: &str,
        work: impl Fn(&keyring::Entry) -> keyring::Result<T>,
    ) -> keyring::Result<T> {
        let connected_before = self.store.is_some();
        let result = self.entry(user).and_then(|entry| work(&entry));
        if !matches!(result, Err(keyring::Error::PlatformFailure(_))) {
            return result;
        }
        self.store = None;
        if connected_before {
            self.entry(user).and_then(|entry| work(&entry))
        } else {
            result
        }
    }

    fn entry(&mut self, user: &str) -> keyring::Result<keyring::Entry> {
        let store = match &self.store {
            Some(store) => store,
            None => self.store.insert(Store::new()?),
        };
        let inner = store.build(SERVICE, user, None)?;
        Ok(keyring::Entry { inner })
    }
}
