//! The steps of a run, in the order in which they happen.

use super::evidence::with_settings;
use super::{PreparedTest, SIGN_IN_LIMIT, STEP_LIMIT, TestConnectionError};
use crate::journal::Stop;
use crate::panics::{Panicked, caught};
use crate::sign_in::{SignInRequest, SurfaceEnd, SurfaceEvent};
use idp_core::catalogue::AWS_COGNITO_OIDC;
use idp_core::checks::{Check, CheckId};
use idp_core::claims::{ClaimSource, Claims, attribute_table};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode, of_error_page, of_failed_check};
use idp_core::mapping::{Connection, Received, map_attributes};
use idp_core::run::{ReachedNetwork, RunEnd, RunEvent, RunView, StepKind};
use idp_core::secret::Secret;
use idp_log::mask;
use idp_oidc::authorization::{AuthorizationRequest, authorization_request};
use idp_oidc::callback::{CallbackExpectation, read_callback};
use idp_oidc::decision::Expected;
use idp_oidc::discovery::{check_discovery, discovery_url, read_discovery};
use idp_oidc::probe::probe_authorization;
use idp_oidc::token::{Tokens, exchange_code};
use idp_oidc::userinfo::read_userinfo;
use idp_store::StoreError;
use tokio::sync::mpsc;
use url::Url;

/// A callback, and whether anything of it may have left the machine.
type Caught = (Url, ReachedNetwork);

struct Discovered {
    iss_promised: bool,
}

impl PreparedTest {
    /// The run.
    #[must_use]
    pub fn run_id(&self) -> &str {
        &self.run_id
    }

    /// Goes through the steps and returns the finished run.
    ///
    /// # Errors
    /// Only when the journal cannot be written.
    pub async fn run(self) -> Result<RunView, TestConnectionError> {
        let end = match caught(self.steps()).await {
            Ok(Ok(()) | Err(Stop::Failed(_))) => RunEnd::Completed,
            Ok(Err(Stop::Cancelled)) => RunEnd::Cancelled,
            Ok(Err(Stop::Store(error))) => return Err(error.into()),
            Err(Panicked { error_id }) => RunEnd::ProgramFault { error_id },
        };
        let view = self.journal.finish(end).await?;
        tracing::info!(
            run = %self.run_id,
            outcome = ?view.outcome,
            duration_ms = view.duration_ms,
            "test connection ended"
        );
        Ok(view)
    }

    async fn steps(&self) -> Result<(), Stop> {
        let discovered = self.discovery().await?;
        self.authorization().await?;
        let request = authorization_request(&self.settings);
        let AuthorizationRequest {
            url,
            state,
            nonce,
            code_verifier,
        } = request;
        for value in [&state, &nonce, code_verifier.secret()] {
            mask(&Secret::new(value.as_str()));
        }
        let callback = self.sign_in(url).await?;
        let code = self.callback(&callback, &state, &discovered).await?;
        mask(&code);
        let tokens = self.token(code, code_verifier).await?;
        mask(&tokens.access_token);
        if let Some(id_token) = &tokens.id_token {
            mask(id_token);
        }
        let (id_token, access_token) = self.id_token(&tokens, &nonce).await?;
        let subject = id_token
            .as_ref()
            .and_then(|claims| claims.get("sub")?.as_str());
        let userinfo = self.userinfo(&tokens, subject).await;
        let empty = Claims::new();
        let sources = [
            (ClaimSource::IdToken, id_token.as_ref().unwrap_or(&empty)),
            (
                ClaimSource::Userinfo,
                userinfo
                    .as_ref()
                    .ok()
                    .and_then(Option::as_ref)
                    .unwrap_or(&empty),
            ),
            (
                ClaimSource::AccessToken,
                access_token.as_ref().unwrap_or(&empty),
            ),
        ];
        // Without userinfo the verified ID token is still worth seeing.
        self.received(&sources).await?;
        userinfo.map(|_| ())
    }

