//! Secrets in the memory of this process, gone when it ends.

use super::{SecretStore, SecretStoreError, SecretStoreKind};
use async_trait::async_trait;
use idp_core::secret::Secret;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps secrets for this process only; wiped when dropped.
#[derive(Debug, Default)]
pub struct SessionStore {
    secrets: Mutex<HashMap<String, Secret>>,
}

impl SessionStore {
    fn secrets(&self) -> MutexGuard<'_, HashMap<String, Secret>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl SecretStore for SessionStore {
    fn kind(&self) -> SecretStoreKind {
        SecretStoreKind::Session
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretStoreError> {
        self.secrets().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretStoreError> {
        Ok(self.secrets().get(name).cloned())
    }

    async fn delete(&self, name: &str) -> Result<(), SecretStoreError> {
        self.secrets().remove(name);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
