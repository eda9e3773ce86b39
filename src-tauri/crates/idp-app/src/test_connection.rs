//! Test connection: straight through the steps, each of which may end the run. A code,
//! a verifier and the tokens are moved from step to step, so none can serve twice.

use crate::app::App;
use crate::client_secrets::SecretOwner;
use crate::journal::{Journal, Stop, millis};
use crate::panics::{Panicked, caught};
use crate::providers::ProviderError;
use crate::runs::NotWrittenDown;
use crate::secrets::SecretsError;
use crate::sign_in::SignInSurface;
use idp_core::diagnosis::{Diagnosis, DiagnosisCode};
use idp_core::provider::{Protocol, Provider, ProviderId};
use idp_core::run::{RunEnd, RunEvent, RunView, SignInMode, StepKind};
use idp_core::secret::Secret;
use idp_http::{HttpClient, HttpOptions};
use idp_store::{FolderLock, LockError, NewRun, StoreError};
use redirect::RedirectTest;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use user_store::UserStoreTest;

mod evidence;
mod received;
mod redirect;
mod user_store;
mod verify;

/// The person has five minutes, as Cognito's own pages give.
pub(crate) const SIGN_IN_LIMIT: Duration = Duration::from_secs(300);
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
    run: TestRun,
    protocol: Protocol,
    /// Nothing in a simulation, which holds tests off itself.
    _held: Option<TestsHeld>,
}

/// What the steps of a run have at hand, however the person signs in.
struct TestRun {
    app: App,
    journal: Journal,
    provider: Provider,
    client_secret: Option<Secret>,
    http: HttpClient,
    surface: Arc<dyn SignInSurface>,
    refused: CancellationToken,
    run_id: String,
}

impl TestRun {
    /// The diagnosis of a person who did not finish: none of a server, which may be well.
    fn out_of_time(&self, step: StepKind) -> Box<Diagnosis> {
        let limit = self.app.inner.sign_in_limit.as_secs();
        let diagnosis = Diagnosis::new(DiagnosisCode::SignInTimedOut, step);
        Box::new(diagnosis.evidence("limit", format!("{limit} s")))
    }
}

impl PreparedTest {
    /// The run.
    #[must_use]
    pub fn run_id(&self) -> &str {
        &self.run.run_id
    }

    /// Goes through the steps and returns the finished run.
    ///
    /// # Errors
    /// Only when the journal cannot be written; the run then reads so.
    pub async fn run(self) -> Result<RunView, TestConnectionError> {
        let (app, run_id) = (self.run.app.clone(), self.run.run_id.clone());
        let begun = Instant::now();
        // Boxed, or the nesting of futures in a simulation is too deep for the compiler.
        let done = Box::pin(self.go_through()).await;
        if let Err(error) = &done {
            let why = NotWrittenDown {
                reason: error.to_string(),
                after_ms: millis(begun),
            };
            app.give_up_journal(run_id, why);
        }
        done
    }

    async fn go_through(self) -> Result<RunView, TestConnectionError> {
        let run = &self.run;
        let steps = async {
            match &self.protocol {
                Protocol::OauthOpenid(settings) => RedirectTest { run, settings }.steps().await,
                Protocol::UserStore(settings) => {
                    let started = Instant::now();
                    let test = UserStoreTest {
                        run,
                        settings,
                        started,
                    };
                    test.steps().await
                }
            }
        };
        let end = match caught(steps).await {
            Ok(Ok(()) | Err(Stop::Failed(_))) => RunEnd::Completed,
            Ok(Err(Stop::Cancelled)) => RunEnd::Cancelled,
            Ok(Err(Stop::Store(error))) => return Err(error.into()),
            Err(Panicked { error_id }) => RunEnd::ProgramFault { error_id },
        };
        let view = run.journal.finish(end).await?;
        tracing::info!(
            run = %run.run_id,
            outcome = ?view.outcome,
            duration_ms = view.duration_ms,
            "test connection ended"
        );
        Ok(view)
    }
}

/// While this lives, no other test can be started, by this process or another.
pub(crate) struct TestsHeld {
    /// Cancels the test that goes on meanwhile.
    pub(crate) cancel: CancellationToken,
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
    /// Prepares a test: keeps every other one from starting, checks the definition, reads the
    /// secret and writes the first event.
    ///
    /// # Errors
    /// When the provider is unknown, or a test is running.
    pub async fn prepare_test(
        &self,
        id: &ProviderId,
        surface: Arc<dyn SignInSurface>,
    ) -> Result<PreparedTest, TestConnectionError> {
        let held = self.hold_off_tests()?;
        let mut test = self.prepare_held(id, surface, &held).await?;
        test._held = Some(held);
        Ok(test)
    }