    async fn discovery(&self) -> Result<Discovered, Stop> {
        let none = Discovered {
            iss_promised: false,
        };
        let Some(url) = self.settings.issuer.as_deref().and_then(discovery_url) else {
            self.journal
                .skip(StepKind::Discovery, "The definition names no issuer.")?;
            return Ok(none);
        };
        let work = async {
            let read = read_discovery(&self.http, url).await;
            self.journal.requests(StepKind::Discovery, [read.trace])?;
            match read.result {
                Ok(document) => {
                    let (checks, diagnosis) = check_discovery(&document, &self.settings);
                    self.journal.checks(StepKind::Discovery, checks)?;
                    match diagnosis {
                        Some(diagnosis) => Err(Stop::Failed(Box::new(diagnosis))),
                        None => Ok(Discovered {
                            iss_promised: document.authorization_response_iss_parameter_supported,
                        }),
                    }
                }
                Err(diagnosis) => {
                    let check =
                        Check::failed(CheckId::DiscoveryDocumentRead).found(&diagnosis.title);
                    self.journal.checks(StepKind::Discovery, [check])?;
                    Ok(none)
                }
            }
        };
        self.journal
            .step(StepKind::Discovery, STEP_LIMIT, work)
            .await
    }

    /// Asks anonymously, with values of its own, what the window could not tell later.
    async fn authorization(&self) -> Result<(), Stop> {
        let step = StepKind::Authorization;
        let work = async {
            let throw_away = authorization_request(&self.settings);
            let probe = probe_authorization(&self.http, throw_away.url, &self.expected()).await;
            self.journal.requests(step, probe.traces)?;
            self.journal.checks(step, probe.checks)?;
            match probe.diagnosis {
                Some(diagnosis) => Err(Stop::Failed(with_settings(*diagnosis, &self.settings))),
                None => Ok(()),
            }
        };
        self.journal.step(step, STEP_LIMIT, work).await
    }

    async fn sign_in(&self, url: Url) -> Result<Caught, Stop> {
        let work = async {
            // Nobody is asked to sign in to a run that cannot be stored.
            self.journal.written().await?;
            let (sender, mut receiver) = mpsc::unbounded_channel();
            let request = SignInRequest {
                url,
                expected: self.expected(),
                http: self.http.clone(),
            };
            let surface = self.surface.sign_in(request, sender);
            tokio::pin!(surface);
            let end = loop {
                tokio::select! {
                    biased;
                    Some(event) = receiver.recv() => self.surface_event(event)?,
                    end = &mut surface => break end,
                    () = self.refused.cancelled() => {
                        let code = DiagnosisCode::EmbeddedBrowserRefused;
                        break SurfaceEnd::NotChecked(Box::new(Diagnosis::new(code, StepKind::SignIn)));
                    }
                }
            };
            while let Ok(event) = receiver.try_recv() {
                self.surface_event(event)?;
            }
            self.signed_in(end)
        };
        self.journal
            .step(StepKind::SignIn, SIGN_IN_LIMIT, work)
            .await
    }

    fn surface_event(&self, event: SurfaceEvent) -> Result<(), StoreError> {
        self.journal.record(match event {
            SurfaceEvent::Address { origin, secure } => RunEvent::AddressChanged { origin, secure },
            SurfaceEvent::Refused(target) => RunEvent::NavigationRefused { target },
            SurfaceEvent::Request(request) => RunEvent::RequestRecorded {
                step: StepKind::SignIn,
                request: *request,
            },
        })
    }

    fn signed_in(&self, end: SurfaceEnd) -> Result<Caught, Stop> {
        let (check, result) = match end {
            SurfaceEnd::Captured {
                url,
                reached_network,
            } => (
                Check::passed(CheckId::SignInCompleted),
                Ok((url, reached_network)),
            ),
            SurfaceEnd::ErrorPage {
                error,
                client_id_echoed,
            } => {
                let mut diagnosis = of_error_page(&error, client_id_echoed);
                diagnosis.step = StepKind::SignIn;
                let diagnosis = with_settings(diagnosis, &self.settings);
                let check = Check::failed(CheckId::SignInCompleted).found(error);
                (check, Err(Stop::Failed(diagnosis)))
            }
            SurfaceEnd::Closed => (
                Check::not_checked(CheckId::SignInCompleted),
                Err(Stop::Cancelled),
            ),
            SurfaceEnd::Failed(diagnosis) => {
                let check = Check::failed(CheckId::SignInCompleted).found(&diagnosis.title);
                (check, Err(Stop::Failed(diagnosis)))
            }
            SurfaceEnd::NotChecked(diagnosis) => {
                let check = Check::not_checked(CheckId::SignInCompleted).found(&diagnosis.title);
                (check, Err(Stop::Failed(diagnosis)))
            }
        };
        self.journal.checks(StepKind::SignIn, [check])?;
        result
    }

