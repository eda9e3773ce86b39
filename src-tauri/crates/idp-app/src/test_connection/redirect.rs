//! The steps of a sign-in on the provider's own pages, in the order in which they happen.

use super::evidence::with_settings;
use super::verify::{ReceivedTokens, TokenRules};
use super::{STEP_LIMIT, TestRun};
use crate::journal::Stop;
use crate::sign_in::{SignInRequest, SurfaceEnd, SurfaceEvent};
use idp_core::catalogue::AWS_COGNITO_OIDC;
use idp_core::checks::{Check, CheckId};
use idp_core::claims::{ClaimSource, Claims};
use idp_core::diagnosis::{Diagnosis, DiagnosisCode, of_error_page};
use idp_core::provider::OauthSettings;
use idp_core::run::{ReachedNetwork, RunEvent, StepKind};
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

/// A sign-in on the provider's own pages.
pub(super) struct RedirectTest<'a> {
    pub run: &'a TestRun,
    pub settings: &'a OauthSettings,
}

impl RedirectTest<'_> {
    /// Goes through the steps.
    pub(super) async fn steps(&self) -> Result<(), Stop> {
        let discovered = self.discovery().await?;
        self.authorization().await?;
        let request = authorization_request(self.settings);
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
        let received = ReceivedTokens {
            id_token: tokens.id_token.as_ref(),
            access_token: &tokens.access_token,
            date: tokens.date.as_deref(),
        };
        let rules = self.rules(&nonce);
        let (id_token, access_token) = self.run.id_token(&received, &rules).await?;
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
        self.run.received(&sources).await?;
        userinfo.map(|_| ())
    }

    async fn discovery(&self) -> Result<Discovered, Stop> {
        let none = Discovered {
            iss_promised: false,
        };
        let Some(url) = self.settings.issuer.as_deref().and_then(discovery_url) else {
            self.run
                .journal
                .skip(StepKind::Discovery, "The definition names no issuer.")?;
            return Ok(none);
        };
        let work = async {
            let read = read_discovery(&self.run.http, url).await;
            self.run
                .journal
                .requests(StepKind::Discovery, [read.trace])?;
            match read.result {
                Ok(document) => {
                    let (checks, diagnosis) = check_discovery(&document, self.settings);
                    self.run.journal.checks(StepKind::Discovery, checks)?;
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
                    self.run.journal.checks(StepKind::Discovery, [check])?;
                    Ok(none)
                }
            }
        };
        self.run
            .journal
            .step(StepKind::Discovery, STEP_LIMIT, work)
            .await
    }

    /// Asks anonymously, with values of its own, what the window could not tell later.
    async fn authorization(&self) -> Result<(), Stop> {
        let step = StepKind::Authorization;
        let work = async {
            let throw_away = authorization_request(self.settings);
            let expected = self.expected();
            let probe = probe_authorization(&self.run.http, throw_away.url, &expected);
            // Nobody is asked to sign in to a run that cannot be stored.
            let (probe, written) = tokio::join!(probe, self.run.journal.written());
            written?;
            self.run.journal.requests(step, probe.traces)?;
            self.run.journal.checks(step, probe.checks)?;
            match probe.diagnosis {
                Some(diagnosis) => Err(Stop::Failed(self.with_settings(*diagnosis))),
                None => Ok(()),
            }
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    async fn sign_in(&self, url: Url) -> Result<Caught, Stop> {
        let limit = self.run.app.inner.sign_in_limit;
        let work = async {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            let request = SignInRequest {
                url,
                expected: self.expected(),
                http: self.run.http.clone(),
            };
            let surface = self.run.surface.sign_in(request, sender);
            tokio::pin!(surface);
            let out_of_time = tokio::time::sleep(limit);
            tokio::pin!(out_of_time);
            let end = loop {
                tokio::select! {
                    biased;
                    Some(event) = receiver.recv() => self.surface_event(event)?,
                    end = &mut surface => break end,
                    () = self.run.refused.cancelled() => {
                        let code = DiagnosisCode::EmbeddedBrowserRefused;
                        break SurfaceEnd::NotChecked(Box::new(Diagnosis::new(code, StepKind::SignIn)));
                    }
                    () = &mut out_of_time => {
                        break SurfaceEnd::NotChecked(self.run.out_of_time(StepKind::SignIn));
                    }
                }
            };
            while let Ok(event) = receiver.try_recv() {
                self.surface_event(event)?;
            }
            self.signed_in(end)
        };
        self.run
            .journal
            .step(StepKind::SignIn, limit + STEP_LIMIT, work)
            .await
    }

    fn surface_event(&self, event: SurfaceEvent) -> Result<(), StoreError> {
        self.run.journal.record(match event {
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
                let diagnosis = self.with_settings(diagnosis);
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
        self.run.journal.checks(StepKind::SignIn, [check])?;
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
            self.run.journal.record(RunEvent::CallbackReceived {
                reached_network: *reached_network,
                parameters: read.parameters,
            })?;
            self.run.journal.checks(step, read.checks)?;
            read.result
                .map_err(|diagnosis| Stop::Failed(self.with_settings(*diagnosis)))
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    async fn token(
        &self,
        code: Secret,
        verifier: idp_oidc::token::CodeVerifier,
    ) -> Result<Tokens, Stop> {
        let step = StepKind::Token;
        let work = async {
            // Written first: after a crash it is known that the code may be spent.
            self.run
                .journal
                .record(RunEvent::RequestCommitted { step })?;
            self.run.journal.written().await?;
            let secret = self.run.client_secret.as_ref();
            let exchange =
                exchange_code(&self.run.http, self.settings, secret, code, verifier).await;
            self.run.journal.requests(step, exchange.trace)?;
            self.run.journal.checks(step, exchange.checks)?;
            exchange
                .result
                .map_err(|diagnosis| Stop::Failed(self.with_settings(*diagnosis)))
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    async fn userinfo(
        &self,
        tokens: &Tokens,
        subject: Option<&str>,
    ) -> Result<Option<Claims>, Stop> {
        let step = StepKind::Userinfo;
        let Some(endpoint) = &self.settings.userinfo_endpoint else {
            let why = "The definition names no userinfo endpoint; attributes come from the ID token alone.";
            self.run.journal.skip(step, why)?;
            return Ok(None);
        };
        let work = async {
            let read = read_userinfo(&self.run.http, endpoint, &tokens.access_token, subject).await;
            self.run.journal.requests(step, read.trace)?;
            self.run.journal.checks(step, read.checks)?;
            read.result.map(Some).map_err(Stop::Failed)
        };
        self.run.journal.step(step, STEP_LIMIT, work).await
    }

    fn expected(&self) -> Expected {
        Expected {
            redirect_uri: self.settings.redirect_uri.url().clone(),
            authorization_endpoint: self.settings.authorization_endpoint.clone(),
            allow_http_on_loopback: self.settings.allow_http_on_loopback,
        }
    }

    fn rules<'r>(&'r self, nonce: &'r str) -> TokenRules<'r> {
        let settings = self.settings;
        let parameter = |name: &str| settings.authorization_parameters.get(name);
        TokenRules {
            issuer: settings.issuer.as_deref().unwrap_or_default(),
            client_id: &settings.client_id,
            nonce: Some(nonce),
            jwks_uri: settings.jwks_uri.as_ref(),
            trusted_audiences: &settings.trusted_audiences,
            max_age: parameter("max_age").and_then(|text| text.parse().ok()),
            acr_values: parameter("acr_values").map(String::as_str),
            cognito: self.is_cognito(),
            id_token_required: false,
        }
    }

    fn with_settings(&self, diagnosis: Diagnosis) -> Box<Diagnosis> {
        with_settings(diagnosis, self.settings, self.is_cognito())
    }

    /// Whether the rules that only Cognito has apply.
    fn is_cognito(&self) -> bool {
        self.run.provider.as_draft().catalogue_entry == AWS_COGNITO_OIDC
            || self
                .settings
                .issuer
                .as_deref()
                .is_some_and(idp_cognito::is_cognito_issuer)
    }
}
