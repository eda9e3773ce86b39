//! The pool behind its endpoints: settings, keys, clock, and what it handed out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::issued::Issued;
use crate::messages::Messages;
use crate::observed::Observations;
use crate::settings::{SettingsError, SettingsStore, User, UserState};
use crate::signing::SigningKeys;

pub(crate) struct Pool {
    /// Scheme, host and port, without a slash at the end.
    pub(crate) base: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: SettingsStore,
    pub(crate) keys: SigningKeys,
    pub(crate) observations: Observations,
    pub(crate) messages: Messages,
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
            messages: Messages::default(),
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

    /// Makes the password the user's own, which confirms the user.
    pub(crate) async fn store_new_password(
        &self,
        user: &User,
        password: &str,
    ) -> Result<(), SettingsError> {
        self.change_user(user, |stored| {
            password.clone_into(&mut stored.password);
            stored.state = UserState::Confirmed;
            stored.new_password = None;
        })
        .await
    }

    /// Changes the user with this `sub` as it is stored now.
    pub(crate) async fn change_user(
        &self,
        user: &User,
        change: impl Fn(&mut User),
    ) -> Result<(), SettingsError> {
        self.settings
            .change(|mut settings| {
                settings
                    .users
                    .iter_mut()
                    .filter(|stored| stored.sub == user.sub)
                    .for_each(change);
                settings
            })
            .await
    }
}