    async fn callback(
        &self,
        (url, reached_network): &Caught,
        state: &str,
        discovered: &Discovered,
    ) -> Result<Secret, Stop> {
        let step = StepKind::Callback;
        let work = async {
            let expect = CallbackExpectation {
                state,
                issuer: self.settings.issuer.as_deref(),
                iss_promised: discovered.iss_promised,
            };
            let read = read_callback(url, &expect);
            self.journal.record(RunEvent::CallbackReceived {
                reached_network: *reached_network,
                parameters: read.parameters,
            })?;
            self.journal.checks(step, read.checks)?;
            read.result
                .map_err(|diagnosis| Stop::Failed(with_settings(*diagnosis, &self.settings)))
        };
        self.journal.step(step, STEP_LIMIT, work).await
    }

    async fn token(
        &self,
        code: Secret,
        verifier: idp_oidc::token::CodeVerifier,
    ) -> Result<Tokens, Stop> {
        let step = StepKind::Token;
        let work = async {
            // Written first: after a crash it is known that the code may be spent.
            self.journal.record(RunEvent::RequestCommitted { step })?;
            self.journal.written().await?;
            let secret = self.client_secret.as_ref();
            let exchange = exchange_code(&self.http, &self.settings, secret, code, verifier).await;
            self.journal.requests(step, exchange.trace)?;
            self.journal.checks(step, exchange.checks)?;
            exchange
                .result
                .map_err(|diagnosis| Stop::Failed(with_settings(*diagnosis, &self.settings)))
        };
        self.journal.step(step, STEP_LIMIT, work).await
    }

    async fn userinfo(
        &self,
        tokens: &Tokens,
        subject: Option<&str>,
    ) -> Result<Option<Claims>, Stop> {
        let step = StepKind::Userinfo;
        let Some(endpoint) = &self.settings.userinfo_endpoint else {
            let why = "The definition names no userinfo endpoint; attributes come from the ID token alone.";
            self.journal.skip(step, why)?;
            return Ok(None);
        };
        let work = async {
            let read = read_userinfo(&self.http, endpoint, &tokens.access_token, subject).await;
            self.journal.requests(step, read.trace)?;
            self.journal.checks(step, read.checks)?;
            read.result.map(Some).map_err(Stop::Failed)
        };
        self.journal.step(step, STEP_LIMIT, work).await
    }

    async fn received(&self, sources: &[(ClaimSource, &Claims)]) -> Result<(), Stop> {
        let attributes = attribute_table(sources);
        self.journal
            .record(RunEvent::AttributesReceived { attributes })?;
        let rules = self.provider.attributes();
        let connection = Connection::of(self.provider.as_draft());
        let received = Received {
            sources,
            connection: &connection,
        };
        let work = async {
            let mapped = map_attributes(rules, &received).mapped;
            let missing = mapped
                .problems
                .iter()
                .find(|problem| problem.required)
                .cloned();
            self.journal.record(RunEvent::MappingApplied { mapped })?;
            let check = Check::of(CheckId::RequiredAttributesMapped, missing.is_none());
            match missing {
                None => self
                    .journal
                    .checks(StepKind::Mapping, [check])
                    .map_err(Stop::Store),
                Some(problem) => {
                    let check = check.found(&problem.message);
                    self.journal.checks(StepKind::Mapping, [check])?;
                    let diagnosis =
                        of_failed_check(CheckId::RequiredAttributesMapped, StepKind::Mapping)
                            .evidence("rule", problem.message);
                    Err(Stop::Failed(Box::new(diagnosis)))
                }
            }
        };
        if rules.user.is_empty() && rules.external.is_empty() {
            self.journal.record(RunEvent::MappingApplied {
                mapped: map_attributes(rules, &received).mapped,
            })?;
            let why = "The definition has no mapping rules.";
            return self
                .journal
                .skip(StepKind::Mapping, why)
                .map_err(Stop::Store);
        }
        self.journal.step(StepKind::Mapping, STEP_LIMIT, work).await
    }

    fn expected(&self) -> Expected {
        Expected {
            redirect_uri: self.settings.redirect_uri.url().clone(),
            authorization_endpoint: self.settings.authorization_endpoint.clone(),
            allow_http_on_loopback: self.settings.allow_http_on_loopback,
        }
    }

    /// Whether the rules that only Cognito has apply.
    pub(super) fn is_cognito(&self) -> bool {
        self.provider.as_draft().catalogue_entry == AWS_COGNITO_OIDC
            || self
                .settings
                .issuer
                .as_deref()
                .is_some_and(idp_cognito::is_cognito_issuer)
    }
}
