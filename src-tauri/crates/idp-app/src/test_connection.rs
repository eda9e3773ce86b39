//! Test connection: straight through the steps, each of which may end the run. A code,
//! a verifier and the tokens are moved from step to step, so none can serve twice.

use crate::app::App;
use crate::client_secrets::SecretOwner;
use crate::journal::Journal;
use crate::providers::ProviderError;
use crate::secrets::SecretsError;
use crate::sign_in::SignInSurface;
use idp_core::provider::{OauthSettings, Protocol, Provider, ProviderId};
use idp_core::run::RunEvent;
use idp_core::secret::Secret;
use idp_http::{HttpClient, HttpOptions};
use idp_store::{FolderLock, LockError, NewRun, StoreError};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

mod evidence;
mod steps;
mod verify;

/// The person has five minutes, as Cognito's own pages give.
pub const SIGN_IN_LIMIT: Duration = Duration::from_secs(300);
/// Any other step; two requests fit in.
const STEP_LIMIT: Duration = Duration::from_secs(30);

/// Why a test could not be run at all. A failed test is not an error: it is a result.
#[derive(Debug, thiserror::Error)]
pub enum TestConnectionError {
    /// One run at a time per data folder.
    #[error("Another test is running. Wait for it to end or cancel it.")]
    AlreadyRunning,
    /// The provider.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The kind of provider.
    #[error("{0} is an API user store. This version tests redirect sign-ins only.")]
    KindNotTestable(String),
    /// The secret store with the client secret.
    #[error(transparent)]
    Secret(#[from] SecretsError),
    /// The certificate file.
    #[error("{0}. Correct the certificate authority in the definition.")]
    Http(#[from] idp_http::OpenClientError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The lock of the data folder.
    #[error(transparent)]
    Lock(LockError),
}

/// The test that is running in this process.
pub(crate) struct RunningTest {
    cancel: CancellationToken,
    refused: CancellationToken,
}

/// A test that is prepared: the run exists, and nobody else can start one.
pub struct PreparedTest {
    app: App,
    journal: Journal,
    provider: Provider,
    settings: OauthSettings,
    client_secret: Option<Secret>,
    http: HttpClient,
    surface: Arc<dyn SignInSurface>,
    refused: CancellationToken,
    run_id: String,
    _lock: FolderLock,
    _slot: Slot,
}

/// Frees the slot of the running test however the run ends.
struct Slot(App);

impl Drop for Slot {
    fn drop(&mut self) {
        *self.0.running() = None;
    }
}

impl App {
    /// Prepares a test: checks the definition, reads the secret, takes the lock and
    /// writes the first event.
    ///
    /// # Errors
    /// When the provider is unknown or of another kind, or a test is running.
    pub async fn prepare_test(
        &self,
        id: &ProviderId,
        surface: Arc<dyn SignInSurface>,
    ) -> Result<PreparedTest, TestConnectionError> {
        let provider = self.checked_provider(id).await?;
        let Protocol::OauthOpenid(settings) = provider.protocol().clone() else {
            return Err(TestConnectionError::KindNotTestable(
                provider.display_name().to_owned(),
            ));
        };
        let http = HttpClient::open(http_options(&settings))?;
        let (slot, cancel, refused) = self.take_slot()?;
        let lock = self.lock_runs()?;
        // A missing secret is a finding of the token step; a store that does not open is
        // something to mend first.
        let client_secret = if settings.client_authentication.needs_secret() {
            self.client_secret(SecretOwner::Provider(id)).await?
        } else {
            None
        };
        let run_id = uuid::Uuid::new_v4().to_string();
        let started_at = self.now();
        let fingerprint = crate::providers::fingerprint(provider.as_draft());
        let run = NewRun {
            run_id: &run_id,
            provider_id: &id.0,
            provider: provider.display_name(),
            started_at: &started_at,
            owner: self.inner.presence.owner(),
            fingerprint: &fingerprint,
        };
        let started = RunEvent::RunStarted {
            run_id: run_id.clone(),
            provider_id: id.0.clone(),
            provider: provider.display_name().to_owned(),
            started_at: started_at.clone(),
            mode: surface.mode(),
            redirect_uri: settings.redirect_uri.as_str().to_owned(),
            fingerprint: fingerprint.clone(),
        };
        let stored = std::slice::from_ref(&started);
        self.inner.store.runs().insert(&run, stored).await?;
        let journal = Journal::new(self.clone(), run_id.clone(), started, cancel);
        tracing::info!(run = %run_id, mode = ?surface.mode(), "test connection started");
        Ok(PreparedTest {
            app: self.clone(),
            journal,
            provider,
            settings: *settings,
            client_secret,
            http,
            surface,
            refused,
            run_id,
            _lock: lock,
            _slot: slot,
        })
    }

    /// Cancels the running test; without one nothing happens.
    pub fn cancel_test(&self) {
        if let Some(running) = self.running().as_ref() {
            running.cancel.cancel();
        }
    }

    /// The person says that the page refuses embedded windows or wants a passkey.
    pub fn report_sign_in_refused(&self) {
        if let Some(running) = self.running().as_ref() {
            running.refused.cancel();
        }
    }

    /// While this lives, no test can be started, by this process or another.
    pub(crate) fn hold_off_tests(&self) -> Result<impl Sized, TestConnectionError> {
        let (slot, ..) = self.take_slot()?;
        Ok((slot, self.lock_runs()?))
    }

    fn lock_runs(&self) -> Result<FolderLock, TestConnectionError> {
        FolderLock::acquire(self.data_folder(), "run").map_err(|error| match error {
            LockError::Held { .. } => TestConnectionError::AlreadyRunning,
            other @ LockError::Io { .. } => TestConnectionError::Lock(other),
        })
    }

    fn take_slot(
        &self,
    ) -> Result<(Slot, CancellationToken, CancellationToken), TestConnectionError> {
        let mut running = self.running();
        if running.is_some() {
            return Err(TestConnectionError::AlreadyRunning);
        }
        let (cancel, refused) = (CancellationToken::new(), CancellationToken::new());
        *running = Some(RunningTest {
            cancel: cancel.clone(),
            refused: refused.clone(),
        });
        Ok((Slot(self.clone()), cancel, refused))
    }
}

fn http_options(settings: &OauthSettings) -> HttpOptions {
    HttpOptions {
        ca_file: settings.ca_file.as_ref().map(Into::into),
        allow_http_on_loopback: settings.allow_http_on_loopback,
        allow_private_network: settings.allow_private_network,
        timeout: None,
    }
}
