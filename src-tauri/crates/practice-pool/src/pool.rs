//! The pool behind its endpoints: settings, keys, clock, and what it handed out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::issued::Issued;
use crate::observed::Observations;
use crate::settings::SettingsStore;
use crate::signing::SigningKeys;

pub(crate) struct Pool {
    /// Scheme, host and port, without a slash at the end.
    pub(crate) base: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: SettingsStore,
    pub(crate) keys: SigningKeys,
    pub(crate) observations: Observations,
    issued: Mutex<Issued>,
}

impl Pool {
    pub(crate) fn new(
        base: String,
        clock: Arc<dyn Clock>,
        settings: SettingsStore,
        keys: SigningKeys,
    ) -> Self {
        Self {
            base,
            clock,
            settings,
            keys,
            observations: Observations::default(),
            issued: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn issuer(&self) -> String {
        format!("{}/{}", self.base, self.settings.current().user_pool_id)
    }

    /// Never held across an await: every use is one short statement.
    pub(crate) fn issued(&self) -> MutexGuard<'_, Issued> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