    /// Prepares a test for whoever holds tests off.
    pub(crate) async fn prepare_held(
        &self,
        id: &ProviderId,
        surface: Arc<dyn SignInSurface>,
        held: &TestsHeld,
    ) -> Result<PreparedTest, TestConnectionError> {
        let provider = self.checked_provider(id).await?;
        let protocol = provider.protocol().clone();
        let http = HttpClient::open(http_options(&protocol))?;
        let refused = self.renew_refused();
        // A missing secret is a finding of the token step; a store that does not open is
        // something to mend first.
        let client_secret = if may_have_secret(&protocol) {
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
        let mode = mode(&protocol, &*surface);
        let started = RunEvent::RunStarted {
            run_id: run_id.clone(),
            provider_id: id.0.clone(),
            provider: provider.display_name().to_owned(),
            started_at: started_at.clone(),
            mode,
            redirect_uri: redirect_uri(&protocol).to_owned(),
            fingerprint: fingerprint.clone(),
        };
        let stored = std::slice::from_ref(&started);
        self.inner.store.runs().insert(&run, stored).await?;
        let journal = Journal::new(
            self.clone(),
            run_id.clone(),
            mode,
            started,
            held.cancel.clone(),
        );
        tracing::info!(run = %run_id, ?mode, "test connection started");
        let run = TestRun {
            app: self.clone(),
            journal,
            provider,
            client_secret,
            http,
            surface,
            refused,
            run_id,
        };
        Ok(PreparedTest {
            run,
            protocol,
            _held: None,
        })
    }

    /// Cancels the running test, and with it a simulation; without either nothing happens.
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

    /// Keeps every other test from starting.
    pub(crate) fn hold_off_tests(&self) -> Result<TestsHeld, TestConnectionError> {
        let (slot, cancel) = self.take_slot()?;
        let lock = FolderLock::acquire(self.data_folder(), "run").map_err(|error| match error {
            LockError::Held { .. } => TestConnectionError::AlreadyRunning,
            other @ LockError::Io { .. } => TestConnectionError::Lock(other),
        })?;
        Ok(TestsHeld {
            cancel,
            _lock: lock,
            _slot: slot,
        })
    }

    fn take_slot(&self) -> Result<(Slot, CancellationToken), TestConnectionError> {
        let mut running = self.running();
        if running.is_some() {
            return Err(TestConnectionError::AlreadyRunning);
        }
        let cancel = CancellationToken::new();
        *running = Some(RunningTest {
            cancel: cancel.clone(),
            refused: CancellationToken::new(),
        });
        Ok((Slot(self.clone()), cancel))
    }

    /// What the person says of one sign-in page is not meant for the next one.
    fn renew_refused(&self) -> CancellationToken {
        let refused = CancellationToken::new();
        if let Some(running) = self.running().as_mut() {
            running.refused = refused.clone();
        }
        refused
    }
}

/// What the definition allows its requests.
pub(crate) fn http_options(protocol: &Protocol) -> HttpOptions {
    match protocol {
        Protocol::OauthOpenid(settings) => HttpOptions {
            ca_file: settings.ca_file.as_ref().map(Into::into),
            allow_http_on_loopback: settings.allow_http_on_loopback,
            allow_private_network: settings.allow_private_network,
            timeout: None,
        },
        // Who typed another address than that of AWS means that address.
        Protocol::UserStore(settings) => HttpOptions {
            ca_file: None,
            allow_http_on_loopback: settings.endpoint_override.is_some(),
            allow_private_network: settings.endpoint_override.is_some(),
            timeout: None,
        },
    }
}

/// An app client of a user store has a secret or not, which nobody says in advance.
fn may_have_secret(protocol: &Protocol) -> bool {
    match protocol {
        Protocol::OauthOpenid(settings) => settings.client_authentication.needs_secret(),
        Protocol::UserStore(_) => true,
    }
}

fn mode(protocol: &Protocol, surface: &dyn SignInSurface) -> SignInMode {
    match protocol {
        Protocol::OauthOpenid(_) => surface.mode(),
        Protocol::UserStore(_) => SignInMode::Api,
    }
}

fn redirect_uri(protocol: &Protocol) -> &str {
    match protocol {
        Protocol::OauthOpenid(settings) => settings.redirect_uri.as_str(),
        Protocol::UserStore(_) => "",
    }
}
